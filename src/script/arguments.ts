import { type Expansion, expandWhole, expandWord } from './expand.js';
import type { Field } from './field-builder.js';
import type { ScriptWord } from './script-command.js';
import type { Command, CommandArgument } from './shell-syntax.js';
import type { SourceText } from './source-text.js';
import { joinValues, knownValue, textOf } from './value.js';

/** A word as the program gets it, and the argument of the script that it comes from. */
export interface ExpandedArgument {
  readonly field: Field;
  readonly argument: CommandArgument;
}

/** The name of a command and its arguments, in order. */
export function expandArguments({ name, args }: Command, expansion: Expansion): readonly ExpandedArgument[] {
  const all: readonly CommandArgument[] = name === undefined ? args : [name, ...args];
  return all.flatMap((argument) => fieldsOf(argument, expansion).map((field) => ({ field, argument })));
}

function fieldsOf(argument: CommandArgument, expansion: Expansion): readonly Field[] {
  if (argument.type === 'Word') return expandWord(argument, expansion);
  const { name, value, text } = argument;
  if (value.type === 'ArrayValue') return [knownValue(text)];
  return [joinValues([knownValue(`${name}=`), expandWhole(value, expansion)])];
}

export function scriptWord({ field, argument }: ExpandedArgument, source: SourceText): ScriptWord {
  return {
    text: textOf(field),
    pieces: field.pieces,
    written: argument.text,
    position: source.positionAt(argument.pos),
    ...(field.isElastic ? { isElastic: true } : {}),
  };
}
