import type { IntensitySpread } from '../intensities.js';
import type { CaseValues } from './case-values.js';
import type { Evidence, RawChannel } from './evidence.js';
import type { Range, Summary } from './summary.js';

/** What plans say of one channel, as far as it shows in the values that preprocessing leaves. */
export interface ChannelPlan {
  readonly channel: number;
  readonly scheme: string;
  readonly usesMask: boolean;
  /** For CTNormalization. */
  readonly statistics: IntensitySpread | undefined;
  /** Whether resampling leaves no value beyond those that were there before. */
  readonly keepsRange: boolean;
}

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

/** Why no reading of the plans explains the values of a channel. */
export type Contradiction =
  /** Values where the scheme leaves none, or none at the ends that it always reaches. */
  | {
      readonly kind: 'range';
      readonly least: number;
      readonly most: number;
      readonly low: number;
      readonly high: number;
    }
  | { readonly kind: 'clipped'; readonly ends: readonly ClippedEnd[]; readonly fits: string | undefined }
  /** Clipped by statistics, where the scheme uses none. */
  | { readonly kind: 'bounds'; readonly low: number; readonly high: number; readonly fits: string }
  | { readonly kind: 'moments'; readonly case: string; readonly mean: number; readonly deviation: number }
  | { readonly kind: 'mask'; readonly case: string; readonly value: number }
  /** Fractions where the images hold whole numbers. */
  | { readonly kind: 'fractions'; readonly case: string }
  /** Other values than the scheme makes of what the images have in their foreground. */
  | {
      readonly kind: 'foreground';
      readonly least: number;
      readonly most: number;
      readonly low: number;
      readonly high: number;
    };

/** A channel of every case that it was read of. */
export function summaries(channel: number, cases: readonly CaseValues[]) {
  return cases.flatMap((one) => {
    const own = one.channels[channel];
    return own === undefined ? [] : [{ one, ...own, isExact: one.extent === 'whole' && !one.isResampled }];
  });
}

/** Least and greatest value of all cases. */
export function rangeOf(all: readonly Range[]): { readonly least: number; readonly most: number } {
  return { least: Math.min(...all.map(({ min }) => min)), most: Math.max(...all.map(({ max }) => max)) };
}

/** @param allowed how far beyond the bounds a value may lie */
export function outOfRange(
  { channel }: ChannelPlan,
  { cases }: Evidence,
  [low, high]: readonly [number, number],
  allowed = 1e-3,
): Contradiction | undefined {
  const { least, most } = rangeOf(summaries(channel, cases).map((one) => one.all));
  return least < low - allowed || most > high + allowed ? { kind: 'range', least, most, low, high } : undefined;
}

/** From exactly 0 to exactly 1. */
export function isFull({ min, max }: Summary): boolean {
  return Math.abs(min) < 1e-6 && Math.abs(max - 1) < 1e-6;
}

/** Mean 0 and standard deviation 1. */
export function isStandard({ mean, deviation }: Summary, within = 0.05): boolean {
  return Math.abs(mean) < within && Math.abs(deviation - 1) < within;
}

/** Extremes and median of a whole foreground are not whole numbers by chance. */
export function holdWholeNumbers(raw: RawChannel | undefined): boolean {
  if (raw === undefined) return false;
  const { least, most, median } = raw;
  return Number.isInteger(least) && Number.isInteger(most) && Number.isInteger(2 * median) && most - least >= 4;
}

/** A hundredth of what all foregrounds together span, but not a foreground of one value. */
function isSliver(own: number, all: number): boolean {
  return own < 0.01 * all && own > 1e-5 * all;
}

/**
 * 99 of 100 foreground voxels of all cases lie between the percentiles of the fingerprint. Where those of no case that was read do, they are not
 * from those images, unless all of them are odd ones among very many.
 * @param normalized what the scheme makes of an intensity
 */
export function foreignForeground(
  { channel }: ChannelPlan,
  { cases, raw }: Evidence,
  normalized: (value: number) => number,
): Contradiction | undefined {
  if (raw === undefined) return undefined;
  const [low, median, high] = [normalized(raw.low), normalized(raw.median), normalized(raw.high)];
  const own = summaries(channel, cases).flatMap(({ foreground }) =>
    foreground === undefined || foreground.count < 10 ? [] : [foreground],
  );
  // A percentile itself may be the value of many voxels.
  const near = 1e-6 * (high - low);
  const isBelow = (max: number) => max < low + 0.02 * (median - low) && Math.abs(max - low) > near;
  const isAbove = (min: number) => min > high - 0.02 * (high - median) && Math.abs(min - high) > near;
  const isNarrow =
    own.length > 1 && own.every(({ min, max, count }) => isSliver(max - min, high - low) && count >= 200);
  const isForeign = isNarrow || own.every(({ min, max }) => isBelow(max) || isAbove(min));
  if (!(low < high) || own.length === 0 || !isForeign || (own.length === 1 && raw.cases > 50)) return undefined;
  return { kind: 'foreground', ...rangeOf(own), low, high };
}
