import { limits } from '../budget.js';
import { arithmeticValue, expandWord, manyValues } from './expand.js';
import type { Shell } from './shell.js';
import { ShellState, type Status, succeeded, undecided } from './shell-state.js';
import {
  type ArithmeticFor,
  type CompoundList,
  type For,
  forEachChild,
  type Select,
  type SyntaxNode,
  type While,
} from './shell-syntax.js';
import type { SourceText } from './source-text.js';
import { assumed, type Field, unknownValue } from './value.js';

type Loop = For | ArithmeticFor | While | Select;

/** A loop turn by turn where its values are known, and one turn that stands for all where they are not. */
export function runLoop(shell: Shell, node: Loop, source: SourceText, state: ShellState): Status {
  switch (node.type) {
    case 'For':
      return runFor(shell, node, source, state);
    case 'Select':
      state.forget(node.name.text);
      return runOnce(shell, node.body, source, state);
    case 'ArithmeticFor': {
      const expansion = shell.expansion(state, source);
      arithmeticValue(node.initialize, expansion);
      return whileKnown(shell, node.body, source, state, {
        test: () => (node.test === undefined ? undefined : arithmeticValue(node.test, expansion)),
        update: () => arithmeticValue(node.update, expansion),
      });
    }
    case 'While':
      return runWhile(shell, node, source, state);
  }
}

function runFor(shell: Shell, node: For, source: SourceText, state: ShellState): Status {
  const name = node.name.text;
  const expansion = shell.expansion(state, source);
  const turns: readonly Field[] =
    node.wordlist === undefined
      ? (manyValues({ parameter: '@' }, state)?.values ?? [unknownValue('$@')])
      : node.wordlist.flatMap((word) => expandWord(word, expansion));
  let status = succeeded;
  for (const turn of turns.length > limits.loopTurns ? [unknownValue(`$${name}`)] : turns) {
    const [only, second] = turn.pieces;
    const isMany = only !== undefined && second === undefined && 'unknown' in only;
    if (isMany) forgetAssigned(shell, node.body, state);
    // A turn that stands for many goes by the name of the variable.
    state.set(name, isMany ? unknownValue(`$${name}`, only.identity) : turn);
    status = shell.runStatements(node.body.commands, source, state);
    if (hasLeft(state)) break;
  }
  return status;
}

function runWhile(shell: Shell, node: While, source: SourceText, state: ShellState): Status {
  const clause = source.text.slice(node.clause.pos, node.clause.end);
  if (/\$#|\$\{?[1-9]|\bgetopts\b/.test(clause) && state.positional === undefined) {
    // Reads the arguments of the script: whoever starts it may replace the values from before, and often does not.
    const within = new ShellState(state);
    forgetAssigned(shell, node.body, within);
    shell.inBranch({ fork: shell.newFork(), arm: 0 }, within, (own) =>
      shell.runStatements(node.body.commands, source, own),
    );
    for (const name of assignedIn(shell, node.body)) {
      const value = state.get(name);
      if (value !== undefined && state.variables.get(name)?.kind === 'text') state.set(name, assumed(value));
    }
    return undecided;
  }
  return whileKnown(shell, node.body, source, state, {
    test: () => {
      const { outcome } = shell.runStatements(node.clause.commands, source, state);
      return outcome === undefined ? undefined : Number(outcome === (node.kind === 'while'));
    },
    update: () => undefined,
  });
}

interface Turns {
  /** 0 ends the loop; `undefined`: nobody knows. */
  readonly test: () => number | undefined;
  readonly update: () => unknown;
}

function whileKnown(
  shell: Shell,
  body: CompoundList,
  source: SourceText,
  state: ShellState,
  { test, update }: Turns,
): Status {
  for (let turn = 0; turn < limits.loopTurns; turn += 1) {
    const outcome = test();
    if (outcome === 0) return succeeded;
    if (outcome === undefined) return runOnce(shell, body, source, state);
    shell.runStatements(body.commands, source, state);
    if (hasLeft(state)) return undecided;
    update();
  }
  shell.note(`more than ${limits.loopTurns} turns of a loop; nnplans did not follow the rest`, source, body.pos);
  forgetAssigned(shell, body, state);
  return undecided;
}

function runOnce(shell: Shell, body: CompoundList, source: SourceText, state: ShellState): Status {
  forgetAssigned(shell, body, state);
  shell.runStatements(body.commands, source, state);
  hasLeft(state);
  forgetAssigned(shell, body, state);
  return undecided;
}

/** Whether the loop is over; takes note of `break` and `continue`, which concern no other. */
function hasLeft(state: ShellState): boolean {
  const { end } = state;
  if (end === 'break' || end === 'continue') state.end = undefined;
  return end !== undefined && end !== 'continue';
}

function forgetAssigned(shell: Shell, body: CompoundList, state: ShellState): void {
  for (const name of assignedIn(shell, body)) state.forget(name);
}

/** Names of the variables that commands set, without looking into words. */
function assignedIn({ budget }: Shell, body: CompoundList): ReadonlySet<string> {
  const names = new Set<string>();
  const left: SyntaxNode[] = [body];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    budget.step();
    if (node.type === 'Assignment') names.add(node.name);
    else if (node.type === 'For' || node.type === 'Select') names.add(node.name.text);
    else if (node.type === 'Command' && ['read', 'mapfile', 'readarray', 'getopts'].includes(node.name?.text ?? '')) {
      for (const { text } of node.args) if (/^[A-Za-z_]\w*$/.test(text)) names.add(text);
    }
    if (node.type !== 'Word') forEachChild(node, (child) => left.push(child));
  }
  return names;
}
