import { type Budget, limits } from '../../budget.js';
import { PyDict, PySet } from './dictionary.js';
import { NumpyArray, NumpyDtype, NumpyScalar, shapeOf } from './numpy-values.js';
import { type PickleValue, PyBytes, PyFloat, PyGlobal, PyObject, PyTuple } from './values.js';

/**
 * Stands in for one Python callable. Given arguments that genuine files never give to it, it answers `undefined`: the call then
 * is one to be told, and its result an inert object.
 */
export type CallHandler = (args: readonly PickleValue[], budget: Budget, callable: PyGlobal) => PickleValue | undefined;

/** By what Python 3 looks up: `module name`. */
export type CallHandlers = ReadonlyMap<string, CallHandler>;

/** Python's own containers and byte strings, numpy's dtypes, scalars and arrays, and a few plain values of the standard library. */
export const commonHandlers: CallHandlers = new Map<string, CallHandler>([
  ['collections OrderedDict', (args, budget) => (args.length > 1 ? undefined : dictOf(args[0], budget))],
  ['collections defaultdict', defaultDictOf],
  ['collections Counter', ([counts, ...more]) => (more.length === 0 && counts instanceof PyDict ? counts : undefined)],
  ['collections deque', inert(isDeque)],
  ['builtins dict', (args, budget) => (args.length > 1 ? undefined : dictOf(args[0], budget))],
  ['builtins set', setOf],
  ['builtins frozenset', setOf],
  ['builtins bytes', bytesOf],
  ['builtins bytearray', bytesOf],
  ['builtins complex', inert((args) => args.length === 2 && args.every(isReal))],
  ['builtins slice', inert((args) => args.length <= 3 && args.every((arg) => arg === null || isReal(arg)))],
  ['builtins range', inert((args) => args.length <= 3 && args.every(isReal))],
  ['_codecs encode', encode],
  ...['datetime', 'date', 'time'].map((name): [string, CallHandler] => [`datetime ${name}`, inert(isMoment)]),
  ['datetime timedelta', inert((args) => args.length <= 3 && args.every(isReal))],
  ['datetime timezone', inert((args) => args.every(isOf('datetime timedelta')))],
  ...['pathlib', 'pathlib._local'].flatMap((module) =>
    ['Path', 'PosixPath', 'WindowsPath', 'PurePath', 'PurePosixPath', 'PureWindowsPath'].map(
      (name): [string, CallHandler] => [`${module} ${name}`, inert((args) => args.every(isText))],
    ),
  ),
  ['numpy dtype', numpyDtype],
  ...['numpy.core', 'numpy._core'].flatMap((numpy): [string, CallHandler][] => [
    [`${numpy}.multiarray scalar`, numpyScalar],
    [`${numpy}.multiarray _reconstruct`, numpyReconstruct],
    [`${numpy}.numeric _frombuffer`, numpyFromBuffer],
  ]),
]);

/** A call that makes a plain value of which no more is wanted than that. */
export function inert(areUsual: (args: readonly PickleValue[]) => boolean): CallHandler {
  return (args, _budget, callable) => (areUsual(args) ? new PyObject(callable, new PyTuple(args)) : undefined);
}

function isText(value: PickleValue): boolean {
  return typeof value === 'string';
}

function isReal(value: PickleValue): boolean {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof PyFloat;
}

function isEmpty(value: PickleValue | undefined): boolean {
  return value instanceof PyTuple ? value.items.length === 0 : Array.isArray(value) && value.length === 0;
}

/** `deque()`, `deque((), 5)`: empty, with its greatest length; items are appended. */
function isDeque([items, most, ...more]: readonly PickleValue[]): boolean {
  return (items === undefined || isEmpty(items)) && (most === undefined || isReal(most)) && more.length === 0;
}

/** The result of a call of that name. */
function isOf(target: string): (value: PickleValue) => boolean {
  return (value) => value instanceof PyObject && value.callable instanceof PyGlobal && value.callable.target === target;
}

/** `datetime(b'…')`, with the time zone behind it. */
function isMoment([bytes, zone, ...more]: readonly PickleValue[]): boolean {
  return bytes instanceof PyBytes && more.length === 0 && (zone === undefined || isOf('datetime timezone')(zone));
}

/** Types that make the missing entries of a defaultdict. */
const factories: ReadonlySet<string> = new Set([
  ...['dict', 'list', 'tuple', 'set', 'frozenset', 'int', 'float', 'str', 'bool'].map((name) => `builtins ${name}`),
  'collections OrderedDict',
]);

/** Python calls the first argument later on. */
function defaultDictOf([factory, pairs, ...more]: readonly PickleValue[], budget: Budget): PickleValue | undefined {
  const isUsual =
    factory === undefined || factory === null || (factory instanceof PyGlobal && factories.has(factory.target));
  return isUsual && more.length === 0 ? dictOf(pairs, budget) : undefined;
}

function dictOf(pairs: PickleValue | undefined, budget: Budget): PickleValue | undefined {
  const dict = new PyDict();
  if (pairs === undefined) return dict;
  if (!Array.isArray(pairs)) return undefined;
  for (const pair of pairs) {
    budget.step(1);
    const items = Array.isArray(pair) ? pair : pair instanceof PyTuple ? pair.items : [];
    const [key, value] = items;
    if (items.length !== 2 || key === undefined || value === undefined) return undefined;
    dict.setItem(key, value, budget);
  }
  return dict;
}

function setOf([items, ...more]: readonly PickleValue[], budget: Budget): PickleValue | undefined {
  const set = new PySet();
  if (items === undefined) return set;
  if (!Array.isArray(items) || more.length > 0) return undefined;
  for (const item of items) {
    budget.step(1);
    set.add(item, budget);
  }
  return set;
}

/** `bytes()`, `bytes(b'…')`, `bytearray('…', 'latin-1')`. */
function bytesOf(args: readonly PickleValue[], budget: Budget): PickleValue | undefined {
  const [content, encoding, ...more] = args;
  if (content === undefined) return new PyBytes(0, '');
  if (args.length === 1) return content instanceof PyBytes ? content : undefined;
  return isLatin1(encoding) && more.length === 0 ? latin1Bytes(content, budget) : undefined;
}

/** Another encoding would import a module of its name (Lib/encodings). */
function encode([text, encoding, ...more]: readonly PickleValue[], budget: Budget): PickleValue | undefined {
  return isLatin1(encoding) && more.length === 0 ? latin1Bytes(text, budget) : undefined;
}

function isLatin1(encoding: PickleValue | undefined): boolean {
  return encoding === 'latin1' || encoding === 'latin-1';
}

const beyondLatin1 = /[^\u0000-\u00ff]/;

/** Protocols 0 to 2 know no bytes and write them as text, one character a byte. */
function latin1Bytes(text: PickleValue | undefined, budget: Budget): PickleValue | undefined {
  if (typeof text !== 'string') return undefined;
  if (text.length > limits.pickle.keptBytes) return new PyBytes(text.length, undefined);
  budget.step(text.length);
  return beyondLatin1.test(text) ? undefined : new PyBytes(text.length, text);
}

/** Kind and bytes of an item, as numpy writes them: `f8`. Other texts are a language of their own, and objects are asked for their `dtype`. */
const dtypeCode = /^[?biufcmMOSUVa]\d{0,9}$/;

/** `dtype('f8', False, True)`: what, whether to align, whether to copy. Without a copy, a state would change the one that all of numpy uses. */
function numpyDtype([code, align, copy, ...more]: readonly PickleValue[]): PickleValue | undefined {
  const isUsual = (align === false || align === 0) && (copy === true || copy === 1) && more.length === 0;
  return isUsual && typeof code === 'string' && dtypeCode.test(code) ? new NumpyDtype(code) : undefined;
}

function numpyScalar([dtype, bytes, ...more]: readonly PickleValue[]): PickleValue | undefined {
  if (!(dtype instanceof NumpyDtype) || dtype.holdsObjects || more.length > 0) return undefined;
  if (bytes instanceof PyBytes) return new NumpyScalar(dtype, bytes);
  // A number of the time before Python 3, whose bytes are text.
  return typeof bytes === 'string' ? new NumpyScalar(dtype, new PyBytes(bytes.length, bytes)) : undefined;
}

/** `_reconstruct(ndarray, (0,), b'b')`: an empty array, which BUILD fills. Another class would be made and asked to finalize it. */
function numpyReconstruct([type, shape, code, ...more]: readonly PickleValue[]): PickleValue | undefined {
  const isArray = type instanceof PyGlobal && type.target === 'numpy ndarray';
  const isCode = code instanceof PyBytes || typeof code === 'string';
  return isArray && isCode && shapeOf(shape) !== undefined && more.length === 0 ? new NumpyArray() : undefined;
}

/** `_frombuffer(buffer, dtype, shape, 'C' or 'F')`: protocol 5. */
function numpyFromBuffer([data, dtype, shape, order]: readonly PickleValue[]): PickleValue | undefined {
  const sizes = shapeOf(shape);
  if (!(data instanceof PyBytes) || !(dtype instanceof NumpyDtype) || sizes === undefined) return undefined;
  if (dtype.holdsObjects) return undefined;
  const array = new NumpyArray();
  array.shape = sizes;
  array.dtype = dtype.use();
  array.fortranOrder = order === 'F';
  array.data = data;
  return array;
}
