import type { SubjectEntry } from '../../engine/report.js';
import type { Appearance } from '../appearance.js';
import { sanitize } from '../sanitize.js';
import { padded } from './width.js';
import { indented } from './wrap.js';

const names = ['command', 'reads', 'deletes', 'writes'] as const;

/** A command that is about to run: its words, and what it does to the disk. */
export function commandText(subjects: readonly SubjectEntry[], { columns }: Appearance): readonly string[] {
  const facts = subjects.find(isCommand)?.facts;
  if (facts === undefined) return [];
  const lines = names.flatMap((name) => {
    const fact = facts[name];
    if (fact === undefined) return [];
    const values = typeof fact === 'object' ? fact : [String(fact)];
    return values.map((value, i) => [i === 0 ? name : '', sanitize(value)] as const);
  });
  return ['', ...lines.flatMap(([name, value]) => indented(value, columns, ` ${padded(name, 12)} `))];
}

/** Whether an entry is a command by itself, rather than a script in a file. */
export function isCommand({ kind, facts }: SubjectEntry): boolean {
  return kind === 'script' && facts?.['command'] !== undefined;
}
