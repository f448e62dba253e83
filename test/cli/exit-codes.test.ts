import type { StorageEntry } from '../../src/io/storage.js';
import { nnplans, projectStorage } from '../support/command-line.js';

const own = projectStorage('examples/own-plans');
const moved = projectStorage('examples/transfer');
const wrong = 'check -s 121 -t 122 -sp TinyPlans -tp TinyPlans -c 3d_fullres';
const right = 'check -s 121 -t 122 -sp TinyPlans -tp PretrainedPlansCustom -c 3d_fullres';
const transferOnly = '--rule transfer/spacing-match,transfer/batch-size-match,transfer/receptive-field-match';

describe.each(['table', 'json'])('with format %s', (format) => {
  const code = async (words: string, storage = own) => (await nnplans(`${words} --format ${format}`, { storage })).code;

  test('0: nothing at or above the threshold', async () => {
    expect(await code(right, moved)).toBe(0);
    expect(await code('audit', moved)).toBe(0);
    expect(await code(`${wrong} --rule transfer/batch-size-match`)).toBe(0);
  });

  test('1: findings', async () => {
    expect(await code(wrong)).toBe(1);
    expect(await code('audit', projectStorage('examples/transfer', { [plansOf122]: '{' }))).toBe(1);
  });

  test('2: the request cannot be met', async () => {
    expect(await code('check -s 121 -t 999')).toBe(2);
    expect(await code('check -s 121')).toBe(2);
    expect(await code('audit nowhere')).toBe(2);
    expect(await code(`${wrong} --fail-on serious`)).toBe(2);
  });

  test('2: nothing was checked, unless that is allowed', async () => {
    expect(await code('audit --rule transfer/spacing-match')).toBe(2);
    expect(await code('audit --rule transfer/spacing-match --allow-empty')).toBe(0);
  });

  test.each([
    ['error', 0],
    ['warning', 1],
    ['info', 1],
    ['never', 0],
  ])('--fail-on %s, when there are only warnings: %i', async (threshold, expected) => {
    expect(await code(`${wrong} --rule transfer/receptive-field-match --fail-on ${threshold}`)).toBe(expected);
  });

  test.each([
    [0, 1],
    [1, 0],
  ])('--max-warnings %i, when there is one: %i, whatever --fail-on says', async (most, expected) => {
    const words = `${wrong} --rule transfer/receptive-field-match --max-warnings ${most}`;
    expect(await code(words)).toBe(expected);
    expect(await code(`${words} --fail-on never`)).toBe(expected);
  });

  test('--fail-on never turns no trouble into success', async () => {
    expect(await code('check -s 121 -t 999 --fail-on never')).toBe(2);
    expect(await code(`${wrong} ${transferOnly} --fail-on never`)).toBe(0);
  });

  test('--quiet changes what is printed and nothing else', async () => {
    expect(await code(`${wrong} --quiet`)).toBe(1);
    expect(await code(`${wrong} --rule transfer/receptive-field-match --quiet --fail-on warning`)).toBe(1);
  });
});

const plansOf122 = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';

test('3: a rule that fails is said on standard error, and the others go on', async () => {
  const failing = {
    ...own,
    // A fault of ours as no file can provoke it: the disk answers with something that is not an answer.
    forEachEntry: (folder: string, visit: (entry: StorageEntry) => void) => {
      if (folder.endsWith('gt_segmentations')) throw new TypeError('broken on purpose');
      return own.forEachEntry(folder, visit);
    },
  };
  const { code, stdout, stderr } = await nnplans(`${wrong} --format json`, { storage: failing });
  expect(code).toBe(3);
  expect(stderr).toMatch(/rule \S+\/\S+ failed on .*, a fault of nnplans \(broken on purpose\)/);
  const report = JSON.parse(stdout);
  expect(report.findings.map((finding: { rule: string }) => finding.rule)).toContain('transfer/spacing-match');
  expect(JSON.stringify(report.notChecked)).toContain('broken on purpose');
});

test('help and version are 0; no command at all is 2, since nothing was done', async () => {
  for (const words of ['--help', 'help', 'check --help', 'help check', '--version', 'rules', 'completion bash']) {
    expect(await nnplans(words, { storage: own })).toMatchObject({ code: 0, stderr: '' });
  }
  expect(await nnplans('', { storage: own })).toMatchObject({ code: 2, stdout: '' });
});

test('2: a format sent to a file without a name, as by a variable that nobody set', async () => {
  const { code, stdout, stderr } = await nnplans(`${right} -o json=`, { storage: moved });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('-o json= names no file; -o json alone is standard output.');
});
