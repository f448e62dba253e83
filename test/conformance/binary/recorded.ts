import { readFileSync } from 'node:fs';

/** Path and facts of each file, as record.py wrote them: one JSON array a line. */
export function readRecorded(file: string): [path: string, facts: Record<string, unknown>][] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line));
}
