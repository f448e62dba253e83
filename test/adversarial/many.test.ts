import type { Report } from '../../src/engine/report.js';
import type { MemoryFile } from '../../src/io/memory-storage.js';
import { nnplans, projectStorage } from '../support/command-line.js';

const folder = 'nnUNet_preprocessed/Dataset122_PancreasCT';

async function audit(changes: Readonly<Record<string, MemoryFile>>, words = 'audit'): Promise<Report> {
  const { code, stdout, stderr } = await nnplans(`${words} --format json`, {
    storage: projectStorage('examples/own-plans', changes),
  });
  expect({ code: code < 2, stderr }).toEqual({ code: true, stderr: '' });
  return JSON.parse(stdout);
}

test('300,000 labels without a value are not read, which leaves the verdict open', async () => {
  const labels = Object.fromEntries(Array.from({ length: 300_000 }, (_, i) => [`l${i}`, null]));
  const report = await audit({ [`${folder}/dataset.json`]: JSON.stringify({ channel_names: { 0: 'CT' }, labels }) });
  const found = report.findings.filter(({ location }) => location?.file === `${folder}/dataset.json`);
  expect(found.map(({ message }) => message).join('\n')).toMatch(
    /300000 entries stand at \/labels, more than the 5000 that are read/,
  );
}, 120_000);

test('of 4000 labels without a value a thousand are told', async () => {
  const labels = Object.fromEntries(Array.from({ length: 4000 }, (_, i) => [`l${i}`, null]));
  const report = await audit({ [`${folder}/dataset.json`]: JSON.stringify({ channel_names: { 0: 'CT' }, labels }) });
  expect(report.findings.filter(({ rule }) => rule === 'dataset/labels')).toHaveLength(1000);
  expect(report.notChecked).toContainEqual({
    leavesOpen: true,
    rule: 'dataset/labels',
    subject: 'Dataset122_PancreasCT',
    reason: 'it had found 1000 things there, and was not let go on',
  });
}, 120_000);

test('1003 plans in the folder of a dataset: a thousand are read, and the rest is named', async () => {
  const plans = Object.fromEntries(
    Array.from({ length: 1000 }, (_, i) => [`${folder}/p${i}Plans.json`, '{}'] as const),
  );
  const report = await audit(plans, 'audit --rule plans/schema');
  expect(report.notChecked).toContainEqual({
    leavesOpen: true,
    rule: 'search',
    subject: folder,
    reason: '2 files that may be plans were left out: there are too many',
  });
}, 120_000);
