import { expandArguments } from './arguments.js';
import type { Interpreter } from './interpreter.js';
import { printedBy } from './printed.js';
import { ShellState } from './shell-state.js';
import type { AndOr, CommandExpansionPart, PipelineNode } from './shell-syntax.js';
import { type SourceText, TextBuilder } from './source-text.js';
import { type Piece, unknownValue, type Value } from './value.js';

/** `$(…)`: what it prints, where that can be told. Commands in it are run like any others. */
export function substitute(
  interpreter: Interpreter,
  part: CommandExpansionPart,
  state: ShellState,
  source: SourceText,
): Value {
  const { script, text: written } = part;
  if (script === undefined) return unknownValue(written);
  // Backticks with escapes have a text of their own.
  const text =
    script.source === undefined ? source : new TextBuilder().generate(script.source, source, part.pos).build();
  const within = new ShellState(state);
  const last = script.commands.at(-1);
  interpreter.runStatements(script.commands.slice(0, -1), text, within);
  const printed = last === undefined ? undefined : printedByNode(interpreter, last.command, text, within);
  // Of several commands each may print.
  return printed === undefined || script.commands.length > 1 ? unknownValue(written) : withoutLastNewlines(printed);
}

function printedByNode(
  interpreter: Interpreter,
  node: PipelineNode | AndOr,
  source: SourceText,
  state: ShellState,
): Value | undefined {
  if (node.type === 'AndOr' && node.operators.every((operator) => operator === '&&')) {
    // `cd … && pwd`
    const [last, ...before] = [...node.commands].reverse();
    for (const command of before.reverse()) interpreter.run(command, source, state);
    return last === undefined ? undefined : printedByNode(interpreter, last, source, state);
  }
  if (node.type === 'Command' && node.name !== undefined) {
    const words = expandArguments(node, interpreter.expansion(state, source)).map(({ field }) => field);
    const printed = printedBy(words, state);
    if (printed !== undefined) return printed;
  }
  interpreter.runStatements(
    [{ type: 'Statement', pos: node.pos, end: node.end, command: node, background: undefined }],
    source,
    state,
  );
  return undefined;
}

function withoutLastNewlines(value: Value): Value {
  const pieces: Piece[] = [...value.pieces];
  const last = pieces.pop();
  if (last === undefined || 'unknown' in last) return value;
  const text = last.text.replace(/\n+$/, '');
  return { ...value, pieces: text === '' ? pieces : [...pieces, { text }] };
}
