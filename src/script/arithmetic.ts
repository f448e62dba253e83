import type { Budget } from '../budget.js';
import type { ShellState } from './shell-state.js';
import type { ArithmeticExpression } from './shell-syntax.js';
import { knownValue, textOf, type Value } from './value.js';

const calculations: ReadonlyMap<string, (a: number, b: number) => number> = new Map([
  ['+', (a: number, b: number) => a + b],
  ['-', (a: number, b: number) => a - b],
  ['*', (a: number, b: number) => a * b],
  // Bash fails on a division by zero; NaN is taken for unknown.
  ['/', (a: number, b: number) => Math.trunc(a / b)],
  ['%', (a: number, b: number) => a % b],
  ['<', (a: number, b: number) => Number(a < b)],
  ['<=', (a: number, b: number) => Number(a <= b)],
  ['>', (a: number, b: number) => Number(a > b)],
  ['>=', (a: number, b: number) => Number(a >= b)],
  ['==', (a: number, b: number) => Number(a === b)],
  ['!=', (a: number, b: number) => Number(a !== b)],
]);

/**
 * What scripts count with: sums, products, comparisons, `i++`, `n = 3`, `n += 1`. Assignments change the state.
 * @param wordValue the value of `$i`, `${#list[@]}`, `$(date +%s)` within it
 * @returns `undefined` when it rests on something unknown, or does more than count
 */
export function evaluateArithmetic(
  expression: ArithmeticExpression,
  state: ShellState,
  budget: Budget,
  wordValue: (word: ArithmeticExpression & { readonly type: 'ArithmeticWord' }) => Value,
): number | undefined {
  const evaluate = (one: ArithmeticExpression): number | undefined => {
    budget.step();
    return budget.canDeepen ? budget.within(() => result(one)) : undefined;
  };
  const result = (one: ArithmeticExpression): number | undefined => {
    switch (one.type) {
      case 'ArithmeticGroup':
        return evaluate(one.expression);
      case 'ArithmeticWord':
        return numberOf(textOf(wordValue(one)), state);
      case 'ArithmeticUnary': {
        const value = evaluate(one.operand);
        if (value === undefined) return one.operator.length === 2 ? assign(one.operand, undefined, state) : undefined;
        if (one.operator === '-') return -value;
        if (one.operator !== '++' && one.operator !== '--') return undefined;
        const changed = assign(one.operand, one.operator === '++' ? value + 1 : value - 1, state);
        return one.prefix ? changed : value;
      }
      case 'ArithmeticBinary': {
        const { operator, left, right } = one;
        if (operator === '=') return assign(left, evaluate(right), state);
        const isAssignment = operator.endsWith('=') && !calculations.has(operator);
        const [a, b] = [evaluate(left), evaluate(right)];
        const calculate = calculations.get(isAssignment ? operator.slice(0, -1) : operator);
        const value = a === undefined || b === undefined ? undefined : calculate?.(a, b);
        const known = value !== undefined && Number.isSafeInteger(value) ? value : undefined;
        return isAssignment ? assign(left, known, state) : known;
      }
      default:
        return undefined;
    }
  };
  return evaluate(expression);
}

function assign(target: ArithmeticExpression, value: number | undefined, state: ShellState): number | undefined {
  if (target.type !== 'ArithmeticWord' || !/^[A-Za-z_]\w*$/.test(target.value)) return value;
  if (value === undefined) state.forget(target.value);
  else state.set(target.value, knownValue(String(value)));
  return value;
}

/** A number, or the name of a variable that holds one. `010` is eight for Bash, and nobody means that. */
function numberOf(text: string | undefined, state: ShellState): number | undefined {
  const plain = text?.trim() ?? '';
  const value = /^[A-Za-z_]\w*$/.test(plain) ? state.get(plain) : undefined;
  const digits = value === undefined ? plain : (textOf(value) ?? '');
  return /^-?(0|[1-9]\d{0,15})$/.test(digits) ? Number(digits) : undefined;
}
