import type { JsonValue } from '../../../src/io/json/value.js';
import {
  asString,
  isTrue,
  jsonOf,
  lengthOf,
  pythonValue,
  representation,
} from '../../../src/nnunet/network/python-value.js';

const value = (json: JsonValue, ...floats: string[]) => pythonValue(json, [], (at) => floats.includes(at.join('/')));

test.each<[JsonValue, string]>([
  [null, 'None'],
  [true, 'True'],
  [3, '3'],
  [1e-5, '1e-05'],
  [2.5e-7, '2.5e-07'],
  [0.0001, '0.0001'],
  [1.5, '1.5'],
  [-0.25, '-0.25'],
  [1.5e300, '1.5e+300'],
  [Number.NaN, 'nan'],
  [Number.NEGATIVE_INFINITY, '-inf'],
  ['a', "'a'"],
  ["it's", '"it\'s"'],
  ['"it\'s"', "'\"it\\'s\"'"],
  ['a\\\n', "'a\\\\\\n'"],
  [[1, [2, 'x'], {}], "[1, [2, 'x'], {}]"],
  [{ eps: 1e-5, affine: true }, "{'eps': 1e-05, 'affine': True}"],
])('repr of %j is %s', (json, text) => {
  expect(representation(value(json))).toBe(text);
});

test('an integral float is a float only where the text says so', () => {
  expect(value(2).kind).toBe('int');
  expect(representation(value([2, 2], '1'))).toBe('[2, 2.0]');
  expect(representation(value(1e16, ''))).toBe('1e+16');
  expect(representation(value(123456789, ''))).toBe('123456789.0');
  expect(representation(value(-0, ''))).toBe('-0.0');
});

test('str() of a str has no quotes', () => {
  expect(asString(value('x'))).toBe('x');
  expect(asString(value(['x']))).toBe("['x']");
});

test('truth is what Python calls true', () => {
  const truths: JsonValue[] = [true, 1, -1, 0.5, 'false', ' ', [0], { a: null }];
  const untruths: JsonValue[] = [null, false, 0, '', [], {}];
  expect(truths.map((json) => isTrue(value(json)))).toEqual(truths.map(() => true));
  expect(untruths.map((json) => isTrue(value(json)))).toEqual(untruths.map(() => false));
  expect(isTrue(undefined)).toBe(false);
});

test('length is that of lists, dicts and strings, by character', () => {
  expect(lengthOf(value([1, 2]))).toBe(2);
  expect(lengthOf(value({ a: 1 }))).toBe(1);
  expect(lengthOf(value('a𝒳'))).toBe(2);
  expect(lengthOf(value(3))).toBeUndefined();
  expect(lengthOf(value(null))).toBeUndefined();
});

test('keys from data become no properties', () => {
  expect(jsonOf(value(JSON.parse('{"__proto__": 1}') as JsonValue))).toBe("{'__proto__': 1}");
});
