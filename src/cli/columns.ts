import type { Terminal } from './terminal.js';

/** Fewer columns would break every word, more are hard to read. */
const narrowest = 60;
const widest = 100;
const usual = 80;

/** Characters to a line of a table: those of the screen within reason; of a pipe or file as many as always. */
export function readableColumns(terminal: Pick<Terminal, 'isTerminal' | 'columns'>, onScreen = true): number {
  return readable(onScreen && terminal.isTerminal ? terminal.columns : undefined);
}

/** For text without tables, which is as wide as the screen also where it goes into a pager. */
export function readable(columns: number | undefined): number {
  // A terminal that has no size yet says 0.
  return Math.max(narrowest, Math.min(widest, columns || usual));
}
