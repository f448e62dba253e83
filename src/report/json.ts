import type { Report } from '../engine/report.js';

/** The report itself, as schemas/report.schema.json describes it: what scripts and CI rely on. */
export function json(report: Report): string {
  return `${JSON.stringify(report, (_key, value: unknown) => printable(value), 2)}\n`;
}

/** JSON has no NaN and no infinities; `null` would say that there is no value at all. */
function printable(value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
