import { arithmeticValue, type Expansion, expandWhole } from './expand.js';
import { fitsPattern } from './parameter.js';
import type { TestExpression } from './shell-syntax.js';
import { textOf, type Value } from './value.js';

/** `undefined`: it rests on something that only the running shell knows, such as a file. */
export type Outcome = boolean | undefined;

/** `[[ … ]]` */
export function testOutcome(expression: TestExpression, expansion: Expansion): Outcome {
  switch (expression.type) {
    case 'TestGroup':
      return testOutcome(expression.expression, expansion);
    case 'TestNot': {
      const outcome = testOutcome(expression.operand, expansion);
      return outcome === undefined || expression.negations.length % 2 === 0 ? outcome : !outcome;
    }
    case 'TestLogical': {
      const outcomes = expression.operands.map((operand) => testOutcome(operand, expansion));
      return expression.operator === '&&' ? every(outcomes) : some(outcomes);
    }
    case 'TestUnary':
      return unary(expression.operator, expandWhole(expression.operand, expansion));
    case 'TestBinary': {
      const [left, right] = [expandWhole(expression.left, expansion), expandWhole(expression.right, expansion)];
      const { operator } = expression;
      if (left.isAssumed || right.isAssumed) return undefined;
      if (operator === '=' || operator === '==') return fitsPattern(left, right);
      if (operator === '!=') return not(fitsPattern(left, right));
      return compare(operator, left, right);
    }
  }
}

/** `[ … ]` and `test …`, by the words between. */
export function bracketOutcome(words: readonly Value[]): Outcome {
  const texts = words.map(textOf);
  const either = texts.lastIndexOf('-o');
  if (either > 0) return some([bracketOutcome(words.slice(0, either)), bracketOutcome(words.slice(either + 1))]);
  const both = texts.lastIndexOf('-a');
  if (both > 0) return every([bracketOutcome(words.slice(0, both)), bracketOutcome(words.slice(both + 1))]);
  if (texts[0] === '!' && words.length > 1) return not(bracketOutcome(words.slice(1)));
  const [first, second, third] = words;
  if (first === undefined) return false;
  if (second === undefined) return unary('-n', first);
  if (third === undefined) return texts[0] === undefined ? undefined : unary(texts[0], second);
  if (words.length > 3 || texts[1] === undefined || first.isAssumed || third.isAssumed) return undefined;
  return compare(texts[1], first, third);
}

/** `(( … ))` */
export function arithmeticOutcome(expression: Parameters<typeof arithmeticValue>[0], expansion: Expansion): Outcome {
  const value = arithmeticValue(expression, expansion);
  return value === undefined ? undefined : value !== 0;
}

function unary(operator: string, value: Value): Outcome {
  if (value.isAssumed || (operator !== '-z' && operator !== '-n')) return undefined;
  // A value that is known in part is not empty.
  const isFilled = value.pieces.some((piece) => 'text' in piece && piece.text !== '');
  const isEmpty = isFilled ? false : textOf(value) === '' ? true : undefined;
  return operator === '-z' ? isEmpty : not(isEmpty);
}

function compare(operator: string, left: Value, right: Value): Outcome {
  const [a, b] = [textOf(left), textOf(right)];
  if (a === undefined || b === undefined) return undefined;
  const [x, y] = [Number(a), Number(b)];
  const areNumbers = a.trim() !== '' && b.trim() !== '' && !Number.isNaN(x) && !Number.isNaN(y);
  switch (operator) {
    case '=':
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    case '-eq':
      return areNumbers ? x === y : undefined;
    case '-ne':
      return areNumbers ? x !== y : undefined;
    case '-lt':
      return areNumbers ? x < y : undefined;
    case '-le':
      return areNumbers ? x <= y : undefined;
    case '-gt':
      return areNumbers ? x > y : undefined;
    case '-ge':
      return areNumbers ? x >= y : undefined;
    default:
      return undefined;
  }
}

function not(outcome: Outcome): Outcome {
  return outcome === undefined ? undefined : !outcome;
}

function every(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes(false)) return false;
  return outcomes.includes(undefined) ? undefined : true;
}

function some(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes(true)) return true;
  return outcomes.includes(undefined) ? undefined : false;
}
