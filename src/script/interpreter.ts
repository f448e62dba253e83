import { arithmeticOutcome, testOutcome } from './conditions.js';
import { type Expansion, expandWhole } from './expand.js';
import { runLoop } from './loops.js';
import { fitsPattern } from './parameter.js';
import type { Branch, ScriptCommand, ScriptNote } from './script-command.js';
import { ShellState, type Variable } from './shell-state.js';
import type { AndOr, Case, CompoundList, If, PipelineNode, Script, Statement } from './shell-syntax.js';
import { runSimpleCommand } from './simple-command.js';
import type { SourceText } from './source-text.js';
import { type Status, succeeded, undecided } from './status.js';
import { substitute } from './substitution.js';
import type { UnknownPiece, Value } from './value.js';

export interface InterpreterOptions {
  /** Text of a file that the script names, by its path as written or as completed; `undefined` where there is none. */
  readonly readFile: (path: string) => { readonly file: string; readonly text: string } | undefined;
  /** Programs that are looked for behind `srun`, `nohup` and the like. */
  readonly isWanted: (program: string) => boolean;
}

/** What a script finds when it begins. */
export interface StartOptions extends InterpreterOptions {
  /** Variables that it finds set. */
  readonly environment: ReadonlyMap<string, Value>;
}

/** What is beyond is an endless loop, or hostile. */
const mostSteps = 20_000;
const mostWordsInAll = 100_000;
/** Commands that are wanted: loops over datasets, configurations and folds come to some hundreds. */
const mostCommands = 1000;
const deepestNesting = 40;

/**
 * Goes through a shell script as Bash would, without running anything: values are followed as far as the text tells them, and where only the
 * running shell knows which way to go, both ways are taken.
 */
export class Interpreter {
  readonly commands: ScriptCommand[] = [];
  readonly notes: ScriptNote[] = [];
  readonly files = new Set<string>();
  readonly calledFunctions = new Set<string>();
  /** Values that stand in generated text under a made-up name. */
  readonly unknowns = new Map<string, Value>();
  readonly #branches: Branch[] = [];
  readonly #locals: Map<string, Variable | undefined>[] = [];
  #forks = 0;
  #steps = 0;
  #words = 0;
  #isCutOff = false;
  #depth = 0;

  constructor(readonly options: InterpreterOptions) {}

  runScript(script: Script, source: SourceText, state: ShellState): Status {
    return this.runStatements(script.commands, source, state);
  }

  runList({ commands }: CompoundList, source: SourceText, state: ShellState): Status {
    return this.runStatements(commands, source, state);
  }

  /** The body of a function or a coprocess. */
  runBody(body: CompoundList | PipelineNode, source: SourceText, state: ShellState): Status {
    return body.type === 'CompoundList' ? this.runList(body, source, state) : this.run(body, source, state);
  }

  runStatements(statements: readonly Statement[], source: SourceText, state: ShellState): Status {
    let status = succeeded;
    if (this.#depth >= deepestNesting) return undecided;
    this.#depth += 1;
    for (const { command } of statements) {
      if (state.end !== undefined || this.#isCutOff) break;
      status = command.type === 'AndOr' ? this.#runAndOr(command, source, state) : this.run(command, source, state);
    }
    this.#depth -= 1;
    return status;
  }

  run(node: PipelineNode, source: SourceText, state: ShellState): Status {
    this.#steps += 1;
    if (this.#steps > mostSteps || this.#words > mostWordsInAll || this.commands.length >= mostCommands) {
      if (!this.#isCutOff)
        this.note('the script goes on for too long, and the rest was not followed', source, node.pos);
      this.#isCutOff = true;
      return undecided;
    }
    switch (node.type) {
      case 'Pipeline': {
        const isNegated = node.prefixes.some(({ type }) => type === 'Negation');
        // Each command of a pipeline runs in a shell of its own.
        const states = node.commands.map(() => (node.commands.length > 1 ? new ShellState(state) : state));
        const statuses = node.commands.map((command, i) => this.run(command, source, states[i] ?? state));
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
        return this.runList(node.body, source, new ShellState(state));
      case 'BraceGroup':
        return this.runList(node.body, source, state);
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
        return this.runBody(node.body, source, new ShellState(state));
    }
  }

  expansion(state: ShellState, source: SourceText): Expansion {
    return {
      state,
      substitute: (part, within) => substitute(this, part, within, source),
      countWords: (number) => {
        this.#words += number;
      },
    };
  }

  record(command: Omit<ScriptCommand, 'branches'>): void {
    this.commands.push({ ...command, branches: [...this.#branches] });
  }

  note(reason: string, source: SourceText, offset: number): void {
    this.notes.push({ reason, position: source.positionAt(offset) });
  }

  /** A made-up variable for something unknown, to be written into text that is read again. */
  nameUnknown(piece: UnknownPiece): string {
    const name = `__unknown_${this.unknowns.size}`;
    this.unknowns.set(name, { pieces: [piece] });
    return name;
  }

  /** Runs a function's body; what it declares local is kept with its value from before. */
  withLocals<T>(locals: Map<string, Variable | undefined>, body: () => T): T {
    this.#locals.push(locals);
    const result = body();
    this.#locals.pop();
    return result;
  }

  declareLocal(name: string, state: ShellState): void {
    const locals = this.#locals.at(-1);
    if (locals !== undefined && !locals.has(name)) locals.set(name, state.variables.get(name));
  }

  newFork(): number {
    this.#forks += 1;
    return this.#forks;
  }

  /** Takes one of several ways, on a state of its own. */
  inBranch(branch: Branch, state: ShellState, go: (state: ShellState) => void): ShellState {
    const own = new ShellState(state);
    this.#branches.push(branch);
    go(own);
    this.#branches.pop();
    return own;
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
      const isSure = status.outcome === isAnd || (isAnd && status.kind !== 'test');
      if (isSure) {
        status = this.run(command, source, state);
        continue;
      }
      const taken = this.inBranch({ fork, arm: isAnd ? 0 : 1 }, state, (own) => this.run(command, source, own));
      state.becomeOneOf([new ShellState(state), taken]);
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
      const status = this.runList(clause, source, state);
      if (status.outcome === false) continue;
      const isSure = status.outcome === true && ways.length === 0;
      if (isSure) return this.runList(then, source, state);
      if (status.kind === 'wanted program' && ways.length === 0 && status.outcome === undefined) {
        const failed = new ShellState(state);
        this.runList(then, source, state);
        ways.push(new ShellState(state));
        state.become(failed);
        continue;
      }
      ways.push(this.inBranch({ fork, arm }, state, (own) => this.runList(then, source, own)));
      if (status.outcome === true) {
        state.becomeOneOf(ways);
        return undecided;
      }
    }
    const { else: otherwise } = node;
    if (ways.length === 0) return otherwise === undefined ? succeeded : this.runList(otherwise, source, state);
    const last = this.inBranch({ fork, arm: arms.length }, state, (own) => {
      if (otherwise !== undefined) this.runList(otherwise, source, own);
    });
    state.becomeOneOf([...ways, last]);
    return undecided;
  }

  #runCase({ word, items }: Case, source: SourceText, state: ShellState): Status {
    const fork = this.newFork();
    const expansion = this.expansion(state, source);
    const value = expandWhole(word, expansion);
    const ways: ShellState[] = [];
    for (const [arm, { pattern, body }] of items.entries()) {
      const fits = pattern.map((one) =>
        value.isAssumed && one.text !== '*' ? undefined : fitsPattern(value, expandWhole(one, expansion)),
      );
      if (fits.every((fit) => fit === false)) continue;
      const isSure = fits.includes(true);
      if (isSure && ways.length === 0) return this.runList(body, source, state);
      ways.push(this.inBranch({ fork, arm }, state, (own) => this.runList(body, source, own)));
      if (isSure) {
        state.becomeOneOf(ways);
        return undecided;
      }
    }
    state.becomeOneOf([...ways, new ShellState(state)]);
    return undecided;
  }
}
