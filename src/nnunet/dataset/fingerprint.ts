import { isObject, type JsonValue, member } from '../../io/json/value.js';
import { numberList } from '../values/numbers.js';

/** Number of cases that a dataset fingerprint describes: entries of `spacings`; `undefined` when they are no list. */
export function fingerprintCases(fingerprint: JsonValue | undefined): number | undefined {
  const spacings = member(fingerprint, 'spacings');
  return Array.isArray(spacings) ? spacings.length : undefined;
}

/** Number of channels whose intensities a dataset fingerprint describes: what dataset.json named when it was extracted. */
export function fingerprintChannels(fingerprint: JsonValue | undefined): number | undefined {
  const channels = member(fingerprint, 'foreground_intensity_properties_per_channel');
  return isObject(channels) ? Object.keys(channels).length : undefined;
}

/** Size and spacing of one case, in the axis order of the image. */
export interface CaseGeometry {
  /** voxels, after cropping to the nonzero region */
  readonly shape: readonly number[];
  /** mm */
  readonly spacing: readonly number[];
}

/** Geometry of every case that a fingerprint describes; `undefined` unless it does so for all. */
export function caseGeometries(fingerprint: JsonValue | undefined): readonly CaseGeometry[] | undefined {
  const spacings = member(fingerprint, 'spacings');
  const shapes = member(fingerprint, 'shapes_after_crop');
  if (!Array.isArray(spacings) || !Array.isArray(shapes) || spacings.length !== shapes.length) return undefined;
  const cases = spacings.map((spacing, i) => ({ spacing: numberList(spacing), shape: numberList(shapes[i]) }));
  const isComplete = (one: { spacing?: readonly number[]; shape?: readonly number[] }): one is CaseGeometry =>
    one.spacing?.length === 3 && one.shape?.length === 3;
  const complete = cases.map(({ spacing = [], shape = [] }) => ({ spacing, shape })).filter(isComplete);
  return complete.length === cases.length ? complete : undefined;
}
