import type { IntensitySpread } from '../intensities.js';
import { type Evidence, holdWholeNumbers } from './evidence.js';
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
  const bounds = ctBounds(statistics);
  const piles = (['least', 'greatest'] as const).map((end) => {
    const found = summaries.flatMap(({ min, max, atMin, atMax }) => {
      const [value, count] = end === 'least' ? [min, atMin] : [max, atMax];
      return count < leastPile || min === max ? [] : [value];
    });
    return { end, found, expected: end === 'least' ? bounds.low : bounds.high };
  });
  const off = piles.filter(
    ({ found, expected }) => found.length > 0 && found.every((value) => Math.abs(value - expected) > slack),
  );
  if (off.length === 0) return undefined;
  const ends = off.map(({ end, found: [found = 0] }) => {
    const { mean, std, low, high } = statistics;
    return { end, found, intensity: found * std + mean, clip: end === 'least' ? low : high };
  });
  const fitting = others.find((other) => {
    const own = ctBounds(other);
    // Where the images themselves end at a percentile, wider ones leave them as they are.
    return piles.every(({ end, found }) => {
      const [bound, isClipped] =
        end === 'least' ? [own.low, other.least < other.low] : [own.high, other.most > other.high];
      const isOff = off.some((one) => one.end === end);
      return found.every((value) => Math.abs(value - bound) < 1e-3) && (isClipped || !isOff);
    });
  });
  if (fitting !== undefined) return { ends, fits: fitting.name };
  const unexplained = ends.filter(({ end }) => {
    const found = off.find((one) => one.end === end)?.found ?? [];
    const isOne = found.every((value) => Math.abs(value - (found[0] ?? 0)) < 1e-4);
    const isEnough = found.length > 1 || summaries.length === 1;
    return isEnough && (isOne || holdWholeNumbers(raw)) && found.every((value) => !isWhole(value, statistics));
  });
  return unexplained.length === 0 ? undefined : { ends: unexplained, fits: undefined };
}

/** Whether a normalized value was a whole number before; as exactly as 32 bit floats let it be told. */
function isWhole(value: number, { mean, std }: IntensitySpread): boolean {
  const intensity = value * std + mean;
  return Math.abs(intensity - Math.round(intensity)) < 0.02 + 2e-6 * Math.abs(intensity);
}
