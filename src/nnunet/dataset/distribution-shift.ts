import { type JsonValue, member } from '../../io/json/value.js';
import type { Configuration } from '../plans/configuration.js';
import type { Plans } from '../plans/plans.js';
import { median } from '../values/numbers.js';
import { caseGeometries } from './fingerprint.js';
import { intensityStatistics } from './intensities.js';
import { medianShape } from './median-shape.js';
import { transposed } from './resampled-shape.js';

/** How the images of a dataset look under plans that were made for another. All vectors in working axis order, as long as the spacing of the configuration. */
export interface GeometryShift {
  /** Median spacing of the images, mm. */
  readonly own: readonly number[];
  /** Median spacing of the images that the plans were made for, mm; where plans do not tell, the spacing that both are resampled to. */
  readonly origin: readonly number[];
  /** What both are resampled to, mm. */
  readonly target: readonly number[];
  /** `own / origin`: above 1 these images are blurred where the others were sharp. */
  readonly ratios: readonly number[];
  /** Median shape after resampling, voxels. */
  readonly shape: readonly number[] | undefined;
}

/**
 * Compares a fingerprint with a configuration.
 * @returns `undefined` where one of them does not tell
 */
export function geometryShift(
  plans: Plans,
  configuration: Configuration,
  fingerprint: JsonValue | undefined,
): GeometryShift | undefined {
  const target = configuration.spacing;
  const order = plans.transposeForward;
  const cases = caseGeometries(fingerprint);
  if (target === undefined || order?.length !== 3 || cases === undefined || cases.length === 0) return undefined;
  if (target.length !== 2 && target.length !== 3) return undefined;
  const spacings = cases.map(({ spacing }) => transposed(spacing, order).slice(3 - target.length));
  const own = target.map((_, axis) => median(spacings.map((spacing) => spacing[axis] ?? Number.NaN)));
  const medians = plans.originalMedianSpacing?.slice(-target.length);
  const origin = medians?.length === target.length ? medians : target;
  const ratios = own.map((length, axis) => length / (origin[axis] ?? Number.NaN));
  if (!ratios.every((ratio) => Number.isFinite(ratio) && ratio > 0)) return undefined;
  return { own, origin, target, ratios, shape: medianShape(fingerprint, order, target) };
}

/** How CT intensities of a dataset fall into the range that plans clip to. Intensities in the unit of the images, for CT HU. */
export interface IntensityShift {
  readonly channel: number;
  readonly own: readonly [low: number, high: number];
  readonly clip: readonly [low: number, high: number];
  /** Share of the dataset's own range that is clipped away, 0 to 1. */
  readonly clipped: number;
  /** How far the dataset's mean lies from that of the plans, in their standard deviations. */
  readonly offset: number;
}

/** One entry for each channel under CTNormalization of which both sides tell enough. */
export function intensityShifts(
  plans: Plans,
  configuration: Configuration,
  fingerprint: JsonValue | undefined,
): readonly IntensityShift[] {
  const found = member(fingerprint, 'foreground_intensity_properties_per_channel');
  return (configuration.normalizationSchemes ?? []).flatMap((scheme, channel): readonly IntensityShift[] => {
    if (scheme !== 'CTNormalization') return [];
    const own = intensityStatistics(member(found, String(channel)));
    const wanted = intensityStatistics(member(plans.intensityProperties, String(channel)));
    if (own === undefined || wanted === undefined) return [];
    const width = own.high - own.low;
    const inside = Math.min(own.high, wanted.high) - Math.max(own.low, wanted.low);
    return [
      {
        channel,
        own: [own.low, own.high],
        clip: [wanted.low, wanted.high],
        clipped: width > 0 ? Math.min(1, Math.max(0, 1 - inside / width)) : 0,
        offset: wanted.std > 0 ? (own.mean - wanted.mean) / wanted.std : 0,
      },
    ];
  });
}
