import { arithmeticValue, expandWord } from './expand.js';
import type { Interpreter } from './interpreter.js';
import { manyValues } from './parameter.js';
import { ShellState } from './shell-state.js';
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
import { type Status, succeeded, undecided } from './status.js';
import { assumed, unknownValue } from './value.js';

/** A loop that is told turn by turn has no more turns than this. */
const mostTurns = 300;

/** A loop turn by turn where its values are known, and one turn that stands for all where they are not. */
export function runLoop(
  interpreter: Interpreter,
  node: For | ArithmeticFor | While | Select,
  source: SourceText,
  state: ShellState,
): Status {
  switch (node.type) {
    case 'For':
      return runFor(interpreter, node, source, state);
    case 'Select':
      state.forget(node.name.text);
      return runOnce(interpreter, node.body, source, state);
    case 'ArithmeticFor': {
      const expansion = interpreter.expansion(state, source);
      arithmeticValue(node.initialize, expansion);
      return whileKnown(interpreter, node.body, source, state, {
        test: () => (node.test === undefined ? undefined : arithmeticValue(node.test, expansion)),
        update: () => arithmeticValue(node.update, expansion),
      });
    }
    case 'While':
      return runWhile(interpreter, node, source, state);
  }
}

function runFor(interpreter: Interpreter, node: For, source: SourceText, state: ShellState): Status {
  const name = node.name.text;
  const expansion = interpreter.expansion(state, source);
  const turns =
    node.wordlist === undefined
      ? (manyValues({ parameter: '@' }, state)?.values ?? [unknownValue('$@')])
      : node.wordlist.flatMap((word) => expandWord(word, expansion));
  let status = succeeded;
  for (const turn of turns.slice(0, mostTurns)) {
    const [only, second] = turn.pieces;
    const isMany = only !== undefined && second === undefined && 'unknown' in only;
    if (isMany) forgetAssigned(node.body, state);
    // A turn that stands for many goes by the name of the variable.
    state.set(name, isMany ? unknownValue(`$${name}`, only.identity) : turn);
    status = interpreter.runList(node.body, source, state);
    if (hasLeft(state)) break;
  }
  return status;
}

function runWhile(interpreter: Interpreter, node: While, source: SourceText, state: ShellState): Status {
  const clause = source.text.slice(node.clause.pos, node.clause.end);
  if (/\$#|\$\{?[1-9]|\bgetopts\b/.test(clause) && state.positional === undefined) {
    // Reads the arguments of the script: whoever starts it may replace the values from before, and often does not.
    const within = new ShellState(state);
    forgetAssigned(node.body, within);
    interpreter.inBranch({ fork: interpreter.newFork(), arm: 0 }, within, (own) =>
      interpreter.runList(node.body, source, own),
    );
    for (const name of assignedIn(node.body)) {
      const value = state.get(name);
      if (value !== undefined && state.variables.get(name)?.kind === 'text') state.set(name, assumed(value));
    }
    return undecided;
  }
  const isUntil = node.kind === 'until';
  return whileKnown(interpreter, node.body, source, state, {
    test: () => {
      const { outcome } = interpreter.runList(node.clause, source, state);
      return outcome === undefined ? undefined : outcome !== isUntil ? 1 : 0;
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
  interpreter: Interpreter,
  body: CompoundList,
  source: SourceText,
  state: ShellState,
  { test, update }: Turns,
): Status {
  for (let turn = 0; turn < mostTurns; turn += 1) {
    const outcome = test();
    if (outcome === 0) return succeeded;
    if (outcome === undefined) return runOnce(interpreter, body, source, state);
    interpreter.runList(body, source, state);
    if (hasLeft(state)) return undecided;
    update();
  }
  forgetAssigned(body, state);
  return undecided;
}

function runOnce(interpreter: Interpreter, body: CompoundList, source: SourceText, state: ShellState): Status {
  forgetAssigned(body, state);
  interpreter.runList(body, source, state);
  hasLeft(state);
  forgetAssigned(body, state);
  return undecided;
}

/** Whether the loop is over; takes note of `break` and `continue`, which concern no other. */
function hasLeft(state: ShellState): boolean {
  const { end } = state;
  if (end === 'break' || end === 'continue') state.end = undefined;
  return end !== undefined && end !== 'continue';
}

function forgetAssigned(body: CompoundList, state: ShellState): void {
  for (const name of assignedIn(body)) state.forget(name);
}

/** Names of the variables that commands set, without looking into substitutions. */
function assignedIn(body: CompoundList): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: SyntaxNode) => {
    if (node.type === 'Assignment') names.add(node.name);
    else if (node.type === 'For' || node.type === 'Select') names.add(node.name.text);
    else if (node.type === 'Command') for (const name of readNames(node)) names.add(name);
    if (node.type !== 'Word') forEachChild(node, visit);
  };
  visit(body);
  return names;
}

/** `read -r id name` */
function readNames(node: SyntaxNode & { readonly type: 'Command' }): readonly string[] {
  if (!['read', 'mapfile', 'readarray', 'getopts'].includes(node.name?.text ?? '')) return [];
  return node.args.flatMap((word) => (/^[A-Za-z_]\w*$/.test(word.text) ? [word.text] : []));
}
