import { spaced } from './script-paths.js';
import { isSoonMatched, matchesPattern, replacePattern, withoutPattern } from './shell-pattern.js';
import type { ShellState } from './shell-state.js';
import type { ParameterExpansionPart, ParameterOperation, Word } from './shell-syntax.js';
import { assumed, emptyValue, knownValue, mapText, textOf, unknownValue, unsetValue, type Value } from './value.js';

/** The value of a word inside an expansion, quotes removed and not split. */
export type OperandValue = (word: Word) => Value;

/** `$1`, `$HOME`, `$#`: the value, or `undefined` where nothing in the script says what it is. */
export function parameterValue(name: string, state: ShellState): Value | undefined {
  if (/^\d+$/.test(name)) return name === '0' ? state.get('0') : positional(Number(name), state);
  if (name === '#') return state.positional === undefined ? undefined : knownValue(String(state.positional.length));
  if (name === '@' || name === '*') {
    return state.positional === undefined ? undefined : spaced(state.positional);
  }
  return state.get(name);
}

/** A variable that the script does not set, or an argument that nobody knows. */
export function unsetParameter(name: string, state: ShellState): Value {
  const mayChange = /^[\d@*#?!$-]/.test(name) && (state.argumentsMoved || !/^\d/.test(name));
  return mayChange ? unknownValue(`$${name}`) : unsetValue(`$${name}`);
}

function positional(number: number, { positional: values }: ShellState): Value | undefined {
  // An argument that was not given is as good as one that is empty.
  return values === undefined ? undefined : (values[number - 1] ?? emptyValue);
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

/** `${…}` with all that may stand in it. What is unknown is named as it is written. */
export function expandParameter(part: ParameterExpansionPart, state: ShellState, operandOf: OperandValue): Value {
  const written = part.text;
  const many = manyValues(part, state);
  if (part.prefix === '#') {
    if (many !== undefined) {
      return many.values === undefined ? unknownValue(written) : knownValue(String(many.values.length));
    }
    return mapText(
      valueOfParameter(part, state, operandOf) ?? unknownValue(written),
      (text) => String(text.length),
      written,
    );
  }
  if (part.prefix === '!') return indirect(part, state, written);
  const value =
    many === undefined
      ? valueOfParameter(part, state, operandOf)
      : many.values === undefined
        ? undefined
        : spaced(many.values);
  return applyOperation(value, part.operation, { state, operandOf, written, parameter: part.parameter });
}

function valueOfParameter(
  { parameter, index }: ParameterExpansionPart,
  state: ShellState,
  operandOf: OperandValue,
): Value | undefined {
  if (index === undefined) return parameterValue(parameter, state);
  const variable = state.variables.get(parameter);
  if (variable === undefined) return undefined;
  if (variable.kind === 'text') return variable.value;
  const key = indexText(index, state, operandOf);
  if (key === undefined || variable.elements === undefined) return unknownValue(`$${parameter}`);
  const keys = [...variable.elements.keys()];
  return variable.elements.get(key.startsWith('-') ? (keys.at(Number(key)) ?? key) : key) ?? emptyValue;
}

/** `list[0]`, `list[$i]`, `list[i]`, `map[key]` */
export function indexText(index: Word, state: ShellState, operandOf: OperandValue): string | undefined {
  const text = textOf(operandOf(index));
  if (text === undefined || /^-?\d+$/.test(text)) return text;
  const value = state.get(text);
  return value !== undefined && /^\d+$/.test(textOf(value) ?? '') ? textOf(value) : text;
}

function indirect({ parameter, operation, index }: ParameterExpansionPart, state: ShellState, written: string): Value {
  const variable = state.variables.get(parameter);
  if (index !== undefined && variable?.kind === 'list' && variable.elements !== undefined) {
    return spaced([...variable.elements.keys()].map(knownValue));
  }
  const name = parameterValue(parameter, state);
  const target = name === undefined ? undefined : textOf(name);
  if (target === undefined || operation !== undefined) return unknownValue(written);
  return parameterValue(target, state) ?? unsetParameter(target, state);
}

interface Operated {
  readonly state: ShellState;
  readonly operandOf: OperandValue;
  readonly written: string;
  readonly parameter: string;
}

function applyOperation(value: Value | undefined, operation: ParameterOperation | undefined, about: Operated): Value {
  const { state, operandOf, written, parameter } = about;
  const found = value ?? (operation === undefined ? unsetParameter(parameter, state) : unknownValue(written));
  if (operation === undefined) return found;
  const operand = (word: Word) => textOf(operandOf(word));
  switch (operation.type) {
    case 'Default':
      return withDefault(value, operation, about);
    case 'Remove': {
      const pattern = operand(operation.operand);
      if (pattern === undefined) return unknownValue(written);
      return mapText(found, (text) => withoutPattern(text, pattern, operation.operator), written);
    }
    case 'Replace': {
      const [pattern, replacement] = [operand(operation.pattern), operand(operation.replacement)];
      if (pattern === undefined || replacement === undefined) return unknownValue(written);
      return mapText(found, (text) => replacePattern(text, pattern, replacement, operation.operator), written);
    }
    case 'Slice': {
      const [offset, length] = [operand(operation.offset), operation.length && operand(operation.length)];
      const start = Number(offset?.trim());
      const size = length === undefined ? undefined : Number(length.trim());
      const isReadable = Number.isInteger(start) && (operation.length === undefined || Number.isInteger(size));
      if (!isReadable || parameter === '@') return unknownValue(written);
      return mapText(found, (text) => sliced(text, start, size), written);
    }
    case 'CaseModification':
      if (operation.operand !== undefined) return unknownValue(written);
      return mapText(found, (text) => inCase(text, operation.operator), written);
    default:
      return unknownValue(written);
  }
}

/** `${X:-y}` and its relatives. What nobody set takes the default, which whoever starts the script may replace. */
function withDefault(
  value: Value | undefined,
  { operator, operand }: ParameterOperation & { readonly type: 'Default' },
  { state, operandOf, written, parameter }: Operated,
): Value {
  const isEmpty = value !== undefined && textOf(value) === '' && operator.startsWith(':');
  const kind = operator.slice(-1);
  if (kind === '?') return value ?? unsetParameter(parameter, state);
  if (kind === '+') {
    if (value === undefined) return assumed(emptyValue);
    if (isEmpty) return emptyValue;
    return textOf(value) === undefined ? unknownValue(written) : operandOf(operand);
  }
  if (value !== undefined && !isEmpty) return value;
  const result = value === undefined ? assumed(operandOf(operand)) : operandOf(operand);
  if (kind === '=' && /^[A-Za-z_]/.test(parameter)) state.set(parameter, result);
  return result;
}

function sliced(text: string, start: number, size: number | undefined): string {
  const from = start < 0 ? Math.max(0, text.length + start) : start;
  if (size === undefined) return text.slice(from);
  return size < 0 ? text.slice(from, size) : text.slice(from, from + size);
}

function inCase(text: string, operator: '^' | '^^' | ',' | ',,'): string {
  const change = (part: string) => (operator.startsWith('^') ? part.toUpperCase() : part.toLowerCase());
  return operator.length === 2 ? change(text) : change(text.slice(0, 1)) + text.slice(1);
}

/** Whether a word of a `case` fits, as far as it is known. */
export function fitsPattern(value: Value, pattern: Value): boolean | undefined {
  const [text, wanted] = [textOf(value), textOf(pattern)];
  if (wanted === '*') return true;
  if (text === undefined || wanted === undefined || !isSoonMatched(text, wanted)) return undefined;
  return matchesPattern(text, wanted);
}
