import type { IntensitySpread } from '../intensities.js';
import {
  type ChannelPlan,
  type ClippedEnd,
  type Contradiction,
  foreignForeground,
  holdWholeNumbers,
  isFull,
  isStandard,
  outOfRange,
  rangeOf,
  summaries,
} from './contradiction.js';
import type { Evidence, OtherStatistics } from './evidence.js';
import type { Summary } from './summary.js';

/** Between which values CTNormalization leaves every image. */
export function ctBounds({ low, high, mean, std }: IntensitySpread): { readonly low: number; readonly high: number } {
  const scale = Math.max(std, 1e-8);
  return { low: (low - mean) / scale, high: (high - mean) / scale };
}

/** So many voxels with the very same value lie at an end of an image that was clipped, or that has an even background. */
const leastPile = 20;

/** An image that was clipped reaches the bound to the last digit of a 32 bit float. */
const exactly = 1e-4;

type End = ClippedEnd['end'];

const ends: readonly End[] = ['least', 'greatest'];

/** @returns value and number of voxels with it at one end of each image; images of one value have no ends */
function extremes(end: End, all: readonly Summary[]) {
  return all
    .filter(({ min, max }) => min < max)
    .map(({ min, max, atMin, atMax }) =>
      end === 'least' ? { value: min, count: atMin } : { value: max, count: atMax },
    );
}

/**
 * Statistics by which CTNormalization has clipped the images: no value lies beyond its bounds, and two images or more end at one of them.
 * @param isTelling whether that end of those statistics tells them from the plans
 */
export function clippedBy(
  all: readonly Summary[],
  others: readonly OtherStatistics[],
  isTelling: (end: End, bound: number, other: OtherStatistics) => boolean = () => true,
): OtherStatistics | undefined {
  return others.find((other) => {
    const own = ctBounds(other);
    const isWithin = all.every(({ min, max }) => min > own.low - exactly && max < own.high + exactly);
    return (
      isWithin &&
      ends.some((end) => {
        const bound = end === 'least' ? own.low : own.high;
        const reached = extremes(end, all).filter(({ value }) => Math.abs(value - bound) < exactly);
        const isEnough = reached.length > 1 || (summaries.length === 1 && (reached[0]?.count ?? 0) >= leastPile);
        return isEnough && isTelling(end, bound, other);
      })
    );
  });
}

/** Statistics that are extracted twice may differ in the third digit, and noise of augmentation is greater than this. In standard deviations of a normalized image. */
const slack = 0.05;

/** CTNormalization leaves every image between two bounds, and clips it there. */
export function ctContradiction(plan: ChannelPlan, evidence: Evidence): Contradiction | undefined {
  const { statistics } = plan;
  if (statistics === undefined) return undefined;
  const { low, high } = ctBounds(statistics);
  if (!(low < high)) return undefined;
  const range = outOfRange(plan, evidence, [low, high], slack);
  if (range !== undefined) return range;
  const found = summaries(plan.channel, evidence.cases);
  const all = found.map((one) => one.all);
  const own = { kind: 'range', ...rangeOf(all), low, high } as const;
  if (Math.abs(low) > 0.05 && isRescaled(found)) return own;
  const clipped = clippedElsewhere(statistics, all, evidence);
  if (clipped !== undefined) return { kind: 'clipped', ...clipped };
  const foreign = foreignForeground(plan, evidence, normalizedBy(statistics));
  if (foreign !== undefined) return foreign;
  // Each image centred by itself, where all of them together should be, and none clipped.
  const isClipped = own.least < low + slack || own.most > high - slack;
  const exact = found.filter(({ isExact }) => isExact);
  return !isClipped && exact.length > 1 && exact.every((one) => isStandard(one.all, 1e-3)) ? own : undefined;
}

/** Of CT images, none begins at the mean of all and ends one standard deviation above it. */
function isRescaled(found: ReturnType<typeof summaries>): boolean {
  const exact = found.filter(({ isExact }) => isExact);
  const isNearlyFull = ({ min, max }: Summary) => min > -1e-6 && min < 0.02 && max > 0.8 && max < 1 + 1e-6;
  if (exact.length > 0 && exact.every((one) => isFull(one.all))) return true;
  return found.length > 1 && found.every((one) => isNearlyFull(one.all));
}

function normalizedBy({ low, high, mean, std }: IntensitySpread): (value: number) => number {
  return (value) => (Math.min(Math.max(value, low), high) - mean) / Math.max(std, 1e-8);
}

/**
 * Many voxels at the least or the greatest value of every image stand where it was clipped, or where the images themselves end. The latter are whole
 * numbers, in images of whole numbers; with wrong statistics they turn back to none.
 * @returns ends at which other statistics have put the images, with their name where they are known
 */
function clippedElsewhere(
  statistics: IntensitySpread,
  all: readonly Summary[],
  { raw, others }: Evidence,
): { readonly ends: readonly ClippedEnd[]; readonly fits: string | undefined } | undefined {
  const { mean, std, low, high } = statistics;
  const bounds = ctBounds(statistics);
  const isOff = (end: End, value: number) => Math.abs(value - (end === 'least' ? bounds.low : bounds.high)) > slack;
  const described = (end: End, found: number): ClippedEnd => ({
    end,
    found,
    intensity: found * std + mean,
    clip: end === 'least' ? low : high,
  });
  const telling: End[] = [];
  const fitting = clippedBy(all, others, (end, bound, other) => {
    // Where the images themselves end at a percentile, wider ones leave them as they are.
    const isClipped = end === 'least' ? other.least < other.low : other.most > other.high;
    if (isOff(end, bound) && isClipped) telling.push(end);
    return isOff(end, bound) && isClipped;
  });
  if (fitting !== undefined) {
    const own = ctBounds(fitting);
    return {
      ends: telling.slice(-1).map((end) => described(end, end === 'least' ? own.low : own.high)),
      fits: fitting.name,
    };
  }
  const unexplained = ends.flatMap((end) => {
    const found = extremes(end, all).flatMap(({ value, count }) => (count < leastPile ? [] : [value]));
    const [first] = found;
    if (first === undefined || (found.length < 2 && all.length > 1)) return [];
    const isOne = found.every((value) => Math.abs(value - first) < exactly);
    const isForeign = found.every((value) => isOff(end, value) && !isWhole(value, statistics));
    return isForeign && (isOne || holdWholeNumbers(raw)) ? [described(end, first)] : [];
  });
  return unexplained.length === 0 ? undefined : { ends: unexplained, fits: undefined };
}

/** Whether a normalized value was a whole number before; as exactly as 32 bit floats let it be told. */
function isWhole(value: number, { mean, std }: IntensitySpread): boolean {
  const intensity = value * std + mean;
  return Math.abs(intensity - Math.round(intensity)) < 0.02 + 2e-6 * Math.abs(intensity);
}
