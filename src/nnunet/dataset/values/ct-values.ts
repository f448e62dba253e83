import type { IntensitySpread } from '../intensities.js';
import { type Evidence, holdWholeNumbers, type OtherStatistics } from './evidence.js';
import type { Summary } from './summary.js';

/** A value that many voxels share at an end of an image. */
export interface ClippedEnd {
  readonly end: 'least' | 'greatest';
  /** normalized */
  readonly found: number;
  /** What it was before normalization, by the statistics of the plans. */
  readonly intensity: number;
  /** Where the plans clip at that end. */
  readonly clip: number;
}

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
function extremes(end: End, summaries: readonly Summary[]) {
  return summaries
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
  summaries: readonly Summary[],
  others: readonly OtherStatistics[],
  isTelling: (end: End, bound: number, other: OtherStatistics) => boolean = () => true,
): OtherStatistics | undefined {
  return others.find((other) => {
    const own = ctBounds(other);
    const isWithin = summaries.every(({ min, max }) => min > own.low - exactly && max < own.high + exactly);
    return (
      isWithin &&
      ends.some((end) => {
        const bound = end === 'least' ? own.low : own.high;
        const reached = extremes(end, summaries).filter(({ value }) => Math.abs(value - bound) < exactly);
        const isEnough = reached.length > 1 || (summaries.length === 1 && (reached[0]?.count ?? 0) >= leastPile);
        return isEnough && isTelling(end, bound, other);
      })
    );
  });
}

/**
 * Many voxels at the least or the greatest value of every image stand where it was clipped, or where the images themselves end. The latter are whole
 * numbers, in images of whole numbers; with wrong statistics they turn back to none.
 * @param slack by how much a bound may lie elsewhere, normalized
 * @returns ends at which other statistics have put the images, with their name where they are known
 */
export function clippedElsewhere(
  statistics: IntensitySpread,
  summaries: readonly Summary[],
  { raw, others }: Evidence,
  slack: number,
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
  const fitting = clippedBy(summaries, others, (end, bound, other) => {
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
    const found = extremes(end, summaries).flatMap(({ value, count }) => (count < leastPile ? [] : [value]));
    const [first] = found;
    if (first === undefined || (found.length < 2 && summaries.length > 1)) return [];
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
