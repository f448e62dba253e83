import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../package.json';
import type { Storage } from '../../src/io/storage.js';
import { formatNames } from '../../src/report/format.js';
import { widthOf } from '../../src/report/terminal/width.js';
import { nnplans, projectStorage } from '../support/command-line.js';

/**
 * What a user sees, byte for byte, without colour at 80 columns. `UPDATE_GOLDENS=1 npm test -- test/cli/goldens` writes the files anew.
 * Only two rules speak here: the words of the others are their own tests' business.
 */
const folder = join(process.cwd(), 'test/cli/goldens');
const rules = '--rule transfer/spacing-match,transfer/patch-size-match';

const own = () => projectStorage('examples/own-plans');
const moved = () => projectStorage('examples/transfer');

const scenarios = [
  { name: 'check-findings', storage: own, words: `check -s 121 -t 122 -sp TinyPlans -tp TinyPlans ${rules}` },
  { name: 'check-one-configuration', storage: own, words: `check -s 121 -t 122 -tp TinyPlans -c 3d_fullres ${rules}` },
  { name: 'check-clean', storage: moved, words: `check -s 121 -t 122 -tp PretrainedPlansCustom ${rules}` },
  {
    name: 'check-quiet-clean',
    storage: moved,
    words: `check -s 121 -t 122 -tp PretrainedPlansCustom ${rules} --quiet`,
  },
  { name: 'check-unknown-plans', storage: own, words: 'check -s 121 -t 122 -tp TinyPlan' },
  {
    name: 'check-command',
    storage: moved,
    words: 'check -- nnUNetv2_train 122 3d_fullres 0 -plans_name PretrainedPlansCustom',
  },
  {
    name: 'check-command-clean',
    storage: moved,
    words: `check ${rules} -- nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres`,
  },
  { name: 'audit-clean', storage: moved, words: 'audit --rule plans/schema,dataset/schema' },
  {
    name: 'check-broken-rule',
    storage: () => failing(),
    words: `audit --rule dataset/ground-truth,plans/schema`,
  },
  { name: 'usage', storage: own, words: 'check -s 121 -t 122 --fromat json' },
];

/** A fault of ours as no file can provoke it: the disk answers with something that is not an answer. */
const failing = () => {
  const storage = own();
  return {
    ...storage,
    forEachEntry: (folder: string, visit: Parameters<Storage['forEachEntry']>[1]) => {
      if (folder.endsWith('gt_segmentations')) throw new TypeError('broken on purpose');
      return storage.forEachEntry(folder, visit);
    },
  };
};

const eachFormat = formatNames
  .filter((format) => format !== 'table')
  .flatMap((format) => [
    {
      name: `${format}-0`,
      storage: moved,
      words: `check -s 121 -t 122 -tp PretrainedPlansCustom -c 3d_fullres ${rules} --format ${format}`,
    },
    {
      name: `${format}-1`,
      storage: own,
      words: `check -s 121 -t 122 -sp TinyPlans -tp TinyPlans -c 2d ${rules},transfer/receptive-field-match --format ${format}`,
    },
    { name: `${format}-2`, storage: own, words: `audit --rule transfer/spacing-match --format ${format}` },
    { name: `${format}-3`, storage: failing, words: `audit --rule dataset/ground-truth --format ${format}` },
  ]);

test.each([...scenarios, ...eachFormat])('$name', async ({ name, storage, words }) => {
  const { code, stdout, stderr } = await nnplans(words, { storage: storage() });
  expect(await nnplans(words, { storage: storage() })).toMatchObject({ code, stdout, stderr });
  const text = `$ nnplans ${words}\n${stdout}${stderr === '' ? '' : `--- standard error\n${stderr}`}--- exit code ${code}\n`;
  const shown = withoutLooks(text.replaceAll(version, 'VERSION'));
  const file = join(folder, `${name}.txt`);
  if (process.env['UPDATE_GOLDENS'] !== undefined) writeFileSync(file, shown);
  expect(existsSync(file)).toBe(true);
  expect(shown).toBe(readFileSync(file, 'utf8'));
  if (name.match(/-[0-3]$/) !== null) expect(name).toMatch(new RegExp(`-${code}$`));
  else for (const line of stdout.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(80);
});

/** A page's style and script are not what it says; test/report/html looks at them. */
function withoutLooks(text: string): string {
  return text
    .replace(/(?<=<style>).*?(?=<\/style>)|(?<=<script>).*?(?=<\/script>)/gs, '…')
    .replace(/sha256-[\w+/=]+/g, 'sha256-…');
}

test('no file here is left over', () => {
  const names = [...scenarios, ...eachFormat].map(({ name }) => `${name}.txt`);
  expect(readdirSync(folder).sort()).toEqual(names.sort());
});
