import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { sha256 } from '../../src/engine/sha256.js';

const reference = (text: string) => createHash('sha256').update(text).digest('hex');

test('gives what Node gives, for any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(sha256(text)).toBe(reference(text));
    }),
  );
});

test.each([0, 54, 55, 56, 63, 64, 65, 119, 120, 1000])('pads a text of %i bytes', (length) => {
  expect(sha256('a'.repeat(length))).toBe(reference('a'.repeat(length)));
});
