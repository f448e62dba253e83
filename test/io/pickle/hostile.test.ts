import { limits } from '../../../src/budget.js';
import { memorySource } from '../../../src/io/byte-source.js';
import { PyDict } from '../../../src/io/pickle/dictionary.js';
import { readPickle } from '../../../src/io/pickle/read-pickle.js';
import { toJson } from '../../../src/io/pickle/to-json.js';
import { PyObject } from '../../../src/io/pickle/values.js';
import { bytes, global, op, type Piece, text, uint32 } from './pickle-writer.js';

const source = (...pieces: readonly Piece[]) => memorySource(bytes(pieces, op.stop));
const value = (...pieces: readonly Piece[]) => readPickle(source(...pieces)).value;
const many = (count: number, ...bytesOfOne: readonly number[]) =>
  Buffer.alloc(count * bytesOfOne.length, Buffer.from(bytesOfOne));
const limit = expect.objectContaining({ fault: 'limit' });

describe('memory', () => {
  test('a memo position far beyond the entries', () => {
    expect(() => value(op.none, op.longBinaryPut, uint32(0xfffffff0))).toThrow(limit);
  });

  test('a flood of marks', () => {
    expect(() => value(many(limits.pickle.marks + 1, op.mark))).toThrow(limit);
  });

  test('a flood of copies', () => {
    expect(() => value(op.none, many(limits.pickle.stack + 1, op.dup))).toThrow(limit);
  });

  test('a flood of copies below marks', () => {
    const half = many(limits.pickle.stack / 2 + 1, op.none);
    expect(() => value(half, op.mark, half)).toThrow(limit);
  });

  test('a flood of small dicts', () => {
    // A list of dicts with one entry each: an empty dict, None as key and value.
    const one = [op.emptyDict, op.none, op.none, op.setItem, op.append];
    expect(() => value(op.emptyList, many(2_000_000, ...one))).toThrow(limit);
  });

  test('one long text as bytes, again and again', () => {
    const encode = [global('_codecs', 'encode'), op.binaryPut, 1, text('x'.repeat(4000)), op.binaryPut, 2];
    const arguments_ = [text('latin1'), op.binaryPut, 3];
    const one = [op.binaryGet, 1, op.binaryGet, 2, op.binaryGet, 3, op.tuple2, op.reduce, op.append];
    expect(() => value(encode, arguments_, op.emptyList, many(200_000, ...one))).toThrow(limit);
  });

  test('one long list as a set, again and again', () => {
    const items = [op.emptyList, op.mark, many(100_000, op.none), op.appends, op.tuple1, op.binaryPut, 1];
    const one = [op.binaryGet, 2, op.binaryGet, 1, op.reduce, op.pop];
    expect(() => value(items, global('builtins', 'set'), op.binaryPut, 2, many(1000, ...one))).toThrow(limit);
  });
});

describe('steps', () => {
  test('many instructions end it, the same on every machine', () => {
    const endless = source(many(limits.pickle.steps, op.none, op.pop), op.none);
    expect(() => readPickle(endless)).toThrow(limit);
  });

  test('a long text as key, again and again', () => {
    const key = [text('x'.repeat(2 ** 20)), op.binaryPut, 1];
    const one = [op.binaryGet, 1, op.none, op.setItem];
    expect(() => value(key, op.emptyDict, many(10_000, ...one))).toThrow(limit);
  });
});

describe('text of protocol 0', () => {
  test.each<[string, string]>([
    ['lines', 'F1.5\n0'],
    ['digits', `L${'7'.repeat(600)}L\n0`],
    ['escapes', `V${'\\u0041'.repeat(1_000_000)}\n0`],
  ])('a flood of %s', (_name, one) => {
    const flood = Buffer.alloc(25_000_000, one);
    expect(() => readPickle(memorySource(flood))).toThrow(limit);
  });
});

describe('keys', () => {
  test('names of object members are plain keys', () => {
    const dict = value(
      op.emptyDict,
      text('__proto__'),
      op.emptyDict,
      op.setItem,
      text('__setstate__'),
      op.none,
      op.setItem,
    );
    expect(dict).toBeInstanceOf(PyDict);
    expect([...(dict instanceof PyDict ? dict.entries() : [])].map(([key]) => key)).toEqual([
      '__proto__',
      '__setstate__',
    ]);
    const { value: json } = toJson(dict);
    expect(Object.keys(json ?? {})).toEqual(['__proto__', '__setstate__']);
    expect(Object.getPrototypeOf(json)).toBe(Object.prototype);
  });

  test('a key that is a dict does not hash in Python either', () => {
    const corrupt = expect.objectContaining({ fault: 'corrupt' });
    expect(() => value(op.emptyDict, op.emptyDict, op.none, op.setItem)).toThrow(corrupt);
    expect(() => value(op.emptyDict, op.emptyList, op.tuple1, op.none, op.setItem)).toThrow(corrupt);
  });

  test('a key of deep tuples', () => {
    expect(() => value(op.emptyDict, op.none, many(20, op.tuple1), op.none, op.setItem)).toThrow(limit);
  });

  test('a key of 2^40 items, each tuple twice the one before', () => {
    const doubled = [op.dup, op.tuple2];
    expect(() => value(op.emptyDict, op.none, many(7, ...doubled), op.none, op.setItem)).not.toThrow();
    const wide = [op.mark, many(200, op.none), op.tuple];
    const ofThem = [op.binaryPut, 1, op.pop, op.mark, many(200, op.binaryGet, 1), op.tuple];
    expect(() => value(op.emptyDict, wide, ofThem, op.none, op.setItem)).toThrow(limit);
  });
});

describe('shapes', () => {
  test('a list 150,000 deep reads, and does not become JSON', () => {
    const deep = value(many(150_000, op.emptyList), many(149_999, op.append));
    expect(Array.isArray(deep)).toBe(true);
    expect(toJson(deep).cut).toBe(true);
  });

  test('a list 900,000 deep is too much', () => {
    expect(() => value(many(900_000, op.emptyList), many(899_999, op.append))).toThrow(limit);
  });

  test('a billion laughs: 2^40 items in 40 lists', () => {
    // [], then forty times: a list of the last one twice.
    const one = [op.memoize, op.pop];
    const levels = Array.from({ length: 40 }, (_, level) => [
      [op.emptyList, op.mark, op.binaryGet, level, op.binaryGet, level, op.appends],
      one,
    ]);
    const laughs = value(text('ha'), one, levels, op.binaryGet, 40);
    const { cut, value: json } = toJson(laughs);
    expect(cut).toBe(true);
    expect(JSON.stringify(json).length).toBeLessThan(10 * limits.pickledJson.nodes);
  });

  test('one long text in many places', () => {
    const shared = value(
      text('x'.repeat(2 ** 20)),
      op.memoize,
      op.emptyList,
      op.mark,
      many(1000, op.binaryGet, 0),
      op.appends,
    );
    const { cut, value: json } = toJson(shared);
    expect(cut).toBe(true);
    expect(JSON.stringify(json).length).toBeLessThanOrEqual(limits.pickledJson.characters + 10_000);
  });

  test('a list that contains itself', () => {
    const list = value(op.emptyList, op.memoize, op.binaryGet, 0, op.append);
    expect(toJson(list).cut).toBe(true);
  });

  test('a dict that is its own value', () => {
    const dict = value(op.emptyDict, op.memoize, text('self'), op.binaryGet, 0, op.setItem);
    expect(toJson(dict).cut).toBe(true);
  });
});

describe('code', () => {
  test.each([
    ['os', 'system'],
    ['posix', 'system'],
    ['builtins', 'eval'],
    ['builtins', 'exec'],
    ['subprocess', 'Popen'],
    ['__builtin__', 'apply'],
    ['torch.hub', 'load'],
    ['constructor', 'constructor'],
    ['__proto__', 'toString'],
  ])('%s.%s is listed and inert', (module, name) => {
    const { value: found, globals } = readPickle(source(global(module, name), text('x'), op.tuple1, op.reduce));
    expect(found).toBeInstanceOf(PyObject);
    expect(globals).toMatchObject([{ module, name, called: true }]);
  });

  test('state with the name of a method', () => {
    const object = [global('m', 'C'), op.emptyTuple, op.newObject];
    const state = [op.emptyDict, text('__setstate__'), global('os', 'system'), op.setItem, op.build];
    expect(value(object, state)).toBeInstanceOf(PyObject);
  });

  test('a name of a megabyte', () => {
    expect(() => value(text('x'.repeat(2 ** 20)), text('y'), 0x93)).toThrow(limit);
  });
});
