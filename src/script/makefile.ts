import type { Budget } from '../budget.js';
import { Interpreter } from './interpreter.js';
import { addValue } from './nested.js';
import type { ReadScript, ScriptNote } from './script-command.js';
import type { ShellOptions } from './shell.js';
import { ShellState } from './shell-state.js';
import { fileText, type SourceText, TextBuilder } from './source-text.js';
import { joinValues, knownValue, textOf, unknownValue, unsetValue, type Value } from './value.js';

/** A rule of a Makefile: how targets are made from others. */
interface MakeRule {
  readonly targets: readonly string[];
  readonly prerequisites: readonly string[];
  /** Lines of the recipe as written, each read by a shell of its own. */
  readonly recipe: SourceText[];
}

/**
 * Reads the recipes of a Makefile: for each target that no other needs, what make would run for it, prerequisites first. Variables, patterns and
 * prerequisites are followed; functions of make other than `shell`, and what stands under a condition, are not resolved.
 */
export function readMakefile(source: SourceText, options: ShellOptions, budget: Budget): ReadScript {
  const makefile = new Makefile(options, budget);
  const reader = new Interpreter(options, budget);
  let goals: readonly string[] = [];
  reader.bounded(() => {
    makefile.read(source);
    goals = goalsOf(makefile);
  }, source.positionAt(0));
  const makings: Making[] = [];
  for (const goal of goals) {
    const making = new Making(makefile, goal);
    makings.push(making);
    if (!making.interpreter.bounded(() => making.make(goal), source.positionAt(0))) break;
  }
  // What another goal makes by `$(MAKE) target` does not begin by itself.
  const madeByOthers = new Set(makings.flatMap(({ goal, made }) => [...made].filter((target) => target !== goal)));
  const own = makings.filter(({ goal }) => !madeByOthers.has(goal));
  return {
    runs: own.map(({ interpreter }) => interpreter.commands).filter((commands) => commands.length > 0),
    notes: [...reader.notes, ...makefile.notes, ...own.flatMap(({ interpreter }) => interpreter.notes)],
    files: makefile.files,
    fault: makings.find(({ interpreter }) => interpreter.fault !== undefined)?.interpreter.fault,
  };
}

/** Targets that no other needs, in the order in which they stand. */
function goalsOf({ rules, budget }: Makefile): readonly string[] {
  const needed = new Set(
    rules.flatMap(({ targets, prerequisites }) => (targets.includes('.PHONY') ? [] : prerequisites)),
  );
  const isNeeded = (target: string) => {
    if (!target.includes('%')) return needed.has(target);
    budget.step(needed.size);
    return [...needed].some((name) => stemOf(name, target) !== undefined);
  };
  const targets = rules.flatMap((rule) =>
    rule.recipe.length > 0 || rule.prerequisites.length > 0 ? rule.targets : [],
  );
  return [...new Set(targets)].filter((target) => !target.startsWith('.') && !isNeeded(target));
}

/** One run of make. */
class Making {
  readonly interpreter: Interpreter;
  readonly made = new Set<string>();

  constructor(
    readonly makefile: Makefile,
    readonly goal: string,
  ) {
    this.interpreter = new Interpreter(makefile.options, makefile.budget);
  }

  make(target: string): void {
    const { budget, patterns } = this.makefile;
    if (this.made.has(target) || !budget.canDeepen) return;
    this.made.add(target);
    const exact = this.makefile.rulesOf(target);
    const hasRecipe = exact.some(({ recipe }) => recipe.length > 0);
    budget.step(10 + (hasRecipe ? 0 : patterns.length));
    const fitting = hasRecipe
      ? exact
      : [
          ...exact,
          ...patterns.filter(({ targets }) => targets.some((one) => stemOf(target, one) !== undefined)).slice(0, 1),
        ];
    const stem = fitting.flatMap(({ targets }) => targets.flatMap((one) => stemOf(target, one) ?? []))[0];
    const prerequisites = fitting.flatMap((rule) => rule.prerequisites).map((name) => name.replace('%', stem ?? '%'));
    budget.within(() => {
      for (const prerequisite of prerequisites) this.make(prerequisite);
      const automatic = automaticVariables(target, prerequisites, stem);
      for (const { recipe } of fitting) this.#runRecipe(recipe, automatic);
    });
  }

  #runRecipe(recipe: readonly SourceText[], automatic: ReadonlyMap<string, Value>): void {
    const lines = recipe.map((line) => this.#expanded(line, automatic));
    for (const text of this.makefile.hasOneShell && lines.length > 0 ? [together(lines)] : lines) {
      const made = this.interpreter.commands.length;
      this.interpreter.runOwn(text, this.#state(automatic));
      // `$(MAKE) other` makes other targets of the same file.
      for (const command of this.interpreter.commands.slice(made)) {
        const [program, ...words] = command.words.slice(command.program).map((word) => word.text);
        if (program !== 'make' || words.includes('-C')) continue;
        for (const word of words) if (word !== undefined && /^[\w./-]+$/.test(word)) this.make(word);
      }
    }
  }

  /** A line without `@`, `-` and `+`, with the references of make filled in. */
  #expanded(line: SourceText, automatic: ReadonlyMap<string, Value>): SourceText {
    const builder = new TextBuilder();
    let from = /^[\s@+-]*/.exec(line.text)?.[0].length ?? 0;
    for (const { start, end, name } of referencesIn(line.text)) {
      if (start >= from) builder.copy(line, from, start);
      addValue(this.interpreter, builder, this.makefile.valueOf(name, automatic), line, start);
      from = end;
    }
    return builder.copy(line, from, line.text.length).build();
  }

  #state(automatic: ReadonlyMap<string, Value>): ShellState {
    const { budget, exported, options, variables } = this.makefile;
    const state = new ShellState();
    budget.step(exported.size + this.interpreter.unknowns.size);
    for (const [name, value] of options.environment) state.export(name, value);
    for (const name of exported) {
      if (!variables.has(name)) continue;
      const value = this.makefile.valueOf(name, automatic);
      state.export(name, textOf(value) === undefined ? unknownValue(`$${name}`) : value);
    }
    for (const [name, value] of this.interpreter.unknowns) state.set(name, value);
    state.positional = [];
    return state;
  }
}

function automaticVariables(
  target: string,
  prerequisites: readonly string[],
  stem: string | undefined,
): ReadonlyMap<string, Value> {
  const known = new Map([
    ['@', knownValue(target)],
    ['<', knownValue(prerequisites[0] ?? '')],
    ['^', knownValue([...new Set(prerequisites)].join(' '))],
  ]);
  // A pattern that nobody asks for stands for many targets.
  if (target.includes('%')) return new Map([...known.keys(), '*'].map((name) => [name, unknownValue(`$${name}`)]));
  return stem === undefined ? known : known.set('*', knownValue(stem));
}

function together(lines: readonly SourceText[]): SourceText {
  const builder = new TextBuilder();
  for (const line of lines) builder.copy(line, 0, line.text.length).generate('\n', line, line.text.length);
  return builder.build();
}

/** What the text of a Makefile says. */
class Makefile {
  readonly rules: MakeRule[] = [];
  readonly patterns: MakeRule[] = [];
  /** By name, with the text behind their `=`, not yet expanded. */
  readonly variables = new Map<string, string>();
  /** Names that recipes find in their environment. */
  exported = new Set<string>();
  /** `.ONESHELL`: a recipe is read by one shell. */
  hasOneShell = false;
  readonly notes: ScriptNote[] = [];
  readonly files: string[] = [];
  readonly #byTarget = new Map<string, MakeRule[]>();
  #conditions = 0;

  constructor(
    readonly options: ShellOptions,
    readonly budget: Budget,
  ) {}

  rulesOf(target: string): readonly MakeRule[] {
    return this.#byTarget.get(target) ?? [];
  }

  read(source: SourceText): void {
    this.budget.take(source.text.length);
    let rule: MakeRule | undefined;
    let isDefining = false;
    for (const line of logicalLines(source)) {
      this.budget.step();
      const text = line.source.text.replace(/(^|[^\\])#[\s\S]*$/, '$1').trim();
      if (isDefining) isDefining = !/^endef\b/.test(text);
      else if (line.isRecipe && rule !== undefined) rule.recipe.push(line.source);
      else if (text === '') continue;
      else if (/^(ifn?(eq|def)|else)\b/.test(text)) this.#conditions += /^ifn?(eq|def)\b/.test(text) ? 1 : 0;
      else if (/^endif\b/.test(text)) this.#conditions -= 1;
      else if (/^(override\s+)?define\b/.test(text)) {
        isDefining = true;
        this.variables.delete(/define\s+(\S+)/.exec(text)?.[1] ?? '');
        this.notes.push({ reason: `"${text}" is not followed`, position: line.source.positionAt(0) });
      } else if (!this.#include(text, line.source) && !this.#assign(text)) {
        rule = this.#rule(text, line.source) ?? rule;
      }
    }
    if (/^\s*export\s*$/m.test(source.text)) this.exported = new Set(this.variables.keys());
  }

  /**
   * A text with the references of make replaced. `$(shell …)` becomes `$(…)`, which the shell of a recipe runs; a variable that the Makefile does not
   * set becomes one of the shell, since recipes find the same environment as make.
   */
  expand(text: string, automatic: ReadonlyMap<string, Value> = new Map()): Value {
    const parts: Value[] = [];
    let from = 0;
    this.budget.take(text.length);
    for (const { start, end, name } of referencesIn(text)) {
      parts.push(knownValue(text.slice(from, start)), this.valueOf(name, automatic));
      from = end;
    }
    return joinValues([...parts, knownValue(text.slice(from))]);
  }

  valueOf(name: string, automatic: ReadonlyMap<string, Value>): Value {
    this.budget.step();
    if (name === '$') return knownValue('$');
    if (name === 'MAKE') return knownValue('make');
    const own = automatic.get(name);
    if (own !== undefined) return own;
    const command = /^shell\s+([\s\S]*)$/.exec(name)?.[1];
    const text = command === undefined ? this.variables.get(name) : `$$(${command})`;
    // A variable that refers to itself through others has no end.
    if (text !== undefined && this.budget.canDeepen) return this.budget.within(() => this.expand(text, automatic));
    return text === undefined && /^[A-Za-z_]\w*$/.test(name) ? unsetValue(`$${name}`) : unknownValue(`$(${name})`);
  }

  /** `export A := 1`, `A ?= 2`, `A += 3`, `A != command` */
  #assign(text: string): boolean {
    const [, words = '', name, operator, value = ''] =
      /^((?:(?:export|override|private|unexport)\s+)*)([\w.-]+)\s*(:{0,3}=|\?=|\+=|!=)\s*([\s\S]*)$/.exec(text) ?? [];
    if (name === undefined) {
      const [, names] = /^export\b([\w.\s-]*)$/.exec(text) ?? [];
      for (const exported of names?.match(/\S+/g) ?? []) this.exported.add(exported);
      return names !== undefined || /^(unexport|vpath)\b/.test(text);
    }
    if (words.includes('export')) this.exported.add(name);
    const before = this.variables.get(name);
    if (this.#conditions > 0) this.variables.delete(name);
    else if (operator === '+=') this.variables.set(name, before === undefined ? value : `${before} ${value}`);
    else if (operator === '!=') this.variables.set(name, `$(shell ${value})`);
    else if (operator !== '?=' || before === undefined) {
      // A variable that refers to itself means its value from before.
      const whole = before === undefined ? value : value.replaceAll(`$(${name})`, () => before);
      this.budget.take(whole.length);
      this.variables.set(name, whole);
    }
    return true;
  }

  #rule(text: string, source: SourceText): MakeRule | undefined {
    const [, left, , right = ''] = /^([^:=]+?)\s*(&?::?)(?!=)\s*([\s\S]*)$/.exec(text) ?? [];
    if (left === undefined) return undefined;
    const [, ofTarget] = /^(?:(?:export|override|private)\s+)*([\w.-]+)\s*[:?+]?=/.exec(right) ?? [];
    if (ofTarget !== undefined) {
      // It holds for this target only.
      this.variables.delete(ofTarget);
      return undefined;
    }
    const semicolon = right.indexOf(';');
    // `targets: target-pattern: prerequisites` makes the same of each target.
    const [before = ''] = (semicolon < 0 ? right : right.slice(0, semicolon)).split(/(?<!\S):(?!=)/).slice(-1);
    const rule: MakeRule = {
      targets: this.#words(left),
      prerequisites: this.#words(before.replace('|', ' ')),
      recipe: [],
    };
    if (semicolon >= 0) {
      rule.recipe.push(new TextBuilder().copy(source, source.text.indexOf(';') + 1, source.text.length).build());
    }
    this.rules.push(rule);
    for (const target of rule.targets) {
      if (target === '.ONESHELL') this.hasOneShell = true;
      const known = this.#byTarget.get(target);
      if (known === undefined) this.#byTarget.set(target, [rule]);
      else known.push(rule);
    }
    if (rule.targets.some((target) => target.includes('%'))) this.patterns.push(rule);
    return rule;
  }

  #include(text: string, line: SourceText): boolean {
    const [, keyword, names = ''] = /^(-?include|sinclude)\s+(.+)$/.exec(text) ?? [];
    if (keyword === undefined) return false;
    for (const name of this.#words(names)) {
      const found = this.budget.canDeepen ? this.options.readFile(name) : undefined;
      if (found !== undefined) {
        this.files.push(found.file);
        this.budget.within(() => this.read(fileText(found.file, found.text)));
      } else if (keyword === 'include') {
        this.notes.push({ reason: `${name} is included and was not found`, position: line.positionAt(0) });
      }
    }
    return true;
  }

  #words(text: string): readonly string[] {
    return (textOf(this.expand(text)) ?? text).match(/\S+/g) ?? [];
  }
}

interface LogicalLine {
  readonly source: SourceText;
  /** It begins with a tab. */
  readonly isRecipe: boolean;
}

/** Lines that end with a backslash go on in the next one: a recipe keeps the line break for its shell, elsewhere it is a space. */
function* logicalLines(source: SourceText): Iterable<LogicalLine> {
  const { text } = source;
  const endOfLine = (start: number) => {
    const end = text.indexOf('\n', start);
    return end < 0 ? text.length : end;
  };
  for (let start = 0; start < text.length; ) {
    const isRecipe = text.startsWith('\t', start);
    const builder = new TextBuilder();
    let end = endOfLine(start);
    let from = isRecipe ? start + 1 : start;
    while (end > from && text.charAt(end - 1) === '\\' && end < text.length) {
      if (isRecipe) builder.copy(source, from, end + 1);
      else builder.copy(source, from, end - 1).generate(' ', source, end - 1);
      from = text.startsWith('\t', end + 1) && isRecipe ? end + 2 : end + 1;
      end = endOfLine(end + 1);
    }
    yield { source: builder.copy(source, from, end).build(), isRecipe };
    start = end + 1;
  }
}

/** A reference of make in a text. */
interface Reference {
  readonly start: number;
  readonly end: number;
  /** What stands between the parentheses; a single character without them. */
  readonly name: string;
}

/** `$(NAME)`, `${NAME}`, `$@` and `$$`, outermost first, in order. */
function referencesIn(text: string): readonly Reference[] {
  const found: Reference[] = [];
  for (let start = text.indexOf('$'); start >= 0; start = text.indexOf('$', start)) {
    const open = text.charAt(start + 1);
    const close = open === '(' ? ')' : open === '{' ? '}' : undefined;
    const end = close === undefined ? start + 2 : endOfReference(text, start + 2, open, close);
    found.push({ start, end, name: close === undefined ? open : text.slice(start + 2, end - 1) });
    start = end;
  }
  return found;
}

function endOfReference(text: string, from: number, open: string, close: string): number {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text.charAt(at) === open) depth += 1;
    else if (text.charAt(at) === close) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

/** The stem that a pattern such as `train-%` leaves of a name. */
function stemOf(name: string, pattern: string): string | undefined {
  const [before, after] = pattern.split('%');
  if (before === undefined || after === undefined) return undefined;
  const fits = name.length >= before.length + after.length && name.startsWith(before) && name.endsWith(after);
  return fits ? name.slice(before.length, name.length - after.length) : undefined;
}
