import { hidden } from '../sanitize.js';

/**
 * A document for machines. JSON has no NaN and no infinities, and `null` would say that there is no value at all: they become text.
 * What steers or deceives a terminal is escaped, which to a reader of JSON is the same.
 */
export function jsonText(document: unknown): string {
  return `${JSON.stringify(document, (_key, value: unknown) => printable(value), 2).replace(hidden, escaped)}\n`;
}

function printable(value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, i) => {
    return `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
  }).join('');
}
