import { nnplans, projectStorage } from '../support/command-line.js';

const plans = 'nnUNet_preprocessed/Dataset122_PancreasCT/TinyPlans.json';
const check = 'check -s 121 -t 122 -sp TinyPlans -tp TinyPlans -c 3d_fullres';

interface Found {
  readonly rule: string;
  readonly subject: string;
  readonly location?: { readonly file: string; readonly pointer?: string; readonly line?: number };
  readonly suppressed?: { readonly kind: string; readonly reason: string };
}

async function report(suppressions: readonly object[], words: string, today?: string) {
  const text = JSON.stringify({ suppressions }, null, 2);
  const storage = projectStorage('examples/own-plans', { 'nnplans.config.json': text });
  const setting = { storage, ...(today === undefined ? {} : { today }) };
  const { stdout, stderr, code } = await nnplans(`${words} --format json`, setting);
  if (stderr !== '') throw new Error(stderr);
  const { findings, summary } = JSON.parse(stdout) as { findings: Found[]; summary: Record<string, number> };
  const of = (rule: string) => findings.filter((finding) => finding.rule === rule);
  return { code, of, summary };
}

const spacing = 'transfer/spacing-match';
const reason = 'resampled on purpose';

test('a suppressed finding stays in the report, marked, and does not count', async () => {
  const only = `${check} --rule ${spacing}`;
  const { code, of, summary } = await report([{ rule: spacing, files: plans, reason }], only);
  expect(code).toBe(0);
  expect(of(spacing).map((finding) => finding.suppressed)).toEqual([{ kind: 'config', reason }]);
  expect(summary).toMatchObject({ error: 0, suppressed: 1 });
  expect((await report([], only)).summary).toMatchObject({ error: 1, suppressed: 0 });
});

test('the table counts it, and neither the comparison nor the findings show it', async () => {
  const storage = projectStorage('examples/own-plans', {
    'nnplans.config.json': JSON.stringify({ suppressions: [{ rule: spacing, reason }] }),
  });
  const { stdout } = await nnplans(`${check} --rule ${spacing}`, { storage });
  expect(stdout).toContain('0 errors, 1 suppressed');
  expect(stdout).toMatch(/spacing \(mm\) .* differs\n/);
  expect(stdout).not.toContain(`✗ error ${spacing}`);
});

test.each([
  ['another file', { files: '**/nnUNetPlans.json' }],
  ['another configuration', { pointer: '/configurations/2d' }],
  ['another configuration, in one word', { files: 'TinyPlans.json#/configurations/2d' }],
  ['an excluded file', { files: ['*.json', '!TinyPlans.json'] }],
])('it holds where it says, not in %s', async (_what, place) => {
  const { code, of } = await report([{ rule: spacing, reason, ...place }], `${check} --rule ${spacing}`);
  expect(code).toBe(1);
  expect(of(spacing)[0]?.suppressed).toBeUndefined();
});

test('it holds to the end of its last day', async () => {
  const until = '2026-03-31';
  const on = (today: string) => report([{ rule: spacing, reason, until }], check, today);
  const lastDay = await on('2026-03-31');
  expect(lastDay.of(spacing)[0]?.suppressed).toBeDefined();
  expect(lastDay.of('config/expired-suppression')).toEqual([]);
  const after = await on('2026-04-01');
  expect(after.of(spacing)[0]?.suppressed).toBeUndefined();
  expect(after.of('config/expired-suppression')).toMatchObject([
    { subject: 'nnplans.config.json, suppression 1', location: { file: 'nnplans.config.json', line: 3 } },
  ]);
});

describe('one that matches nothing', () => {
  const unused = async (suppression: object, words: string) =>
    (await report([{ reason, ...suppression }], words)).of('config/unused-suppression').length;
  const dead = 'plans/dead-key';

  test.each([
    ['an audit of everything judges one for all files', { rule: dead }, 'audit', 1],
    ['an audit of everything judges one bound to no folder', { rule: dead, files: '**/Tiny*.json' }, 'audit', 1],
    ['an audit of everything judges one in the root', { rule: dead, files: plans }, 'audit', 1],
    ['an audit judges one whose file is gone', { rule: dead, files: 'nnUNet_preprocessed/gone/**' }, 'audit', 1],
    ['an audit does not judge one outside of the root', { rule: dead, files: 'legacy/**' }, 'audit', 0],
    [
      'an audit of a dataset judges one within',
      { rule: dead, files: plans },
      'audit nnUNet_preprocessed/Dataset122_PancreasCT',
      1,
    ],
    ['an audit of all that the config is about judges one for all files', { rule: dead }, 'audit .', 1],
    ['an audit of a file judges one for it', { rule: dead, files: plans }, `audit ${plans}`, 1],
    [
      'an audit of a dataset does not judge one beside it',
      { rule: dead, files: plans },
      'audit nnUNet_preprocessed/Dataset121_AbdomenCT',
      0,
    ],
    [
      'an audit of a dataset does not judge one for all files',
      { rule: dead },
      'audit nnUNet_preprocessed/Dataset122_PancreasCT',
      0,
    ],
    ['an audit does not judge one about transfers', { rule: 'transfer/batch-size-match' }, 'audit', 0],
    ['a check of a pair judges none', { rule: dead, files: plans }, check, 0],
    ['a check of a pair judges none about transfers', { rule: 'transfer/resampling-match' }, check, 0],
    ['all rules run for those about suppressions', { rule: dead }, 'audit --rule plans/schema,config', 1],
    ['only rules that were asked for speak', { rule: dead }, 'audit --rule plans/dead-key', 0],
  ])('%s', async (_what, suppression, words, times) => {
    expect(await unused(suppression, words)).toBe(times);
  });
});
