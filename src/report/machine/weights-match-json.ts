import type { WeightsMatch } from '../weights-match.js';
import { jsonText } from './json-text.js';

/** The whole matrix as schemas/match.schema.json has it. */
export function weightsMatchJson(
  { sources, targets, results, alarms, notChecked = [] }: WeightsMatch,
  version: string,
): string {
  const document = {
    schemaVersion: '1',
    tool: { name: 'nnplans', version },
    command: 'match',
    sources,
    targets,
    results,
    alarms,
    ...(notChecked.length === 0 ? {} : { notChecked }),
  };
  return jsonText(document);
}
