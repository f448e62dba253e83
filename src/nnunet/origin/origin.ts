import { isObject, type JsonValue, member } from '../../io/json/value.js';
import { defaultTolerances } from '../compare/tolerances.js';
import type { Plans } from '../plans/plans.js';
import { allClose, isClose, median, numberList, roundHalfToEven, type Tolerance } from '../values/numbers.js';

/**
 * Whose data plans were computed from. `nnUNetv2_move_plans_between_datasets` leaves these values alone, so they still tell
 * (experiment_planning/plans_for_pretraining/move_plans_between_datasets.py).
 */
export type Trace = 'intensity statistics' | 'median spacing' | 'median shape' | 'axis order';

/** Which traces two sides share; those that one of them lacks are in neither list. */
export interface Resemblance {
  readonly agrees: readonly Trace[];
  readonly differs: readonly Trace[];
}

/**
 * `same`: every trace agrees, intensity statistics among them. `mixed`: so many agree that it is no coincidence, yet others do not: somebody
 * edited one side. `unknown`: there was nothing to compare that tells datasets apart.
 */
export type Kinship = 'same' | 'mixed' | 'other' | 'unknown';

/** What is known of the origin of some plans. */
export interface Origin {
  /** Datasets whose fingerprint fits altogether. Several: equal images, or a copied fingerprint; which it was cannot be told. */
  readonly datasets: readonly string[];
  /** Datasets that share some traces only, with which. */
  readonly partly: readonly { readonly dataset: string; readonly resemblance: Resemblance }[];
  /** Datasets whose fingerprint could be compared. */
  readonly compared: readonly string[];
}

/** Within this an extraction was only repeated, by another version of numpy say. */
const exactly: Tolerance = { rtol: 1e-4, atol: 1e-6 };

/** Spacing is stored by NIfTI as 32 bit floats. */
const spacingTolerance: Tolerance = {
  rtol: defaultTolerances.spacingRelative,
  atol: defaultTolerances.spacingAbsolute,
};

/**
 * Looks for the dataset that plans were computed from. Where fingerprints of several fit, those that fit to the last digits count; of several such none is
 * preferred.
 * @param fingerprints content of dataset_fingerprint.json by the dataset's name, which may come more than once: today's, and those that models keep
 */
export function originOf(plans: Plans, fingerprints: Iterable<readonly [string, JsonValue | undefined]>): Origin {
  const fitting = new Map<string, boolean>();
  const mixed = new Map<string, Resemblance>();
  const compared = new Set<string>();
  for (const [dataset, fingerprint] of fingerprints) {
    if (fitting.get(dataset) === true) continue;
    const resemblance = compareWithFingerprint(plans, fingerprint);
    const kinship = kinshipOf(resemblance);
    if (kinship === 'unknown') continue;
    compared.add(dataset);
    if (kinship === 'same') fitting.set(dataset, statisticsAgree(plans, fingerprint, exactly) === true);
    if (kinship === 'mixed') mixed.set(dataset, resemblance);
  }
  const isExactSomewhere = [...fitting.values()].includes(true);
  return {
    datasets: [...fitting].filter(([, isExact]) => isExact === isExactSomewhere).map(([dataset]) => dataset),
    partly: [...mixed]
      .filter(([dataset]) => !fitting.has(dataset))
      .map(([dataset, resemblance]) => ({ dataset, resemblance })),
    compared: [...compared],
  };
}

/**
 * Compares plans with the fingerprint of a dataset, whose medians are taken and rounded as the planner does
 * (experiment_planning/experiment_planners/default_experiment_planner.py, plan_experiment).
 */
export function compareWithFingerprint(plans: Plans, fingerprint: JsonValue | undefined): Resemblance {
  const spacing = columnMedians(member(fingerprint, 'spacings'));
  const shape = columnMedians(member(fingerprint, 'shapes_after_crop'))?.map(roundHalfToEven);
  const order = plans.transposeForward;
  const verdicts = new Map<Trace, boolean | undefined>([
    ['intensity statistics', statisticsAgree(plans, fingerprint)],
    ['median spacing', sameInSomeOrder(plans.originalMedianSpacing, spacing, spacingTolerance)],
    ['median shape', sameInSomeOrder(plans.originalMedianShape, shape)],
    ['axis order', sameInThisOrder(plans, order, spacing, shape)],
  ]);
  return resemblanceOf(verdicts);
}

/** Compares the traces of two plans. */
export function compareOrigins(plans: Plans, other: Plans): Resemblance {
  const pair = <T>(a: T | undefined, b: T | undefined, same: (a: T, b: T) => boolean): boolean | undefined =>
    a === undefined || b === undefined ? undefined : same(a, b);
  const verdicts = new Map<Trace, boolean | undefined>([
    [
      'intensity statistics',
      sameStatistics(plans.get(plans.intensityPropertiesKey), other.get(other.intensityPropertiesKey)),
    ],
    [
      'median spacing',
      pair(plans.originalMedianSpacing, other.originalMedianSpacing, (a, b) => allClose(a, b, spacingTolerance)),
    ],
    ['median shape', pair(plans.originalMedianShape, other.originalMedianShape, (a, b) => allClose(a, b))],
    ['axis order', pair(plans.transposeForward, other.transposeForward, (a, b) => allClose(a, b))],
  ]);
  return resemblanceOf(verdicts);
}

/** What a resemblance means. Equal axis order, or equal spacing alone, is common among strangers and proves nothing. */
export function kinshipOf({ agrees, differs }: Resemblance): Kinship {
  const telling = (traces: readonly Trace[]) => traces.filter((trace) => trace !== 'axis order');
  if (telling(agrees).length + telling(differs).length === 0) return 'unknown';
  if (agrees.includes('intensity statistics')) return differs.length === 0 ? 'same' : 'mixed';
  return agrees.includes('median spacing') && agrees.includes('median shape') ? 'mixed' : 'other';
}

function resemblanceOf(verdicts: ReadonlyMap<Trace, boolean | undefined>): Resemblance {
  const traces = (wanted: boolean) => [...verdicts].filter(([, verdict]) => verdict === wanted).map(([trace]) => trace);
  return { agrees: traces(true), differs: traces(false) };
}

function statisticsAgree(plans: Plans, fingerprint: JsonValue | undefined, tolerance?: Tolerance): boolean | undefined {
  return sameStatistics(
    plans.get(plans.intensityPropertiesKey),
    member(fingerprint, 'foreground_intensity_properties_per_channel'),
    tolerance,
  );
}

/**
 * Channel by channel, every statistic that both sides have; `undefined` when there is nothing to compare.
 * @param tolerance of each number; without it they may differ as two extractions from the same images do
 */
function sameStatistics(
  found: JsonValue | undefined,
  wanted: JsonValue | undefined,
  tolerance?: Tolerance,
): boolean | undefined {
  if (!isObject(found) || !isObject(wanted)) return undefined;
  const channels = Object.keys(found);
  if (channels.length === 0 || Object.keys(wanted).length === 0) return undefined;
  if (channels.length !== Object.keys(wanted).length) return false;
  return channels.every((channel) => sameNumbers(member(found, channel), member(wanted, channel), tolerance));
}

function sameNumbers(
  found: JsonValue | undefined,
  wanted: JsonValue | undefined,
  tolerance: Tolerance | undefined,
): boolean {
  if (!isObject(found) || !isObject(wanted)) return false;
  const spread = Math.max(...[found, wanted].map((one) => Math.abs(Number(member(one, 'std') ?? 0))));
  const pairs = Object.keys(found).flatMap((name) => {
    const [a, b] = [member(found, name), member(wanted, name)];
    return typeof a === 'number' && typeof b === 'number' ? [[a, b] as const] : [];
  });
  const isNear = ([a, b]: readonly [number, number]) =>
    isClose(a, b, tolerance ?? exactly) ||
    (tolerance === undefined && Math.abs(a - b) <= defaultTolerances.intensity * spread);
  return pairs.length > 0 && pairs.every(isNear);
}

/** `numpy.median(rows, 0)`. */
function columnMedians(value: JsonValue | undefined): readonly number[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const rows = value.map(numberList);
  const axes = rows[0]?.length ?? 0;
  if (axes === 0) return undefined;
  const complete = rows.filter((row) => row !== undefined && row.length === axes) as (readonly number[])[];
  if (complete.length !== rows.length) return undefined;
  return Array.from({ length: axes }, (_, axis) => median(complete.map((row) => row[axis] ?? Number.NaN)));
}

function sameInSomeOrder(
  found: readonly number[] | undefined,
  wanted: readonly number[] | undefined,
  tolerance?: Tolerance,
): boolean | undefined {
  if (found === undefined || wanted === undefined) return undefined;
  const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);
  return allClose(sorted(found), sorted(wanted), tolerance);
}

/** Whether the medians stand in the order that `transpose_forward` asks for; only where they are the same numbers at all. */
function sameInThisOrder(
  plans: Plans,
  order: readonly number[] | undefined,
  spacing: readonly number[] | undefined,
  shape: readonly number[] | undefined,
): boolean | undefined {
  const inOrder = (
    found: readonly number[] | undefined,
    wanted: readonly number[] | undefined,
    tolerance?: Tolerance,
  ) => {
    if (order === undefined || found === undefined || wanted === undefined) return undefined;
    if (sameInSomeOrder(found, wanted, tolerance) !== true) return undefined;
    const transposed = order.map((axis) => wanted[axis] ?? Number.NaN);
    return allClose(found, transposed, tolerance);
  };
  const verdicts = [
    inOrder(plans.originalMedianSpacing, spacing, spacingTolerance),
    inOrder(plans.originalMedianShape, shape),
  ];
  if (verdicts.includes(false)) return false;
  return verdicts.includes(true) ? true : undefined;
}
