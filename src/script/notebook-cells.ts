import type { JsonDocument } from '../io/json/document.js';
import { isObject, member, pointer } from '../io/json/value.js';
import { type ScriptPosition, type SourceText, TextBuilder } from './source-text.js';

/** The code cells of a Jupyter notebook, from top to bottom. */
export function codeCells(document: JsonDocument): readonly SourceText[] {
  // Before version 4 of the format, cells were on worksheets.
  const sheets = member(document.value, 'worksheets');
  const holders = Array.isArray(sheets)
    ? sheets.map((sheet, i) => ({ cells: member(sheet, 'cells'), path: ['worksheets', i] }))
    : [{ cells: member(document.value, 'cells'), path: [] }];
  return holders.flatMap(({ cells, path }) =>
    (Array.isArray(cells) ? cells : []).flatMap((cell, index) => {
      if (!isObject(cell) || member(cell, 'cell_type') !== 'code') return [];
      const key = member(cell, 'source') === undefined ? 'input' : 'source';
      return [cellText(document, member(cell, key), [...path, 'cells', index, key])];
    }),
  );
}

function cellText(document: JsonDocument, source: unknown, path: readonly (string | number)[]): SourceText {
  const builder = new TextBuilder();
  const lines = typeof source === 'string' ? [source] : Array.isArray(source) ? source : [];
  for (const [index, line] of lines.entries()) {
    if (typeof line !== 'string') continue;
    const text = stringText(document, line, typeof source === 'string' ? path : [...path, index]);
    builder.copy(text, 0, line.length);
  }
  return builder.build();
}

/** A string of a JSON file: where it has escapes, its characters are further apart there. */
function stringText(document: JsonDocument, text: string, path: readonly (string | number)[]): SourceText {
  let columns: readonly number[] | undefined;
  return {
    text,
    positionAt(offset): ScriptPosition {
      const start = document.position(pointer(...path));
      if (start === undefined) return { file: document.file, line: 1, column: 1 };
      columns ??= columnsOf((document.lineText(start.line) ?? '').slice(start.column - 1));
      return { file: document.file, line: start.line, column: start.column + (columns[offset] ?? 1) };
    },
  };
}

/** For each character of a string, how far behind the quotation mark it begins. */
function columnsOf(raw: string): readonly number[] {
  const columns: number[] = [];
  for (let at = 1; at < raw.length && raw.charAt(at) !== '"'; ) {
    columns.push(at);
    at += raw.charAt(at) !== '\\' ? 1 : raw.charAt(at + 1) === 'u' ? 6 : 2;
  }
  return columns;
}
