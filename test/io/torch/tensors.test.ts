import { memorySource } from '../../../src/io/byte-source.js';
import { readTorchCheckpoint } from '../../../src/io/torch/checkpoint.js';
import { wrapperPrefix } from '../../../src/io/torch/weights.js';
import { Call, Global, PersistentId, Tuple, type Writable } from '../pickle/pickle-writer.js';
import { dict, tensor, torchZip } from './torch-writer.js';

const read = (value: Writable, bytes: number) =>
  readTorchCheckpoint(memorySource(torchZip(dict({ w: value }), { 0: new Uint8Array(bytes) })));

test.each([
  ['FloatStorage', 'float32', 4],
  ['DoubleStorage', 'float64', 8],
  ['HalfStorage', 'float16', 2],
  ['BFloat16Storage', 'bfloat16', 2],
  ['LongStorage', 'int64', 8],
  ['IntStorage', 'int32', 4],
  ['ShortStorage', 'int16', 2],
  ['CharStorage', 'int8', 1],
  ['ByteStorage', 'uint8', 1],
  ['BoolStorage', 'bool', 1],
  ['ComplexFloatStorage', 'complex64', 8],
  ['ComplexDoubleStorage', 'complex128', 16],
])('%s holds %s', (storageClass, dtype, size) => {
  const checkpoint = read(tensor({ key: '0', shape: [3], storageClass }), 3 * size);
  expect(checkpoint.tensors.get('w')?.dtype).toBe(dtype);
  expect(checkpoint.problems).toEqual([]);
});

test('a dtype beside its tensor, whose storage counts bytes', () => {
  const storage = new PersistentId(new Tuple('storage', new Global('torch.storage', 'UntypedStorage'), '0', 'cpu', 6));
  const rebuild = new Global('torch._utils', '_rebuild_tensor_v3');
  const args = new Tuple(storage, 0, new Tuple(3), new Tuple(1), false, null, new Global('torch', 'uint16'));
  const checkpoint = read(new Call(rebuild, args), 6);
  expect(checkpoint.tensors.get('w')).toMatchObject({ dtype: 'uint16', shape: [3] });
  expect(checkpoint.problems).toEqual([]);
});

test('a parameter is its tensor', () => {
  const value = new Call(
    new Global('torch._utils', '_rebuild_parameter'),
    new Tuple(tensor({ key: '0', shape: [] }), true, null),
  );
  expect(read(value, 4).tensors.get('w')).toMatchObject({ shape: [] });
});

test('a tensor of no elements fits every storage', () => {
  const checkpoint = read(tensor({ key: '0', shape: [0, 5], elements: 0 }), 0);
  expect(checkpoint.tensors.get('w')?.shape).toEqual([0, 5]);
  expect(checkpoint.problems).toEqual([]);
});

test.each<[string, Writable]>([
  ['a sparse tensor', new Call(new Global('torch._utils', '_rebuild_sparse_tensor'), new Tuple(1))],
  ['a tensor of negative shape', tensor({ key: '0', shape: [-1], stride: [1], elements: 1 })],
  ['a tensor of an unknown storage', tensor({ key: '0', shape: [1], storageClass: 'XpuStorage' })],
  ['shape and stride of unequal length', tensor({ key: '0', shape: [1, 1], stride: [1] })],
])('%s is listed as no tensor', (_name, value) => {
  const checkpoint = readTorchCheckpoint(memorySource(torchZip(dict({ network_weights: dict({ w: value }) }))));
  expect(checkpoint.nonTensors).toEqual(['w']);
});

test('the prefix that wrappers leave', () => {
  expect(wrapperPrefix(['module.a', 'module.b'])).toBe('module.');
  expect(wrapperPrefix(['module._orig_mod.a', 'module._orig_mod.b'])).toBe('module._orig_mod.');
  expect(wrapperPrefix(['module.a', 'b'])).toBe('');
  expect(wrapperPrefix(['a'])).toBe('');
  expect(wrapperPrefix([])).toBe('');
});
