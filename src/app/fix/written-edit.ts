import type { WrittenEdit, WrittenFix } from '../../engine/report.js';
import type { Edit, Fix } from '../../engine/rule.js';
import type { JsonDocument } from '../../io/json/document.js';
import { Lines } from '../../io/json/lines.js';
import { scan, type TextMap } from '../../io/json/scan.js';
import { pathTo } from '../../io/json/text-map.js';
import { isObject, type JsonValue, pointerParts, valueAt } from '../../io/json/value.js';
import { type OrderedJson, parseOrdered, printPython, pythonFloat } from '../../nnunet/values/python-json.js';

interface Change {
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The edits of a remedy as changes of text: everything else stays byte for byte as it is, what is new looks as nnU-Net writes it.
 * @returns `undefined` where one of them cannot be made: the file is not what it was taken for
 */
export function writtenFix(fix: Fix, nameFile: (file: string) => string): WrittenFix | undefined {
  const edits = fix.edits.map((edit) => writtenEdit(edit, nameFile));
  if (edits.length === 0 || !edits.every((edit) => edit !== undefined)) return undefined;
  return { isSafe: fix.isSafe, edits, ...(fix.commands === undefined ? {} : { commands: fix.commands }) };
}

function writtenEdit(edit: Edit, nameFile: (file: string) => string): WrittenEdit | undefined {
  const { document, pointer } = edit;
  const file = nameFile(document.file);
  if (document.text === undefined) {
    const isMissing = document.problems.some(({ kind }) => kind === 'missing');
    const text = 'copyOf' in edit && pointer === '' ? edit.copyOf.document.text : undefined;
    if (!isMissing || text === undefined) return undefined;
    return { file, pointer, startLine: 1, startColumn: 1, endLine: 1, endColumn: 1, text, creates: true };
  }
  const change = changeOf(edit, document.text);
  if (change === undefined || document.problems.some(({ fatal }) => fatal)) return undefined;
  const lines = new Lines(document.text);
  const place = (offset: number) => lines.position(offset, offset);
  const [start, end] = [place(change.start), place(change.end)];
  return {
    file,
    pointer,
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
    text: document.text.includes('\r\n') ? change.text.replaceAll('\n', '\r\n') : change.text,
  };
}

function changeOf(edit: Edit, text: string): Change | undefined {
  const { map } = scan(text, { maximumDepth: Infinity, maximumValues: Infinity });
  if (map === undefined) return undefined;
  // A file as a whole is copied as it is.
  const whole =
    edit.pointer === '' && 'copyOf' in edit && edit.copyOf.pointer === '' ? edit.copyOf.document.text : undefined;
  if (whole !== undefined) return { start: 0, end: text.length, text: whole };
  const path = pathTo(text, map, edit.pointer);
  const parts = pointerParts(edit.pointer);
  const entry = path[parts.length];
  if (entry === undefined) {
    // Only the last of its keys may be new.
    const parent = path[parts.length - 1];
    const isNew = parent !== undefined && isObject(valueAt(edit.document.value, edit.pointer.replace(/\/[^/]*$/, '')));
    const value = isNew ? newValue(edit) : undefined;
    return value === undefined || parent === undefined
      ? undefined
      : added(text, map, parent, parts.at(-1) ?? '', value);
  }
  if ('key' in edit) {
    const [start, end] = [map.keyStarts[entry] ?? -1, map.keyEnds[entry] ?? -1];
    return start < 0 ? undefined : { start, end, text: printPython(edit.key) };
  }
  if ('remove' in edit) return removed(text, map, entry);
  const [start, end] = [map.starts[entry] ?? 0, map.ends[entry] ?? 0];
  const value = newValue(edit);
  if (value === undefined) return undefined;
  const old = text.slice(start, end);
  const isOnOneLine = !old.includes('\n') && /^\[.*\S/.test(old) && old !== '[]';
  return { start, end, text: isOnOneLine ? onOneLine(value) : indented(value, indentAt(text, start)) };
}

/** Behind the last member, as a new key of a Python dict. */
function added(text: string, map: TextMap, parent: number, key: string, value: OrderedJson): Change | undefined {
  const last = lastChild(map, parent);
  if (last === undefined) return undefined;
  const keyStart = map.keyStarts[last] ?? -1;
  const at = map.ends[last] ?? 0;
  const isOnOneLine = !text.slice(map.starts[parent], map.ends[parent]).includes('\n');
  const margin = indentAt(text, keyStart);
  const pair = `${printPython(key)}: ${isOnOneLine ? onOneLine(value) : indented(value, margin)}`;
  return { start: at, end: at, text: isOnOneLine ? `, ${pair}` : `,\n${margin}${pair}` };
}

/** With the comma that goes with it. */
function removed(text: string, map: TextMap, entry: number): Change | undefined {
  const parent = map.parents[entry] ?? -1;
  if (parent < 0) return undefined;
  const keyStart = map.keyStarts[entry] ?? -1;
  const start = keyStart < 0 ? (map.starts[entry] ?? 0) : keyStart;
  const end = map.ends[entry] ?? 0;
  const comma = /^\s*,\s*/.exec(text.slice(end));
  if (comma !== null) return { start, end: end + comma[0].length, text: '' };
  const before = /,\s*$/.exec(text.slice(0, start));
  return before === null ? { start, end, text: '' } : { start: start - before[0].length, end, text: '' };
}

function lastChild(map: TextMap, entry: number): number | undefined {
  let last: number | undefined;
  const end = map.nexts[entry] ?? 0;
  for (let child = entry + 1; child < end; child = map.nexts[child] ?? end) last = child;
  return last;
}

/** The blanks at the start of the line on which something stands. */
function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}

function indented(value: OrderedJson, margin: string): string {
  return printPython(value).replaceAll('\n', `\n${margin}`);
}

function onOneLine(value: OrderedJson): string {
  return printPython(value)
    .replace(/([[{])\n\s*/g, '$1')
    .replace(/\n\s*([\]}])/g, '$1')
    .replace(/,\n\s*/g, ', ');
}

function newValue(edit: Edit): OrderedJson | undefined {
  if ('copyOf' in edit) return copied(edit.copyOf.document, edit.copyOf.pointer);
  return 'value' in edit ? ordered(edit.value) : undefined;
}

/** With its numbers as they are written there: `5.0` stays a float. */
function copied(document: JsonDocument, pointer: string): OrderedJson | undefined {
  const { text } = document;
  const value = valueAt(document.value, pointer);
  if (value === undefined) return undefined;
  if (text === undefined) return ordered(value, (inside) => document.isFloat(pointer + inside));
  const { map } = scan(text, { maximumDepth: Infinity, maximumValues: Infinity });
  const path = map === undefined ? [] : pathTo(text, map, pointer);
  const entry = path[pointerParts(pointer).length];
  return map === undefined || entry === undefined
    ? undefined
    : parseOrdered(text.slice(map.starts[entry], map.ends[entry]));
}

function ordered(value: JsonValue, isFloat: (pointer: string) => boolean = () => false, at = ''): OrderedJson {
  if (typeof value === 'number') {
    return { number: Number.isInteger(value) && !isFloat(at) ? String(value) : pythonFloat(value) };
  }
  if (Array.isArray(value)) return value.map((one, i) => ordered(one, isFloat, `${at}/${i}`));
  if (!isObject(value)) return value;
  return new Map(Object.entries(value).map(([key, one]) => [key, ordered(one, isFloat, `${at}/${key}`)]));
}
