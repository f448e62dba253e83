import { memorySource } from '../../../src/io/byte-source.js';
import { PickleTrace } from '../../../src/io/pickle/trace.js';
import { readTorchCheckpoint } from '../../../src/io/torch/checkpoint.js';
import { bytes, Call, code, Float, Global, op, pickled, Tuple, type Writable } from '../pickle/pickle-writer.js';
import { zipFile } from '../zip/zip-writer.js';
import { dict, tensor, torchLegacy, torchZip } from './torch-writer.js';

const read = (file: Uint8Array) => readTorchCheckpoint(memorySource(file));
const floats = (count: number) => new Uint8Array(4 * count);

const weights = dict({
  'encoder.conv.weight': tensor({ key: '0', shape: [2, 1, 3] }),
  'encoder.conv.bias': tensor({ key: '1', shape: [2] }),
  'encoder.all_modules.0.weight': tensor({ key: '0', shape: [2, 1, 3] }),
});
const stored = { 0: floats(6), 1: floats(2) };

/** Everything that nnUNetTrainer.save_checkpoint writes. */
const complete = dict({
  network_weights: weights,
  optimizer_state: dict({ state: new Map(), param_groups: [] }),
  grad_scaler_state: null,
  logging: dict({ train_losses: [0.5] }),
  _best_ema: new Float(1),
  current_epoch: 3,
  init_args: dict({
    plans: dict({ plans_name: 'nnUNetPlans', spacing: [new Float(3), 0.8] }),
    configuration: '3d_fullres',
    fold: 0,
    dataset_json: dict({ labels: dict({ background: 0 }) }),
    unpack_dataset: true,
    device: new Call(new Global('torch', 'device'), new Tuple('cuda', 1)),
  }),
  trainer_name: 'nnUNetTrainer',
  inference_allowed_mirroring_axes: new Tuple(0, 1, 2),
});

describe.each([
  ['zip', torchZip(complete, stored)],
  ['legacy', torchLegacy(complete, { 0: [6, floats(6)], 1: [2, floats(2)] })],
])('a complete checkpoint, %s', (container, file) => {
  const checkpoint = read(file);

  test('what it is', () => {
    expect(checkpoint).toMatchObject({ kind: 'nnunet', container, weightsPath: ['network_weights'], problems: [] });
    expect(checkpoint.archiveName).toBe(container === 'zip' ? 'checkpoint_final' : undefined);
    expect(checkpoint.keys).toEqual([...complete.keys()]);
    expect(checkpoint.bytesRead).toBeGreaterThan(0);
  });

  test('its parameters, in order, with their storages', () => {
    expect([...checkpoint.tensors]).toEqual([
      ['encoder.conv.weight', { shape: [2, 1, 3], dtype: 'float32', storageKey: '0', storageOffset: 0 }],
      ['encoder.conv.bias', { shape: [2], dtype: 'float32', storageKey: '1', storageOffset: 0 }],
      ['encoder.all_modules.0.weight', { shape: [2, 1, 3], dtype: 'float32', storageKey: '0', storageOffset: 0 }],
    ]);
    expect(checkpoint.storages.map(({ key, bytes: size }) => [key, size])).toEqual([
      ['0', 24],
      ['1', 8],
    ]);
  });

  test('what it says of its training', () => {
    expect(checkpoint).toMatchObject({
      trainerName: 'nnUNetTrainer',
      currentEpoch: 3,
      bestEma: 1,
      mirroringAxes: [0, 1, 2],
      hasOptimizerState: true,
      hasGradScalerState: false,
      hasLogging: true,
    });
    expect(checkpoint.initArguments).toMatchObject({ configuration: '3d_fullres', fold: 0, device: 'cuda:1' });
    expect(checkpoint.initArguments?.names).toContain('unpack_dataset');
    expect(checkpoint.initArguments?.plans?.value).toEqual({ plans_name: 'nnUNetPlans', spacing: [3, 0.8] });
    expect(checkpoint.initArguments?.plans?.isIntegralFloat('/spacing/0')).toBe(true);
    expect(checkpoint.initArguments?.datasetJson?.value).toEqual({ labels: { background: 0 } });
  });

  test('its globals', () => {
    expect(checkpoint.globals.map(({ module, name, called }) => [module, name, called])).toEqual([
      ['torch._utils', '_rebuild_tensor_v2', true],
      ['torch', 'FloatStorage', false],
      ['collections', 'OrderedDict', true],
      ['torch', 'device', true],
    ]);
  });
});

describe('values as older and interrupted trainings leave them', () => {
  const withEntries = (entries: Readonly<Record<string, Writable>>) =>
    read(torchZip(dict({ network_weights: weights, ...entries }), stored));

  test('absent and None are told apart', () => {
    expect(withEntries({})).toMatchObject({ bestEma: undefined, mirroringAxes: undefined, trainerName: undefined });
    const none = withEntries({ _best_ema: null, inference_allowed_mirroring_axes: null, trainer_name: null });
    expect(none).toMatchObject({ bestEma: null, mirroringAxes: null, trainerName: undefined });
    expect(none.keys).toContain('trainer_name');
  });

  test('fold all, and arguments of another kind', () => {
    expect(withEntries({ init_args: dict({ fold: 'all' }) }).initArguments).toMatchObject({
      fold: 'all',
      plans: undefined,
    });
    expect(withEntries({ init_args: dict({ fold: 1.5, plans: 7 }) }).initArguments).toMatchObject({
      fold: undefined,
      plans: { value: 7 },
    });
    expect(withEntries({ init_args: [1] }).initArguments).toBeUndefined();
  });

  test('axes that are no numbers', () => {
    expect(withEntries({ inference_allowed_mirroring_axes: ['x'] }).mirroringAxes).toBeUndefined();
  });
});

describe('weights that are no checkpoint of nnU-Net v2', () => {
  test.each<[string, Writable, string, readonly string[] | undefined]>([
    ['a bare state_dict', weights, 'state-dict', []],
    ['nnU-Net v1', dict({ epoch: 5, state_dict: weights, plot_stuff: new Tuple([], []) }), 'nnunet-v1', ['state_dict']],
    ['another trainer', dict({ state_dict: weights, epoch: 5 }), 'other', ['state_dict']],
    ['deeper down', dict({ a: dict({ model: weights }) }), 'other', ['a', 'model']],
    ['a list', [dict({ network_weights: weights })], 'other', ['0', 'network_weights']],
    ['no weights at all', dict({ a: 1 }), 'other', undefined],
    ['not even a dictionary', 'text', 'other', undefined],
  ])('%s', (_name, value, kind, path) => {
    const checkpoint = read(torchZip(value, stored));
    expect(checkpoint).toMatchObject({ kind, weightsPath: path });
    expect(checkpoint.tensors.size).toBe(path === undefined ? 0 : 3);
  });

  test('one large dictionary in thousands of places is searched once', () => {
    // Sixty-four lists, which are one and the same, of the same dictionary.
    const large = [
      op.emptyDict,
      op.mark,
      Array.from({ length: 20_000 }, (_, index) => [code(index), op.none]),
      op.setItems,
    ];
    const inner = [op.binaryPut, 0, op.pop, op.emptyList, op.mark, new Array(64).fill([op.binaryGet, 0]), op.appends];
    const outer = [op.binaryPut, 1, op.pop, op.emptyList, op.mark, new Array(64).fill([op.binaryGet, 1]), op.appends];
    const content = bytes(0x80, 2, large, inner, outer, op.stop);
    const file = zipFile([
      { name: 'x/data.pkl', content },
      { name: 'x/version', content: bytes('3') },
    ]);
    expect(read(file)).toMatchObject({ kind: 'other', weightsPath: undefined });
  });

  test('network_weights that hold no tensors', () => {
    const checkpoint = read(
      torchZip(dict({ network_weights: dict({ a: 1, b: tensor({ key: '0', shape: [6] }) }) }), stored),
    );
    expect(checkpoint).toMatchObject({ kind: 'nnunet', nonTensors: ['a'] });
    expect(read(torchZip(dict({ network_weights: null })))).toMatchObject({
      kind: 'nnunet',
      weightsPath: ['network_weights'],
    });
  });
});

describe('what torch.load refuses', () => {
  const problems = (file: Uint8Array) => read(file).problems.map(({ kind, fatal, name }) => [kind, fatal, name]);

  test('storages missing or of another size', () => {
    expect(problems(torchZip(weights, { 0: floats(6) }))).toEqual([['storage-missing', true, '1']]);
    expect(problems(torchZip(weights, { 0: floats(5), 1: floats(2) }))).toEqual([['storage-size', true, '0']]);
    const twoLegacy = torchLegacy(weights, { 0: [7, floats(7)], 1: [2, floats(2)] });
    expect(problems(twoLegacy)).toEqual([['storage-size', true, '0']]);
  });

  test('a tensor larger than its storage', () => {
    const value = dict({ w: tensor({ key: '0', shape: [4], offset: 3, elements: 6 }) });
    expect(problems(torchZip(value, { 0: floats(6) }))).toEqual([['tensor-beyond-storage', true, 'w']]);
    const strided = dict({ w: tensor({ key: '0', shape: [2, 3], stride: [1, 2], elements: 6 }) });
    expect(problems(torchZip(strided, { 0: floats(6) }))).toEqual([]);
  });

  test('no version entry', () => {
    const file = zipFile([{ name: 'x/data.pkl', content: pickled(1) }]);
    expect(problems(file)).toEqual([['version-missing', true, 'version']]);
  });

  test('a legacy file cut off within its weights', () => {
    const whole = torchLegacy(weights, { 0: [6, floats(6)], 1: [2, floats(2)] });
    expect(problems(whole.subarray(0, whole.length - 3))).toEqual([['cut-off', true, '1']]);
    expect(problems(whole.subarray(0, whole.length - 20))).toEqual([['cut-off', true, '0']]);
    expect(problems(bytes(whole, 'more'))).toEqual([]);
  });

  test.each<[string, Uint8Array, string]>([
    ['a zip file cut off', torchZip(complete, stored).subarray(0, 500), 'truncated'],
    [
      'TorchScript',
      zipFile([
        { name: 'm/data.pkl', content: pickled(1) },
        { name: 'm/constants.pkl', content: pickled(1) },
      ]),
      'unsupported',
    ],
    ['another zip file', zipFile([{ name: 'a/readme', content: bytes('x') }]), 'not-this-format'],
    ['a zip file without folder', zipFile([{ name: 'data.pkl', content: pickled(1) }]), 'not-this-format'],
    ['an empty zip file', bytes(zipFile([])), 'not-this-format'],
    ['a pickle of something else', pickled('text'), 'not-this-format'],
    ['a git-lfs pointer', bytes('version https://git-lfs.github.com/spec/v1\n'), 'not-this-format'],
    ['an empty file', bytes(), 'truncated'],
    ['a legacy file of another version', bytes(torchLegacy(1, {}).subarray(0, 15), pickled(7)), 'unsupported'],
    ['a legacy file cut off in its pickle', torchLegacy(complete, {}).subarray(0, 200), 'truncated'],
    ['a legacy file with an unknown storage', torchLegacy(1, { 5: [1, floats(1)] }), 'corrupt'],
  ])('%s', (_name, file, fault) => {
    expect(() => read(file)).toThrow(expect.objectContaining({ fault }));
  });
});

describe('zip files of strange make', () => {
  test('a data.pkl that someone compressed', () => {
    const file = zipFile([
      { name: 'x/data.pkl', content: pickled(weights), deflated: true },
      { name: 'x/data/0', content: floats(6), deflated: true },
      { name: 'x/data/1', content: floats(2) },
      { name: 'x/version', content: bytes('3') },
    ]);
    expect(read(file)).toMatchObject({ kind: 'state-dict', problems: [] });
  });

  test('two data.pkl: both are looked at, whichever torch takes', () => {
    const file = zipFile([
      { name: 'x/data.pkl', content: pickled(dict({ a: 1 })) },
      { name: 'x/DATA.PKL', content: pickled(new Call(new Global('os', 'system'), new Tuple('true'))) },
      { name: 'x/version', content: bytes('3') },
    ]);
    const trace = new PickleTrace();
    expect(readTorchCheckpoint(memorySource(file), { trace })).toMatchObject({ keys: ['a'] });
    expect(trace.acts).toEqual([{ kind: 'two-pickles', what: 'x/data.pkl' }]);
    expect(trace.globals).toMatchObject([{ module: 'os', name: 'system', called: true }]);
  });

  test('names that would mean something to JavaScript', () => {
    const own = new Map<Writable, Writable>([['__proto__', tensor({ key: '0', shape: [6] })]]);
    expect([...read(torchZip(dict({ network_weights: own }), stored)).tensors.keys()]).toEqual(['__proto__']);
  });
});
