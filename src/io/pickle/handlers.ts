import { type Budget, pickleLimits } from './budget.js';
import { PyDict, PySet } from './dictionary.js';
import { NumpyArray, NumpyDtype, NumpyScalar, shapeOf } from './numpy-values.js';
import { type PickleValue, PyBytes, PyGlobal, PyTuple } from './values.js';

/**
 * Stands in for one Python callable. Given arguments that it does not understand, it answers `undefined`, and the call
 * stays an inert object.
 */
export type CallHandler = (args: readonly PickleValue[], budget: Budget) => PickleValue | undefined;

/** By `module.name`, as {@link handlerName} writes it. */
export type CallHandlers = ReadonlyMap<string, CallHandler>;

const renamedModules: ReadonlyMap<string, string> = new Map([
  ['__builtin__', 'builtins'],
  ['copy_reg', 'copyreg'],
]);

/** One name for what Python 2, Python 3, numpy 1 and numpy 2 name differently. */
export function handlerName(global: PyGlobal): string {
  const module = renamedModules.get(global.module) ?? global.module.replace(/^numpy\._core\b/, 'numpy.core');
  return `${module}.${global.name}`;
}

/** Python's own containers and byte strings, numpy's dtypes, scalars and arrays. */
export const commonHandlers: CallHandlers = new Map<string, CallHandler>([
  ['collections.OrderedDict', (args, budget) => (args.length > 1 ? undefined : dictOf(args[0], budget))],
  ['collections.defaultdict', (args, budget) => dictOf(args[1], budget)],
  ['builtins.dict', (args, budget) => dictOf(args[0], budget)],
  ['builtins.set', (args, budget) => setOf(args, budget)],
  ['builtins.frozenset', (args, budget) => setOf(args, budget)],
  ['builtins.bytes', bytesOf],
  ['builtins.bytearray', bytesOf],
  ['_codecs.encode', ([text, encoding], budget) => (isLatin1(encoding) ? latin1Bytes(text, budget) : undefined)],
  ['numpy.dtype', ([code]) => (typeof code === 'string' ? new NumpyDtype(code) : undefined)],
  ['numpy.core.multiarray.scalar', numpyScalar],
  ['numpy.core.multiarray._reconstruct', numpyReconstruct],
  ['numpy.core.numeric._frombuffer', numpyFromBuffer],
]);

function dictOf(pairs: PickleValue | undefined, budget: Budget): PickleValue | undefined {
  const dict = new PyDict();
  if (pairs === undefined) return dict;
  if (!Array.isArray(pairs)) return undefined;
  for (const pair of pairs) {
    budget.spend(1);
    const items = Array.isArray(pair) ? pair : pair instanceof PyTuple ? pair.items : [];
    const [key, value] = items;
    if (items.length !== 2 || key === undefined || value === undefined) return undefined;
    dict.setItem(key, value, budget);
  }
  return dict;
}

function setOf(args: readonly PickleValue[], budget: Budget): PickleValue | undefined {
  const [items] = args;
  const set = new PySet();
  if (items === undefined) return set;
  if (!Array.isArray(items)) return undefined;
  for (const item of items) {
    budget.spend(1);
    set.add(item, budget);
  }
  return set;
}

/** `bytes()`, `bytes(b'…')`, `bytearray('…', 'latin-1')`. */
function bytesOf(args: readonly PickleValue[], budget: Budget): PickleValue | undefined {
  const [content, encoding] = args;
  if (content === undefined) return new PyBytes(0, '');
  if (args.length === 1) return content instanceof PyBytes ? content : undefined;
  return isLatin1(encoding) ? latin1Bytes(content, budget) : undefined;
}

function isLatin1(encoding: PickleValue | undefined): boolean {
  return encoding === 'latin1' || encoding === 'latin-1';
}

const beyondLatin1 = /[^\u0000-\u00ff]/;

/** Protocols 0 to 2 know no bytes and write them as text, one character a byte. */
function latin1Bytes(text: PickleValue | undefined, budget: Budget): PickleValue | undefined {
  if (typeof text !== 'string') return undefined;
  if (text.length > pickleLimits.keptBytes) return new PyBytes(text.length, undefined);
  budget.spend(text.length);
  return beyondLatin1.test(text) ? undefined : new PyBytes(text.length, text);
}

function numpyScalar([dtype, bytes]: readonly PickleValue[]): PickleValue | undefined {
  return dtype instanceof NumpyDtype && bytes instanceof PyBytes ? new NumpyScalar(dtype, bytes) : undefined;
}

/** `_reconstruct(ndarray, (0,), b'b')`: an empty array, which BUILD fills. */
function numpyReconstruct([type]: readonly PickleValue[]): PickleValue | undefined {
  return type instanceof PyGlobal && type.name === 'ndarray' ? new NumpyArray() : undefined;
}

/** `_frombuffer(buffer, dtype, shape, 'C' or 'F')`: protocol 5. */
function numpyFromBuffer([data, dtype, shape, order]: readonly PickleValue[]): PickleValue | undefined {
  const sizes = shapeOf(shape);
  if (!(data instanceof PyBytes) || !(dtype instanceof NumpyDtype) || sizes === undefined) return undefined;
  const array = new NumpyArray();
  array.shape = sizes;
  array.dtype = dtype;
  array.fortranOrder = order === 'F';
  array.data = data;
  return array;
}
