import fc from 'fast-check';
import { sanitize } from '../../src/report/sanitize.js';
import { cut, cutStart, padded, widthOf } from '../../src/report/terminal/width.js';
import { indented, wrapped } from '../../src/report/terminal/wrap.js';

const anyText = fc.string({ unit: 'binary', maxLength: 200 });

describe('sanitize', () => {
  test.each([
    ['colour', '\u001b[31mred', '\\u001b[31mred'],
    ['a title of the window', '\u001b]0;x\u0007', '\\u001b]0;x\\u0007'],
    ['a line that pretends to be ours', 'a\n 0 errors\r', 'a\\n 0 errors\\r'],
    ['C1', '\u009b31m', '\\u009b31m'],
    ['delete', 'a\u007f', 'a\\u007f'],
    ['right to left', 'abc\u202etxt.json', 'abc\\u202etxt.json'],
    ['isolates', '\u2066a\u2069', '\\u2066a\\u2069'],
    ['zero width', 'a\u200bb\u200dc\ufeff', 'a\\u200bb\\u200dc\\ufeff'],
    ['tags', 'a\u{e0041}', 'a\\u{e0041}'],
    ['half a character', 'a\ud800b', 'a\\ud800b'],
    ['a command to GitHub', ':::error::x', ':\\u003a:error:\\u003ax'],
    ['an older one, and one to Azure', 'a##[error]b ##vso[c]', 'a#\\u0023[error]b #\\u0023vso[c]'],
    ['paragraphs', 'a\u2029b', 'a\\u2029b'],
    ['names of people', 'Leber_Größe_肝臓_é', 'Leber_Größe_肝臓_é'],
  ])('%s', (_what, text, expected) => {
    expect(sanitize(text)).toBe(expected);
  });

  test('leaves nothing that a terminal obeys or hides, and is idempotent', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = sanitize(text);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(sanitize(shown)).toBe(shown);
      }),
    );
  });
});

describe('wrapped', () => {
  test('no line is wider than asked, and no character is lost', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, maxLength: 60 })),
        fc.integer({ min: 10, max: 80 }),
        (words, width) => {
          const text = words.map((word) => word.replace(/\s/g, '_')).join(' ');
          const lines = wrapped(text, width);
          if (!text.includes('×')) for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
          expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        },
      ),
    );
  });

  test('lengths per axis stay together', () => {
    expect(wrapped('was trained with 16 × 40 × 40.', 24)).toEqual(['was trained with', '16 × 40 × 40.']);
  });

  test('paths break behind a slash', () => {
    expect(wrapped('nnUNet_preprocessed/Dataset001_A/nnUNetPlans.json', 36)).toEqual([
      'nnUNet_preprocessed/Dataset001_A/',
      'nnUNetPlans.json',
    ]);
  });

  test('what is said first stands before the first line only', () => {
    expect(indented('one two three', 9, ' → ')).toEqual([' → one', '   two', '   three']);
  });
});

describe('width', () => {
  test.each([
    ['abc', 3],
    ['肝臓', 4],
    ['é', 1],
    ['e\u0301', 1],
    ['x\u20d7', 1],
    ['\u001b[31mx\u001b[39m', 1],
    ['✓ × →', 5],
  ])('%j takes %i columns', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });

  test('cut and padded keep to a width', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 50 }), fc.integer({ min: 1, max: 40 }), (text, width) => {
        expect(widthOf(cut(text, width))).toBeLessThanOrEqual(width);
        expect(widthOf(padded(text, width))).toBeGreaterThanOrEqual(width);
      }),
    );
  });

  test.each([
    [60, 'a/nnUNet_preprocessed/Dataset001_A/nnUNetPlans.json:3:4'],
    [40, '…/Dataset001_A/nnUNetPlans.json:3:4'],
    [24, '…/nnUNetPlans.json:3:4'],
    [10, '….json:3:4'],
  ])('of a path the end is kept (%i columns)', (width, expected) => {
    const shown = cutStart('a/nnUNet_preprocessed/Dataset001_A/nnUNetPlans.json:3:4', width);
    expect(widthOf(shown)).toBeLessThanOrEqual(width);
    expect(shown).toBe(expected);
  });
});
