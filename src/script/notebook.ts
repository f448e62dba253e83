import type { Budget } from '../budget.js';
import type { JsonDocument } from '../io/json/document.js';
import { isObject, member, pointer } from '../io/json/value.js';
import { Interpreter } from './interpreter.js';
import { addValue } from './nested.js';
import type { ReadScript } from './script-command.js';
import type { ShellOptions } from './shell.js';
import { ShellState } from './shell-state.js';
import { type ScriptPosition, type SourceText, TextBuilder } from './source-text.js';
import { joinValues, knownValue, unknownValue, type Value } from './value.js';

/** Reads what a Jupyter notebook gives to the shell, cell by cell from top to bottom: `!command`, `%%bash`, `%env`. */
export function readNotebook(document: JsonDocument, options: ShellOptions, budget: Budget): ReadScript {
  const reader = new NotebookReader(options, budget);
  const { interpreter } = reader;
  const start = { file: document.file, line: 1, column: 1 };
  interpreter.bounded(() => {
    for (const cell of codeCells(document, budget)) reader.readCell(cell);
  }, start);
  const { commands, notes, files, fault } = interpreter;
  return { runs: commands.length > 0 ? [commands] : [], notes, files: [...files], fault };
}

/** The code cells, from top to bottom. */
function* codeCells(document: JsonDocument, budget: Budget): Iterable<SourceText> {
  // Before version 4 of the format, cells were on worksheets.
  const sheets = member(document.value, 'worksheets');
  const holders = Array.isArray(sheets)
    ? sheets.map((sheet, i) => ({ cells: member(sheet, 'cells'), path: ['worksheets', i] }))
    : [{ cells: member(document.value, 'cells'), path: [] }];
  for (const { cells, path } of holders) {
    for (const [index, cell] of (Array.isArray(cells) ? cells : []).entries()) {
      budget.step();
      if (!isObject(cell) || member(cell, 'cell_type') !== 'code') continue;
      const key = member(cell, 'source') === undefined ? 'input' : 'source';
      yield cellText(document, member(cell, key), [...path, 'cells', index, key], budget);
    }
  }
}

function cellText(
  document: JsonDocument,
  source: unknown,
  path: readonly (string | number)[],
  budget: Budget,
): SourceText {
  const builder = new TextBuilder();
  for (const [index, line] of (Array.isArray(source) ? source : [source]).entries()) {
    budget.step();
    if (typeof line !== 'string') continue;
    budget.take(line.length);
    const text = stringText(document, line, Array.isArray(source) ? [...path, index] : path);
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

class NotebookReader {
  readonly interpreter: Interpreter;
  /** Names that Python code sets, as far as they are plain text or numbers. */
  readonly #names = new Map<string, Value>();
  readonly #environment: Map<string, Value>;

  constructor(
    options: ShellOptions,
    readonly budget: Budget,
  ) {
    this.interpreter = new Interpreter(options, budget);
    this.#environment = new Map(options.environment);
  }

  readCell(cell: SourceText): void {
    const magic = /^\s*%%(bash|sh|shell|script\s+(?:bash|sh)|!|system|sx)\b[^\n]*(\n|$)/.exec(cell.text);
    if (magic !== null) {
      this.#run(new TextBuilder().copy(cell, magic[0].length, cell.text.length).build());
      return;
    }
    // A cell of another language, or one that is written to a file.
    if (/^\s*%%(?!time|capture|timeit)/.test(cell.text)) return;
    for (let start = 0; start < cell.text.length; ) {
      const end = endOfStatement(cell.text, start);
      this.budget.step();
      this.#readStatement(cell, start, end);
      start = end + 1;
    }
  }

  #readStatement(cell: SourceText, start: number, end: number): void {
    const text = cell.text.slice(start, end);
    const [, variable, value] = /^\s*%(?:set_)?env\s+(\w+)[=\s]\s*(.*)$/.exec(text.trimEnd()) ?? [];
    if (variable !== undefined && value !== undefined) {
      this.#environment.set(variable, this.#valueOf(`f"${value}"`) ?? knownValue(value));
      return;
    }
    const command = /^\s*(?:[A-Za-z_]\w*\s*=\s*)?(?:!!?|%(?:sx|system|shell)\s)/.exec(text);
    if (command === null) this.#readPython(text.trimEnd());
    else this.#run(this.#filledIn(cell, start + command[0].length, end));
  }

  /** With the values of Python that IPython puts in for `{name}` and `$name`. */
  #filledIn(cell: SourceText, start: number, end: number): SourceText {
    const builder = new TextBuilder();
    let from = start;
    const text = cell.text.slice(start, end);
    for (const found of text.matchAll(/\{\{|\}\}|(?<!\$)\{([^{}\s'"$]{1,200})\}|\$([A-Za-z_]\w*)/g)) {
      const [whole, expression, name] = found;
      const at = start + found.index;
      const value = whole === '{{' || whole === '}}' ? knownValue(whole.charAt(0)) : this.#filling(expression, name);
      if (value === undefined) continue;
      builder.copy(cell, from, at);
      addValue(this.interpreter, builder, value, cell, at);
      from = at + whole.length;
    }
    return builder.copy(cell, from, end).build();
  }

  #filling(expression: string | undefined, name: string | undefined): Value | undefined {
    // `$NAME` may be a variable of the shell, `{0..4}` and `{a,b}` are for the shell too.
    if (name !== undefined) return this.#names.get(name);
    if (expression === undefined || /^[\d-]+\.\.|,/.test(expression)) return undefined;
    return this.#valueOf(expression) ?? unknownValue(`{${expression}}`);
  }

  #run(text: SourceText): void {
    // Each is a shell of its own, which sees the environment of the notebook.
    this.budget.step(this.#environment.size + this.interpreter.unknowns.size);
    const state = new ShellState();
    for (const [name, value] of this.#environment) state.export(name, value);
    for (const [name, value] of this.interpreter.unknowns) state.set(name, value);
    state.positional = [];
    this.interpreter.runOwn(text, state);
  }

  /** Takes note of one line of Python: names that it sets, and what `os.environ` is given. */
  #readPython(line: string): void {
    const [, variable, given] = /^\s*os\.environ\[\s*["'](\w+)["']\s*\]\s*=\s*(.+)$/.exec(line) ?? [];
    if (variable !== undefined && given !== undefined) {
      this.#environment.set(variable, this.#valueOf(given) ?? unknownValue(`$${variable}`));
      return;
    }
    const [, indent, name, expression] = /^(\s*)([A-Za-z_]\w*)\s*(?::\s*\w+\s*)?=(?!=)\s*(.+)$/.exec(line) ?? [];
    if (name !== undefined && expression !== undefined) {
      // What is set within a loop or a condition may not be set at all.
      const value = indent === '' ? this.#valueOf(expression) : undefined;
      this.#names.set(name, value ?? unknownValue(`{${name}}`));
      return;
    }
    const [, many] =
      /^\s*for\s+([\w\s,()]+?)\s+in\b/.exec(line) ??
      /^\s*([A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)+)\s*=(?!=)/.exec(line) ??
      /^\s*([A-Za-z_]\w*)\s*[-+*/]=/.exec(line) ??
      [];
    for (const [changed] of many?.matchAll(/[A-Za-z_]\w*/g) ?? []) {
      this.#names.set(changed, unknownValue(`{${changed}}`));
    }
  }

  /** A text, a number, another name, or `f"…{name}…"`; `undefined` for anything that would have to be run. */
  #valueOf(expression: string): Value | undefined {
    const text = expression.length > 4096 ? expression : expression.replace(/\s+#.*$/, '');
    const [, prefix = '', quote, inner] = /^([rRfFbBuU]{0,2})(["'])((?:(?!\2)[^\\])*)\2$/.exec(text) ?? [];
    if (quote !== undefined && inner !== undefined) return /f/i.test(prefix) ? this.#format(inner) : knownValue(inner);
    if (/^-?\d{1,15}$/.test(text)) return knownValue(text);
    const converted = /^(?:str|int)\(\s*(\w+)\s*\)$/.exec(text)?.[1];
    return this.#names.get(converted ?? text);
  }

  /** `Dataset{id:03d}_{name}` */
  #format(text: string): Value {
    const values = text.split(/(\{[^{}]*\})/).map((part) => {
      const [, name, width] = /^\{\s*([A-Za-z_]\w*)\s*(?::0?(\d{1,2})d?)?\}$/.exec(part) ?? [];
      if (name === undefined) return part.startsWith('{') ? unknownValue(part) : knownValue(part);
      const value = this.#names.get(name) ?? unknownValue(part);
      this.budget.step(value.pieces.length);
      const [only, second] = value.pieces;
      if (only === undefined || second !== undefined || !('text' in only)) return value;
      this.budget.take(only.text.length);
      return width === undefined ? value : knownValue(only.text.padStart(Number(width), '0'));
    });
    return joinValues(values);
  }
}

/** Where a line of code ends; one with a backslash at its end goes on in the next. */
function endOfStatement(text: string, start: number): number {
  let end = text.indexOf('\n', start);
  while (end > start && text.charAt(end - 1) === '\\') end = text.indexOf('\n', end + 1);
  return end < 0 ? text.length : end;
}
