import fc from 'fast-check';
import { occursIn } from '../../../src/engine/custom/pattern-program.js';
import { compilePattern, PatternProblem } from '../../../src/engine/custom/pattern-syntax.js';

const occurs = (pattern: string, text: string) => occursIn(compilePattern(pattern), text);

const atoms = fc.constantFrom(
  'a',
  'b',
  '.',
  '^',
  '$',
  '\\d',
  '\\W',
  '[ab]',
  '[^a-c]',
  '[\\d_-]',
  '\\.',
  '\\u0061',
  '\\n',
);
const { pattern: patterns } = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    atoms,
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => a + b),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(${a}|${b})`),
    fc
      .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{1,}', '{0,2}', '*?', '{1,3}?'))
      .map(([a, q]) => `(?:${a})${q}`),
  ),
}));
const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '.', '_', '-', '\n', '😀'), maxLength: 12 });

test('finds what ECMAScript finds', () => {
  fc.assert(
    fc.property(patterns, texts, (pattern, text) => {
      expect(occurs(pattern, text)).toBe(new RegExp(pattern, 'u').test(text));
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['^Dataset\\d{3}_', 'Dataset004_Hippocampus', true],
  ['^Dataset\\d{3}_', 'MyDataset004_x', false],
  ['Plans$', 'nnUNetPlans', true],
  ['^(2d|3d_(fullres|lowres))$', '3d_lowres', true],
  ['^(2d|3d_(fullres|lowres))$', '3d_lowres_v2', false],
  ['a{2,3}', 'xaax', true],
  ['a{,3}', 'a{,3}', true],
  ['', '', true],
])('%s in %s: %s', (pattern, text, expected) => expect(occurs(pattern, text)).toBe(expected));

test.each([
  ['(a', 'a bracket ( is not closed'],
  ['a)', 'a bracket ) closes nothing'],
  ['[a', 'a bracket [ is not closed'],
  ['*a', '* repeats nothing'],
  ['a**', 'repeated twice'],
  ['a{3,1}', '{3,1} counts downwards'],
  ['[z-a]', 'a range in square brackets ends before it begins'],
  ['(?=a)', '(?= is not understood here'],
  ['(a)\\1', '\\1 is not understood here'],
  ['\\bword', '\\b is not understood here'],
  ['\\u12', '\\u wants four hexadecimal digits'],
  ['a\\', 'a lone \\'],
  ['((a{99}){99}){99}', 'it is too long, or repeats too often'],
  [`${'('.repeat(5000)}a${')'.repeat(5000)}`, 'more than 50 deep'],
])('%s is refused', (pattern, reason) => {
  expect(() => compilePattern(pattern)).toThrow(PatternProblem);
  expect(() => compilePattern(pattern)).toThrow(reason);
});

test('a pattern that takes others for ever takes no longer for a text that nearly fits', () => {
  const program = compilePattern('^(a|a)*(a*)*(a+)+$');
  expect(occursIn(program, `${'a'.repeat(2000)}b`)).toBe(false);
  expect(occursIn(program, 'a'.repeat(2000))).toBe(true);
});

test('two halves of a character, written as escapes, are that character', () => {
  expect(occurs('^\\uD83D\\uDE00$', '\u{1f600}')).toBe(true);
});
