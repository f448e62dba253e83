import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeStorage } from '../../src/io/node-storage.js';
import { nnplans } from '../support/command-line.js';

let root = '';
const project = () => join(root, 'project');

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nnplans-links-'));
  cpSync(join(process.cwd(), 'test/examples/own-plans'), project(), { recursive: true });
  mkdirSync(join(root, 'outside/more'), { recursive: true });
  cpSync(
    join(project(), 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json'),
    join(root, 'outside/more/SecretPlans.json'),
  );
  writeFileSync(join(root, 'outside/run.sh'), 'nnUNetv2_train 999 2d 0\n');
});
afterEach(() => rmSync(root, { recursive: true }));

const run = (words: string, env: Readonly<Record<string, string>> = {}) =>
  nnplans(words, { storage: nodeStorage(), cwd: project(), env });

const links = [
  ['the root of the disk', () => '/'],
  ['a folder outside', () => join(root, 'outside')],
  ['the folder above', () => '..'],
] as const;

describe.each(links)('a link to %s', (_what, target) => {
  beforeEach(() => symlinkSync(target(), join(project(), 'elsewhere')));

  test('is not followed by an audit, which says so', async () => {
    const { code, stdout } = await run('audit . --format json');
    expect(code).toBeLessThan(2);
    expect(JSON.parse(stdout).notChecked).toContainEqual({
      leavesOpen: true,
      rule: 'search',
      subject: 'elsewhere',
      reason: expect.stringContaining('a link that leads out of the folder'),
    });
    expect(stdout).not.toContain('SecretPlans');
  });

  test('is not followed by match', async () => {
    const { stdout } = await run('match nnUNet_results .');
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'Not looked at: elsewhere: it is a link that leads out of the folder',
    );
    expect(stdout).not.toContain('SecretPlans');
    const json = JSON.parse((await run('match nnUNet_results . --format json')).stdout);
    expect(json.notChecked).toMatchObject([{ subject: 'elsewhere' }]);
  });

  test('is not followed by workflow', async () => {
    writeFileSync(join(project(), 'own.sh'), 'nnUNetv2_train 121 2d 0 -p TinyPlans\n');
    const { stdout } = await run('workflow . --format json');
    expect(JSON.parse(stdout).notChecked).toContainEqual(expect.objectContaining({ subject: 'elsewhere' }));
    expect(stdout).not.toContain('999');
  });

  test('is not followed by init', async () => {
    const { stdout } = await run('init .');
    expect(stdout.replace(/\s+/g, ' ')).toContain('Not looked into: elsewhere, because it is a link that leads out');
  });
});

test('a link that is named is followed', async () => {
  symlinkSync(join(root, 'outside'), join(project(), 'elsewhere'));
  const { code, stdout } = await run('audit elsewhere');
  expect(code).toBeLessThan(2);
  expect(stdout).toContain('SecretPlans');
  expect((await run('workflow elsewhere')).stdout).toContain('999');
});

test('a link within the folder is followed, and what it leads to is looked at once', async () => {
  const before = JSON.parse((await run('audit . --format json')).stdout);
  symlinkSync('nnUNet_preprocessed', join(project(), 'same'));
  const after = JSON.parse((await run('audit . --format json')).stdout);
  expect(after.notChecked).toEqual(before.notChecked);
  expect(after.subjects).toHaveLength(before.subjects.length);
});

test('datasets of a root that was found below are followed only within the folder, those of the own root anywhere', async () => {
  cpSync(join(project(), 'nnUNet_preprocessed/Dataset121_AbdomenCT'), join(root, 'outside/Dataset300_Linked'), {
    recursive: true,
  });
  symlinkSync(join(root, 'outside/Dataset300_Linked'), join(project(), 'nnUNet_preprocessed/Dataset300_Linked'));
  const found = JSON.parse((await run('audit . --format json')).stdout);
  expect(found.subjects.map(({ label }: { label: string }) => label)).not.toContain('Dataset300_Linked');
  expect(found.notChecked).toContainEqual(
    expect.objectContaining({ rule: 'search', subject: 'nnUNet_preprocessed/Dataset300_Linked' }),
  );
  const preprocessed = { nnUNet_preprocessed: join(project(), 'nnUNet_preprocessed') };
  const own = JSON.parse((await run('audit --format json', preprocessed)).stdout);
  expect(own.subjects.map(({ label }: { label: string }) => label)).toContain('Dataset300_Linked');
});
