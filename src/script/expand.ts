import { evaluateArithmetic } from './arithmetic.js';
import { expandBraces, mostWords } from './brace-expansion.js';
import { type Field, FieldBuilder } from './field-builder.js';
import { expandParameter, manyValues, parameterValue, unsetParameter } from './parameter.js';
import type { ShellState } from './shell-state.js';
import {
  type ArithmeticExpansionPart,
  type ArithmeticExpression,
  type CommandExpansionPart,
  parseShell,
  type Word,
  type WordPart,
} from './shell-syntax.js';
import { joinValues, knownValue, unknownValue, unsetValue, type Value } from './value.js';

/** What stands in `$(…)`: run, and answered with what it prints where that can be told. */
export type Substitute = (part: CommandExpansionPart, state: ShellState) => Value;

export interface Expansion {
  readonly state: ShellState;
  readonly substitute: Substitute;
  /** Counts words that are made: a script that makes them without end is followed no further. */
  readonly countWords: (number: number) => void;
}

/** The words that a word of the script becomes: `{0..4}` five, an unquoted empty variable none. */
export function expandWord(word: Word, expansion: Expansion): readonly Field[] {
  const fields = expandWithin(word, expansion, { left: mostWords }) ?? [unknownValue(word.text)];
  expansion.countWords(fields.length);
  return fields;
}

/** @returns `undefined` where braces beside braces make more words than the budget has left */
function expandWithin(word: Word, expansion: Expansion, budget: { left: number }): readonly Field[] | undefined {
  const braces = word.parts?.find((part) => part.type === 'BraceExpansion');
  if (braces !== undefined) {
    const alternatives = expandBraces(braces.text);
    if (alternatives === undefined) return [knownValue(word.text)];
    const [start, end] = [braces.pos - word.pos, braces.end - word.pos];
    budget.left -= alternatives.length;
    if (budget.left < 0) return undefined;
    const fields: Field[] = [];
    for (const alternative of alternatives) {
      const rewritten = wordOf(word.text.slice(0, start) + alternative + word.text.slice(end));
      const made = rewritten === undefined ? [] : expandWithin(rewritten, expansion, budget);
      if (made === undefined) return undefined;
      for (const field of made) fields.push(field);
    }
    return fields;
  }
  const builder = new FieldBuilder();
  addParts(word, builder, expansion);
  return builder.finish();
}

/** The value of a word where the shell does not split it: behind `=`, in `[[ … ]]`, behind `<<<`. */
export function expandWhole(word: Word, expansion: Expansion): Value {
  const { parts } = word;
  if (parts === undefined) return literal(word.value);
  return joinValues(parts.map((part) => wholePart(part, expansion)));
}

/** A body in which only variables and substitutions are replaced: a here-document. */
export function expandPart(part: WordPart, expansion: Expansion): Value {
  return wholePart(part, expansion);
}

export function arithmeticValue(
  expression: ArithmeticExpression | undefined,
  expansion: Expansion,
): number | undefined {
  if (expression === undefined) return undefined;
  return evaluateArithmetic(expression, expansion.state, ({ parts, value }) =>
    parts === undefined ? knownValue(value) : joinValues(parts.map((part) => wholePart(part, expansion))),
  );
}

function addParts(word: Word, builder: FieldBuilder, expansion: Expansion): void {
  if (word.parts === undefined) builder.whole(literal(word.value));
  for (const part of word.parts ?? []) {
    switch (part.type) {
      case 'SimpleExpansion':
      case 'ParameterExpansion':
        addParameter(part, false, builder, expansion);
        break;
      case 'CommandExpansion':
      case 'ArithmeticExpansion':
        builder.split(wholePart(part, expansion));
        break;
      // Which files there are is not asked.
      case 'Glob':
      case 'ExtendedGlob':
        builder.split(unknownValue(part.text));
        break;
      case 'DoubleQuoted':
      case 'LocaleString':
        builder.whole(knownValue(''));
        for (const child of part.parts) {
          if (child.type === 'SimpleExpansion' || child.type === 'ParameterExpansion') {
            addParameter(child, true, builder, expansion);
          } else builder.whole(wholePart(child, expansion));
        }
        break;
      default:
        builder.whole(wholePart(part, expansion));
    }
  }
}

type ParameterPart = WordPart & { readonly type: 'SimpleExpansion' | 'ParameterExpansion' };

function addParameter(part: ParameterPart, isQuoted: boolean, builder: FieldBuilder, expansion: Expansion): void {
  const isPlain = part.type === 'SimpleExpansion' || (part.prefix === undefined && part.operation === undefined);
  const named = part.type === 'SimpleExpansion' ? { parameter: part.text.slice(1) } : part;
  // "$*" is one word.
  const isOne = isQuoted && (named.parameter === '*' || ('index' in named && named.index?.text === '*'));
  const many = isPlain && !isOne ? manyValues(named, expansion.state) : undefined;
  if (many?.values !== undefined) builder.each(many.values, isQuoted);
  else if (many !== undefined) builder.unknownMany(unknownValue(part.text));
  else if (isQuoted) builder.whole(wholePart(part, expansion));
  else builder.split(wholePart(part, expansion));
}

function wholePart(part: WordPart, expansion: Expansion): Value {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return literal(part.value);
    case 'DoubleQuoted':
    case 'LocaleString':
      return joinValues(part.parts.map((child) => wholePart(child, expansion)));
    case 'SimpleExpansion':
      return parameterValue(part.text.slice(1), expansion.state) ?? unsetParameter(part.text.slice(1), expansion.state);
    case 'ParameterExpansion':
      return expandParameter(part, expansion.state, (word) => expandWhole(word, expansion));
    case 'CommandExpansion':
      return expansion.substitute(part, expansion.state);
    case 'ArithmeticExpansion':
      return arithmeticText(part, expansion);
    // Where nothing is split, no files are looked for either.
    case 'BraceExpansion':
    case 'Glob':
    case 'ExtendedGlob':
      return knownValue(part.text);
    default:
      return unknownValue(part.text);
  }
}

function arithmeticText(part: ArithmeticExpansionPart, expansion: Expansion): Value {
  const number = arithmeticValue(part.expression, expansion);
  return number === undefined ? unknownValue(part.text) : knownValue(String(number));
}

function literal(text: string): Value {
  const home = /^~(?=\/|$)/.exec(text)?.[0];
  return home === undefined ? knownValue(text) : joinValues([unsetValue(home), knownValue(text.slice(1))]);
}

/** The one word of a text; `undefined` for none. */
function wordOf(text: string): Word | undefined {
  const command = parseShell(`: ${text}`).commands[0]?.command;
  const argument = command?.type === 'Command' ? command.suffix[0] : undefined;
  return argument?.type === 'Word' ? argument : undefined;
}
