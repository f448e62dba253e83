import { sanitize } from '../sanitize.js';
import { commandLines } from './remedy-text.js';
import { indented } from './wrap.js';

/** Commands to type one after the other, each with what it is for. */
export function numberedCommands(
  steps: readonly { readonly purpose: string; readonly command: string }[],
  columns: number,
): readonly string[] {
  return steps.flatMap(({ purpose, command }, i) => [
    ...indented(sanitize(purpose), columns, ` ${i + 1} `),
    ...commandLines(sanitize(command), columns, '     '),
  ]);
}
