import type { JsonValue } from '../../io/json/value.js';
import { sameNumbers } from '../values/numbers.js';
import type { NetworkField } from './description.js';
import { inferNetwork } from './infer-network.js';
import type { ParameterShape } from './inferred-blocks.js';
import type { NetworkDifference, SizedNetwork } from './network-differences.js';
import { networkDifferences } from './network-differences.js';
import { predictParameters } from './parameters.js';

/** One difference between a network and a checkpoint, and what it does to the weights. */
export interface LoadCause {
  readonly field: NetworkField | 'inputChannels' | 'heads' | 'prefix' | 'foreign';
  /** Stage from the input, where the field has one entry per stage. */
  readonly stage?: number;
  /** In the network. */
  readonly expected: JsonValue;
  /** In the checkpoint. */
  readonly found: JsonValue;
  /** `refused`: weights of the network stay unfilled, which is an error. `dropped`: weights of the checkpoint are left out. `restarted`: segmentation layers only. */
  readonly effect: 'refused' | 'dropped' | 'restarted';
  /** The weights concerned. */
  readonly failing: readonly string[];
  readonly dropped: readonly string[];
  /** "stage 5 has 320 features in the checkpoint and 256 in the network (features_per_stage)" */
  readonly message: string;
}

/**
 * Explains the differences between the weights of a network and of a checkpoint by differences between two architectures.
 * Both are read back from their weights; then the one is turned into the other difference by difference, and each weight that changes on the way is
 * put down to the difference that changed it.
 */
export function loadCauses(
  network: readonly ParameterShape[],
  checkpoint: readonly ParameterShape[],
  failing: ReadonlySet<string>,
  dropped: ReadonlySet<string>,
): { causes: LoadCause[]; unexplained: string[] } {
  if (failing.size + dropped.size === 0 && sameShapes(network, checkpoint)) return { causes: [], unexplained: [] };
  const target = inferNetwork(network);
  const source = inferNetwork(checkpoint);
  if (target.kind === 'unrecognised' || source.kind === 'unrecognised') {
    return {
      causes: foreignCause(source.kind === 'unrecognised' ? source.reason : undefined, failing, dropped),
      unexplained: [],
    };
  }
  const causes: LoadCause[] = [];
  const explained = new Set<string>();
  if (source.prefix !== target.prefix) {
    causes.push(prefixCause(source.prefix, target.prefix, failing, dropped));
    for (const name of [...failing, ...dropped]) explained.add(name);
  }
  let before = entriesOf(target);
  for (const difference of networkDifferences(target, source)) {
    const after = entriesOf(difference.changed);
    const changed = changedNames(before, after);
    before = after;
    const cause = causeOf(difference, changed, failing, dropped);
    if (cause === undefined) continue;
    causes.push(cause);
    for (const name of [...cause.failing, ...cause.dropped]) explained.add(name);
  }
  const unexplained = [...failing, ...dropped].filter((name) => !explained.has(name));
  return { causes, unexplained };
}

/** Most pairs that fit are equal: then there is nothing to explain. */
function sameShapes(network: readonly ParameterShape[], checkpoint: readonly ParameterShape[]): boolean {
  const stored = new Map(checkpoint.map(({ name, shape }) => [name, shape]));
  return network.every(({ name, shape }) => sameNumbers(stored.get(name), shape));
}

function entriesOf({ network, inputChannels, heads }: SizedNetwork): ReadonlyMap<string, readonly number[]> {
  return new Map(predictParameters(network, inputChannels, heads).map(({ name, shape }) => [name, shape]));
}

function changedNames(
  before: ReadonlyMap<string, readonly number[]>,
  after: ReadonlyMap<string, readonly number[]>,
): Set<string> {
  const changed = new Set<string>();
  for (const [name, shape] of before) if (!sameNumbers(after.get(name), shape)) changed.add(name);
  for (const name of after.keys()) if (!before.has(name)) changed.add(name);
  return changed;
}

function causeOf(
  { field, stage, expected, found, message }: NetworkDifference,
  changed: ReadonlySet<string>,
  failing: ReadonlySet<string>,
  dropped: ReadonlySet<string>,
): LoadCause | undefined {
  const failingHere = [...changed].filter((name) => failing.has(name));
  const droppedHere = [...changed].filter((name) => dropped.has(name));
  const restarts = [...changed].some((name) => name.includes('.seg_layers.'));
  if (failingHere.length + droppedHere.length === 0 && !restarts) return undefined;
  const effect = failingHere.length > 0 ? 'refused' : droppedHere.length > 0 ? 'dropped' : 'restarted';
  const place = stage === undefined ? {} : { stage };
  return { field, ...place, expected, found, effect, failing: failingHere, dropped: droppedHere, message };
}

function prefixCause(
  found: string,
  expected: string,
  failing: ReadonlySet<string>,
  dropped: ReadonlySet<string>,
): LoadCause {
  return {
    field: 'prefix',
    expected,
    found,
    effect: failing.size > 0 ? 'refused' : 'dropped',
    failing: [...failing],
    dropped: [...dropped],
    message: `every name in the checkpoint starts with "${found}", which nnU-Net does not remove`,
  };
}

function foreignCause(
  reason: string | undefined,
  failing: ReadonlySet<string>,
  dropped: ReadonlySet<string>,
): LoadCause[] {
  if (reason === undefined || failing.size + dropped.size === 0) return [];
  return [
    {
      field: 'foreign',
      expected: null,
      found: reason,
      effect: failing.size > 0 ? 'refused' : 'dropped',
      failing: [...failing],
      dropped: [...dropped],
      message: `the network of the checkpoint is not one of nnU-Net's: ${reason}`,
    },
  ];
}
