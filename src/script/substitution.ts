import { expandArguments } from './expand.js';
import { printedBy } from './printed.js';
import type { Shell } from './shell.js';
import { ShellState } from './shell-state.js';
import type { AndOr, CommandExpansionPart, PipelineNode } from './shell-syntax.js';
import { type SourceText, TextBuilder } from './source-text.js';
import { type Piece, unknownValue, type Value } from './value.js';

/** `$(…)`: what it prints, where that can be told. Commands in it are run like any others. */
export function substitute(shell: Shell, part: CommandExpansionPart, state: ShellState, source: SourceText): Value {
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
