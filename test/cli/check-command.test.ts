import type { MemoryFile } from '../../src/io/memory-storage.js';
import { nnplans, projectRoots, projectStorage } from '../support/command-line.js';
import { projectFiles } from '../support/example-project.js';

const plans = 'PretrainedPlansCustom';
const weights = '/nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth';
const preprocessed = 'nnUNet_preprocessed/Dataset122_PancreasCT';

async function check(
  command: string,
  {
    options = '',
    changes = {},
    env = projectRoots,
  }: { options?: string; changes?: Record<string, MemoryFile | undefined>; env?: Record<string, string> } = {},
) {
  const outcome = await nnplans(`check ${options} --format json -- ${command}`, {
    storage: projectStorage('examples/transfer', changes),
    env,
  });
  const report = outcome.stdout === '' ? undefined : JSON.parse(outcome.stdout);
  return { ...outcome, report, rules: (report?.findings ?? []).map((finding: { rule: string }) => finding.rule) };
}

describe('nnplans check -- COMMAND', () => {
  test('a finetuning is the transfer from its checkpoint to its plans', async () => {
    const { code, report } = await check(`nnUNetv2_train 122 3d_fullres 0 -p ${plans} -pretrained_weights ${weights}`);
    expect(code).toBe(0);
    expect(report.comparisons).toHaveLength(1);
    expect(report.comparisons[0]).toMatchObject({ configuration: '3d_fullres' });
    expect(report.comparisons[0].rows.find(({ what }: { what: string }) => what === 'checkpoint').verdict).toBe(
      'agrees',
    );
    expect(report.subjects[0]).toMatchObject({
      kind: 'script',
      facts: {
        reads: [`${preprocessed}/PretrainedPlansCustom_3d_fullres (5 cases)`],
        writes: [`nnUNet_results/Dataset122_PancreasCT/nnUNetTrainer__${plans}__3d_fullres/fold_0`],
      },
    });
  });

  test('data of other plans are no lost data of these', async () => {
    const { rules } = await check('nnUNetv2_train 122 3d_fullres 0 -p Others', {
      changes: {
        [`${preprocessed}/Others.json`]: (projectFiles('examples/transfer').get(`${preprocessed}/${plans}.json`) ?? '')
          .toString()
          .replaceAll(plans, 'Others'),
      },
    });
    expect(rules).toContain('workflow/preprocessed');
    expect(rules).not.toContain('dataset/missing-data-folder');
  });

  test('a move is checked as the transfer that it makes', async () => {
    const move = 'nnUNetv2_move_plans_between_datasets';
    const { code, report } = await check(`${move} -s 121 -t 122 -sp TinyPlans -tp Moved`);
    expect(code).toBe(0);
    expect(report.comparisons.map((one: { finetuning: string }) => one.finetuning)).toEqual([
      'Dataset122_PancreasCT/Moved',
      'Dataset122_PancreasCT/Moved',
    ]);
    // Weights of 122 were trained with these very plans: how they got there is history.
    const back = await check(`${move} -s 122 -t 121 -sp ${plans} -tp Moved`);
    expect(back).toMatchObject({ code: 0, rules: ['transfer/wrong-direction'] });
    expect(back.report.findings[0]).toMatchObject({ messageId: 'history', severity: 'info' });
  });

  test('of a move that stops there is nothing to compare', async () => {
    const { code, report, rules } = await check(
      'nnUNetv2_move_plans_between_datasets -s 121 -t 122 -sp Others -tp Mine',
    );
    expect(code).toBe(1);
    expect(report.comparisons).toBeUndefined();
    expect(rules.every((rule: string) => rule.startsWith('workflow/'))).toBe(true);
  });

  test('weights that do not load are an error', async () => {
    const edited = await check(`nnUNetv2_train 122 3d_fullres 0 -p ${plans} -pretrained_weights ${weights}`, {
      changes: withPlans((text) => {
        const read = JSON.parse(text);
        read.configurations['3d_fullres'].architecture.arch_kwargs.kernel_sizes[0] = [1, 1, 1];
        return JSON.stringify(read);
      }),
    });
    expect(edited.code).toBe(1);
    expect(edited.rules).toContain('transfer/weights-loadable');
  });

  test('training without weights is checked with its plans and its data', async () => {
    const command = `nnUNetv2_train 122 3d_fullres 1 -p ${plans}`;
    expect(await check(command)).toMatchObject({ code: 0, rules: [] });
    const without = await check(command, { changes: { [`${preprocessed}/${plans}_3d_fullres`]: undefined } });
    expect(without).toMatchObject({ code: 1 });
    expect(without.rules).toContain('workflow/preprocessed');
    const other = await check(command, {
      changes: withPlans((text) =>
        text.replace('"spacing": [\n                5.0', '"spacing": [\n                7.0'),
      ),
    });
    expect(other.rules).toContain('dataset/case-shape');
  });

  test('a mistake in a configuration that the command does not use is not its business', async () => {
    const changes = withPlans((text) => {
      const read = JSON.parse(text);
      read.configurations['2d'] = { ...read.configurations['3d_fullres'], data_identifier: 'x', batch_size: 'two' };
      return JSON.stringify(read);
    });
    expect(await check(`nnUNetv2_train 122 3d_fullres 0 -p ${plans}`, { changes })).toMatchObject({ code: 0 });
    expect((await check(`nnUNetv2_train 122 2d 0 -p ${plans}`, { changes })).code).toBe(1);
  });

  test('what preprocessing makes anew need not be right yet', async () => {
    const changes = {
      [`${preprocessed}/${plans}_3d_fullres/pan_000.b2nd`]: 'damaged',
      [`${preprocessed}/${plans}_3d_fullres/pan_001.pkl`]: undefined,
    };
    const { code, report } = await check(`nnUNetv2_preprocess -d 122 -plans_name ${plans} -c 3d_fullres`, { changes });
    expect(code).toBe(0);
    expect(report.subjects[0].facts.deletes).toEqual([`${preprocessed}/PretrainedPlansCustom_3d_fullres (5 cases)`]);
    expect((await check(`nnUNetv2_train 122 3d_fullres 0 -p ${plans}`, { changes })).code).toBe(1);
  });

  test('folders come from options, then from the line itself, then from the environment, then from the config', async () => {
    const line = `nnUNetv2_train 122 3d_fullres 1 -p ${plans}`;
    const nowhere = { nnUNet_preprocessed: '/nowhere', nnUNet_raw: '/nowhere', nnUNet_results: '/nowhere' };
    const set = Object.entries(projectRoots)
      .map(([name, value]) => `${name}=${value}`)
      .join(' ');
    const read = ({ report }: { report: { subjects: { facts?: { reads?: string[] } }[] } }) =>
      report.subjects[0]?.facts?.reads;
    expect(read(await check(line, { env: nowhere }))).toBeUndefined();
    expect(read(await check(`${set} ${line}`, { env: nowhere }))).toHaveLength(1);
    expect(read(await check(`env ${set} srun -n1 ${line}`, { env: nowhere }))).toHaveLength(1);
    expect(read(await check(line, { env: nowhere, options: '--preprocessed nnUNet_preprocessed' }))).toHaveLength(1);
    const config = { 'nnplans.config.json': JSON.stringify({ roots: { nnUNet_preprocessed: 'nnUNet_preprocessed' } }) };
    expect(read(await check(line, { env: {}, changes: config }))).toHaveLength(1);
    expect(read(await check(line, { env: nowhere, changes: config }))).toBeUndefined();
  });

  test('-h behind -- belongs to the command', async () => {
    expect(await check('nnUNetv2_train -h')).toMatchObject({ code: 0, rules: [] });
  });

  test('a container has folders of its own', async () => {
    const { code, report } = await check('docker run image nnUNetv2_train 122 3d_fullres 0 -p Missing');
    expect(code).toBe(0);
    expect(report.notChecked).toEqual([expect.objectContaining({ reason: expect.stringContaining('container') })]);
  });

  test.each([
    ['', 'A command of nnU-Net is missing after --.'],
    ['nnUNetv2_trian 122 3d_fullres 0', 'Did you mean nnUNetv2_train?'],
    ['nnUNet_train 3d_fullres nnUNetTrainerV2 122 0', 'belongs to nnU-Net v1'],
    ['echo hello', 'nnplans finds no command of nnU-Net in: echo hello'],
  ])('is refused with exit code 2: %s', async (command, text) => {
    const { code, stderr } = await check(command);
    expect(code).toBe(2);
    expect(stderr).toContain(text);
  });

  test('options of a transfer have no place beside it', async () => {
    const { code, stderr } = await check('nnUNetv2_train 122 3d_fullres 0', { options: '-s 121' });
    expect(code).toBe(2);
    expect(stderr).toContain('-s has no place beside a command');
  });
});

function withPlans(edit: (text: string) => string): Record<string, MemoryFile> {
  const file = `${preprocessed}/${plans}.json`;
  const text = new TextDecoder().decode(projectFiles('examples/transfer').get(file));
  const edited = edit(text);
  expect(edited).not.toBe(text);
  return { [file]: edited };
}

describe('what a batch system or a shell is given to run', () => {
  const train = 'nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustm';
  const storage = projectStorage('examples/transfer', { 'job.slurm': `#!/bin/bash\n${train}\n` });
  const errorsOf = async (...words: string[]) => {
    const { stdout } = await nnplans(['check', '--format', 'json', '--', ...words], { storage, env: projectRoots });
    const { findings } = JSON.parse(stdout) as { findings: readonly { rule: string; severity: string }[] };
    return findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
  };

  test.each([
    ['a script', ['sbatch', '-p', 'gpu', '--gres=gpu:1', 'job.slurm']],
    ['a script of a shell', ['bash', 'job.slurm']],
    ['a wrapped command', ['sbatch', '--wrap', train]],
    ['the same in one word', ['sbatch', `--wrap=${train}`]],
  ])('%s', async (_name, words) => {
    expect(await errorsOf(...words)).toEqual(['workflow/plans-exist']);
  });

  test('what only a shell can take apart is refused', async () => {
    const { code, stderr } = await nnplans(['check', '--', 'sbatch', '--wrap', `cd x && ${train}`], { storage });
    expect(code).toBe(2);
    expect(stderr).toMatch(/finds no command of nnU-Net/);
  });
});
