import type { JsonDocument } from '../io/json/document.js';
import { addValue } from './here-documents.js';
import { Interpreter, type StartOptions } from './interpreter.js';
import { codeCells } from './notebook-cells.js';
import { type PythonNames, pythonValue, readPythonLine } from './python-names.js';
import type { ReadScript, ScriptFault } from './script-command.js';
import { ShellState } from './shell-state.js';
import { parseShell } from './shell-syntax.js';
import { type SourceText, TextBuilder } from './source-text.js';
import { knownValue, unknownValue, type Value } from './value.js';

/** Reads what a Jupyter notebook gives to the shell, cell by cell from top to bottom: `!command`, `%%bash`, `%env`. */
export function readNotebook(document: JsonDocument, options: StartOptions): ReadScript {
  const reader = new NotebookReader(options);
  for (const cell of codeCells(document)) reader.readCell(cell);
  const { commands, notes, files } = reader.interpreter;
  return {
    runs: commands.length > 0 ? [commands] : [],
    notes,
    files: [...files],
    ...(reader.fault === undefined ? {} : { fault: reader.fault }),
  };
}

class NotebookReader {
  readonly interpreter: Interpreter;
  fault: ScriptFault | undefined;
  readonly #names: PythonNames = new Map();
  readonly #environment: Map<string, Value>;

  constructor(options: StartOptions) {
    this.interpreter = new Interpreter(options);
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
    for (const line of statements(cell.text)) this.#readStatement(cell, line.start, line.end);
  }

  #readStatement(cell: SourceText, start: number, end: number): void {
    const text = cell.text.slice(start, end);
    const [, variable, value] = /^\s*%(?:set_)?env\s+(\w+)[=\s]\s*(.*?)\s*$/.exec(text) ?? [];
    if (variable !== undefined && value !== undefined) {
      this.#environment.set(variable, pythonValue(`f"${value}"`, this.#names) ?? knownValue(value));
      return;
    }
    const shell = /^\s*(?:[A-Za-z_]\w*\s*=\s*)?(?:!!?|%(?:sx|system|shell)\s)/.exec(text);
    if (shell === null) readPythonLine(text, this.#names, this.#environment);
    else this.#run(this.#filledIn(cell, start + shell[0].length, end));
  }

  /** With the values of Python that IPython puts in for `{name}` and `$name`. */
  #filledIn(cell: SourceText, start: number, end: number): SourceText {
    const builder = new TextBuilder();
    let from = start;
    const pattern = /\{\{|\}\}|(?<!\$)\{([^{}\s'"$]+)\}|\$([A-Za-z_]\w*)/g;
    pattern.lastIndex = start;
    for (const found of cell.text.slice(0, end).matchAll(pattern)) {
      if (found.index < from) continue;
      const [whole, expression, name] = found;
      const value = whole === '{{' || whole === '}}' ? knownValue(whole.charAt(0)) : this.#valueOf(expression, name);
      if (value === undefined) continue;
      builder.copy(cell, from, found.index);
      addValue(this.interpreter, builder, value, cell, found.index);
      from = found.index + whole.length;
    }
    return builder.copy(cell, from, end).build();
  }

  #valueOf(expression: string | undefined, name: string | undefined): Value | undefined {
    // `$NAME` may be a variable of the shell, `{0..4}` and `{a,b}` are for the shell too.
    if (name !== undefined) return this.#names.get(name);
    if (expression === undefined || /^[\d-]+\.\.|,/.test(expression)) return undefined;
    return pythonValue(expression, this.#names) ?? unknownValue(`{${expression}}`);
  }

  #run(text: SourceText): void {
    const script = parseShell(text.text);
    const [error] = script.errors ?? [];
    if (error !== undefined) {
      this.fault ??= { message: error.message, position: text.positionAt(error.pos) };
      return;
    }
    // Each is a shell of its own, which sees the environment of the notebook.
    const state = new ShellState();
    for (const [name, value] of this.#environment) state.export(name, value);
    for (const [name, value] of this.interpreter.unknowns) state.set(name, value);
    state.positional = [];
    this.interpreter.runScript(script, text, state);
  }
}

/** Lines of code, those that end with a backslash together with the next. */
function statements(text: string): readonly { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (const line of text.matchAll(/(?:[^\n\\]|\\[\s\S])*(?:\n|$)/g)) {
    const end = line.index + line[0].length;
    if (line[0] !== '') found.push({ start: line.index, end: line[0].endsWith('\n') ? end - 1 : end });
  }
  return found;
}
