import { isObject, type JsonValue, pointer } from '../io/json/value.js';
import { differingLeaves } from '../nnunet/compare/field-change.js';
import type { Tolerances } from '../nnunet/compare/tolerances.js';
import type { Verdict } from '../nnunet/compare/verdicts.js';
import type { Change, PlansDiff } from './change.js';
import type { DiffSide } from './side.js';

/** Plans have seven levels. What is nested deeper than this is not looked into by anything that works recursively. */
const deepest = 64;

/** Each may inherit from each, so that the time to read them all is more than linear. */
const mostConfigurations = 300;

/**
 * Compares two JSON values of which one at least is not plans: what differs, but not what it means.
 * @param reason why they are no plans
 */
export function wholeFileDiff(a: DiffSide, b: DiffSide, reason: string, tolerances: Tolerances): PlansDiff {
  const [before, after] = [a.plans.value ?? null, b.plans.value ?? null];
  const changes = differingLeaves(before, after, tolerances).map((change): Change => {
    const at = pointer(...change.path);
    const what = change.path.join('.') || 'the whole file';
    return {
      kind: change.kind,
      path: what,
      what,
      followers: [],
      field: change.path.join('.'),
      ...(change.kind === 'added' ? {} : { pointerA: at, before: change.before }),
      ...(change.kind === 'removed' ? {} : { pointerB: at, after: change.after }),
      shape: 'value',
      parts: [],
      consequence: 'no effect',
      reason: 'nnplans does not know what this means for nnU-Net, because these are not two plans files.',
      negligible: false,
    };
  });
  const unknown: Verdict = { answer: 'unknown', reasons: [reason] };
  return {
    a: a.label,
    b: b.label,
    weights: unknown,
    data: unknown,
    configurations: [],
    changes,
    notes: [],
    tolerances,
  };
}

/** Why two values cannot be read as plans; `undefined` when they can. */
export function noPlansBecause(a: DiffSide, b: DiffSide): string | undefined {
  const [isA, isB] = [a, b].map(({ plans }) => isObject(plans.get('configurations')));
  if (!isA && !isB) return 'neither is a plans file';
  if (!isA || !isB) return `${isA ? 'B' : 'A'} is not a plans file`;
  if (isTooDeep(a.plans.value) || isTooDeep(b.plans.value)) return 'one of them is nested too deeply for plans';
  const isTooLong = [a, b].some(({ plans }) => plans.configurationNames.length > mostConfigurations);
  return isTooLong ? 'one of them has more configurations than any plans' : undefined;
}

function isTooDeep(value: JsonValue | undefined): boolean {
  let level: JsonValue[] = value === undefined ? [] : [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    level = level.flatMap((entry) => (typeof entry === 'object' && entry !== null ? Object.values(entry) : []));
  }
  return false;
}
