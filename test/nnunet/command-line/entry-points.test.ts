import { releaseOf } from '../../../src/nnunet/command-line/entry-points.js';

test.each([
  [undefined, '2.8.1'],
  ['>=2.5', '2.8.1'],
  ['2.5', '2.5.2'],
  ['2.4.0', '2.4'],
  ['<2.3', '2.2.1'],
  // A release whose commands are those of the one before.
  ['2.6.1', '2.6.0'],
  ['2.3.0', '2.2.1'],
  ['2.9.0', '2.8.1'],
])('%s has the commands of %s', (range, release) => {
  expect(releaseOf(range)).toBe(release);
});
