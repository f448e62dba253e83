import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change, PlansDiff } from '../../src/diff/change.js';
import { diffPlans } from '../../src/diff/diff-plans.js';
import type { DiffSide } from '../../src/diff/side.js';
import { isObject, type JsonValue, pointerParts } from '../../src/io/json/value.js';
import type { Tolerances } from '../../src/nnunet/compare/tolerances.js';
import { Plans } from '../../src/nnunet/plans/plans.js';

/** Plans as nnU-Net wrote them: `nnunet-2.8.1`. */
export function fixture(name: string): JsonValue {
  return JSON.parse(readFileSync(join(process.cwd(), 'test', 'fixtures', 'diff', `${name}.json`), 'utf8')) as JsonValue;
}

/** A copy with values set, or removed where `undefined` is given, by JSON pointer. */
export function edited(plans: JsonValue, edits: Readonly<Record<string, JsonValue | undefined>>): JsonValue {
  const copy = structuredClone(plans);
  for (const [at, value] of Object.entries(edits)) {
    const parts = pointerParts(at);
    const last = parts.pop() ?? '';
    let parent: JsonValue = copy;
    for (const part of parts) {
      if (!Array.isArray(parent) && !isObject(parent)) throw new Error(`nothing at ${at}`);
      parent = (parent as { [key: string]: JsonValue })[part] as JsonValue;
    }
    if (value === undefined && Array.isArray(parent)) parent.splice(Number(last), 1);
    else if (value === undefined) delete (parent as { [key: string]: JsonValue })[last];
    else (parent as { [key: string]: JsonValue })[last] = value;
  }
  return copy;
}

export function side(plans: JsonValue | undefined, more: Partial<DiffSide> = {}): DiffSide {
  return { label: 'plans.json', plans: new Plans(plans), ...more };
}

export function diffOf(
  a: JsonValue,
  b: JsonValue,
  { configurations = [], datasets = [], options = {} }: DiffSetting = {},
): PlansDiff {
  const [left, right] = [0, 1].map((i) => ({ configuration: configurations[i], datasetJson: datasets[i] }));
  return diffPlans(side(a, { label: 'A.json', ...left }), side(b, { label: 'B.json', ...right }), options);
}

export interface DiffSetting {
  readonly configurations?: readonly (string | undefined)[];
  readonly datasets?: readonly JsonValue[];
  readonly options?: Partial<Tolerances>;
}

/** `2d: spacing`: data must be preprocessed again. */
export function summaryOf(changes: readonly Change[]): readonly (readonly [string, string])[] {
  return changes.map(({ path, consequence }) => [path, consequence] as const);
}
