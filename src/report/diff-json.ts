import type { PlansDiff } from '../diff/change.js';

/** The whole diff; numbers that JSON lacks are written as text. */
export function diffJson(diff: PlansDiff, version: string): string {
  const document = { schemaVersion: '1', tool: { name: 'nnplans', version }, command: 'diff', ...diff };
  const printable = (_key: string, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  return `${JSON.stringify(document, printable, 2)}\n`;
}
