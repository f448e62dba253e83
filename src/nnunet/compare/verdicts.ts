import type { JsonValue } from '../../io/json/value.js';
import { counted, plainNumber } from '../words/wording.js';
import type { Architecture } from './architecture.js';
import type { Inputs } from './inputs.js';
import type { Difference } from './judgement.js';
import type { Loading } from './loading.js';

/** Whether something that was made with A can be used with B. */
export interface Verdict {
  /** `unknown`: it depends on code or files that plans do not tell. */
  readonly answer: 'yes' | 'no' | 'unknown';
  /** Why, gravest first: `stages 6 → 5`. Beside `yes`: what to know all the same. */
  readonly reasons: readonly string[];
}

/** Where one of these differs, other lists of the network differ in consequence. */
const rootFields: ReadonlySet<string> = new Set([
  'architecture.network_class_name',
  'architecture.arch_kwargs.conv_op',
  'architecture.arch_kwargs.n_stages',
  'previous_stage',
  'channels',
]);

/**
 * Whether weights of A load into the network of B.
 * @param changes differences between both networks, and others that decide the weights (number of channels, stage of a cascade)
 */
export function weightsVerdict(
  a: Architecture,
  b: Architecture,
  inputs: Inputs,
  loading: Loading | undefined,
  changes: readonly Difference[],
): Verdict {
  const deciding = changes.filter((change) => change.consequence === 'weights no longer load');
  if (loading !== undefined) return verdictOf(loading, inputs, deciding);
  const doubts = [...new Set([doubt(a, 'A'), doubt(b, 'B')].filter((reason) => reason !== undefined))];
  const isSameClass = a.reading.networkClass?.kind === 'foreign' && deciding.length === 0 && inputs.a === inputs.b;
  return isSameClass ? { answer: 'yes', reasons: [] } : { answer: 'unknown', reasons: doubts };
}

function verdictOf(
  { obstacle, dropped }: Loading,
  { assumption, difference }: Inputs,
  deciding: readonly Difference[],
): Verdict {
  if (obstacle === undefined) {
    const loss =
      dropped > 0
        ? [`${counted(dropped, 'tensor')} of A without a place in B ${dropped === 1 ? 'is' : 'are'} dropped`]
        : [];
    return { answer: 'yes', reasons: [...loss, ...(assumption === undefined ? [] : [assumption])] };
  }
  const roots = deciding.filter((change) => rootFields.has(change.field));
  const causes = [
    ...(difference === undefined ? [] : [difference]),
    ...(roots.length > 0 ? roots : deciding).map(causeOf),
  ];
  return { answer: 'no', reasons: causes.length > 0 ? causes : [obstacle] };
}

/** Why the parameters of a network cannot be told. */
function doubt({ origin, reading }: Architecture, side: string): string | undefined {
  if (origin === undefined) return `${side} describes no network`;
  const located = reading.networkClass;
  if (located?.kind === 'foreign' || located?.kind === 'other') {
    return `${lastPart(reading.classPath ?? '')} is not one of nnU-Net's networks`;
  }
  const [foreign] = reading.foreign ?? [];
  if (foreign !== undefined) return `${side} names a ${foreign} that is not torch's own`;
  return reading.network === undefined ? `nnU-Net cannot build the network of ${side}` : undefined;
}

/** Whether data preprocessed for A are what B would make of the same images. */
export function dataVerdict(changes: readonly Difference[]): Verdict {
  const deciding = changes.filter((change) => change.consequence === 'data must be preprocessed again');
  const channels = changes.filter((change) => change.field === 'channels');
  if (deciding.length + channels.length > 0) {
    const isOneSided = channels.length === 0 && deciding.every(({ kind }) => kind === 'added' || kind === 'removed');
    return isOneSided
      ? {
          answer: 'unknown',
          reasons: deciding.map(({ kind, what }) => `${kind === 'added' ? 'A' : 'B'} has no ${what}`),
        }
      : { answer: 'no', reasons: [...channels.map(causeOf), ...deciding.map(({ what }) => what)] };
  }
  const isOtherDataset = changes.some((change) => change.field === 'dataset_name');
  const isElsewhere = changes.some((change) => change.field === 'data_identifier');
  if (isOtherDataset) return { answer: 'yes', reasons: ['prepared alike, but of another dataset'] };
  return { answer: 'yes', reasons: isElsewhere ? ['but B looks for them in another folder'] : [] };
}

/** `stages 6 → 5`; of values that take more than a word the name alone. */
function causeOf({ what, before, after }: Difference): string {
  const [left, right] = [word(before), word(after)];
  return left === undefined || right === undefined ? what : `${what} ${left} → ${right}`;
}

function word(value: JsonValue | undefined): string | undefined {
  if (value === undefined || value === null) return 'none';
  if (typeof value === 'number') return plainNumber(value);
  return typeof value === 'string' ? lastPart(value) : undefined;
}

function lastPart(path: string): string {
  return path.split('.').at(-1) ?? path;
}
