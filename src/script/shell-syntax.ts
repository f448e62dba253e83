import { type Script, parse as unbash } from 'unbash';
import { type Budget, limits } from '../budget.js';

/**
 * The one place that names the parser. unbash parses Bash in plain TypeScript: synchronously, with positions, here-documents and the parts of
 * every word, and it recovers from errors. sh-syntax and tree-sitter-bash need WebAssembly that loads asynchronously, mvdan-sh is no longer kept
 * up, and shell-quote knows words but no scripts.
 */
export type * from 'unbash';
export { forEachChild } from 'unbash';

export interface ParsedShell {
  readonly commands: Script['commands'];
  /** The first place that no shell would understand. */
  readonly fault: { readonly message: string; readonly pos: number } | undefined;
}

/** @throws BudgetSpent */
export function parseShell(text: string, budget: Budget): ParsedShell {
  budget.take(text.length);
  const full = text.split('\n').findIndex((line) => line.split('<<').length > limits.hereDocumentsOfLine);
  if (full >= 0) {
    const message = `more than ${limits.hereDocumentsOfLine} here-documents begin in line ${full + 1}`;
    return { commands: [], fault: { message, pos: 0 } };
  }
  try {
    const { commands, errors } = unbash(text);
    return { commands, fault: errors?.[0] };
  } catch (error) {
    // It bounds the depth of most constructs, but not of `f() f() f() …`.
    if (!(error instanceof RangeError)) throw error;
    return { commands: [], fault: { message: 'it is nested too deeply', pos: 0 } };
  }
}
