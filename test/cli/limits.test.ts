import { nnplans, projectStorage } from '../support/command-line.js';

const plans = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';

function configurations(count: number): string {
  return JSON.stringify({ configurations: Object.fromEntries(Array.from({ length: count }, (_, i) => [`c${i}`, {}])) });
}

async function show(...options: readonly string[]) {
  const storage = projectStorage('examples/transfer', { [plans]: configurations(600) });
  return await nnplans(['audit', plans, '--rule', 'plans/schema', '--format', 'json', ...options], { storage });
}

const tooMany = /600 configurations stand at \/configurations, more than the 500 that are read/;

test('what is more than a limit is told, and the option that reads it', async () => {
  const { stdout } = await show();
  expect(stdout).toMatch(tooMany);
  expect(stdout).toMatch(/--limit/);
});

test('with the option it is read; without it again not', async () => {
  expect((await show('--limit', 'configurations=600', '--limit', 'findings=5')).stdout).not.toMatch(/are read/);
  expect((await show()).stdout).toMatch(tooMany);
});

test.each([
  ['configurations', /a name and a whole number are wanted/],
  ['configurations=many', /a name and a whole number are wanted/],
  ['configuration=7', /There is no limit "configuration"[\s\S]*configurations/],
])('--limit %s', async (text, says) => {
  const { code, stderr } = await show('--limit', text);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(says) });
});
