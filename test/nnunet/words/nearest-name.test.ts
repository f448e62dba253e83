import fc from 'fast-check';
import { nearestName, typingErrors } from '../../../src/nnunet/words/nearest-name.js';

const names = ['check', 'audit', 'explain', '3d_fullres', '3d_lowres', 'transfer/spacing-match', 'plans/schema'];

test.each([
  ['chekc', 'check'],
  ['chek', 'check'],
  ['AUDIT', 'audit'],
  ['3d_fulres', '3d_fullres'],
  ['spacing', 'transfer/spacing-match'],
  ['transfer/spacng-match', 'transfer/spacing-match'],
  ['zebra', undefined],
  ['x', undefined],
  ['3d_', undefined],
])('%s means %s', (typed, expected) => {
  expect(nearestName(typed, names)).toBe(expected);
});

test('a name is not its own near miss, and the first of equals is taken', () => {
  expect(nearestName('check', ['check'])).toBeUndefined();
  expect(nearestName('aac', ['aab', 'aad'])).toBe('aab');
});

test('counts letters inserted, dropped, replaced and swapped', () => {
  expect(typingErrors('', 'abc')).toBe(3);
  expect(typingErrors('abcd', 'acbd')).toBe(1);
  expect(typingErrors('kitten', 'sitting')).toBe(3);
});

test('is a measure: no errors between equals, the same both ways, never more than the longer word', () => {
  const word = fc.string({ maxLength: 12 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(typingErrors(a, a)).toBe(0);
      expect(typingErrors(a, b)).toBe(typingErrors(b, a));
      expect(typingErrors(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
    }),
  );
});

test('a text of any length from a file costs no time', () => {
  expect(nearestName('x'.repeat(1e7), names)).toBeUndefined();
});
