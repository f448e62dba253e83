import { Budget, BudgetSpent, limits } from '../budget.js';
import { arithmeticOutcome, fitsPattern, testOutcome } from './conditions.js';
import { type Expansion, expandArguments, expandWhole } from './expand.js';
import { runLoop } from './loops.js';
import { printedBy } from './printed.js';
import type { Branch, ScriptCommand, ScriptFault, ScriptNote } from './script-command.js';
import { runBody, type Shell, type ShellOptions } from './shell.js';
import { type Outcome, ShellState, type Status, succeeded, undecided, type Variable } from './shell-state.js';
import {
  type AndOr,
  type Case,
  type CommandExpansionPart,
  type If,
  type PipelineNode,
  parseShell,
  type Statement,
} from './shell-syntax.js';
import { runSimpleCommand } from './simple-command.js';
import { type ScriptPosition, type SourceText, TextBuilder } from './source-text.js';
import { type Piece, type UnknownPiece, unknownValue, type Value } from './value.js';

/**
 * Goes through a shell script as Bash would, without running anything: values are followed as far as the text tells them, and where only the
 * running shell knows which way to go, both ways are taken.
 */
export class Interpreter implements Shell {
  readonly commands: ScriptCommand[] = [];
  readonly files = new Set<string>();
  readonly calledFunctions = new Set<string>();
  readonly unknowns = new Map<string, Value>();
  /** The first text that no shell would understand, among those that are read by themselves. */
  fault: ScriptFault | undefined;
  readonly #notes = new Map<string, ScriptNote>();
  readonly #branches: Branch[] = [];
  readonly #locals: Map<string, Variable | undefined>[] = [];
  #forks = 0;
  /** The statement that is being run. */
  #at: (() => ScriptPosition) | undefined;

  constructor(
    readonly options: ShellOptions,
    readonly budget = new Budget(limits.script),
  ) {}

  get notes(): readonly ScriptNote[] {
    return [...this.#notes.values()];
  }

  /** Does some of the work; where that takes too much, it ends there and is noted. @returns whether it was done */
  bounded(work: () => void, start: ScriptPosition): boolean {
    try {
      work();
      return true;
    } catch (error) {
      if (!(error instanceof BudgetSpent)) throw error;
      this.#note(
        `the script goes on for too long (${error.message}), and the rest was not followed`,
        this.#at?.() ?? start,
      );
      return false;
    }
  }

  /** A text that begins in a shell of its own: a recipe's line, a notebook's cell. */
  runOwn(text: SourceText, state: ShellState): void {
    const { commands, fault } = parseShell(text.text, this.budget);
    if (fault !== undefined) this.fault ??= { message: fault.message, position: text.positionAt(fault.pos) };
    else this.runStatements(commands, text, state);
  }

  runText(text: SourceText, state: ShellState): Status {
    for (const [name, value] of this.unknowns) state.set(name, value);
    const { commands, fault } = parseShell(text.text, this.budget);
    if (fault === undefined) return this.runStatements(commands, text, state);
    this.note('a script inside the script does not parse', text, fault.pos);
    return undecided;
  }

  runStatements(statements: readonly Statement[], source: SourceText, state: ShellState): Status {
    const [first] = statements;
    if (first === undefined) return succeeded;
    if (!this.budget.canDeepen) {
      this.note(
        `more than ${this.budget.limits.depth} levels within each other, which were not followed`,
        source,
        first.pos,
      );
      return undecided;
    }
    return this.budget.within(() => {
      let status = succeeded;
      for (const { command } of statements) {
        if (state.end !== undefined) break;
        status = command.type === 'AndOr' ? this.#runAndOr(command, source, state) : this.run(command, source, state);
      }
      return status;
    });
  }

  run(node: PipelineNode, source: SourceText, state: ShellState): Status {
    this.#at = () => source.positionAt(node.pos);
    this.budget.step(50);
    switch (node.type) {
      case 'Pipeline': {
        const isNegated = node.prefixes.some(({ type }) => type === 'Negation');
        // Each command of a pipeline runs in a shell of its own.
        const statuses = node.commands.map((command) =>
          this.run(command, source, node.commands.length > 1 ? this.#copy(state) : state),
        );
        const last = statuses.at(-1) ?? succeeded;
        return isNegated && last.outcome !== undefined ? { ...last, outcome: !last.outcome } : last;
      }
      case 'Command':
        return runSimpleCommand(this, node, source, state);
      case 'If':
        return this.#runIf(node, source, state);
      case 'Case':
        return this.#runCase(node, source, state);
      case 'For':
      case 'ArithmeticFor':
      case 'While':
      case 'Select':
        return runLoop(this, node, source, state);
      case 'Subshell':
        return this.runStatements(node.body.commands, source, this.#copy(state));
      case 'BraceGroup':
        return this.runStatements(node.body.commands, source, state);
      case 'Redirected':
        return this.run(node.command, source, state);
      case 'Function':
        state.functions.set(node.name.text, { node, source });
        return succeeded;
      case 'TestCommand':
        return { outcome: testOutcome(node.expression, this.expansion(state, source)), kind: 'test' };
      case 'ArithmeticCommand':
        return { outcome: arithmeticOutcome(node.expression, this.expansion(state, source)), kind: 'test' };
      case 'Coproc':
        return runBody(this, node.body, source, this.#copy(state));
    }
  }

  expansion(state: ShellState, source: SourceText): Expansion {
    return { state, budget: this.budget, substitute: (part) => substitute(this, part, state, source) };
  }

  record(command: Omit<ScriptCommand, 'branches'>): void {
    this.budget.step(1000);
    this.commands.push({ ...command, branches: [...this.#branches] });
  }

  note(reason: string, source: SourceText, offset: number): void {
    this.#note(reason, source.positionAt(offset));
  }

  nameUnknown(piece: UnknownPiece): string {
    const name = `__unknown_${this.unknowns.size}`;
    this.unknowns.set(name, { pieces: [piece] });
    return name;
  }

  withLocals<T>(locals: Map<string, Variable | undefined>, body: () => T): T {
    this.#locals.push(locals);
    try {
      return body();
    } finally {
      this.#locals.pop();
    }
  }

  declareLocal(name: string, state: ShellState): void {
    const locals = this.#locals.at(-1);
    if (locals !== undefined && !locals.has(name)) locals.set(name, state.variables.get(name));
  }

  newFork(): number {
    this.#forks += 1;
    return this.#forks;
  }

  inBranch(branch: Branch, state: ShellState, go: (state: ShellState) => void): ShellState {
    const own = this.#copy(state);
    this.#branches.push(branch);
    go(own);
    this.#branches.pop();
    return own;
  }

  #note(reason: string, position: ScriptPosition): void {
    this.#notes.set(JSON.stringify([reason, position]), { reason, position });
  }

  #copy(state: ShellState): ShellState {
    this.budget.step(state.size);
    return new ShellState(state);
  }

  #runAndOr({ commands, operators }: AndOr, source: SourceText, state: ShellState): Status {
    const [first, ...rest] = commands;
    if (first === undefined) return succeeded;
    const fork = this.newFork();
    let status = this.run(first, source, state);
    for (const [index, command] of rest.entries()) {
      if (state.end !== undefined) break;
      const isAnd = operators[index] === '&&';
      if (status.outcome === !isAnd) continue;
      if (status.outcome === isAnd || (isAnd && status.kind !== 'test')) {
        status = this.run(command, source, state);
        continue;
      }
      const taken = this.inBranch({ fork, arm: isAnd ? 0 : 1 }, state, (own) => this.run(command, source, own));
      state.becomeOneOf([this.#copy(state), taken]);
      // Behind `program || exit` the program has succeeded; what `test || program` comes to is open.
      status = { ...status, outcome: taken.end === undefined ? undefined : !isAnd };
    }
    return status;
  }

  #runIf(node: If, source: SourceText, state: ShellState): Status {
    const fork = this.newFork();
    const ways: ShellState[] = [];
    const arms: readonly Pick<If, 'clause' | 'then'>[] = [node, ...node.elif];
    for (const [arm, { clause, then }] of arms.entries()) {
      const status = this.runStatements(clause.commands, source, state);
      if (status.outcome === false) continue;
      if (status.outcome === true && ways.length === 0) return this.runStatements(then.commands, source, state);
      if (status.kind === 'wanted program' && ways.length === 0 && status.outcome === undefined) {
        // A program that is tried is taken to succeed.
        const failed = this.#copy(state);
        this.runStatements(then.commands, source, state);
        ways.push(this.#copy(state));
        Object.assign(state, failed);
        continue;
      }
      ways.push(this.inBranch({ fork, arm }, state, (own) => this.runStatements(then.commands, source, own)));
      if (status.outcome === true) {
        state.becomeOneOf(ways);
        return undecided;
      }
    }
    const otherwise = node.else?.commands ?? [];
    if (ways.length === 0) return this.runStatements(otherwise, source, state);
    ways.push(this.inBranch({ fork, arm: arms.length }, state, (own) => this.runStatements(otherwise, source, own)));
    state.becomeOneOf(ways);
    return undecided;
  }

  #runCase({ word, items }: Case, source: SourceText, state: ShellState): Status {
    const fork = this.newFork();
    const expansion = this.expansion(state, source);
    const value = expandWhole(word, expansion);
    const ways: ShellState[] = [];
    for (const [arm, { pattern, body }] of items.entries()) {
      const fits = pattern.map(
        (one): Outcome =>
          value.isAssumed && one.text !== '*' ? undefined : fitsPattern(value, expandWhole(one, expansion)),
      );
      if (fits.every((fit) => fit === false)) continue;
      const isSure = fits.includes(true);
      if (isSure && ways.length === 0) return this.runStatements(body.commands, source, state);
      ways.push(this.inBranch({ fork, arm }, state, (own) => this.runStatements(body.commands, source, own)));
      if (!isSure) continue;
      state.becomeOneOf(ways);
      return undecided;
    }
    state.becomeOneOf([...ways, this.#copy(state)]);
    return undecided;
  }
}

/** `$(…)`: what it prints, where that can be told. Commands in it are run like any others. */
function substitute(shell: Shell, part: CommandExpansionPart, state: ShellState, source: SourceText): Value {
  const { script, text: written } = part;
  if (script === undefined || !shell.budget.canDeepen) return unknownValue(written);
  // Backticks with escapes have a text of their own.
  const text =
    script.source === undefined ? source : new TextBuilder().generate(script.source, source, part.pos).build();
  shell.budget.step(state.size);
  const within = new ShellState(state);
  const last = script.commands.at(-1);
  const printed = shell.budget.within(() => {
    shell.runStatements(script.commands.slice(0, -1), text, within);
    return last === undefined ? undefined : printedByNode(shell, last.command, text, within);
  });
  // Of several commands each may print.
  return printed === undefined || script.commands.length > 1 ? unknownValue(written) : withoutLastNewlines(printed);
}

function printedByNode(
  shell: Shell,
  node: PipelineNode | AndOr,
  source: SourceText,
  state: ShellState,
): Value | undefined {
  if (node.type === 'AndOr' && node.operators.every((operator) => operator === '&&')) {
    // `cd … && pwd`
    for (const command of node.commands.slice(0, -1)) shell.run(command, source, state);
    const last = node.commands.at(-1);
    return last === undefined ? undefined : printedByNode(shell, last, source, state);
  }
  if (node.type === 'Command' && node.name !== undefined) {
    const words = expandArguments(node, shell.expansion(state, source)).map(({ field }) => field);
    const printed = printedBy(words, state, shell.budget);
    if (printed !== undefined) return printed;
  }
  const { pos, end } = node;
  shell.runStatements([{ type: 'Statement', pos, end, command: node, background: undefined }], source, state);
  return undefined;
}

function withoutLastNewlines(value: Value): Value {
  const pieces: Piece[] = [...value.pieces];
  const last = pieces.pop();
  if (last === undefined || 'unknown' in last) return value;
  let { length } = last.text;
  while (last.text.charAt(length - 1) === '\n') length -= 1;
  return { ...value, pieces: length === 0 ? pieces : [...pieces, { text: last.text.slice(0, length) }] };
}
