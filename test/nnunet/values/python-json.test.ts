import fc from 'fast-check';
import { parseOrdered, printPython, pythonFloat, withValue } from '../../../src/nnunet/values/python-json.js';

const rewritten = (text: string) => printPython(parseOrdered(text));

// Printed by CPython 3.11's repr.
test.each([
  [3, '3.0'],
  [0.1, '0.1'],
  [1e-4, '0.0001'],
  [1e-5, '1e-05'],
  [1.5e-7, '1.5e-07'],
  [9999999999999998, '9999999999999998.0'],
  [1e16, '1e+16'],
  [1.7976931348623157e308, '1.7976931348623157e+308'],
  [5e-324, '5e-324'],
  [-0, '-0.0'],
  [-123.25, '-123.25'],
  [Number.NaN, 'NaN'],
  [Number.NEGATIVE_INFINITY, '-Infinity'],
])('%d is written %s', (value, text) => {
  expect(pythonFloat(value)).toBe(text);
});

test.each([
  ['{}', '{}'],
  ['[]', '[]'],
  ['{"10": 1, "2": 2}', '{\n    "10": 1,\n    "2": 2\n}'],
  ['{"a": 1, "b": 2, "a": 3}', '{\n    "a": 3,\n    "b": 2\n}'],
  ['[1.0, 2e0, -0, 12345678901234567890123]', '[\n    1.0,\n    2.0,\n    0,\n    12345678901234567890123\n]'],
  ['"é😀\\u0000\\u007f/"', '"\\u00e9\\ud83d\\ude00\\u0000\\u007f/"'],
  ['[NaN, Infinity, -Infinity]', '[\n    NaN,\n    Infinity,\n    -Infinity\n]'],
  [' {"__proto__" : [ ] } ', '{\n    "__proto__": []\n}'],
])('%s becomes %s', (text, expected) => {
  expect(rewritten(text)).toBe(expected);
});

test.each(['', '{', '[1,]', '{"a" 1}', '01', '"\n"', 'nul', '1 2', '{"a": 1,}', '.5', "{'a': 1}"])(
  'refuses %j, as Python does',
  (text) => {
    expect(() => parseOrdered(text)).toThrow(SyntaxError);
  },
);

test('a hostile depth is an error, not a crash', () => {
  expect(() => parseOrdered('['.repeat(100_000))).toThrow(SyntaxError);
});

test('setting a text keeps the place of a key, and puts a new one last', () => {
  const value = parseOrdered('{"a": {"b": 1, "c": 2}, "d": 3}');
  expect(printPython(withValue(withValue(value, ['a', 'b'], 'x'), ['e'], 'y'), 0).replaceAll('\n', '')).toBe(
    '{"a": {"b": "x","c": 2},"d": 3,"e": "y"}',
  );
});

test('what it writes says what was read, and is a fixed point', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const text = rewritten(JSON.stringify(value));
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(rewritten(text)).toBe(text);
    }),
  );
});
