import { arithmeticValue, type Expansion, expandWhole } from './expand.js';
import { matchesPattern } from './shell-pattern.js';
import type { Outcome } from './shell-state.js';
import type { TestExpression } from './shell-syntax.js';
import { textOf, type Value } from './value.js';

/** `[[ … ]]` */
export function testOutcome(expression: TestExpression, expansion: Expansion): Outcome {
  switch (expression.type) {
    case 'TestGroup':
      return testOutcome(expression.expression, expansion);
    case 'TestNot': {
      const outcome = testOutcome(expression.operand, expansion);
      return expression.negations.length % 2 === 0 ? outcome : not(outcome);
    }
    case 'TestLogical': {
      const outcomes = expression.operands.map((operand) => testOutcome(operand, expansion));
      return expression.operator === '&&' ? every(outcomes) : not(every(outcomes.map(not)));
    }
    case 'TestUnary':
      return unary(expression.operator, expandWhole(expression.operand, expansion));
    case 'TestBinary': {
      const [left, right] = [expandWhole(expression.left, expansion), expandWhole(expression.right, expansion)];
      const { operator } = expression;
      if (left.isAssumed || right.isAssumed) return undefined;
      if (operator === '=' || operator === '==') return fitsPattern(left, right);
      return operator === '!=' ? not(fitsPattern(left, right)) : compare(operator, left, right);
    }
  }
}

/** `[ … ]` and `test …`, by the words between. */
export function bracketOutcome(words: readonly Value[]): Outcome {
  const texts = words.map(textOf);
  // `-o` and `-a` are deprecated: with several of them it is not told.
  const joint = texts.findIndex((text, index) => index > 0 && (text === '-o' || text === '-a'));
  if (joint > 0) {
    const rest = words.slice(joint + 1);
    if (rest.map(textOf).some((text) => text === '-o' || text === '-a')) return undefined;
    const outcomes = [bracketOutcome(words.slice(0, joint)), bracketOutcome(rest)];
    return texts[joint] === '-a' ? every(outcomes) : not(every(outcomes.map(not)));
  }
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

/** Whether a word of a `case` fits, as far as it is known. */
export function fitsPattern(value: Value, pattern: Value): Outcome {
  const [text, wanted] = [textOf(value), textOf(pattern)];
  if (wanted === '*') return true;
  return text === undefined || wanted === undefined ? undefined : matchesPattern(text, wanted);
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
  if (operator === '=' || operator === '==') return a === b;
  if (operator === '!=') return a !== b;
  if (!/^\s*-?\d+\s*$/.test(a) || !/^\s*-?\d+\s*$/.test(b)) return undefined;
  const difference = Math.sign(Number(a) - Number(b));
  return signs.get(operator)?.includes(difference);
}

/** Signs of the difference of two numbers for which a comparison holds. */
const signs: ReadonlyMap<string, readonly number[]> = new Map([
  ['-eq', [0]],
  ['-ne', [-1, 1]],
  ['-lt', [-1]],
  ['-le', [-1, 0]],
  ['-gt', [1]],
  ['-ge', [0, 1]],
]);

function not(outcome: Outcome): Outcome {
  return outcome === undefined ? undefined : !outcome;
}

function every(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes(false)) return false;
  return outcomes.includes(undefined) ? undefined : true;
}
