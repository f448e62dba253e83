import { memoryStorage } from '../../../src/io/memory-storage.js';
import { type Storage, StorageError } from '../../../src/io/storage.js';
import { findInstallation } from '../../../src/workspace/installation/find-installation.js';
import { fakeInstallation, fakePackages, fakeSite } from '../../support/fake-installation.js';

const trainers = 'nnunetv2/training/nnUNetTrainer';
const stock = 'from nnunetv2.training.nnUNetTrainer.nnUNetTrainer import nnUNetTrainer\n';

describe('a name is looked up as nnU-Net does', () => {
  const installation = fakeInstallation({
    'nnunetv2/imageio/a_dicom.py':
      'from .simpleitk_reader_writer import SimpleITKIO as Base\nimport numpy as np\n\nclass DicomIO(Base):\n    class Inner: pass\n\nOtherIO = DicomIO\nlimit = 5\ndef make(): pass\n',
    'nnunetv2/imageio/sub/__init__.py': 'class InInit: pass\n',
    'nnunetv2/imageio/sub/deep.py': 'if True:\n    class DeepIO: pass\n',
    'nnunetv2/imageio/loose/lost.py': 'class LostIO: pass\n',
    'nnunetv2/imageio/text.py':
      '"""\nclass TextIO: pass\n"""\n# class CommentIO: pass\nif TYPE_CHECKING:\n    from x import TypeIO\nfrom nnunetv2.hidden import *\n',
    'nnunetv2/hidden.py': '__all__ = ["StarIO"]\nclass StarIO: pass\nclass UnlistedIO: pass\n',
  });
  test.each([
    ['DicomIO', 'class', 'imageio/a_dicom.py'],
    ['OtherIO', 'class', 'imageio/a_dicom.py'],
    ['Base', 'class', 'imageio/simpleitk_reader_writer.py'],
    ['DeepIO', 'class', 'imageio/sub/deep.py'],
    ['StarIO', 'class', 'hidden.py'],
    ['np', 'module', 'imageio/a_dicom.py'],
    ['make', 'function', 'imageio/a_dicom.py'],
    ['limit', 'value', 'imageio/a_dicom.py'],
  ])('%s is a %s of %s', (name, what, file) => {
    expect(installation.lookUp('reader', name)).toMatchObject({
      kind: 'found',
      what,
      file: `${fakeSite}/nnunetv2/${file}`,
    });
  });

  test.each([
    'Inner',
    'InInit',
    'LostIO',
    'TextIO',
    'CommentIO',
    'TypeIO',
    'UnlistedIO',
    'DicomIo',
    'DefaultPreprocessor',
  ])('%s is not there', (name) => {
    expect(installation.lookUp('reader', name)).toEqual({ kind: 'missing' });
  });

  test('a preprocessor is looked for in everything about preprocessing', () => {
    expect(installation.lookUp('preprocessor', 'ZScoreNormalization').kind).toBe('found');
  });

  test.each([
    ['a compiled module', { 'nnunetv2/imageio/fast.cpython-311-x86_64-linux-gnu.so': '' }],
    ['names that are made while it runs', { 'nnunetv2/imageio/lazy.py': 'def __getattr__(name): pass\n' }],
    ['everything of a module that is not found', { 'nnunetv2/imageio/lazy.py': 'from nowhere import *\n' }],
    ['a source that cannot be read as a whole', { 'nnunetv2/imageio/NewIO.py': 'class NewIO(:\n  NewIO2' }],
  ])('nothing is called missing beside %s', (_what, files) => {
    expect(fakeInstallation(files).lookUp('reader', 'NewIO2').kind).not.toBe('missing');
  });

  test('modules that take everything from each other end somewhere', () => {
    const files = { 'nnunetv2/imageio/a.py': 'from .b import *\n', 'nnunetv2/imageio/b.py': 'from .a import *\n' };
    expect(fakeInstallation(files).lookUp('reader', 'NewIO')).toEqual({ kind: 'missing' });
  });
});

describe('a dotted name', () => {
  const installation = fakeInstallation({
    'mynet/__init__.py': 'from .models import Net\n',
    'mynet/models.py': 'class Net:\n    class Inner: pass\ndef build(): pass\n',
    'mynet/layers/norm.py': 'class Norm: pass\n',
    'dynamic_network_architectures/architectures/own.py': 'class OwnUNet: pass\n',
  });
  test.each([
    ['mynet.Net', { kind: 'found', what: 'class' }],
    ['mynet.models.Net', { kind: 'found', what: 'class' }],
    ['mynet.models.Net.Inner', { kind: 'found', what: 'class' }],
    ['mynet.models.build', { kind: 'found', what: 'function' }],
    ['mynet.models', { kind: 'found', what: 'module' }],
    ['mynet.layers.norm.Norm', { kind: 'found', what: 'class' }],
    ['mynet.models.Nat', { kind: 'missing' }],
    ['mynet.layers.Norm', { kind: 'missing' }],
    ['yournet.Net', { kind: 'missing' }],
    ['Net', { kind: 'missing' }],
  ])('%s', (path, expected) => {
    expect(installation.locate(path)).toMatchObject(expected);
  });

  test('a network is also found by its last part', () => {
    expect(installation.locateNetwork('gone.OwnUNet')).toMatchObject({ kind: 'found', what: 'class' });
    expect(installation.locateNetwork('gone.TheirUNet')).toEqual({ kind: 'missing' });
  });

  test('beside a checkout there may be any package', () => {
    const storage = memoryStorage(fakePackages('/nnUNet'));
    const checkout = findInstallation({
      storage,
      env: {},
      cwd: '/nnUNet',
      command: ['python', '-m', 'nnunetv2.run.run_training'],
    });
    expect(checkout?.locate('yournet.Net')).toEqual({ kind: 'unsure' });
  });
});

describe('the source of a trainer', () => {
  const installation = fakeInstallation({
    [`${trainers}/mine.py`]: `${stock}from nnunetv2.mixins import Noisy\n\nclass Base(nnUNetTrainer):\n    def _build_loss(self): pass\n\nclass Mine(Noisy, Base):\n    def __init__(self, plans):\n        self.num_epochs = 5\n`,
    'nnunetv2/mixins.py': 'class Noisy:\n    batch_size = 8\n',
    [`${trainers}/lost.py`]: 'from gone import Base\nclass Lost(Base): pass\nclass Made(make()): pass\nmany = 5\n',
  });

  test('it and what it extends, up to the trainers of nnU-Net', () => {
    const source = installation.trainer('Mine');
    expect(source?.classes.map(({ name }) => name)).toEqual(['Mine', 'Noisy', 'Base']);
    expect(source).toMatchObject({
      name: 'Mine',
      stock: ['nnUNetTrainer'],
      isComplete: true,
      file: `${fakeSite}/${trainers}/mine.py`,
    });
    expect([...(source?.classes[0]?.assigned ?? [])]).toEqual(['num_epochs']);
  });

  test.each(['Lost', 'Made'])('%s extends what is not found', (name) => {
    expect(installation.trainer(name)).toMatchObject({ stock: [], isComplete: false });
  });

  test.each(['many', 'Nobody'])('%s is no trainer', (name) => {
    expect(installation.trainer(name)).toBeUndefined();
  });
});

describe('nnUNet_extTrainer', () => {
  const files = {
    '/mine/helper.py': 'class Base: pass\n',
    '/mine/outer.py': `${stock}from helper import Base\nclass OuterTrainer(Base, nnUNetTrainer):\n    def build_network_architecture(self): pass\n`,
    '/also/pack/__init__.py': '',
    '/also/pack/inner.py': `${stock}class InnerTrainer(nnUNetTrainer): pass\n`,
  };
  const opened = (version: string, env: Record<string, string>) =>
    findInstallation({
      storage: memoryStorage({ ...files, ...fakePackages('/nnUNet', version) }),
      env,
      cwd: '/nnUNet',
      command: ['python', '-m', 'nnunetv2.run.run_training'],
    });

  test('its folders are searched since 2.8.0', () => {
    const env = { nnUNet_extTrainer: '/gone::/mine:/also' };
    const installation = opened('2.8.1', env);
    expect(installation?.lookUp('trainer', 'OuterTrainer')).toMatchObject({ kind: 'found', file: '/mine/outer.py' });
    expect(installation?.lookUp('trainer', 'InnerTrainer')).toMatchObject({
      kind: 'found',
      file: '/also/pack/inner.py',
    });
    expect(installation?.trainer('OuterTrainer')).toMatchObject({ stock: ['nnUNetTrainer'], isComplete: true });
    expect(installation?.namesOf('trainer')).toContain('OuterTrainer');
    expect(opened('2.7.0', env)?.lookUp('trainer', 'OuterTrainer')).toEqual({ kind: 'missing' });
    expect(opened('2.8.1', {})?.lookUp('trainer', 'OuterTrainer')).toEqual({ kind: 'missing' });
  });
});

test('sources are read only where a name may stand', () => {
  const storage = memoryStorage({
    '/venv/pyvenv.cfg': 'home = /usr/bin\n',
    '/venv/bin/python': '',
    '/venv/bin/nnUNetv2_train': '#!/venv/bin/python\n',
    ...fakePackages(fakeSite),
  });
  const read: string[] = [];
  const counting: Storage = {
    ...storage,
    readBytes: (file, most) => {
      read.push(file);
      return storage.readBytes(file, most);
    },
  };
  const installation = findInstallation({ storage: counting, env: { PATH: '/venv/bin' }, cwd: '/' });
  expect(read.filter((file) => file.endsWith('.py'))).toEqual([]);
  installation?.lookUp('reader', 'DicomIO');
  installation?.lookUp('reader', 'OtherIO');
  expect(read.filter((file) => file.endsWith('.py'))).toEqual([
    `${fakeSite}/nnunetv2/imageio/base_reader_writer.py`,
    `${fakeSite}/nnunetv2/imageio/simpleitk_reader_writer.py`,
  ]);
});

test('what may not be read is not called missing', () => {
  const storage = memoryStorage(fakePackages('/nnUNet'));
  const forbidden: Storage = {
    ...storage,
    readBytes: (file, most) => {
      if (file.endsWith('.py')) throw new StorageError('forbidden', file, 'no');
      return storage.readBytes(file, most);
    },
  };
  const installation = findInstallation({
    storage: forbidden,
    env: {},
    cwd: '/nnUNet',
    command: ['python', '-m', 'nnunetv2.run.run_training'],
  });
  expect(installation?.lookUp('reader', 'DicomIO')).toEqual({ kind: 'unsure' });
  expect(installation?.namesOf('reader')).toEqual([]);
});
