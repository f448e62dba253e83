import { run } from '../../src/cli/run.js';
import type { JsonValue } from '../../src/io/json/value.js';
import { memoryStorage } from '../../src/io/memory-storage.js';
import { edited, fixture } from '../diff/sides.js';

const plans = fixture('nnunet-2.8.1');

/** Runs `nnplans diff` over files in memory. */
async function diff(files: Readonly<Record<string, JsonValue>>, ...argv: string[]) {
  const bytes = Object.entries(files).map(
    ([name, value]) => [`/home/${name}`, new TextEncoder().encode(JSON.stringify(value))] as const,
  );
  let stdout = '';
  let stderr = '';
  const code = await run(['diff', ...argv], {
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
    env: {},
    cwd: '/home',
    storage: memoryStorage(new Map(bytes)),
    today: () => '2026-01-01',
    isTerminal: false,
    columns: undefined,
    writeFile: () => {},
    saveFile: () => undefined,
    loadModule: async () => undefined,
    handOver: async () => ({ code: 0 }),
  });
  return { code, stdout, stderr };
}

const spacing = '/configurations/3d_fullres/spacing/0';
const files = { 'A.json': plans, 'B.json': edited(plans, { [spacing]: 3.01 }) };

test('exit code 0 without a difference, 1 with one', async () => {
  expect(await diff(files, 'A.json', 'A.json')).toMatchObject({ code: 0, stderr: '' });
  expect(await diff(files, 'A.json', 'B.json')).toMatchObject({ code: 1, stderr: '' });
  expect((await diff(files, 'A.json#2d', 'B.json#2d')).code).toBe(0);
});

test('noise is no difference', async () => {
  const mean = '/foreground_intensity_properties_per_channel/0/mean';
  const noisy = { 'A.json': edited(plans, { [mean]: 100 }), 'B.json': edited(plans, { [mean]: 100.005 }) };
  const { code, stdout } = await diff(noisy, 'A.json', 'B.json');
  expect(code).toBe(0);
  expect(stdout).toContain('\n negligible\n   intensity statistics\n');
  expect((await diff(noisy, 'A.json', 'B.json', '--intensity-tolerance', '1e-6')).code).toBe(1);
});

test('tolerances', async () => {
  expect((await diff(files, 'A.json', 'B.json', '--rtol', '0.01')).code).toBe(0);
  expect(await diff(files, 'A.json', 'B.json', '--rtol', 'few')).toMatchObject({ code: 2, stdout: '' });
  expect((await diff(files, 'A.json', 'B.json', '--rtol=-1')).code).toBe(2);
});

test('what the config says is equal is equal to the diff', async () => {
  const config = { rules: { 'transfer/spacing-match': ['error', { rtol: 0.01 }] } };
  const all = { ...files, 'nnplans.config.json': config };
  expect((await diff(all, 'A.json', 'B.json')).code).toBe(0);
  expect((await diff(all, 'A.json', 'B.json', '--config', 'none')).code).toBe(1);
});

test('a configuration that is not there', async () => {
  const { code, stderr } = await diff(files, 'A.json#3d_fulres', 'B.json');
  expect(code).toBe(2);
  expect(stderr).toContain(
    'A has no configuration "3d_fulres".\n  Did you mean 3d_fullres?\n  There are 2d, 3d_fullres.',
  );
});

test('channels are named by the dataset.json beside the plans', async () => {
  const datasetJson = { channel_names: { 0: 'CT' } };
  const both = {
    'a/dataset.json': datasetJson,
    'a/plans.json': plans,
    'b/dataset.json': datasetJson,
    'b/plans.json': edited(plans, { '/foreground_intensity_properties_per_channel/0/std': 3 }),
  };
  expect((await diff(both, 'a/plans.json', 'b/plans.json')).stdout).toContain('intensity statistics of channel 0 (CT)');
});

test('JSON', async () => {
  const { stdout } = await diff(files, 'A.json', 'B.json', '--format', 'json');
  expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: '1', command: 'diff', differs: true, a: 'A.json' });
});
