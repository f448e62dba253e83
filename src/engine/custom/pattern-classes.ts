/** Whether a character, as its code point, belongs to a class such as `\d` or `[a-z_]`. */
export type CharacterTest = (codePoint: number) => boolean;

const isDigit: CharacterTest = (point) => point >= 48 && point <= 57;
const isWordCharacter: CharacterTest = (point) =>
  isDigit(point) || (point >= 65 && point <= 90) || (point >= 97 && point <= 122) || point === 95;
const isSpace: CharacterTest = (point) => /\s/.test(String.fromCodePoint(point));

const not =
  (test: CharacterTest): CharacterTest =>
  (point) =>
    !test(point);

/** Classes by the letter behind the backslash. */
export const escapedClasses: ReadonlyMap<string, CharacterTest> = new Map([
  ['d', isDigit],
  ['D', not(isDigit)],
  ['w', isWordCharacter],
  ['W', not(isWordCharacter)],
  ['s', isSpace],
  ['S', not(isSpace)],
]);

export const controlCharacters: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['f', '\f'],
  ['v', '\v'],
]);

/** `.`: everything but the ends of lines, as in ECMAScript. */
export const anyCharacter: CharacterTest = (point) => !/[\n\r\u2028\u2029]/.test(String.fromCodePoint(point));

export function between(first: number, last: number): CharacterTest {
  return (point) => point >= first && point <= last;
}

export function anyOf(tests: readonly CharacterTest[], isNegated: boolean): CharacterTest {
  return (point) => tests.some((test) => test(point)) !== isNegated;
}
