import { isObject, type JsonValue, member } from '../../io/json/value.js';

/** What CTNormalization reads of a channel's statistics (preprocessing/normalization/default_normalization_schemes.py). */
const ctStatistics = ['mean', 'std', 'percentile_00_5', 'percentile_99_5'] as const;

export type CtStatistic = (typeof ctStatistics)[number];

/** Least and greatest intensity in the foreground of a channel, as a fingerprint has found them. */
export function intensityRange(
  fingerprint: JsonValue | undefined,
  channel: number,
): { readonly least: number; readonly most: number } | undefined {
  const properties = member(member(fingerprint, 'foreground_intensity_properties_per_channel'), String(channel));
  const [least, most] = [member(properties, 'min'), member(properties, 'max')];
  return typeof least === 'number' && typeof most === 'number' ? { least, most } : undefined;
}

/** Where most of the foreground of a channel lies: percentiles 0.5 and 99.5, mean and standard deviation, in the unit of the images. */
export interface IntensitySpread {
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  readonly std: number;
}

/** @returns `undefined` unless all four are finite numbers */
export function intensityStatistics(properties: JsonValue | undefined): IntensitySpread | undefined {
  const number = (name: CtStatistic) => {
    const value = member(properties, name);
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  };
  const [mean, std, low, high] = ctStatistics.map(number);
  if (low === undefined || high === undefined || mean === undefined || std === undefined) return undefined;
  return { low, high, mean, std };
}

/** A statistic that CTNormalization cannot calculate with, or calculates nonsense with. */
export interface UnusableStatistic {
  readonly name: CtStatistic;
  /** `missing`; `stops`: Python raises; `not a number`: every voxel becomes NaN. */
  readonly kind: 'missing' | 'stops' | 'not a number';
  readonly found: JsonValue | undefined;
}

/** Statistics of one channel that CTNormalization cannot use. One bound may be null: nothing is clipped on that side. */
export function unusableStatistics(properties: JsonValue | undefined): readonly UnusableStatistic[] {
  if (!isObject(properties)) return [];
  const bothNull = (['percentile_00_5', 'percentile_99_5'] as const).every((name) => member(properties, name) === null);
  return ctStatistics.flatMap((name): UnusableStatistic[] => {
    const found = member(properties, name);
    if (found === undefined) return [{ name, kind: 'missing', found }];
    if (found === null && name.startsWith('percentile') && !bothNull) return [];
    // numpy spreads a list of one number over the image; Python's max, for the standard deviation, does not.
    if (typeof found === 'boolean' || (name !== 'std' && isOneNumber(found))) return [];
    if (typeof found !== 'number') return [{ name, kind: 'stops', found }];
    return Number.isNaN(found) || (!Number.isFinite(found) && !name.startsWith('percentile'))
      ? [{ name, kind: 'not a number', found }]
      : [];
  });
}

/** `[1]`, `[[1]]` and so on. */
function isOneNumber(value: JsonValue): boolean {
  const [only, ...rest] = Array.isArray(value) ? value : [];
  if (only === undefined || rest.length > 0) return false;
  return Number.isFinite(only) || isOneNumber(only);
}
