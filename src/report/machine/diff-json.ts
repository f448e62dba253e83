import { differs, type PlansDiff } from '../../diff/change.js';
import { jsonText } from './json-text.js';

/** The whole diff, as schemas/diff.schema.json describes it: what scripts and CI rely on. */
export function diffJson(diff: PlansDiff, version: string): string {
  return jsonText({
    schemaVersion: '1',
    tool: { name: 'nnplans', version },
    command: 'diff',
    differs: differs(diff),
    ...diff,
  });
}
