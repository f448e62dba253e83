import type { Report } from '../../engine/report.js';
import { jsonText } from './json-text.js';

/** The report itself, as schemas/report.schema.json describes it: what scripts and CI rely on. */
export function json(report: Report): string {
  return jsonText(report);
}
