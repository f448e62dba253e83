import { addValue } from './here-documents.js';
import { Interpreter, type StartOptions } from './interpreter.js';
import { referencesIn, stemOf, valueOfReference } from './make-expansion.js';
import type { MakeVariables } from './make-variables.js';
import { type Makefile, type MakeRule, readMakefile } from './makefile.js';
import type { ReadScript, ScriptFault } from './script-command.js';
import { ShellState } from './shell-state.js';
import { parseShell } from './shell-syntax.js';
import { type SourceText, TextBuilder } from './source-text.js';
import { knownValue, textOf, unknownValue, type Value } from './value.js';

/** Reads the recipes of a Makefile: for each target that no other needs, what make would run for it, prerequisites first. */
export function readMakeRecipes(source: SourceText, options: StartOptions): ReadScript {
  const makefile = readMakefile(source, options);
  const makings = goalsOf(makefile).map((goal) => {
    const making = new Making(makefile, options, goal);
    making.make(goal, 0);
    return making;
  });
  // What another goal makes by `$(MAKE) target` does not begin by itself.
  const own = makings.filter(({ goal }) => makings.every((other) => other.goal === goal || !other.made.has(goal)));
  const fault = makings.map((making) => making.fault).find((found) => found !== undefined);
  return {
    runs: own.map(({ interpreter }) => interpreter.commands).filter((commands) => commands.length > 0),
    notes: [...makefile.notes, ...own.flatMap(({ interpreter }) => interpreter.notes)],
    files: makefile.files,
    ...(fault === undefined ? {} : { fault }),
  };
}

/** Targets that no other needs, in the order in which they stand. */
function goalsOf({ rules }: Makefile): readonly string[] {
  const needed = new Set(
    rules.flatMap(({ targets, prerequisites }) => (targets.includes('.PHONY') ? [] : prerequisites)),
  );
  const isNeeded = (target: string) =>
    needed.has(target) || [...needed].some((name) => stemOf(name, target) !== undefined);
  const targets = rules.flatMap((rule) =>
    rule.recipe.length > 0 || rule.prerequisites.length > 0 ? rule.targets : [],
  );
  return [...new Set(targets)].filter((target) => !target.startsWith('.') && !isNeeded(target));
}

/** One run of make. */
class Making {
  readonly interpreter: Interpreter;
  fault: ScriptFault | undefined;
  readonly made = new Set<string>();

  constructor(
    readonly makefile: Makefile,
    readonly options: StartOptions,
    readonly goal: string,
  ) {
    this.interpreter = new Interpreter(options);
  }

  make(target: string, depth: number): void {
    if (this.made.has(target) || depth > 50) return;
    this.made.add(target);
    const exact = this.makefile.rules.filter(({ targets }) => targets.includes(target));
    const fitting = exact.some(({ recipe }) => recipe.length > 0)
      ? exact
      : [
          ...exact,
          ...this.makefile.rules
            .filter(({ targets }) => targets.some((one) => stemOf(target, one) !== undefined))
            .slice(0, 1),
        ];
    const stem = fitting.flatMap(({ targets }) => targets.flatMap((one) => stemOf(target, one) ?? []))[0];
    const variables: MakeVariables = new Map([
      ...this.makefile.variables,
      ...fitting.flatMap((rule) => [...rule.variables]),
    ]);
    const prerequisites = fitting.flatMap((rule) => rule.prerequisites).map((name) => name.replace('%', stem ?? '%'));
    for (const prerequisite of prerequisites) this.make(prerequisite, depth + 1);
    const automatic = automaticVariables(target, prerequisites, stem);
    for (const rule of fitting) this.#runRecipe(rule, variables, automatic, depth);
  }

  #runRecipe(
    { recipe }: MakeRule,
    variables: MakeVariables,
    automatic: ReadonlyMap<string, Value>,
    depth: number,
  ): void {
    const lines = recipe.map((line) => this.#expanded(line, variables, automatic));
    const texts = this.makefile.hasOneShell && lines.length > 0 ? [together(lines)] : lines;
    for (const text of texts) {
      const script = parseShell(text.text);
      const [error] = script.errors ?? [];
      if (error !== undefined) {
        this.fault ??= { message: error.message, position: text.positionAt(error.pos) };
        continue;
      }
      const made = this.interpreter.commands.length;
      this.interpreter.runScript(script, text, this.#state(variables, automatic));
      // `$(MAKE) other` makes other targets of the same file.
      for (const command of this.interpreter.commands.slice(made)) {
        const [program, ...words] = command.words.slice(command.program).map((word) => word.text);
        if (program !== 'make' || words.includes('-C')) continue;
        for (const word of words) if (word !== undefined && /^[\w./-]+$/.test(word)) this.make(word, depth + 1);
      }
    }
  }

  /** A line without `@`, `-` and `+`, with the references of make filled in. */
  #expanded(line: SourceText, variables: MakeVariables, automatic: ReadonlyMap<string, Value>): SourceText {
    const builder = new TextBuilder();
    let from = /^[\s@+-]*/.exec(line.text)?.[0].length ?? 0;
    for (const { start, end, name } of referencesIn(line.text)) {
      if (start >= from) builder.copy(line, from, start);
      addValue(this.interpreter, builder, valueOfReference(name, variables, automatic), line, start);
      from = end;
    }
    return builder.copy(line, from, line.text.length).build();
  }

  #state(variables: MakeVariables, automatic: ReadonlyMap<string, Value>): ShellState {
    const state = new ShellState();
    for (const [name, value] of this.options.environment) state.export(name, value);
    for (const name of this.makefile.exported) {
      const value = valueOfReference(name, variables, automatic);
      if (variables.has(name)) state.export(name, textOf(value) === undefined ? unknownValue(`$${name}`) : value);
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
