import { memorySource } from '../../../src/io/byte-source.js';
import { FormatError } from '../../../src/io/format-error.js';
import { PyDict, PySet } from '../../../src/io/pickle/dictionary.js';
import { readPickle } from '../../../src/io/pickle/read-pickle.js';
import { PersistentReference, PyBytes, PyFloat, PyGlobal, PyObject, PyTuple } from '../../../src/io/pickle/values.js';
import {
  bytes,
  code,
  Float,
  global,
  op,
  PersistentId,
  type Piece,
  pickled,
  Tuple,
  text,
  uint32,
  uint64,
} from './pickle-writer.js';

const read = (...pieces: readonly Piece[]) => readPickle(memorySource(bytes(pieces, op.stop)));
const value = (...pieces: readonly Piece[]) => read(...pieces).value;

describe('numbers', () => {
  test.each<[string, Piece, unknown]>([
    ['BININT1', [0x4b, 255], 255],
    ['BININT2', [0x4d, 0xff, 0xff], 65535],
    ['BININT', [0x4a, uint32(0xfffffffe)], -2],
    ['LONG1 of no bytes', [0x8a, 0], 0],
    ['LONG1 is signed', [0x8a, 6, 0, 0, 0, 0, 0, 0xff], -(2 ** 40)],
    ['LONG1 beyond 2^53', [0x8a, 9, 0, 0, 0, 0, 0, 0, 0, 0, 1], 2n ** 64n],
    ['LONG4', [0x8b, uint32(2), 0xff, 0x7f], 32767],
    ['INT', 'I-12\n', -12],
    ['INT true', 'I01\n', true],
    ['INT false', 'I00\n', false],
    ['INT one', 'I1\n', 1],
    ['LONG with L', 'L36893488147419103232L\n', 2n ** 65n],
    ['FLOAT', 'F1.5e-3\n', 0.0015],
    ['FLOAT infinity', 'F-inf\n', Number.NEGATIVE_INFINITY],
    ['FLOAT nan', 'Fnan\n', Number.NaN],
    ['NEWTRUE', 0x88, true],
    ['NONE', op.none, null],
  ])('%s', (_name, piece, expected) => {
    expect(value(piece)).toEqual(expected);
  });

  test('an integral float is told from an integer', () => {
    const found = value(code(new Float(2)));
    expect(found).toBeInstanceOf(PyFloat);
    expect(found).toMatchObject({ number: 2 });
    expect(value(code(new Float(2.5)))).toBe(2.5);
  });

  test.each([
    ['an integer of 300 bytes', [0x8b, uint32(300), new Uint8Array(300)], 'limit'],
    ['a negative length', [0x8b, uint32(0xffffffff)], 'corrupt'],
    ['letters for digits', 'Iabc\n', 'corrupt'],
    ['a float of letters', 'Fabc\n', 'corrupt'],
    ['a number of 1000 digits', `L${'9'.repeat(1000)}L\n`, 'limit'],
  ] as [string, Piece, string][])('%s is refused', (_name, piece, fault) => {
    expect(() => value(piece)).toThrow(expect.objectContaining({ fault }));
  });
});

describe('text', () => {
  test.each<[string, Piece, string]>([
    ['SHORT_BINUNICODE', [0x8c, 2, 'ab'], 'ab'],
    ['BINUNICODE beyond ASCII', text('日本 😀'), '日本 😀'],
    ['BINUNICODE8', [0x8d, uint64(1), 'x'], 'x'],
    ['a byte order mark stays', text('\ufeffx'), '\ufeffx'],
    ['lone surrogates', [0x58, uint32(5), 'a', 0xed, 0xa0, 0x80, 'b'], 'a\ud800b'],
    ['UNICODE', 'Va\\u00e9\\U0001f600\n', 'aé😀'],
    ['UNICODE with an escaped backslash', 'V\\\\u0041\n', '\\\\u0041'],
    ['STRING', "S'it\\'s\\x41\\n\\101'\n", "it'sA\nA"],
    ['SHORT_BINSTRING', [0x55, 1, 0xe9], 'é'],
    ['BINSTRING', [0x54, uint32(2), 'ab'], 'ab'],
  ])('%s', (_name, piece, expected) => {
    expect(value(piece)).toBe(expected);
  });

  test.each<[string, Piece, string]>([
    ['no UTF-8', [0x58, uint32(2), 0xc3, 0x28], 'corrupt'],
    ['no quotes', 'Sabc\n', 'corrupt'],
    ['4 GiB that are not there', [0x58, uint32(0xffffffff), 'x'], 'truncated'],
    ['a length beyond 2^53', [0x8d, uint64(2n ** 60n), 'x'], 'corrupt'],
    ['a character that does not exist', 'V\\U00110000\n', 'corrupt'],
  ])('%s is refused', (_name, piece, fault) => {
    expect(() => value(piece)).toThrow(expect.objectContaining({ fault }));
  });
});

describe('bytes', () => {
  test('short ones are kept', () => {
    expect(value(0x43, 3, 'abc')).toEqual(new PyBytes(3, 'abc'));
  });

  test('long ones are passed over without being read', () => {
    const source = memorySource(bytes(0x80, 4, 0x8e, uint64(2 ** 20), new Uint8Array(2 ** 20), op.stop));
    expect(readPickle(source).value).toEqual(new PyBytes(2 ** 20, undefined));
    expect(source.bytesRead).toBeLessThan(10_000);
  });

  test('a bytearray is bytes', () => {
    expect(value(0x96, uint64(1), 'x')).toEqual(new PyBytes(1, 'x'));
  });

  test('4 GiB that are not there', () => {
    expect(() => value(0x42, 0xfb, 0xff, 0xff, 0xff)).toThrow(expect.objectContaining({ fault: 'truncated' }));
  });
});

describe('containers', () => {
  test('lists, tuples and None', () => {
    expect(value(code([1, new Tuple(2, null), []]))).toEqual([1, new PyTuple([2, null]), []]);
  });

  test('TUPLE1 to TUPLE3 keep the order', () => {
    expect(value(0x4b, 1, 0x4b, 2, 0x4b, 3, 0x87)).toEqual(new PyTuple([1, 2, 3]));
    expect(value(0x4b, 1, 0x4b, 2, op.tuple2)).toEqual(new PyTuple([1, 2]));
  });

  test('a dict keeps its order, and the place of a key that is set again', () => {
    const found = value(
      code(
        new Map<string, number>([
          ['b', 1],
          ['a', 2],
        ]),
      ),
      text('b'),
      0x4b,
      9,
      op.setItem,
    );
    expect([...(found instanceof PyDict ? found.entries() : [])]).toEqual([
      ['b', 9],
      ['a', 2],
    ]);
  });

  test('a set counts equal items once', () => {
    const found = value(op.emptySet, op.mark, 0x4b, 1, 0x88, code(new Float(1)), text('1'), op.addItems);
    expect(found).toBeInstanceOf(PySet);
    expect(found).toMatchObject({ size: 2 });
  });

  test('marks nest', () => {
    expect(value(op.mark, 0x4b, 1, op.mark, 0x4b, 2, op.tuple, op.tuple)).toEqual(new PyTuple([1, new PyTuple([2])]));
    expect(value(op.mark, 0x4b, 1, op.popMark, op.none)).toBeNull();
    // POP on an empty stack takes the mark itself away.
    expect(value(0x4b, 7, op.mark, op.pop)).toBe(7);
  });

  test('the memo recalls the same object', () => {
    const found = value(op.emptyList, op.binaryPut, 0, op.binaryGet, 0, op.append);
    expect(Array.isArray(found) && found[0] === found).toBe(true);
    const pair = value(op.emptyList, op.memoize, op.binaryGet, 0, op.tuple2);
    expect(pair instanceof PyTuple && pair.items[0] === pair.items[1]).toBe(true);
  });

  test('the memo of Python 2 starts at 1', () => {
    expect(value(op.emptyList, 'p1\n', op.pop, 'g1\n')).toEqual([]);
  });
});

describe('objects', () => {
  test('a call is recorded and not made', () => {
    const { value: found, globals } = read(global('os', 'system'), text('rm -rf /'), op.tuple1, op.reduce);
    expect(found).toBeInstanceOf(PyObject);
    expect(found).toMatchObject({ args: new PyTuple(['rm -rf /']) });
    expect(globals).toMatchObject([{ module: 'os', name: 'system', called: true }]);
  });

  test('a name alone is listed as not called', () => {
    expect(read(global('os', 'system')).globals).toMatchObject([{ module: 'os', name: 'system', called: false }]);
  });

  test('the result of a call can be called, and stays inert', () => {
    const getattr = [global('builtins', 'getattr'), global('os', 'path'), text('join'), op.tuple2, op.reduce];
    const { value: found, globals } = read(getattr, op.emptyTuple, op.reduce);
    expect(found).toBeInstanceOf(PyObject);
    expect(globals.map(({ module, name }) => `${module}.${name}`)).toEqual(['builtins.getattr', 'os.path']);
  });

  test('STACK_GLOBAL, NEWOBJ, NEWOBJ_EX, INST and OBJ', () => {
    const type = [text('a.b'), text('C.D'), 0x93];
    expect(value(type)).toEqual(new PyGlobal('a.b', 'C.D', 'a.b C.D'));
    expect(value(type, op.emptyTuple, op.newObject)).toBeInstanceOf(PyObject);
    expect(value(type, op.emptyTuple, op.emptyDict, 0x92)).toMatchObject({ keywords: expect.any(PyDict) });
    expect(value(op.mark, 0x4b, 1, 'im\nC\n')).toMatchObject({ args: new PyTuple([1]) });
    expect(value(op.mark, global('m', 'C'), 0x4b, 1, 'o')).toMatchObject({ args: new PyTuple([1]) });
  });

  test('BUILD, APPENDS and SETITEMS stay with the object', () => {
    const object = [global('m', 'C'), op.emptyTuple, op.reduce];
    const items = [op.mark, 0x4b, 1, op.appends, text('k'), 0x4b, 2, op.setItem];
    expect(value(object, items, text('state'), op.build)).toMatchObject({
      items: [1],
      pairs: [['k', 2]],
      state: 'state',
    });
  });

  test('extensions are named', () => {
    expect(read(0x82, 5).globals).toMatchObject([{ module: 'copyreg', name: 'extension 5' }]);
  });

  test('persistent ids go to the caller, unknown ones stay', () => {
    const source = memorySource(pickled([new PersistentId('known'), new PersistentId('unknown')]));
    const found = readPickle(source, { persistentLoad: (id) => (id === 'known' ? 42 : undefined) }).value;
    expect(found).toEqual([42, new PersistentReference('unknown')]);
    expect(value('Pold\n')).toEqual(new PersistentReference('old'));
  });
});

describe('frame', () => {
  test('several pickles in one file', () => {
    const source = memorySource(bytes(pickled(1), pickled('two')));
    const first = readPickle(source);
    expect(first).toMatchObject({ value: 1, protocol: 2 });
    expect(readPickle(source, { start: first.end }).value).toBe('two');
  });

  test('a pickle of another protocol', () => {
    expect(() => value(0x80, 6, op.none)).toThrow(expect.objectContaining({ fault: 'unsupported' }));
  });

  test.each<[string, Piece, string]>([
    ['an unknown instruction', 0xff, 'corrupt'],
    ['nothing on the stack', [], 'corrupt'],
    ['a frame beyond the end', [0x95, uint64(1000), op.none], 'truncated'],
    ['a buffer outside of the file', 0x97, 'unsupported'],
    ['a memo entry never made', [op.binaryGet, 3], 'corrupt'],
    ['arguments that are no tuple', [global('m', 'C'), op.emptyList, op.reduce], 'corrupt'],
    ['a list of no mark', op.appends, 'corrupt'],
    ['a key without value', [op.emptyDict, op.mark, op.none, op.setItems], 'corrupt'],
    ['items for a number', [0x4b, 1, op.mark, op.none, op.appends], 'corrupt'],
    ['list items for a dict', [op.emptyDict, op.none, op.append], 'corrupt'],
    ['dict items for a list', [op.emptyList, op.none, op.none, op.setItem], 'corrupt'],
    ['state for a tuple', [op.emptyTuple, op.none, op.build], 'corrupt'],
    ['state for a text', [text('a'), op.none, op.build], 'corrupt'],
    ['a class named by a number', [0x4b, 1, 0x4b, 2, 0x93], 'corrupt'],
    ['an object of no class', [op.mark, 'o'], 'corrupt'],
    ['set items for a list', [op.emptyList, op.mark, op.addItems], 'corrupt'],
    ['a memo index that is no number', [op.none, 'px\n'], 'corrupt'],
  ])('%s is refused', (_name, piece, fault) => {
    expect(() => value(piece)).toThrow(expect.objectContaining({ fault }));
  });

  test('a pickle cut off anywhere is refused as such', () => {
    const whole = pickled(new Map<string, Tuple>([['key', new Tuple(1, 2.5, 'text')]]));
    for (let length = 0; length < whole.length; length++) {
      expect(() => readPickle(memorySource(whole.subarray(0, length)))).toThrow(FormatError);
    }
  });
});
