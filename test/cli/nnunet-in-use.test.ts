import type { MemoryFile } from '../../src/io/memory-storage.js';
import { nnplans, projectRoots, projectStorage } from '../support/command-line.js';
import { fakePackages } from '../support/fake-installation.js';

const trainers = '/venv/lib/python3.11/site-packages/nnunetv2/training/nnUNetTrainer';
const stock = 'from nnunetv2.training.nnUNetTrainer.nnUNetTrainer import nnUNetTrainer\n';

/** A venv on the PATH, beside the example project. */
const venv = (version = '2.8.1', more: Record<string, string> = {}): Record<string, MemoryFile> => ({
  '/venv/pyvenv.cfg': 'home = /usr/bin\n',
  '/venv/bin/python': '',
  '/venv/bin/nnUNetv2_train': '#!/venv/bin/python\n',
  ...fakePackages('/venv/lib/python3.11/site-packages', version),
  ...more,
});

const env = { ...projectRoots, PATH: '/venv/bin' };
const transfer = 'check -s 121 -t 122 -sp TinyPlans -tp PretrainedPlansCustom -c 3d_fullres';

async function run(words: string, changes: Record<string, MemoryFile | undefined> = {}, variables = env) {
  return await nnplans(words, { storage: projectStorage('examples/transfer', changes), env: variables });
}

async function reported(words: string, changes: Record<string, MemoryFile | undefined> = {}, variables = env) {
  const { stdout } = await run(words.replace('check', 'check --format json'), changes, variables);
  return JSON.parse(stdout);
}

describe('a report says which nnU-Net was taken', () => {
  test.each([
    ['the one on the PATH', '', venv(), 'nnU-Net 2.8.1 in venv /venv'],
    ['none is found', '', {}, 'nnU-Net not found: 2.8 assumed'],
    ['versions', ' --nnunet 2.5', venv(), 'nnU-Net 2.5 by --nnunet'],
    ['none is wanted', ' --nnunet none', venv(), 'nnU-Net 2.8 assumed: "none" by --nnunet'],
    ['a folder', ' --nnunet nnUNet', fakePackages('/nnUNet', '2.4'), 'nnU-Net 2.4 in /nnUNet, by --nnunet'],
    [
      'a folder, by the config',
      '',
      { ...fakePackages('/nnUNet', '2.4'), '/nnplans.config.json': '{"nnunet": "./nnUNet"}' },
      'nnU-Net 2.4 in /nnUNet, by nnplans.config.json',
    ],
    [
      'the config, over what is found',
      '',
      { ...venv(), '/nnplans.config.json': '{"nnunet": ">=2.5"}' },
      'nnU-Net >=2.5 by nnplans.config.json',
    ],
    [
      'the option, over the config',
      ' --nnunet auto',
      { ...venv(), '/nnplans.config.json': '{"nnunet": "none"}' },
      'nnU-Net 2.8.1 in venv /venv',
    ],
    [
      'a version that is not told',
      ' --nnunet nnUNet',
      { '/nnUNet/nnunetv2/__init__.py': '' },
      'nnU-Net in /nnUNet (version not known: 2.8 assumed), by --nnunet',
    ],
  ])('%s', async (_what, options, changes, text) => {
    const { stdout } = await run(`${transfer}${options}`, changes);
    expect(stdout).toContain(` ${text}\n`);
    expect((await reported(`${transfer}${options}`, changes)).nnunet.text).toBe(text);
  });

  test('in JSON also for programs', async () => {
    expect((await reported(transfer, venv())).nnunet).toEqual({
      source: 'found',
      version: '2.8.1',
      folder: '/venv/lib/python3.11/site-packages/nnunetv2',
      text: 'nnU-Net 2.8.1 in venv /venv',
    });
    expect((await reported(transfer, venv('2.6.4.dev1+g1'))).nnunet).toMatchObject({ version: '2.6.4.dev1+g1' });
  });

  test('so do show and --print-config', async () => {
    const plans = 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json';
    expect((await run(`show ${plans}`, venv())).stdout).toMatch(/\n\n nnU-Net 2\.8\.1 in venv \/venv\n$/);
    expect((await run(`show ${plans}`)).stdout).not.toContain('nnU-Net not found');
    expect(JSON.parse((await run(`show ${plans} --format json --nnunet 2.5`, venv())).stdout).nnunet).toMatchObject({
      source: 'versions',
    });
    expect(JSON.parse((await run(`check --print-config ${plans}`, venv())).stdout).nnunet).toMatchObject({
      source: 'found',
    });
  });

  test.each(['nowhere', './nnUNet_raw', '2.x.y'])('--nnunet %s: exit code 2', async (which) => {
    const { code, stderr } = await run(`${transfer} --nnunet ${which}`, venv());
    expect(code).toBe(2);
    expect(stderr).toContain('no nnU-Net is there');
    expect(stderr).toContain('a checkout with nnunetv2 in it');
  });

  test('a config that names a folder without it: exit code 2', async () => {
    const { code, stderr } = await run(transfer, { '/nnplans.config.json': '{"nnunet": "./gone"}' });
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('/gone by nnplans.config.json'),
    });
  });
});

describe('a command is judged by the nnU-Net that it starts', () => {
  const train = 'nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom';
  const rulesOf = (report: { findings: { rule: string }[] }) => report.findings.map(({ rule }) => rule);

  test('its options are those of the version', async () => {
    // --val_best came with 2.1.2, and --use_compressed went with 2.6.
    const command = `check -- ${train} --val_best`;
    expect(rulesOf(await reported(command, venv()))).not.toContain('workflow/unknown-option');
    expect(rulesOf(await reported(command, venv('2.0')))).toContain('workflow/unknown-option');
    expect(rulesOf(await reported(`check -- ${train} --use_compressed`, venv('2.5.2')))).not.toContain(
      'workflow/unknown-option',
    );
  });

  test('a variable before the command counts', async () => {
    const report = await reported(`check -- PATH=/venv/bin ${train}`, venv(), projectRoots as typeof env);
    expect(report.nnunet).toMatchObject({ source: 'found' });
  });

  const weights =
    '/nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth';
  const finetune = `check -- ${train} -tr MyTrainer -pretrained_weights ${weights}`;
  const plansFile = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
  const otherPlans = async () => {
    const text = projectStorage('examples/transfer').readBytes(`/${plansFile}`, 1e6);
    const plans = JSON.parse(new TextDecoder().decode(text));
    plans.configurations['3d_fullres'].architecture.arch_kwargs.features_per_stage[0] = 4;
    return { [plansFile]: JSON.stringify(plans) };
  };
  const loading = (report: { findings: { rule: string }[]; notChecked: { rule: string }[] }) => ({
    finding: report.findings.find(({ rule }) => rule === 'transfer/weights-loadable'),
    notChecked: report.notChecked.find(({ rule }) => rule === 'transfer/weights-loadable'),
  });

  test('a trainer of which nothing is known is taken to build the network of the plans', async () => {
    expect(loading(await reported(finetune))).toEqual({ finding: undefined, notChecked: undefined });
    expect(loading(await reported(finetune, await otherPlans())).finding).toMatchObject({
      severity: 'error',
      message: expect.stringContaining(
        'This assumes that MyTrainer, which does not come with nnU-Net, builds the network of the plans.',
      ),
    });
  });

  test('its source says whether it does', async () => {
    const of = (body: string) =>
      venv('2.8.1', { [`${trainers}/mine.py`]: `${stock}class MyTrainer(nnUNetTrainer):\n${body}` });
    const plain = { ...(await otherPlans()), ...of('  def on_train_start(self): pass\n') };
    const told = loading(await reported(finetune, plain)).finding;
    expect(told).toMatchObject({ severity: 'error' });
    expect(told).not.toMatchObject({ message: expect.stringContaining('assumes') });
    const own = { ...(await otherPlans()), ...of('  @staticmethod\n  def build_network_architecture(*args): pass\n') };
    expect(loading(await reported(finetune, own))).toMatchObject({
      finding: undefined,
      notChecked: {
        reason: expect.stringContaining(
          'MyTrainer has a network of its own, whatever the plans say (build_network_architecture in mine.py)',
        ),
      },
    });
  });

  test('what a trainer with a network of its own does not meet is not held against the plans', async () => {
    const text = JSON.parse(
      new TextDecoder().decode(projectStorage('examples/transfer').readBytes(`/${plansFile}`, 1e6)),
    );
    text.configurations['3d_fullres'].architecture.arch_kwargs.norm_op = 'InstanceNorm3d';
    const changes = { [plansFile]: JSON.stringify(text) };
    const of = (body: string) =>
      venv('2.8.1', { [`${trainers}/mine.py`]: `${stock}class MyTrainer(nnUNetTrainer):\n${body}` });
    const command = `check -- ${train} -tr MyTrainer`;
    expect(rulesOf(await reported(command, { ...changes, ...of('  num_epochs = 5\n') }))).toContain(
      'plans/network-known',
    );
    const report = await reported(command, { ...changes, ...of('  def build_network_architecture(self): pass\n') });
    expect(rulesOf(report)).not.toContain('plans/network-known');
    expect(report.notChecked).toContainEqual(expect.objectContaining({ rule: 'plans/network-known' }));
  });
});
