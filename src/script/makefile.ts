import type { InterpreterOptions } from './interpreter.js';
import { expandMake } from './make-expansion.js';
import { type MakeVariables, setVariable } from './make-variables.js';
import type { ScriptNote } from './script-command.js';
import { fileText, type SourceText, TextBuilder } from './source-text.js';
import { textOf } from './value.js';

/** A rule of a Makefile: how targets are made from others. */
export interface MakeRule {
  readonly targets: readonly string[];
  readonly prerequisites: readonly string[];
  /** Lines of the recipe as written, each read by a shell of its own. */
  readonly recipe: SourceText[];
  /** Variables that hold for these targets only. */
  readonly variables: MakeVariables;
}

export interface Makefile {
  readonly rules: readonly MakeRule[];
  readonly variables: MakeVariables;
  /** Names that recipes find in their environment. */
  readonly exported: ReadonlySet<string>;
  /** `.ONESHELL`: a recipe is read by one shell. */
  readonly hasOneShell: boolean;
  readonly notes: readonly ScriptNote[];
  readonly files: readonly string[];
}

/** Reads a Makefile as GNU make would, as far as its text tells. */
export function readMakefile(source: SourceText, options: Pick<InterpreterOptions, 'readFile'>): Makefile {
  const reader = new MakefileReader(options);
  reader.read(source, 0);
  return {
    rules: reader.rules,
    variables: reader.variables,
    exported: reader.exportsAll ? new Set(reader.variables.keys()) : reader.exported,
    hasOneShell: reader.rules.some(({ targets }) => targets.includes('.ONESHELL')),
    notes: reader.notes,
    files: reader.files,
  };
}

/** `undefined`: nobody knows whether these lines count. */
type Condition = boolean | undefined;

class MakefileReader {
  readonly rules: MakeRule[] = [];
  readonly variables: MakeVariables = new Map();
  readonly exported = new Set<string>();
  readonly notes: ScriptNote[] = [];
  readonly files: string[] = [];
  exportsAll = false;
  readonly #conditions: Condition[] = [];

  constructor(readonly options: Pick<InterpreterOptions, 'readFile'>) {}

  read(source: SourceText, depth: number): void {
    let rule: MakeRule | undefined;
    const lines = logicalLines(source);
    for (let index = 0; index < lines.length; index += 1) {
      const line = lines[index];
      if (line === undefined) continue;
      if (line.isRecipe && rule !== undefined) {
        if (!this.#conditions.includes(false)) rule.recipe.push(line.source);
        continue;
      }
      const text = withoutComment(line.source.text).trim();
      if (text === '') continue;
      if (this.#isCondition(text) || this.#conditions.includes(false)) continue;
      const [, defined] = /^(?:override\s+)?define\s+(\S+)/.exec(text) ?? [];
      if (defined !== undefined) {
        const end = lines.findIndex((one, at) => at > index && /^\s*endef\b/.test(one.source.text));
        const body = lines
          .slice(index + 1, end < 0 ? lines.length : end)
          .map((one) => one.source.text.replace(/^\t/, ''));
        setVariable(this.variables, defined, '=', body.join('\n'));
        index = end < 0 ? lines.length : end;
        continue;
      }
      if (this.#include(text, source, line.source, depth)) continue;
      if (this.#assign(text)) continue;
      rule = this.#rule(text, line.source) ?? rule;
    }
  }

  #assign(text: string): boolean {
    if (text === 'export') this.exportsAll = true;
    const [, words = '', name, operator, value = ''] =
      /^((?:(?:export|override|private|unexport)\s+)*)([\w.-]+)\s*(:::=|::=|:=|\?=|\+=|!=|=)\s*([\s\S]*)$/.exec(text) ??
      [];
    const [, only] = /^export\s+([\w.\s-]+)$/.exec(text) ?? [];
    for (const exported of only?.split(/\s+/) ?? []) this.exported.add(exported);
    if (name === undefined || operator === undefined)
      return text === 'export' || only !== undefined || /^(unexport|vpath)\b/.test(text);
    if (words.includes('export')) this.exported.add(name);
    if (this.#conditions.includes(undefined)) this.variables.delete(name);
    else setVariable(this.variables, name, operator, value);
    return true;
  }

  #rule(text: string, source: SourceText): MakeRule | undefined {
    const [, left, , right = ''] = /^([^:=]+?)\s*(&?::?)(?!=)\s*([\s\S]*)$/.exec(text) ?? [];
    if (left === undefined) return undefined;
    const targets = this.#words(left);
    const [, name, operator, value] =
      /^(?:(?:export|override|private)\s+)*([\w.-]+)\s*(:=|\?=|\+=|=)\s*([\s\S]*)$/.exec(right) ?? [];
    if (name !== undefined && operator !== undefined && value !== undefined) {
      const variables: MakeVariables = new Map();
      setVariable(variables, name, operator, value);
      this.rules.push({ targets, prerequisites: [], recipe: [], variables });
      return undefined;
    }
    const semicolon = right.indexOf(';');
    // `targets: target-pattern: prerequisites` makes the same of each target.
    const [before = ''] = (semicolon < 0 ? right : right.slice(0, semicolon)).split(/(?<!\S):(?!=)/).slice(-1);
    const rule: MakeRule = {
      targets,
      prerequisites: this.#words(before.replace('|', ' ')),
      recipe: [],
      variables: new Map(),
    };
    if (semicolon >= 0) {
      const at = source.text.indexOf(';');
      rule.recipe.push(new TextBuilder().copy(source, at + 1, source.text.length).build());
    }
    this.rules.push(rule);
    return rule;
  }

  #include(text: string, source: SourceText, line: SourceText, depth: number): boolean {
    const [, keyword, names = ''] = /^(-?include|sinclude)\s+(.+)$/.exec(text) ?? [];
    if (keyword === undefined) return false;
    for (const name of this.#words(names)) {
      const found = depth < 10 ? this.options.readFile(name) : undefined;
      if (found !== undefined) {
        this.files.push(found.file);
        this.read(fileText(found.file, found.text), depth + 1);
      } else if (keyword === 'include') {
        this.notes.push({ reason: `${name} is included and was not found`, position: line.positionAt(0) });
      }
    }
    return source !== line;
  }

  #isCondition(text: string): boolean {
    const [, keyword, rest = ''] =
      /^(else\s+ifn?eq|else\s+ifn?def|ifn?eq|ifn?def|else|endif)\b\s*(.*)$/.exec(text) ?? [];
    if (keyword === undefined) return false;
    if (keyword === 'endif') this.#conditions.pop();
    else if (keyword.startsWith('else')) {
      const before = this.#conditions.pop();
      const opposite = before === undefined ? undefined : !before;
      this.#conditions.push(
        opposite && keyword !== 'else' ? this.#condition(keyword.replace(/^else\s+/, ''), rest) : opposite,
      );
    } else this.#conditions.push(this.#condition(keyword, rest));
    return true;
  }

  #condition(keyword: string, rest: string): Condition {
    // Who starts make may set what the Makefile does not.
    if (keyword.endsWith('def')) return this.variables.has(rest.trim()) ? keyword === 'ifdef' : undefined;
    const [, a, b] =
      /^\(([^,]*),(.*)\)$/.exec(rest.trim()) ?? /^["']([^"']*)["']\s+["']([^"']*)["']$/.exec(rest.trim()) ?? [];
    const [left, right] = [a, b].map((side) =>
      side === undefined ? undefined : textOf(expandMake(side.trim(), this.variables)),
    );
    if (left === undefined || right === undefined) return undefined;
    return (left === right) === (keyword === 'ifeq');
  }

  #words(text: string): readonly string[] {
    return (textOf(expandMake(text, this.variables)) ?? text).split(/\s+/).filter((word) => word !== '');
  }
}

interface LogicalLine {
  readonly source: SourceText;
  readonly isRecipe: boolean;
}

/** Lines that end with a backslash go on in the next one: a recipe keeps the line break for its shell, elsewhere it is a space. */
function logicalLines(source: SourceText): readonly LogicalLine[] {
  const lines: LogicalLine[] = [];
  const { text } = source;
  for (let start = 0; start < text.length; ) {
    const isRecipe = text.startsWith('\t', start);
    const builder = new TextBuilder();
    let end = endOfLine(text, start);
    let from = isRecipe ? start + 1 : start;
    while (text.slice(from, end).endsWith('\\') && end < text.length) {
      if (isRecipe) builder.copy(source, from, end + 1);
      else builder.copy(source, from, end - 1).generate(' ', source, end - 1);
      from = text.startsWith('\t', end + 1) && isRecipe ? end + 2 : end + 1;
      end = endOfLine(text, end + 1);
    }
    lines.push({ source: builder.copy(source, from, end).build(), isRecipe });
    start = end + 1;
  }
  return lines;
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}

function withoutComment(text: string): string {
  return text.replace(/(^|[^\\])#[\s\S]*$/, '$1');
}
