import { entryOf, itemsOf } from '../pickle/access.js';
import { PyDict } from '../pickle/dictionary.js';
import { type PickleValue, PyObject } from '../pickle/values.js';
import { TorchTensor } from './tensors.js';

/**
 * What a file of weights is.
 *
 * - `nnunet`: of nnU-Net v2, or a program built on it: `network_weights` among its keys;
 * - `nnunet-v1`: `state_dict` next to the `plot_stuff` or `best_stuff` of nnU-Net v1;
 * - `state-dict`: names and tensors, nothing else;
 * - `other`.
 */
export type CheckpointKind = 'nnunet' | 'nnunet-v1' | 'state-dict' | 'other';

export interface Weights {
  readonly kind: CheckpointKind;
  /** Keys that lead from the top of the file to the tensors; `undefined` when no tensors were found. */
  readonly path: readonly string[] | undefined;
  readonly tensors: ReadonlyMap<string, TorchTensor>;
  /** Names of entries among the tensors that are none, or are of a kind that is not read (sparse, quantized). */
  readonly nonTensors: readonly string[];
}

/** Lists within lists, as ensembles are kept, are followed to this depth and length. */
const searchDepth = 3;
const searchWidth = 64;

export function findWeights(top: PickleValue): Weights {
  const own = entryOf(top, 'network_weights');
  if (own !== undefined) return { kind: 'nnunet', path: ['network_weights'], ...tensorsIn(own) };
  const stateDict = entryOf(top, 'state_dict');
  if (stateDict !== undefined && ['plot_stuff', 'best_stuff'].some((key) => entryOf(top, key) !== undefined)) {
    return { kind: 'nnunet-v1', path: ['state_dict'], ...tensorsIn(stateDict) };
  }
  const direct = tensorsIn(top);
  if (direct.tensors.size > 0 && direct.tensors.size >= direct.nonTensors.length) {
    return { kind: 'state-dict', path: [], ...direct };
  }
  return { kind: 'other', ...largestWithin(top) };
}

/** The dictionary of a state_dict, also where a program hung it on an object of its own. */
function tensorsIn(value: PickleValue): Pick<Weights, 'tensors' | 'nonTensors'> {
  const tensors = new Map<string, TorchTensor>();
  const nonTensors: string[] = [];
  const pairs = value instanceof PyDict ? value.entries() : value instanceof PyObject ? value.pairs : [];
  for (const [key, entry] of pairs) {
    const name = typeof key === 'string' ? key : `(${typeof key === 'number' ? key : 'not a text'})`;
    if (entry instanceof TorchTensor) tensors.set(name, entry);
    else nonTensors.push(name);
  }
  return { tensors, nonTensors };
}

type Found = Pick<Weights, 'path' | 'tensors' | 'nonTensors'>;

/**
 * The part of the value with most tensors, such as `state_dict` or `model` of other training programs; of the shallowest
 * level that holds any.
 */
function largestWithin(top: PickleValue): Found {
  // A value that many places share is looked at once.
  const seen = new Set<PickleValue>([top]);
  let level: Place[] = [{ path: [], value: top }];
  for (let depth = 0; depth < searchDepth; depth++) {
    level = level.slice(0, searchWidth).flatMap((place) => placesIn(place, seen));
    let best: Found = { path: undefined, tensors: new Map(), nonTensors: [] };
    for (const { path, value } of level) {
      const found = tensorsIn(value);
      if (found.tensors.size > best.tensors.size) best = { path, ...found };
    }
    if (best.path !== undefined) return best;
  }
  return { path: undefined, tensors: new Map(), nonTensors: [] };
}

interface Place {
  readonly path: readonly string[];
  readonly value: PickleValue;
}

function placesIn({ path, value }: Place, seen: Set<PickleValue>): Place[] {
  const places: Place[] = [];
  for (const [key, child] of children(value)) {
    if (places.length >= searchWidth) break;
    if (typeof key !== 'string' || typeof child !== 'object' || child === null || seen.has(child)) continue;
    seen.add(child);
    places.push({ path: [...path, key], value: child });
  }
  return places;
}

function* children(value: PickleValue): Iterable<[PickleValue, PickleValue]> {
  if (value instanceof PyDict) yield* value.entries();
  for (const [index, item] of (itemsOf(value) ?? []).entries()) yield [String(index), item];
}

/** Prefixes that wrappers leave in front of parameter names: DDP, DataParallel, torch.compile. */
const wrapperPrefixes = ['module.', '_orig_mod.'];

/** The wrapper prefix that all names share, such as `module.` or `module._orig_mod.`; empty when there is none. */
export function wrapperPrefix(names: Iterable<string>): string {
  let rest = [...names];
  let prefix = '';
  for (;;) {
    const found =
      rest.length > 0
        ? wrapperPrefixes.find((candidate) => rest.every((name) => name.startsWith(candidate)))
        : undefined;
    if (found === undefined) return prefix;
    prefix += found;
    rest = rest.map((name) => name.slice(found.length));
  }
}
