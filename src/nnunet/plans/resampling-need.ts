import type { JsonValue } from '../../io/json/value.js';
import { caseGeometries } from '../dataset/fingerprint.js';
import { resampledShape, targetSpacing, transposed } from '../dataset/resampled-shape.js';
import { largest, smallest } from '../values/numbers.js';
import { isTruthy } from '../values/python-builtins.js';
import type { Configuration } from './configuration.js';
import type { Plans } from './plans.js';

/** How many of the cases that are known: a resampling function looks at its arguments only where there is something to resample. */
export type Share = 'none' | 'some' | 'all' | 'unknown';

export interface ResamplingNeed {
  /** Cases whose shape changes. */
  readonly resampled: Share;
  /** Cases whose slices are resampled within and between slices separately, and whose number of slices changes: only they use `order_z`. */
  readonly betweenSlices: Share;
}

/** Spacings that differ by more than this factor count as anisotropic (configuration.py, ANISO_THRESHOLD). */
const anisotropyThreshold = 3;

/**
 * What preprocessing has to resample, and prediction to resample back.
 * @param forceSeparateZ `force_separate_z` of the resampling function; null: as the spacings suggest
 * Source: preprocessing/resampling/default_resampling.py
 */
export function resamplingNeed(
  plans: Plans,
  configuration: Configuration,
  fingerprint: JsonValue | undefined,
  forceSeparateZ: JsonValue | undefined,
): ResamplingNeed {
  const cases = caseGeometries(fingerprint);
  const { spacing: configured } = configuration;
  const order = plans.transposeForward;
  if (cases === undefined || cases.length === 0 || configured === undefined || order?.length !== 3) {
    return { resampled: 'unknown', betweenSlices: 'unknown' };
  }
  const changes = cases.map(({ shape, spacing }) => {
    const [from, own] = [transposed(shape, order), transposed(spacing, order)];
    const target = targetSpacing(configured, own);
    const to = resampledShape(from, own, target);
    const axis = separateAxis(own, target, forceSeparateZ);
    return {
      changes: to.some((voxels, i) => voxels !== from[i]),
      between: axis !== undefined && to[axis] !== from[axis],
    };
  });
  return {
    resampled: shareOf(changes.map((one) => one.changes)),
    betweenSlices: shareOf(changes.map((one) => one.between)),
  };
}

function shareOf(answers: readonly boolean[]): Share {
  if (answers.every((answer) => answer)) return 'all';
  return answers.some((answer) => answer) ? 'some' : 'none';
}

/** The axis that is resampled on its own: the one with the widest spacing, if it is the only one (determine_do_sep_z_and_axis). */
function separateAxis(
  from: readonly number[],
  to: readonly number[],
  forceSeparateZ: JsonValue | undefined,
): number | undefined {
  const isAnisotropic = (spacing: readonly number[]) => largest(spacing) / smallest(spacing) > anisotropyThreshold;
  const isForced = forceSeparateZ !== null && forceSeparateZ !== undefined;
  const spacing = isForced || isAnisotropic(from) ? from : to;
  if (isForced ? !isTruthy(forceSeparateZ) : forceSeparateZ === undefined || !isAnisotropic(spacing)) return undefined;
  const widestSpacing = largest(spacing);
  const widest = [...spacing.keys()].filter((axis) => spacing[axis] === widestSpacing);
  return widest.length === 1 ? widest[0] : undefined;
}
