import type { Comparison, Finding } from '../../src/engine/report.js';
import { memoryStorage } from '../../src/io/memory-storage.js';
import { nnplans } from '../support/command-line.js';
import { projectFiles, withChanges } from '../support/example-project.js';

const plans = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const spacing = '/configurations/3d_fullres/spacing/0';
const about = ['transfer/spacing-match', 'transfer/receptive-field-match', 'transfer/edited-after-transfer'];

/** What rules on the spacing find, and the verdict of its row, where it is 5.02 mm instead of 5 mm. */
async function checked(config: object, words = '') {
  const files = withChanges(projectFiles('examples/transfer'), [{ file: plans, set: spacing, to: 5.02 }]);
  files.set('nnplans.config.json', new TextEncoder().encode(JSON.stringify(config)));
  const command = `check -s 121 -t 122 -tp PretrainedPlansCustom -c 3d_fullres --format json ${words}`;
  const { stdout } = await nnplans(command, { storage: memoryStorage(files) });
  const report: { findings: Finding[]; comparisons: Comparison[] } = JSON.parse(stdout);
  const row = report.comparisons[0]?.rows.find(({ what }) => what === 'spacing (mm)');
  const rules = report.findings.map(({ rule }) => rule).filter((rule) => about.includes(rule));
  return { rules: [...new Set(rules)].sort(), row: row?.verdict };
}

const wide = { 'transfer/spacing-match': ['error', { rtol: 0.01 }] };

test('the tolerance that one rule is given holds for all of them, and for the view', async () => {
  expect(await checked({})).toEqual({ rules: [...about].sort(), row: 'error' });
  expect(await checked({ rules: wide })).toEqual({ rules: [], row: 'agrees' });
});

test('also where it is given for one place', async () => {
  const overrides = (files: string) => ({ overrides: [{ files, rules: wide }] });
  expect(await checked(overrides('nnUNet_preprocessed/Dataset122_PancreasCT/*'))).toEqual({ rules: [], row: 'agrees' });
  expect((await checked(overrides('elsewhere/*'))).rules).toEqual([...about].sort());
});

test('also where that rule does not run', async () => {
  const words = '--rule transfer/receptive-field-match';
  expect(await checked({}, words)).toEqual({ rules: ['transfer/receptive-field-match'], row: 'differs' });
  expect(await checked({ rules: wide }, words)).toEqual({ rules: [], row: 'agrees' });
});
