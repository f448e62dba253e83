import fc from 'fast-check';
import { memorySource } from '../../src/io/byte-source.js';
import { FormatError } from '../../src/io/format-error.js';
import { readPickle } from '../../src/io/pickle/read-pickle.js';
import { printPython } from '../../src/nnunet/values/python-json.js';
import { pythonJsonOf } from '../../src/workspace/pickled-python-json.js';
import { Call, Float, Global, pickled, Tuple, type Writable } from '../io/pickle/pickle-writer.js';

const printed = (value: Writable) => printPython(pythonJsonOf(readPickle(memorySource(pickled(value))).value));

test('keys keep their order, numbers their type, tuples become lists', () => {
  const value = new Map<Writable, Writable>([
    ['10', new Tuple(1, new Float(1), 0.5)],
    ['2', new Map([['ä', null]])],
    ['1e-05', new Float(1e16)],
    [3, [true, -7]],
  ]);
  expect(printed(value)).toBe(
    [
      '{',
      '    "10": [',
      '        1,',
      '        1.0,',
      '        0.5',
      '    ],',
      '    "2": {',
      '        "\\u00e4": null',
      '    },',
      '    "1e-05": 1e+16,',
      '    "3": [',
      '        true,',
      '        -7',
      '    ]',
      '}',
    ].join('\n'),
  );
});

test('any value of JSON comes out as it went in', () => {
  const { value } = fc.letrec<{ value: Writable }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<Writable>(null, true, false),
      fc.integer(),
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true, noInteger: true }),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.string(), tie('value'), { maxKeys: 3 }).map((object) => new Map(Object.entries(object))),
    ),
  }));
  fc.assert(fc.property(value, (written) => expect(JSON.parse(printed(written))).toEqual(plain(written))));
});

function plain(value: Writable): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, inner]) => [key, plain(inner)]));
  return value;
}

test.each([
  ['a class', new Global('os', 'system')],
  ['the result of a call', new Call(new Global('os', 'system'), new Tuple('true'))],
  ['a tuple as a key', new Map<Writable, Writable>([[new Tuple(1, 2), 1]])],
  ['lists within lists without end', nested(100)],
])('%s is refused: JSON cannot hold it', (_name, value) => {
  expect(() => printed(value)).toThrow(FormatError);
});

function nested(depth: number): Writable {
  return depth === 0 ? 1 : [nested(depth - 1)];
}
