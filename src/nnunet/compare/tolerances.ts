/**
 * How far two numbers of plans may lie apart and still be the same to nnU-Net: the one table that every rule, the side-by-side view and `diff` go by.
 * What an option of a rule sets counts for all of them.
 */
export interface Tolerances {
  /** Any number, relative: files pass through 32 bit floats, such as 0.800000011920929 for 0.8. */
  readonly number: number;
  /** Spacing, as `numpy.allclose` has it: relative, and absolute in mm. */
  readonly spacingRelative: number;
  readonly spacingAbsolute: number;
  /** Intensity statistics: by so much a normalized voxel may change, in standard deviations. See {@link normalizedDifference}. */
  readonly intensity: number;
  /** Medians that the planner notes and nnU-Net never reads back, relative: planning twice moves their last digits. */
  readonly note: number;
  /** Batch size, relative: the planner estimates it from memory, and large ones come out one more or less. */
  readonly batchSize: number;
}

/**
 * 0.005 for intensities: among public plans, two extractions from the same images move a normalized voxel by 0.002 at most, other images by 0.013 at least.
 * Training in half precision resolves 0.001 to 0.004 there, and augmentation adds noise of up to 0.3 to every patch.
 */
export const defaultTolerances: Tolerances = {
  number: 1e-5,
  spacingRelative: 1e-5,
  spacingAbsolute: 1e-8,
  intensity: 0.005,
  note: 1e-4,
  batchSize: 0.02,
};

/** `|a - b| <= absolute + relative · |the larger|`: the same from either side, and equal numbers and two NaN always are. */
export function areNear(a: number, b: number, relative: number, absolute = 0): boolean {
  if (Object.is(a, b) || a === b) return true;
  return Math.abs(a - b) <= absolute + relative * Math.max(Math.abs(a), Math.abs(b)) && Number.isFinite(a - b);
}

/** What CTNormalization reads of a channel's statistics. */
export interface NormalizingStatistics {
  readonly percentile_00_5: number;
  readonly percentile_99_5: number;
  readonly mean: number;
  readonly std: number;
}

/**
 * By how much CTNormalization makes another value of one and the same voxel, at most: `(clip(x, low, high) - mean) / max(std, 1e-8)` with the statistics of
 * either side. Both are linear between their percentiles and constant beyond, so that the largest difference lies at one of the four.
 * @returns standard deviations
 * Source: preprocessing/normalization/default_normalization_schemes.py, CTNormalization
 */
export function normalizedDifference(a: NormalizingStatistics, b: NormalizingStatistics): number {
  const normalized = (x: number, { percentile_00_5, percentile_99_5, mean, std }: NormalizingStatistics) =>
    (Math.min(Math.max(x, percentile_00_5), percentile_99_5) - mean) / Math.max(std, 1e-8);
  const kinks = [a.percentile_00_5, a.percentile_99_5, b.percentile_00_5, b.percentile_99_5];
  return Math.max(...kinks.map((x) => Math.abs(normalized(x, a) - normalized(x, b))));
}
