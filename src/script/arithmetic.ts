import type { ShellState } from './shell-state.js';
import type { ArithmeticExpression } from './shell-syntax.js';
import { knownValue, textOf, type Value } from './value.js';

/** How words inside an expression get their values: `$i`, `${#list[@]}`, `$(date +%s)`. */
export type WordValue = (word: ArithmeticExpression & { readonly type: 'ArithmeticWord' }) => Value;

/**
 * An arithmetic expression of the shell. Assignments inside (`i++`, `n = 3`) change the state.
 * @returns `undefined` when it rests on something unknown
 */
export function evaluateArithmetic(
  expression: ArithmeticExpression,
  state: ShellState,
  wordValue: WordValue,
): number | undefined {
  const evaluate = (one: ArithmeticExpression) => evaluateArithmetic(one, state, wordValue);
  switch (expression.type) {
    case 'ArithmeticGroup':
      return evaluate(expression.expression);
    case 'ArithmeticWord':
      return numberOf(textOf(wordValue(expression)), state);
    case 'ArithmeticTernary': {
      const test = evaluate(expression.test);
      return test === undefined ? undefined : evaluate(test !== 0 ? expression.consequent : expression.alternate);
    }
    case 'ArithmeticUnary':
      return unary(expression, evaluate, state);
    case 'ArithmeticBinary':
      return binary(expression, evaluate, state);
    default:
      return undefined;
  }
}

type Evaluate = (expression: ArithmeticExpression) => number | undefined;

function unary(
  { operator, operand, prefix }: ArithmeticExpression & { readonly type: 'ArithmeticUnary' },
  evaluate: Evaluate,
  state: ShellState,
): number | undefined {
  const value = evaluate(operand);
  if (operator === '++' || operator === '--') {
    const changed = value === undefined ? undefined : value + (operator === '++' ? 1 : -1);
    assign(operand, changed, state);
    return prefix ? changed : value;
  }
  if (value === undefined) return undefined;
  if (operator === '-') return -value;
  if (operator === '!') return value === 0 ? 1 : 0;
  return operator === '~' ? ~value : value;
}

function binary(
  { operator, left, right }: ArithmeticExpression & { readonly type: 'ArithmeticBinary' },
  evaluate: Evaluate,
  state: ShellState,
): number | undefined {
  const isAssignment = operator.endsWith('=') && !['==', '!=', '<=', '>='].includes(operator);
  const a = operator === '=' ? 0 : evaluate(left);
  const b = evaluate(right);
  if (isAssignment) {
    const value = operator === '=' ? b : calculate(operator.slice(0, -1), a, b);
    assign(left, value, state);
    return value;
  }
  return operator === ',' ? b : calculate(operator, a, b);
}

function calculate(operator: string, a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  const truth = (holds: boolean) => (holds ? 1 : 0);
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? undefined : Math.trunc(a / b);
    case '%':
      return b === 0 ? undefined : a % b;
    case '**':
      return a ** b;
    case '<':
      return truth(a < b);
    case '<=':
      return truth(a <= b);
    case '>':
      return truth(a > b);
    case '>=':
      return truth(a >= b);
    case '==':
      return truth(a === b);
    case '!=':
      return truth(a !== b);
    case '&&':
      return truth(a !== 0 && b !== 0);
    case '||':
      return truth(a !== 0 || b !== 0);
    case '<<':
      return a << b;
    case '>>':
      return a >> b;
    case '&':
      return a & b;
    case '|':
      return a | b;
    case '^':
      return a ^ b;
    default:
      return undefined;
  }
}

function assign(target: ArithmeticExpression, value: number | undefined, state: ShellState): void {
  if (target.type !== 'ArithmeticWord' || !/^[A-Za-z_]\w*$/.test(target.value)) return;
  if (value === undefined) state.forget(target.value);
  else state.set(target.value, knownValue(String(value)));
}

/** A number as Bash writes one, or the name of a variable that holds one. */
function numberOf(text: string | undefined, state: ShellState, depth = 0): number | undefined {
  const plain = text?.trim();
  if (plain === undefined || depth > 10) return undefined;
  if (/^-?(0|[1-9]\d*)$/.test(plain)) return Number(plain);
  if (/^0[0-7]+$/.test(plain)) return Number.parseInt(plain, 8);
  if (/^0[xX][\da-fA-F]+$/.test(plain)) return Number(plain);
  const base = /^10#(\d+)$/.exec(plain)?.[1];
  if (base !== undefined) return Number(base);
  if (!/^[A-Za-z_]\w*$/.test(plain)) return undefined;
  const value = state.get(plain);
  return value === undefined ? undefined : numberOf(textOf(value), state, depth + 1);
}
