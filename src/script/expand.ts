import { type Budget, limits } from '../budget.js';
import { evaluateArithmetic } from './arithmetic.js';
import { withoutPattern } from './shell-pattern.js';
import type { ShellState } from './shell-state.js';
import {
  type ArithmeticExpression,
  type Command,
  type CommandArgument,
  type CommandExpansionPart,
  type ParameterExpansionPart,
  type ParameterOperation,
  parseShell,
  type Word,
  type WordPart,
} from './shell-syntax.js';
import {
  assumed,
  emptyValue,
  type Field,
  FieldBuilder,
  joinValues,
  knownValue,
  mapText,
  spaced,
  textOf,
  unknownValue,
  unsetValue,
  type Value,
} from './value.js';

export interface Expansion {
  readonly state: ShellState;
  readonly budget: Budget;
  /** What stands in `$(…)`: run, and answered with what it prints where that can be told. */
  readonly substitute: (part: CommandExpansionPart) => Value;
}

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

/** The words that a word of the script becomes: `{0..4}` five, an unquoted empty variable none. */
export function expandWord(word: Word, expansion: Expansion): readonly Field[] {
  const fields = expandBraces(word, expansion);
  for (const field of fields) measure(field, 10, expansion.budget);
  return fields;
}

/** The value of a word where the shell does not split it: behind `=`, in `[[ … ]]`, behind `<<<`. */
export function expandWhole(word: Word, expansion: Expansion): Value {
  return word.parts === undefined ? literal(word.value) : expandParts(word.parts, expansion);
}

/** A value of which some parts are replaced: also the body of a here-document. */
export function expandParts(parts: readonly WordPart[], expansion: Expansion): Value {
  const value = joinValues(parts.map((part) => expandPart(part, expansion)));
  measure(value, 1, expansion.budget);
  return value;
}

/** The number of an arithmetic expression; `undefined` where it rests on something unknown, or does more than count. */
export function arithmeticValue(
  expression: ArithmeticExpression | undefined,
  expansion: Expansion,
): number | undefined {
  const { state, budget } = expansion;
  if (expression === undefined) return undefined;
  return evaluateArithmetic(expression, state, budget, ({ parts, value }) =>
    parts === undefined ? knownValue(value) : expandParts(parts, expansion),
  );
}

function measure({ pieces }: Value, steps: number, budget: Budget): void {
  budget.step(steps + pieces.length);
  for (const piece of pieces) if ('text' in piece) budget.take(piece.text.length);
}

/** @param count words that it still may become */
function expandBraces(
  word: Word,
  expansion: Expansion,
  count: { left: number } = { left: limits.wordsOfOne },
): readonly Field[] {
  const { budget } = expansion;
  const braces = word.parts?.find((part) => part.type === 'BraceExpansion');
  if (braces === undefined) {
    const builder = new FieldBuilder();
    addParts(word, builder, expansion);
    return builder.finish();
  }
  const alternatives = alternativesOf(braces.text);
  if (alternatives === undefined) return [knownValue(word.text)];
  const isWhole = count.left === limits.wordsOfOne;
  count.left -= alternatives.length;
  const [start, end] = [braces.pos - word.pos, braces.end - word.pos];
  const fields: Field[] = [];
  for (const alternative of alternatives) {
    if (!budget.canDeepen) count.left = -1;
    if (count.left < 0) break;
    const text = word.text.slice(0, start) + alternative + word.text.slice(end);
    const command = parseShell(`: ${text}`, budget).commands[0]?.command;
    const rewritten = command?.type === 'Command' ? command.suffix[0] : undefined;
    if (rewritten?.type === 'Word') fields.push(...budget.within(() => expandBraces(rewritten, expansion, count)));
  }
  return isWhole && count.left < 0 ? [{ ...unknownValue(word.text), isElastic: true }] : fields;
}

/**
 * The words that a brace expression stands for, as Bash makes them: `{0..4}`, `{01..10..3}`, `{a,b}`.
 * @param text with its braces
 * @returns `undefined` where Bash leaves it as it is; no more than one beyond the limit
 */
function alternativesOf(text: string): readonly string[] | undefined {
  const inner = text.slice(1, -1);
  const [, from, to, step] = /^(-?\d{1,9}|[A-Za-z])\.\.(-?\d{1,9}|[A-Za-z])(?:\.\.(-?\d{1,9}))?$/.exec(inner) ?? [];
  if (from !== undefined && to !== undefined) return sequence(from, to, Math.max(1, Math.abs(Number(step ?? 1))));
  const parts: string[] = [];
  let [depth, start] = [0, 0];
  let quote = '';
  for (let at = 0; at < inner.length; at += 1) {
    const character = inner.charAt(at);
    if (character === '\\') at += 1;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '{') depth += 1;
    else if (character === '}') depth -= 1;
    else if (character === ',' && depth === 0) {
      parts.push(inner.slice(start, at));
      start = at + 1;
    }
  }
  return parts.length === 0 ? undefined : [...parts, inner.slice(start)];
}

function sequence(from: string, to: string, step: number): readonly string[] | undefined {
  const areNumbers = /\d$/.test(from);
  if (areNumbers !== /\d$/.test(to)) return undefined;
  const [first, last] = areNumbers ? [Number(from), Number(to)] : [from.charCodeAt(0), to.charCodeAt(0)];
  const count = Math.min(limits.wordsOfOne, Math.floor(Math.abs(last - first) / step)) + 1;
  const isPadded = areNumbers && [from, to].some((end) => /^-?0\d/.test(end));
  const width = isPadded ? Math.max(from.length, to.length) : 0;
  return Array.from({ length: count }, (_, i) => {
    const value = first + Math.sign(last - first) * step * i;
    if (!areNumbers) return String.fromCharCode(value);
    return `${value < 0 ? '-' : ''}${String(Math.abs(value)).padStart(width - (value < 0 ? 1 : 0), '0')}`;
  });
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
        builder.split(expandPart(part, expansion));
        break;
      // Which files there are is not asked.
      case 'Glob':
      case 'ExtendedGlob':
        builder.split(unknownValue(part.text));
        break;
      case 'DoubleQuoted':
      case 'LocaleString':
        builder.whole(emptyValue);
        for (const child of part.parts) {
          if (child.type === 'SimpleExpansion' || child.type === 'ParameterExpansion') {
            addParameter(child, true, builder, expansion);
          } else builder.whole(expandPart(child, expansion));
        }
        break;
      default:
        builder.whole(expandPart(part, expansion));
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
  else if (isQuoted) builder.whole(expandPart(part, expansion));
  else builder.split(expandPart(part, expansion));
}

function expandPart(part: WordPart, expansion: Expansion): Value {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return literal(part.value);
    case 'DoubleQuoted':
    case 'LocaleString':
      return expandParts(part.parts, expansion);
    case 'SimpleExpansion': {
      const name = part.text.slice(1);
      return parameterValue(name, expansion.state) ?? unsetParameter(name, expansion.state);
    }
    case 'ParameterExpansion':
      return expansion.budget.canDeepen
        ? expansion.budget.within(() => expandParameter(part, expansion))
        : unknownValue(part.text);
    case 'CommandExpansion':
      return expansion.substitute(part);
    case 'ArithmeticExpansion': {
      const number = arithmeticValue(part.expression, expansion);
      return number === undefined ? unknownValue(part.text) : knownValue(String(number));
    }
    // Where nothing is split, no files are looked for either.
    case 'BraceExpansion':
    case 'Glob':
    case 'ExtendedGlob':
      return knownValue(part.text);
    default:
      return unknownValue(part.text);
  }
}

function literal(text: string): Value {
  const home = /^~(?=\/|$)/.exec(text)?.[0];
  return home === undefined ? knownValue(text) : joinValues([unsetValue(home), knownValue(text.slice(1))]);
}

/** `$1`, `$HOME`, `$#`: the value, or `undefined` where nothing in the script says what it is. */
function parameterValue(name: string, state: ShellState): Value | undefined {
  const { positional } = state;
  // An argument that was not given is as good as one that is empty.
  if (/^[1-9]\d*$/.test(name))
    return positional === undefined ? undefined : (positional[Number(name) - 1] ?? emptyValue);
  if (name === '#') return positional === undefined ? undefined : knownValue(String(positional.length));
  if (name === '@' || name === '*') return positional === undefined ? undefined : spaced(positional);
  return state.get(name);
}

/** A variable that the script does not set, or an argument that nobody knows. */
function unsetParameter(name: string, state: ShellState): Value {
  const mayChange = /^[\d@*#?!$-]/.test(name) && (state.argumentsMoved || !/^\d/.test(name));
  return mayChange ? unknownValue(`$${name}`) : unsetValue(`$${name}`);
}

/** The values of `"$@"` or `"${list[@]}"`; `undefined` where it is neither, or nobody knows how many there are. */
export function manyValues(
  { parameter, index }: { readonly parameter: string; readonly index?: Word | undefined },
  state: ShellState,
): { readonly values: readonly Value[] | undefined } | undefined {
  if (parameter === '@' || parameter === '*') return { values: state.positional };
  if (index?.text !== '@' && index?.text !== '*') return undefined;
  const variable = state.variables.get(parameter);
  if (variable === undefined) return { values: undefined };
  if (variable.kind === 'text') return { values: [variable.value] };
  return { values: variable.elements === undefined ? undefined : [...variable.elements.values()] };
}

/** `${…}` with what scripts use of it: lengths, keys of lists, defaults, and what is cut off at either end. */
function expandParameter(part: ParameterExpansionPart, expansion: Expansion): Value {
  const { state } = expansion;
  const { text: written, parameter, prefix, index, operation } = part;
  const many = manyValues(part, state);
  if (prefix === '#') {
    if (many === undefined)
      return mapText(elementValue(part, expansion) ?? unknownValue(written), (text) => String(text.length), written);
    return many.values === undefined ? unknownValue(written) : knownValue(String(many.values.length));
  }
  if (prefix === '!') {
    const variable = state.variables.get(parameter);
    const keys = index !== undefined && variable?.kind === 'list' ? variable.elements?.keys() : undefined;
    return keys === undefined ? unknownValue(written) : spaced([...keys].map(knownValue));
  }
  const value = many === undefined ? elementValue(part, expansion) : many.values && spaced(many.values);
  if (operation === undefined) return value ?? unsetParameter(parameter, state);
  if (operation.type === 'Default') return withDefault(value, operation, part, expansion);
  const pattern = operation.type === 'Remove' ? textOf(expandWhole(operation.operand, expansion)) : undefined;
  if (value === undefined || pattern === undefined || operation.type !== 'Remove') return unknownValue(written);
  return mapText(value, (text) => withoutPattern(text, pattern, operation.operator), written);
}

function elementValue({ parameter, index }: ParameterExpansionPart, expansion: Expansion): Value | undefined {
  const { state } = expansion;
  if (index === undefined) return parameterValue(parameter, state);
  const variable = state.variables.get(parameter);
  if (variable === undefined) return undefined;
  if (variable.kind === 'text') return variable.value;
  const key = indexText(index, expansion);
  if (key === undefined || variable.elements === undefined) return unknownValue(`$${parameter}`);
  return variable.elements.get(key === '-1' ? ([...variable.elements.keys()].at(-1) ?? key) : key) ?? emptyValue;
}

/** `list[0]`, `list[$i]`, `list[i]`, `map[key]` */
export function indexText(index: Word, expansion: Expansion): string | undefined {
  const text = textOf(expandWhole(index, expansion));
  if (text === undefined || /^-?\d+$/.test(text)) return text;
  const value = expansion.state.get(text);
  const number = value === undefined ? undefined : textOf(value);
  return number !== undefined && /^\d+$/.test(number) ? number : text;
}

/** `${X:-y}` and its relatives. What nobody set takes the default, which whoever starts the script may replace. */
function withDefault(
  value: Value | undefined,
  { operator, operand }: ParameterOperation & { readonly type: 'Default' },
  { text: written, parameter }: ParameterExpansionPart,
  expansion: Expansion,
): Value {
  const { state } = expansion;
  const isEmpty = value !== undefined && textOf(value) === '' && operator.startsWith(':');
  const kind = operator.slice(-1);
  if (kind === '?') return value ?? unsetParameter(parameter, state);
  if (kind === '+') {
    if (value === undefined) return assumed(emptyValue);
    if (isEmpty) return emptyValue;
    return textOf(value) === undefined ? unknownValue(written) : expandWhole(operand, expansion);
  }
  if (value !== undefined && !isEmpty) return value;
  const byDefault = expandWhole(operand, expansion);
  const result = value === undefined ? assumed(byDefault) : byDefault;
  if (kind === '=' && /^[A-Za-z_]/.test(parameter)) state.set(parameter, result);
  return result;
}
