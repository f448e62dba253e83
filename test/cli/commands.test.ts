import { run } from '../../src/cli/run.js';
import type { Change } from '../../src/engine/rule.js';
import { memoryStorage } from '../../src/io/memory-storage.js';
import { projectFiles, withChanges } from '../support/example-project.js';

const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const pair = [
  'check',
  '-s',
  '121',
  '-t',
  '122',
  '-sp',
  'TinyPlans',
  '-tp',
  'PretrainedPlansCustom',
  '-c',
  '3d_fullres',
];
const edited: readonly Change[] = [{ file: finetuning, set: '/configurations/3d_fullres/spacing/0', to: 2.5 }];

/** The program in a folder that holds the example project. */
async function nnplans(
  argv: readonly string[],
  changes: readonly Change[] = [],
  env: Readonly<Record<string, string>> = {},
) {
  let stdout = '';
  let stderr = '';
  const files = new Map<string, string>();
  const storage = memoryStorage(
    new Map(
      [...withChanges(projectFiles('examples/transfer'), changes)].map(([path, bytes]) => [`/home/${path}`, bytes]),
    ),
  );
  const code = await run(argv, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env: {
      nnUNet_raw: '/home/nnUNet_raw',
      nnUNet_preprocessed: '/home/nnUNet_preprocessed',
      nnUNet_results: '/home/nnUNet_results',
      ...env,
    },
    cwd: '/home',
    storage,
    today: () => '2026-01-01',
    isTerminal: false,
    columns: undefined,
    writeFile: (path, text) => files.set(path, text),
    saveFile: () => undefined,
    loadModule: async () => undefined,
    handOver: async () => ({ code: 0 }),
  });
  return { code, stdout, stderr, files };
}

test('plans are not compared with themselves, but weights may be with the plans they come from', async () => {
  const themselves = ['check', '-s', '121', '-t', 'Dataset121_AbdomenCT'];
  expect(await nnplans(themselves)).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/both lead to .*TinyPlans/),
  });
  const weights =
    'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth';
  expect((await nnplans([...themselves, '--checkpoint', weights])).code).not.toBe(2);
});

describe('check -c looks at these configurations alone', () => {
  const broken: readonly Change[] = [{ file: finetuning, set: '/configurations/2d/batch_size', to: 'many' }];
  const all = pair.slice(0, -2);

  test('data of others are not missed', async () => {
    expect((await nnplans(all)).stdout).toMatch(/No data are preprocessed for "2d"/);
    expect((await nnplans(pair)).stdout).not.toMatch(/No data are preprocessed/);
  });

  test('mistakes in others are information', async () => {
    expect(await nnplans(all, broken)).toMatchObject({ code: 1, stdout: expect.stringMatching(/batch_size/) });
    expect(await nnplans(pair, broken)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/info plans\/schema\n.*\n {3}Not this job: "batch_size" of 2d is "many"/),
    });
  });

  test('what touches both is told, whichever was asked for', async () => {
    const shared: readonly Change[] = [
      {
        file: finetuning,
        set: '/configurations/2d/data_identifier',
        to: 'PretrainedPlansCustom_3d_fullres',
      },
    ];
    for (const name of ['2d', '3d_fullres']) {
      expect((await nnplans([...all, '-c', name], shared)).stdout).toContain('plans/data-identifier-unique');
    }
  });

  test('names with a slash are names', async () => {
    const renamed: readonly Change[] = [
      { file: finetuning, set: '/configurations/mine~1own', to: { inherits_from: '3d_fullres', batch_size: 'many' } },
    ];
    expect((await nnplans([...all, '-c', 'mine/own'], renamed)).stdout).toMatch(/batch_size/);
    expect((await nnplans(pair, renamed)).stdout).toMatch(/Not this job: "batch_size"/);
  });

  test('the configuration of the weights is part of it, under whatever name', async () => {
    const own: readonly Change[] = [
      { file: finetuning, set: '/configurations/3d_own', to: { inherits_from: '3d_fullres' } },
      {
        file: 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json',
        set: '/configurations/3d_fullres/batch_size',
        to: 'many',
      },
    ];
    expect((await nnplans([...all, '-c', '3d_own', '2d'], own)).stdout).toMatch(/batch_size/);
  });

  test('what a cascade builds on is part of it, and so is a parent', async () => {
    const cascade: readonly Change[] = [
      { file: finetuning, set: '/configurations/3d_fullres/previous_stage', to: '2d' },
      { file: finetuning, set: '/configurations/3d_fullres/inherits_from', to: '2d' },
    ];
    expect((await nnplans(pair, [...broken, ...cascade.slice(0, 1)])).stdout).toMatch(/batch_size/);
    expect((await nnplans(pair, [...broken, ...cascade.slice(1)])).stdout).toMatch(/batch_size/);
  });
});

describe('exit codes, the same for every command', () => {
  test.each([
    ['0: plans as they were moved', pair, [], 0],
    ['0: audit of what nnU-Net wrote', ['audit'], [], 0],
    ['1: an edited spacing', pair, edited, 1],
    ['0: an edited spacing, but never to fail', [...pair, '--fail-on', 'never'], edited, 0],
    ['1: notes count when asked', ['audit', '--fail-on', 'info'], [], 1],
    ['0: rules', ['rules'], [], 0],
    ['0: explain', ['explain', 'transfer/spacing-match'], [], 0],
    ['0: completion', ['completion', 'bash'], [], 0],
    ['0: version', ['--version'], [], 0],
    ['0: help of a command', ['check', '--help'], [], 0],
    ['0: diff of a file with itself', ['diff', finetuning, finetuning], [], 0],
    [
      '1: diff of two files',
      ['diff', 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json', finetuning],
      edited,
      1,
    ],
    ['2: diff with a file that is not there', ['diff', 'nothing.json', finetuning], [], 2],
    ['2: diff of a configuration that is not there', ['diff', `${finetuning}#4d`, finetuning], [], 2],
    ['2: no command', [], [], 2],
    ['2: unknown command', ['chek'], [], 2],
    ['2: unknown option', [...pair, '--formt', 'json'], [], 2],
    ['2: unknown rule', ['audit', '--rule', 'transfer/spacing'], [], 2],
    ['2: unknown dataset', ['check', '-s', '7', '-t', '122'], [], 2],
    ['2: unknown plans', ['check', '-s', '121', '-t', '122', '-tp', 'PretrainedPlan'], [], 2],
    ['2: unknown configuration', [...pair.slice(0, -1), '3d_fulres'], [], 2],
    ['2: nothing at a path', ['audit', 'nowhere'], [], 2],
    ['2: nothing to check below a path', ['audit', 'nnUNet_raw/Dataset121_AbdomenCT/labelsTr'], [], 2],
    [
      '2: a config that does not hold',
      ['audit'],
      [{ file: 'nnplans.config.json', write: '{ "rules": { "transfer/spacing-mach": "off" } }' }],
      2,
    ],
  ] as const)('%s', async (_name, argv, changes, expected) => {
    const { code, stdout, stderr } = await nnplans(argv, changes);
    expect([code, stderr]).toEqual([expected, expected === 2 ? stderr : '']);
    if (expected === 2) expect(stderr).toMatch(/\S/);
    else expect(stdout).toMatch(/\S/);
    expect(stdout + stderr).not.toMatch(/\n\s+at |undefined|\[object/);
  });
});

test('every line of a table fits into 80 columns, without colour', async () => {
  for (const argv of [pair, ['audit'], ['rules'], ['explain', 'dataset/case-shape'], ['check', '--help']]) {
    const { stdout } = await nnplans(argv, edited);
    expect(stdout).not.toContain('\u001b');
    for (const line of stdout.split('\n')) expect([...line].length).toBeLessThanOrEqual(80);
  }
});

test('the same input gives the same bytes', async () => {
  for (const format of ['table', 'json']) {
    const [first, second] = [
      await nnplans(['audit', '--format', format], edited),
      await nnplans(['audit', '--format', format], edited),
    ];
    expect(first.stdout).toBe(second.stdout);
  }
});

test('JSON is the contract: places, identity, summary', async () => {
  const { stdout } = await nnplans([...pair, '--format', 'json'], edited);
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ schemaVersion: '1', tool: { name: 'nnplans' }, command: 'check' });
  const finding = report.findings.find(({ rule }: { rule: string }) => rule === 'transfer/spacing-match');
  expect(finding).toMatchObject({
    messageId: 'differs',
    severity: 'error',
    location: {
      file: finetuning,
      pointer: '/configurations/3d_fullres/spacing/0',
      line: expect.any(Number),
      column: expect.any(Number),
    },
  });
  expect(finding.identity).toMatch(/^[0-9a-f]{64}$/);
  expect(report.summary.error).toBe(
    report.findings.filter(({ severity }: { severity: string }) => severity === 'error').length,
  );
});

test('a config switches a rule off, and the command line switches it on again', async () => {
  const config = { file: 'nnplans.config.json', write: '{ "rules": { "transfer/spacing-match": "off" } }' };
  const without = await nnplans([...pair, '--format', 'json'], [...edited, config]);
  expect(without.stdout).not.toContain('"rule": "transfer/spacing-match"');
  const again = await nnplans([...pair, '--format', 'json', '--rule', 'transfer/spacing-match'], [...edited, config]);
  expect(again.stdout).toContain('"rule": "transfer/spacing-match"');
});

test('several formats at once, one of them into a file', async () => {
  const { stdout, files } = await nnplans([...pair, '-o', 'json=report.json', '-o', 'table'], edited);
  expect(stdout).toContain('transfer/spacing-match');
  expect(JSON.parse(files.get('/home/report.json') ?? '').command).toBe('check');
});

test('a wrong name is answered with the nearest', async () => {
  expect((await nnplans(['chek'])).stderr).toContain('Did you mean check?');
  expect((await nnplans([...pair, '--formt', 'json'])).stderr).toContain('Did you mean --format?');
  expect((await nnplans(['explain', 'spacing-mach'])).stderr).toContain('Did you mean');
});

test('diff says what the difference means', async () => {
  const { stdout } = await nnplans(
    ['diff', 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json', `${finetuning}`],
    edited,
  );
  expect(stdout).toContain('Weights of A load into B: yes');
  expect(stdout).toContain('Data of A fit B: no');
  expect(stdout).toContain('data must be preprocessed again');
});
