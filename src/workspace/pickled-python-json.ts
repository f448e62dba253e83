import { limits } from '../budget.js';
import { FormatError } from '../io/format-error.js';
import { PyDict } from '../io/pickle/dictionary.js';
import { NumpyScalar } from '../io/pickle/numpy-values.js';
import { keyText } from '../io/pickle/to-json.js';
import { type PickleValue, PyFloat, PyTuple } from '../io/pickle/values.js';
import { type OrderedJson, pythonFloat } from '../nnunet/values/python-json.js';

/**
 * A pickled Python value in the form from which `printPython` makes the text that `json.dump` would.
 * @throws FormatError where it holds what JSON cannot, or more than plans and dataset.json ever do
 */
export function pythonJsonOf(value: PickleValue): OrderedJson {
  let nodesLeft: number = limits.pickledJson.nodes;
  const convert = (inner: PickleValue, depth: number): OrderedJson => {
    nodesLeft -= 1;
    if (nodesLeft < 0 || depth > limits.pickledJson.depth)
      throw new FormatError('limit', 'it is larger than plans ever are');
    if (inner === null || typeof inner === 'boolean' || typeof inner === 'string') return inner;
    if (typeof inner === 'bigint') return { number: String(inner) };
    if (typeof inner === 'number') return { number: Number.isInteger(inner) ? String(inner) : pythonFloat(inner) };
    if (Array.isArray(inner)) return inner.map((item) => convert(item, depth + 1));
    if (inner instanceof PyTuple) return inner.items.map((item) => convert(item, depth + 1));
    if (inner instanceof PyDict) {
      const members = new Map<string, OrderedJson>();
      for (const [key, member] of inner.entries()) members.set(textOfKey(key), convert(member, depth + 1));
      return members;
    }
    if (inner instanceof NumpyScalar && typeof inner.value === 'boolean') return inner.value;
    if (inner.number === undefined)
      throw new FormatError('unsupported', `it holds a ${inner.typeName}, which JSON has not`);
    const isFloat = inner instanceof PyFloat || (inner instanceof NumpyScalar && inner.dtype.code.startsWith('f'));
    return { number: isFloat ? pythonFloat(Number(inner.number)) : String(inner.number) };
  };
  return convert(value, 0);
}

function textOfKey(key: PickleValue): string {
  const text = keyText(key);
  if (text === undefined) throw new FormatError('unsupported', 'it has a key that JSON cannot hold');
  return text;
}
