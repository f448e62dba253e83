import { admits, admitsBelow, releaseNumber } from '../../../src/nnunet/values/version-range.js';

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
  ['>=2.1 <2.0', false],
  ['latest', false],
  ['', false],
])('%s admits a release before 2.2.1: %s', (range, expected) => {
  expect(admitsBelow(range, [2, 2, 1])).toBe(expected);
});

test.each([
  ['2.5', '2.5.2', true],
  ['2.5', '2.6.0', false],
  ['=2.5.1', '2.5.1', true],
  ['>=2.5', '2.4.2', false],
  ['>=2.5', '2.8.1', true],
  ['>2.5', '2.5.2', false],
  ['>2.5', '2.6.0', true],
  ['<2.6', '2.5.2', true],
  ['<2.6', '2.6.0', false],
  ['<=2.5', '2.5.2', true],
  ['~2.4', '2.4.2', true],
  ['~2.4', '2.5.1', false],
  ['~2.4.1', '2.4', false],
  ['^2.4', '2.8.1', true],
  ['^2.4', '2.3.1', false],
  ['>=2.2 <2.4', '2.3.1', true],
  ['2.0 || 2.2', '2.2.1', true],
  ['2.x', '2.8.1', true],
  ['*', '2.8.1', false],
  ['2.5', '2.5.post1', true],
  ['>=2.8.1', '2.8.1.dev0', true],
  ['>=2.5 <2.4', '2.4.1', false],
  ['newest', '2.8.1', false],
])('%s admits %s: %s', (range, version, wanted) => {
  expect(admits(range, version)).toBe(wanted);
});

test.each([
  ['2.8.1', '2.8.1'],
  ['2.4', '2.4.0'],
  ['2.6.4.dev3+g1f2e', '2.6.4'],
  ['v2.5rc1', '2.5.0'],
  ['unknown', undefined],
])('%s is the release %s', (version, release) => {
  expect(releaseNumber(version)).toBe(release);
});
