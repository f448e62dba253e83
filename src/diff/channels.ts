import { type JsonValue, member } from '../io/json/value.js';
import { type ChannelSide, type Channels, channelsInOrder } from '../nnunet/compare/channels.js';
import type { Alignment } from '../nnunet/compare/field-change.js';
import type { DiffSide } from './side.js';

/** Channels are the same when these differ by less than a hundredth; an extreme value is one voxel and tells nothing. */
const tellingStatistics = ['mean', 'std', 'median', 'percentile_00_5', 'percentile_99_5'] as const;

/**
 * Aligns the channels by their names in dataset.json, where one side has all that the other has. Without names, channels have moved when the
 * intensity statistics of each fit exactly one place, and not always its own. Otherwise by position.
 */
export function alignChannels(a: DiffSide, b: DiffSide): Channels {
  const side = ({ plans, configuration, datasetJson }: DiffSide): ChannelSide => ({
    plans,
    datasetJson,
    configurations:
      configuration === undefined
        ? plans.configurations
        : [plans.configuration(configuration)].filter((one) => one !== undefined),
  });
  const inOrder = channelsInOrder(side(a), side(b));
  const { before, after, countA, countB } = inOrder;
  const byName = before && after ? alignNames(before, after) : undefined;
  const byStatistics = before && after ? undefined : alignStatistics(a, b, countA, countB);
  const alignment = byName ?? byStatistics ?? inOrder.alignment;
  const isMoved = alignment.some(([left, right]) => left !== undefined && right !== undefined && left !== right);
  return {
    ...inOrder,
    alignment,
    name: (place) => channelName(place, alignment[place], before, after),
    movedBy: isMoved ? (byName ? 'names' : 'statistics') : undefined,
  };
}

function channelName(
  place: number,
  pair: Alignment[number] | undefined,
  before: readonly string[] | undefined,
  after: readonly string[] | undefined,
): string {
  const [a, b] = pair ?? [place, place];
  const left = a === undefined ? undefined : before?.[a];
  const right = b === undefined ? undefined : after?.[b];
  const name = left === right || right === undefined ? left : left === undefined ? right : undefined;
  const position = a !== undefined && b !== undefined && a !== b ? `${a} → ${b}` : String(a ?? b ?? place);
  return name === undefined ? `channel ${position}` : `channel ${position} (${name})`;
}

/** By name, when the names of one side are all different and among those of the other; what has no partner comes last. */
function alignNames(before: readonly string[], after: readonly string[]): Alignment | undefined {
  const plain = (names: readonly string[]) => names.map((name) => name.trim().toLowerCase());
  const [left, right] = [plain(before), plain(after)];
  if (new Set(left).size !== left.length || new Set(right).size !== right.length) return undefined;
  const common = left.filter((name) => right.includes(name)).length;
  if (common < Math.min(left.length, right.length)) return undefined;
  const ofA = left.map((name, i) => [i, right.includes(name) ? right.indexOf(name) : undefined] as const);
  const onlyInB = right.flatMap((name, i) => (left.includes(name) ? [] : [[undefined, i] as const]));
  return [...ofA, ...onlyInB];
}

/** By intensity statistics, when each channel of A is like exactly one of B. */
function alignStatistics(
  a: DiffSide,
  b: DiffSide,
  countA: number | undefined,
  countB: number | undefined,
): Alignment | undefined {
  if (countA === undefined || countA !== countB || countA > 32) return undefined;
  const statistics = (side: DiffSide) =>
    Array.from({ length: countA }, (_, i) => telling(member(side.plans.intensityProperties, String(i))));
  const [left, right] = [statistics(a), statistics(b)];
  const places = left.map((one) => {
    const fitting = right.flatMap((other, i) => (areAlike(one, other) ? [i] : []));
    return fitting.length === 1 ? fitting[0] : undefined;
  });
  const found = places.filter((place) => place !== undefined);
  return new Set(found).size === countA ? found.map((place, i) => [i, place]) : undefined;
}

function telling(properties: JsonValue | undefined): readonly number[] | undefined {
  const values = tellingStatistics.map((name) => member(properties, name));
  return values.every((value) => typeof value === 'number') ? (values as number[]) : undefined;
}

function areAlike(a: readonly number[] | undefined, b: readonly number[] | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  const spread = Math.max(Math.abs(a[1] ?? 0), Math.abs(b[1] ?? 0));
  return a.every((value, i) => {
    const other = b[i] ?? Number.NaN;
    return Math.abs(value - other) <= 0.01 * Math.max(Math.abs(value), Math.abs(other), spread);
  });
}
