import fc from 'fast-check';
import picomatch from 'picomatch';
import { pathPattern } from '../../src/engine/path-pattern.js';

const matches = (pattern: string, file: string, folder = '/repo') => pathPattern(pattern, folder).matches(file);

test.each([
  // bound to a folder of the config's own
  ['legacy/**', '/repo/legacy/a/plans.json', true],
  ['legacy/**', '/repo/new/legacy/plans.json', false],
  ['legacy/*.json', '/repo/legacy/plans.json', true],
  ['legacy/*.json', '/repo/legacy/deeper/plans.json', false],
  ['./plans.json', '/repo/plans.json', true],
  ['./plans.json', '/repo/deeper/plans.json', false],
  ['a/**/b.json', '/repo/a/b.json', true],
  ['a/**/b.json', '/repo/a/x/y/b.json', true],
  ['a/../b/*.json', '/repo/b/plans.json', true],
  // a folder means everything in it
  ['legacy/old', '/repo/legacy/old/deep/plans.json', true],
  ['legacy/', '/repo/x/legacy/plans.json', true],
  ['Dataset122_*', '/repo/nnUNet_preprocessed/Dataset122_PancreasCT/plans.json', true],
  ['Dataset122_*', '/repo/nnUNet_preprocessed/Dataset121_AbdomenCT/plans.json', false],
  // a name at any depth
  ['nnUNetPlans.json', '/repo/a/b/nnUNetPlans.json', true],
  ['*Plans.json', '/repo/nnUNetPlans.json', true],
  ['**/splits_final.json', '/repo/splits_final.json', true],
  ['*', '/repo/anything', true],
  // signs within a name
  ['Dataset12[1-3]_*', '/repo/Dataset122_X', true],
  ['Dataset12[!1-3]_*', '/repo/Dataset122_X', false],
  ['Dataset12[^1-3]_*', '/repo/Dataset124_X', true],
  ['Dataset12?_X', '/repo/Dataset12é_X', true],
  ['Dataset12?_X', '/repo/Dataset12_X', false],
  ['a[', '/repo/a[', true],
  ['[]', '/repo/[]', true],
  ['(a|b)+.json', '/repo/(a|b)+.json', true],
  ['a.json', '/repo/a-json', false],
  ['.hidden/**', '/repo/.hidden/plans.json', true],
  ['**/*.json', '/repo/.hidden/plans.json', true],
  // outside of the config's folder
  ['../data/**', '/data/Dataset121/plans.json', true],
  ['/data/**', '/data/Dataset121/plans.json', true],
  ['/data/**', '/repo/data/plans.json', false],
  ['Dataset121', '/data/Dataset121/plans.json', true],
  ['**/Dataset121/*.json', '/data/Dataset121/plans.json', true],
  ['data/**', '/data/Dataset121/plans.json', false],
  // the config's own folder is none of its patterns' business
  ['repo', '/repo/plans.json', false],
])('%s, %s: %s', (pattern, file, expected) => {
  expect(matches(pattern, file)).toBe(expected);
});

test('signs in the name of the folder are no wildcards', () => {
  expect(matches('a/*.json', '/re[po]*/a/plans.json', '/re[po]*')).toBe(true);
  expect(matches('a/*.json', '/rep/a/plans.json', '/re[po]*')).toBe(false);
});

test('drives of Windows', () => {
  expect(matches('a/*.json', 'C:/repo/a/plans.json', 'C:/repo')).toBe(true);
  expect(matches('D:/data/**', 'D:/data/plans.json', 'C:/repo')).toBe(true);
  expect(pathPattern('D:/data/**', 'C:/repo').base).toBe('D:/data');
});

test.each([
  ['legacy/**', '/repo/legacy'],
  ['legacy/a[1]/x', '/repo/legacy'],
  ['./plans.json', '/repo/plans.json'],
  ['../data/x*', '/data'],
  ['/data/**', '/data'],
  ['*/a', '/repo'],
  ['plans.json', undefined],
  ['**/a', undefined],
])('everything that %s can mean lies below %s', (pattern, base) => {
  expect(pathPattern(pattern, '/repo').base).toBe(base);
});

const name = fc.constantFrom('a', 'b', 'ab', 'ba', 'aab', '.a', 'a.b', 'c');
const signs = fc.constantFrom('a', 'b', '*', '?', '*a', 'a*', '*a*b', 'a?', '[ab]', '[^a]b', '.a', '**');

test('means what picomatch means, where both understand a pattern', () => {
  fc.assert(
    fc.property(
      fc.array(signs, { minLength: 1, maxLength: 5 }),
      fc.array(name, { minLength: 1, maxLength: 5 }),
      (pattern, path) => {
        // There, `a/**` means the folder a as well, but `a*/**` does not; here both do.
        const text = [...pattern, 'b'].join('/');
        // What matches a folder means everything in it.
        const isMatch = picomatch([`./${text}`, `./${text}/**`], { dot: true });
        expect(matches(`./${text}`, `/repo/${path.join('/')}`)).toBe(isMatch(path.join('/')));
      },
    ),
    { numRuns: 3000 },
  );
});

test('a pattern made to take for ever does not', () => {
  const long = 'a'.repeat(255);
  expect(matches(`${'*a'.repeat(100)}b`, `/repo/${long}`)).toBe(false);
  expect(matches(`${'**/a/'.repeat(100)}b`, `/repo/${'a/'.repeat(1500)}`)).toBe(false);
});
