import { audit, check, diff, match, type Report, rules, Unresolved } from '../src/index.js';
import { nnplans, projectStorage } from './support/command-line.js';

const storage = projectStorage('examples/own-plans');
const roots = { raw: 'nnUNet_raw', preprocessed: 'nnUNet_preprocessed', results: 'nnUNet_results' };
const options = { storage, roots, cwd: '/' };
const pair = { source: '121', target: '122', sourcePlans: 'TinyPlans', targetPlans: 'TinyPlans' };

const printed = async (words: string): Promise<Report> =>
  JSON.parse((await nnplans(`${words} --format json`, { storage })).stdout) as Report;

test('check and audit give the report that the command line prints', async () => {
  const plain = (report: Report) => JSON.parse(JSON.stringify(report)) as Report;
  expect(plain(check(pair, options))).toEqual(await printed('check -s 121 -t 122 -sp TinyPlans -tp TinyPlans'));
  expect(plain(audit([], options))).toEqual(await printed('audit'));
});

test('rules can be chosen and set', () => {
  const spacing = rules.filter((rule) => rule.id === 'transfer/spacing-match');
  const report = check(pair, {
    ...options,
    rules: spacing,
    settings: new Map([['transfer/spacing-match', { severity: 'info' as const }]]),
  });
  expect(new Set(report.findings.map(({ rule, severity }) => `${severity} ${rule}`))).toEqual(
    new Set(['info transfer/spacing-match']),
  );
});

test('diff compares two plans', () => {
  const file = (dataset: string) => `nnUNet_preprocessed/${dataset}/TinyPlans.json`;
  const found = diff(file('Dataset121_AbdomenCT'), file('Dataset122_PancreasCT'), options);
  expect(JSON.stringify(found)).toContain('spacing');
});

test('match gives the matrix that the command line prints', async () => {
  const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres';
  const { stdout } = await nnplans(['match', model, '--format', 'json'], { storage });
  expect(JSON.parse(stdout)).toMatchObject(JSON.parse(JSON.stringify(match([model], options))));
});

test('what leads nowhere is thrown, with what there is instead', () => {
  expect(() => check({ ...pair, source: '7' }, options)).toThrow(Unresolved);
  expect(() => audit(['gone'], options)).toThrow(Unresolved);
});
