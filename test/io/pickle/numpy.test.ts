import { memorySource } from '../../../src/io/byte-source.js';
import { numbersOf } from '../../../src/io/pickle/access.js';
import { NumpyArray, NumpyDtype, NumpyScalar } from '../../../src/io/pickle/numpy-values.js';
import { readPickle } from '../../../src/io/pickle/read-pickle.js';
import { PyObject } from '../../../src/io/pickle/values.js';
import { Call, Global, pickled, Tuple, type Writable } from './pickle-writer.js';

const read = (written: Writable) => readPickle(memorySource(pickled(written))).value;

function dtype(code: string, order = '<'): Call {
  const state = new Tuple(3, order, null, null, null, -1, -1, code.startsWith('O') ? 63 : 0);
  return new Call(new Global('numpy', 'dtype'), new Tuple(code, false, true), state);
}

function scalar(code: string, content: readonly number[], order = '<', module = 'numpy._core.multiarray'): Call {
  return new Call(new Global(module, 'scalar'), new Tuple(dtype(code, order), Uint8Array.from(content)));
}

function array(code: string, shape: readonly number[], content: Writable, fortran = false): Call {
  const empty = new Tuple(new Global('numpy', 'ndarray'), new Tuple(0), Uint8Array.of(0x62));
  const state = new Tuple(1, new Tuple(...shape), dtype(code), fortran, content);
  return new Call(new Global('numpy.core.multiarray', '_reconstruct'), empty, state);
}

test.each<[string, Call, number | bigint | boolean]>([
  ['float64', scalar('f8', [0, 0, 0, 0, 0, 0, 0xf8, 0x3f]), 1.5],
  ['float32', scalar('f4', [0, 0, 0xc0, 0x3f]), 1.5],
  ['float16', scalar('f2', [0, 0x3e]), 1.5],
  ['a subnormal float16', scalar('f2', [1, 0]), 2 ** -24],
  ['float16 infinity', scalar('f2', [0, 0xfc]), Number.NEGATIVE_INFINITY],
  ['float16 nan', scalar('f2', [1, 0x7c]), Number.NaN],
  ['int64', scalar('i8', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]), -1],
  ['uint64 beyond 2^53', scalar('u8', [0, 0, 0, 0, 0, 0, 0, 0x80]), 2n ** 63n],
  ['int32', scalar('i4', [0xfe, 0xff, 0xff, 0xff]), -2],
  ['uint32', scalar('u4', [0xfe, 0xff, 0xff, 0xff]), 2 ** 32 - 2],
  ['int16', scalar('i2', [0xfd, 0xff]), -3],
  ['uint16, big-endian', scalar('u2', [1, 2], '>'), 258],
  ['int8', scalar('i1', [0xff], '|'), -1],
  ['uint8', scalar('u1', [0xff], '|'), 255],
  ['bool', scalar('b1', [1], '|'), true],
  ['of numpy 1', scalar('i8', [3, 0, 0, 0, 0, 0, 0, 0], '<', 'numpy.core.multiarray'), 3],
])('scalar: %s', (_name, written, expected) => {
  const found = read(written);
  expect(found).toBeInstanceOf(NumpyScalar);
  expect(found).toMatchObject({ value: expected });
});

test('a scalar of protocol 2, whose bytes are a text', () => {
  const content = new Call(new Global('_codecs', 'encode'), new Tuple('\u00ff\u0001', 'latin1'));
  const found = read(new Call(new Global('numpy.core.multiarray', 'scalar'), new Tuple(dtype('u2'), content)));
  expect(found).toMatchObject({ value: 0x01ff });
});

test('a scalar with too few bytes has no value', () => {
  expect(read(scalar('f8', [1, 2]))).toMatchObject({ value: undefined });
});

test('a dtype as an array header writes it', () => {
  const found = read(dtype('f4', '>'));
  expect(found instanceof NumpyDtype && found.text).toBe('>f4');
});

test('an array and its small content', () => {
  const found = read(array('i2', [2, 2], Uint8Array.of(1, 0, 2, 0, 3, 0, 0xff, 0xff), true));
  expect(found).toBeInstanceOf(NumpyArray);
  expect(found).toMatchObject({ shape: [2, 2], fortranOrder: true, numbers: [1, 2, 3, -1] });
});

test('an array of one axis serves as a list of numbers', () => {
  expect(numbersOf(read(array('u1', [3], Uint8Array.of(5, 6, 7))), 3)).toEqual([5, 6, 7]);
  expect(numbersOf(read(array('u1', [3], Uint8Array.of(5, 6, 7))), 2)).toBeUndefined();
  expect(numbersOf(read(array('u1', [1, 3], Uint8Array.of(5, 6, 7))), 3)).toBeUndefined();
});

test('an array whose content contradicts its shape has no numbers', () => {
  expect(read(array('u1', [4], Uint8Array.of(5, 6, 7)))).toMatchObject({ numbers: undefined });
});

test('an array of objects keeps its list', () => {
  expect(read(array('O8', [2], [null, 'x']))).toMatchObject({ data: [null, 'x'], numbers: undefined });
});

test('an array of protocol 5', () => {
  const written = new Call(
    new Global('numpy._core.numeric', '_frombuffer'),
    new Tuple(Uint8Array.of(1, 2), dtype('u1', '|'), new Tuple(2), 'F'),
  );
  expect(read(written)).toMatchObject({ shape: [2], fortranOrder: true, numbers: [1, 2] });
});

test.each<[string, Writable]>([
  ['a dtype of a number', new Call(new Global('numpy', 'dtype'), new Tuple(4))],
  ['a scalar of no dtype', new Call(new Global('numpy.core.multiarray', 'scalar'), new Tuple('f4', Uint8Array.of(1)))],
  [
    'an array of another class',
    new Call(new Global('numpy.core.multiarray', '_reconstruct'), new Tuple(new Global('numpy', 'matrix'))),
  ],
  ['bytes of another encoding', new Call(new Global('_codecs', 'encode'), new Tuple('x', 'rot13'))],
  ['a gigabyte of zero bytes', new Call(new Global('builtins', 'bytes'), new Tuple(2 ** 30))],
  ['a set of a number', new Call(new Global('builtins', 'set'), new Tuple(3))],
  ['a dict of odd pairs', new Call(new Global('builtins', 'dict'), new Tuple([new Tuple(1)]))],
])('what a handler does not understand stays inert: %s', (_name, written) => {
  expect(read(written)).toBeInstanceOf(PyObject);
});

test.each<[string, Writable]>([
  ['a dtype of no byte order', new Call(new Global('numpy', 'dtype'), new Tuple('f4', false, true), new Tuple(3, 'x'))],
  ['an array of negative shape', array('u1', [-1], Uint8Array.of())],
  [
    'an array whose state is None',
    new Call(
      new Global('numpy.core.multiarray', '_reconstruct'),
      new Tuple(new Global('numpy', 'ndarray'), new Tuple(0), Uint8Array.of(0x62)),
      null,
    ),
  ],
])('contradictions are refused: %s', (_name, written) => {
  expect(() => read(written)).toThrow(expect.objectContaining({ fault: 'corrupt' }));
});
