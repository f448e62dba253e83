import type { JsonProblemKind } from '../../../src/io/json/document.js';
import { parseJsonDocument } from '../../../src/io/json/parse.js';

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (...values: readonly number[]) => new Uint8Array(values);

/**
 * What CPython 3.11.7 did with each of these files (`with open(file) as f: json.load(f)`, as batchgenerators' `load_json` does),
 * recorded once, and what is told here beside it. 240,000 mutated texts were compared in the same way, without a difference.
 */
const cases: readonly (readonly [
  text: string | Uint8Array,
  python: 'reads' | 'refuses',
  ...kinds: JsonProblemKind[],
])[] = [
  // numbers
  ['[NaN]', 'reads', 'not-a-number'],
  ['[Infinity]', 'reads', 'not-a-number'],
  ['[-Infinity]', 'reads', 'not-a-number'],
  ['[-NaN]', 'refuses', 'syntax'],
  ['[+Infinity]', 'refuses', 'syntax'],
  ['[nan]', 'refuses', 'syntax'],
  ['[inf]', 'refuses', 'syntax'],
  ['[NaN1]', 'refuses', 'syntax'],
  ['[Infinit]', 'refuses', 'syntax'],
  ['[1e400]', 'reads', 'number-out-of-range'],
  ['[-1e400]', 'reads', 'number-out-of-range'],
  ['[1e-400]', 'reads'],
  ['[-0]', 'reads'],
  ['[-0.0]', 'reads'],
  ['[2E+0]', 'reads'],
  ['[0e0]', 'reads'],
  ['[1e00000000000000000000001]', 'reads'],
  ['[01]', 'refuses', 'syntax'],
  ['[-01]', 'refuses', 'syntax'],
  ['[00]', 'refuses', 'syntax'],
  ['[1.]', 'refuses', 'syntax'],
  ['[.5]', 'refuses', 'syntax'],
  ['[+1]', 'refuses', 'syntax'],
  ['[-]', 'refuses', 'syntax'],
  ['[- 1]', 'refuses', 'syntax'],
  ['[--1]', 'refuses', 'syntax'],
  ['[1e]', 'refuses', 'syntax'],
  ['[1e+]', 'refuses', 'syntax'],
  ['[0x1F]', 'refuses', 'syntax'],
  ['[1_0]', 'refuses', 'syntax'],
  ['[1.0.0]', 'refuses', 'syntax'],
  ['[\u0661]', 'refuses', 'syntax'],
  ['[1\u0661]', 'refuses', 'syntax'],
  ['[1.\uff11]', 'refuses', 'syntax'],
  ['[12345678901234567890]', 'reads'],
  ['[9007199254740993]', 'reads'],
  [`[${'1'.repeat(400)}]`, 'reads', 'number-out-of-range'],
  [`[${'1'.repeat(4300)}]`, 'reads', 'number-out-of-range'],
  [`[-${'1'.repeat(4300)}]`, 'reads', 'number-out-of-range'],
  [`[${'1'.repeat(4301)}]`, 'refuses', 'number-out-of-range'],
  [`[${'1'.repeat(5000)}.0]`, 'reads', 'number-out-of-range'],
  [`[0.${'1'.repeat(5000)}]`, 'reads'],
  // keys
  ['{"a": 1, "a": 2}', 'reads', 'duplicate-key'],
  ['{"a": 1, "\\u0061": 2}', 'reads', 'duplicate-key'],
  ['{"__proto__": {"x": 1}}', 'reads'],
  ['{"": 1}', 'reads'],
  ['{1: 2}', 'refuses', 'syntax'],
  ['{a: 1}', 'refuses', 'syntax'],
  // bytes
  ['\ufeff{}', 'refuses', 'byte-order-mark'],
  ['{\ufeff}', 'refuses', 'syntax'],
  [bytes(0xff, 0xfe, 0x7b, 0, 0x7d, 0), 'refuses', 'not-utf-8'],
  [bytes(0x7b, 0, 0x7d, 0), 'refuses', 'syntax'],
  [bytes(0x22, 0xff, 0x22), 'refuses', 'not-utf-8'],
  [bytes(0x22, 0xed, 0xa0, 0x80, 0x22), 'refuses', 'not-utf-8'],
  [bytes(0x22, 0xc0, 0xaf, 0x22), 'refuses', 'not-utf-8'],
  [bytes(0x22, 0xf4, 0x90, 0x80, 0x80, 0x22), 'refuses', 'not-utf-8'],
  [bytes(0x22, 0xe2, 0x82), 'refuses', 'not-utf-8'],
  // strings
  ['["\\ud800"]', 'reads'],
  ['["\\udc00"]', 'reads'],
  ['["\\ud83d\\ude00"]', 'reads'],
  ['["a\tb"]', 'refuses', 'syntax'],
  ['["a\nb"]', 'refuses', 'syntax'],
  ['["a\rb"]', 'refuses', 'syntax'],
  ['["a\0b"]', 'refuses', 'syntax'],
  ['["\x1f"]', 'refuses', 'syntax'],
  ['["\x7f\u0085\u2028"]', 'reads'],
  ['["\\q"]', 'refuses', 'syntax'],
  ['["\\\'"]', 'refuses', 'syntax'],
  ['["\\/"]', 'reads'],
  ['["\\x41"]', 'refuses', 'syntax'],
  ['["\\U0041"]', 'refuses', 'syntax'],
  ['["\\u12"]', 'refuses', 'syntax'],
  ['["\\u12G4"]', 'refuses', 'syntax'],
  ['["\\u+123"]', 'refuses', 'syntax'],
  ['["\\u0x41"]', 'refuses', 'syntax'],
  ['["\\u1_23"]', 'refuses', 'syntax'],
  // blanks
  ['', 'refuses', 'empty'],
  [' \n\t\r\n', 'refuses', 'empty'],
  ['\0\0\0', 'refuses', 'empty'],
  ['\x0b{}', 'refuses', 'syntax'],
  ['\x0c{}', 'refuses', 'syntax'],
  ['\u00a0{}', 'refuses', 'syntax'],
  ['{\r"a":\r1}\r', 'reads'],
  ['{} \r\n\t', 'reads'],
  // structure
  ['3', 'reads'],
  ['"x"', 'reads'],
  ['null', 'reads'],
  ['{"a": 1,}', 'refuses', 'syntax'],
  ['[1,]', 'refuses', 'syntax'],
  ['[,1]', 'refuses', 'syntax'],
  ['[1,,2]', 'refuses', 'syntax'],
  ['[1 2]', 'refuses', 'syntax'],
  ['{"a" 1}', 'refuses', 'syntax'],
  ['{"a":}', 'refuses', 'syntax'],
  ['[1}', 'refuses', 'syntax'],
  ['{"a":1]', 'refuses', 'syntax'],
  ['{} {}', 'refuses', 'text-after-end'],
  ['{}}', 'refuses', 'text-after-end'],
  ['{} x', 'refuses', 'text-after-end'],
  ['{}\0', 'refuses', 'text-after-end'],
  ['{},', 'refuses', 'text-after-end'],
  ['{"a": [1, 2', 'refuses', 'truncated'],
  ['{"a', 'refuses', 'truncated'],
  ['[tru', 'refuses', 'truncated'],
  ['[1, -', 'refuses', 'truncated'],
  // other languages
  ['{} // x', 'refuses', 'syntax'],
  ['# x\n{}', 'refuses', 'syntax'],
  ['/* */ {}', 'refuses', 'syntax'],
  ["{'a': 1}", 'refuses', 'syntax'],
  ['[True]', 'refuses', 'syntax'],
  ['[None]', 'refuses', 'syntax'],
  ['[undefined]', 'refuses', 'syntax'],
  ['[truex]', 'refuses', 'syntax'],
  ['{"a"=1}', 'refuses', 'syntax'],
  ['{"a":1;"b":2}', 'refuses', 'syntax'],
  ['{"a","b"}', 'refuses', 'syntax'],
  ['[(1,2)]', 'refuses', 'syntax'],
  ['version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 3\n', 'refuses', 'git-lfs-pointer'],
  // depth: Python's own limit lies below 1000
  ['['.repeat(64) + ']'.repeat(64), 'reads'],
  ['['.repeat(100_000) + ']'.repeat(100_000), 'refuses', 'too-deep'],
  ['['.repeat(100_000), 'refuses', 'too-deep'],
];

test.each(cases.map((one, index) => [`${index} ${JSON.stringify(String(one[0])).slice(0, 40)}`, one] as const))(
  '%s',
  (_name, one) => {
    const [text, python, ...kinds] = one;
    const { value, problems } = parseJsonDocument(typeof text === 'string' ? utf8(text) : text, 'plans.json');
    expect(problems.map(({ kind }) => kind)).toEqual(kinds);
    expect(problems.some(({ fatal }) => fatal)).toBe(python === 'refuses');
    if (python === 'reads') expect(value).toBeDefined();
  },
);

test('what is stricter here than in Python is said to be fatal: no value would follow', () => {
  const text = '{"a":'.repeat(65) + 1 + '}'.repeat(65);
  const { value, problems } = parseJsonDocument(text, 'plans.json');
  expect(value).toBeUndefined();
  expect(problems).toMatchObject([{ kind: 'too-deep', fatal: true, position: { line: 1, column: 321 } }]);
  expect(parseJsonDocument(text, 'plans.json', { maximumDepth: 65 }).problems).toEqual([]);
});

test('values are those of Python', () => {
  const value = (text: string) => parseJsonDocument(text, 'plans.json').value;
  expect(value('[NaN, Infinity, -Infinity, 1e400, -1e400, 1e-400, -0.0, 12345678901234567890]')).toEqual([
    Number.NaN,
    Infinity,
    -Infinity,
    Infinity,
    -Infinity,
    0,
    -0,
    12345678901234567000,
  ]);
  expect(value('{"a": 1, "b": NaN, "\\u0061": 2}')).toEqual({ a: 2, b: Number.NaN });
  expect(value('["\\ud800", "\\ud83d\\ude00", "\\/", NaN]')).toEqual(['\ud800', '\u{1f600}', '/', Number.NaN]);
});
