import { Budget, limits } from '../../../src/budget.js';
import { PyDict } from '../../../src/io/pickle/dictionary.js';
import { NumpyDtype, NumpyScalar } from '../../../src/io/pickle/numpy-values.js';
import { type PickleValue, PyBytes, PyFloat, PyObject, PyTuple } from '../../../src/io/pickle/values.js';

function dictOf(...keys: readonly PickleValue[]): PyDict {
  const dict = new PyDict();
  for (const [index, key] of keys.entries()) dict.setItem(key, index, new Budget(limits.pickle));
  return dict;
}

function numpyInteger(value: number): NumpyScalar {
  const dtype = new NumpyDtype('i8');
  dtype.byteOrder = '<';
  return new NumpyScalar(dtype, new PyBytes(8, `${String.fromCharCode(value)}${'\0'.repeat(7)}`));
}

test.each<[string, PickleValue, PickleValue]>([
  ['1 and True', 1, true],
  ['0 and False', 0, false],
  ['1 and 1.0', 1, new PyFloat(1)],
  ['1 and np.int64(1)', 1, numpyInteger(1)],
  ['2**60 and its float', 2n ** 60n, new PyFloat(2 ** 60)],
  ['tuples of equal items', new PyTuple([1, new PyTuple(['a'])]), new PyTuple([true, new PyTuple(['a'])])],
  ['a region of numpy integers', new PyTuple([1, 2]), new PyTuple([numpyInteger(1), numpyInteger(2)])],
  ['bytes', new PyBytes(2, 'ab'), new PyBytes(2, 'ab')],
  ['None', null, null],
])('one entry for %s', (_name, one, other) => {
  expect(dictOf(one, other).size).toBe(1);
});

test.each<[string, PickleValue, PickleValue]>([
  ['1 and "1"', 1, '1'],
  ['None and "None"', null, 'None'],
  ['(1,) and 1', new PyTuple([1]), 1],
  ['("a", "b") and ("ab",)', new PyTuple(['a', 'b']), new PyTuple(['ab'])],
  ['((1,), 2) and (1, (2,))', new PyTuple([new PyTuple([1]), 2]), new PyTuple([1, new PyTuple([2])])],
  ['a text and a tuple that spells it', new PyTuple(['a']), 't2:sa'],
  ['two objects', new PyObject(null, null), new PyObject(null, null)],
])('two entries for %s', (_name, one, other) => {
  expect(dictOf(one, other).size).toBe(2);
});

test('names of object members are absent unless set', () => {
  const dict = dictOf('a');
  for (const name of ['__proto__', 'constructor', 'toString', 'size']) expect(dict.get(name)).toBeUndefined();
});
