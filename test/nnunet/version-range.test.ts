import { admitsBelow } from '../../src/nnunet/version-range.js';

test.each([
  ['2.0', true],
  ['2.2', true],
  ['=2.2.0', true],
  ['2.2.1', false],
  ['<=2.2', true],
  ['<2.3', true],
  ['>=2.0 <2.5', true],
  ['>=2.2.1', false],
  ['>=2.5', false],
  ['> 2.2.0', false],
  ['>2.1', true],
  ['~2.1', true],
  ['^2.4', false],
  ['2.1.x', true],
  ['2.5 || 2.1', true],
  ['latest', false],
  ['', false],
])('%s admits a release before 2.2.1: %s', (range, expected) => {
  expect(admitsBelow(range, [2, 2, 1])).toBe(expected);
});
