import { differs, type PlansDiff } from '../diff/change.js';

/** The whole diff, as schemas/diff.schema.json describes it: what scripts and CI rely on. */
export function diffJson(diff: PlansDiff, version: string): string {
  const document = {
    schemaVersion: '1',
    tool: { name: 'nnplans', version },
    command: 'diff',
    differs: differs(diff),
    ...diff,
  };
  return `${JSON.stringify(document, (_key, value: unknown) => printable(value), 2)}\n`;
}

/** JSON has no NaN and no infinities; `null` would say that there is no value at all. */
function printable(value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
