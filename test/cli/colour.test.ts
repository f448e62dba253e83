import { wantsColour } from '../../src/cli/colour.js';
import { nnplans, projectRoots, projectStorage } from '../support/command-line.js';

test.each([
  ['a pipe', {}, false, false],
  ['a screen', {}, true, true],
  ['a screen that can do nothing', { TERM: 'dumb' }, true, false],
  ['NO_COLOR on a screen', { NO_COLOR: '1' }, true, false],
  ['NO_COLOR set to nothing', { NO_COLOR: '' }, true, true],
  ['FORCE_COLOR in a pipe', { FORCE_COLOR: '1' }, false, true],
  ['FORCE_COLOR=0 on a screen', { FORCE_COLOR: '0' }, true, false],
  ['NO_COLOR before FORCE_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
])('%s', (_what, env, isTerminal, expected) => {
  expect(wantsColour(false, { env, isTerminal })).toBe(expected);
  expect(wantsColour(true, { env, isTerminal })).toBe(false);
});

test('colour changes nothing but colour; a wide screen is used, to a degree', async () => {
  const storage = projectStorage('examples/own-plans');
  const words = 'check -s 121 -t 122 -sp TinyPlans -tp TinyPlans';
  const plain = await nnplans(words, { storage });
  const forced = await nnplans(words, { storage, env: { ...projectRoots, FORCE_COLOR: '1' } });
  expect(forced.stdout).toContain('\u001b[31m');
  expect(forced.stdout.replace(/\u001b\[\d+m/g, '')).toBe(plain.stdout);
  const wide = await nnplans(`${words} --no-color`, { storage, isTerminal: true, columns: 300 });
  const longest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));
  expect(longest(wide.stdout)).toBeGreaterThan(80);
  expect(longest(wide.stdout)).toBeLessThanOrEqual(100);
});
