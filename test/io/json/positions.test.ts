import fc from 'fast-check';
import type { JsonDocument, TextPosition } from '../../../src/io/json/document.js';
import { parseJsonDocument } from '../../../src/io/json/parse.js';
import { isObject, type JsonValue, pointer, pointerParts, valueAt } from '../../../src/io/json/value.js';
import { jsonText } from './json-text.js';

const read = (text: string | Uint8Array): JsonDocument => parseJsonDocument(text, 'x.json');

/** The text that a position covers, found without the code under test. */
function shown(text: string, { line, column, length }: TextPosition): string {
  return (text.split(/\r\n|\r|\n/)[line - 1] ?? '').slice(column - 1, column - 1 + length);
}

function pointersIn(value: JsonValue | undefined, at = ''): string[] {
  const members = Array.isArray(value) ? value.map((one, index) => [String(index), one] as const) : [];
  const named = isObject(value) ? Object.entries(value) : [];
  return [at, ...[...members, ...named].flatMap(([key, one]) => pointersIn(one, at + pointer(key)))];
}

test('a pointer leads to the text of its value, and its key to the key', () => {
  fc.assert(
    fc.property(jsonText, (text) => {
      const document = read(text);
      for (const place of pointersIn(document.value)) {
        const value = valueAt(document.value, place);
        const position = document.position(place);
        const found = position === undefined ? '' : shown(text, position);
        if (Array.isArray(value) || isObject(value)) expect(found[0]).toBe(Array.isArray(value) ? '[' : '{');
        else expect(JSON.parse(found)).toEqual(value);

        const keyPosition = document.keyPosition(place);
        const holder = valueAt(document.value, pointer(...pointerParts(place).slice(0, -1)));
        if (place === '' || !isObject(holder)) expect(keyPosition).toEqual(position);
        else
          expect(JSON.parse(keyPosition === undefined ? '' : shown(text, keyPosition))).toBe(
            pointerParts(place).at(-1),
          );
      }
    }),
  );
});

const plans = '{\r\n    "configurations": {\r\n        "2d": {"patch_size": [56, 40]}\r\n    }\r\n}\r\n';

test('lines and columns count from 1, lengths end with the line', () => {
  const document = read(plans);
  expect(document.position('')).toEqual({ line: 1, column: 1, length: 1 });
  expect(document.position('/configurations')).toEqual({ line: 2, column: 23, length: 1 });
  expect(document.position('/configurations/2d/patch_size')).toEqual({ line: 3, column: 30, length: 8 });
  expect(document.position('/configurations/2d/patch_size/1')).toEqual({ line: 3, column: 35, length: 2 });
  expect(document.keyPosition('/configurations/2d/patch_size')).toEqual({ line: 3, column: 16, length: 12 });
});

test('what does not exist stands where its nearest parent does', () => {
  const document = read(plans);
  const patchSize = document.position('/configurations/2d/patch_size');
  expect(document.position('/configurations/2d/patch_size/2')).toEqual(patchSize);
  expect(document.position('/configurations/2d/patch_size/-')).toEqual(patchSize);
  expect(document.position('/configurations/2d/patch_size/01')).toEqual(patchSize);
  expect(document.keyPosition('/configurations/2d/patch_size/1/x')).toEqual(
    document.position('/configurations/2d/patch_size/1'),
  );
  expect(document.position('/configurations/3d_fullres/batch_size')).toEqual(document.position('/configurations'));
  expect(document.position('/toString')).toEqual({ line: 1, column: 1, length: 1 });
});

test.each([
  ['\n', 3],
  ['\r\n', 3],
  ['\r', 3],
])('lines that end with %j are counted, empty ones too', (lineEnd, line) => {
  const text = ['{', '', '"a": NaN', '}'].join(lineEnd);
  const document = read(text);
  expect(document.position('/a')).toEqual({ line, column: 6, length: 3 });
  expect(document.problems[0]?.position).toEqual({ line, column: 6, length: 3 });
  expect([1, 2, 3, 4, 5, 0].map((number) => document.lineText(number))).toEqual([
    '{',
    '',
    '"a": NaN',
    '}',
    undefined,
    undefined,
  ]);
});

test('columns count UTF-16 code units, and none for a byte order mark', () => {
  expect(read('["\u{1f600}é", 1]').position('/1')).toEqual({ line: 1, column: 9, length: 1 });
  const marked = read('\ufeff[1]');
  expect(marked.problems).toMatchObject([{ kind: 'byte-order-mark', fatal: true }]);
  expect(marked.value).toEqual([1]);
  expect(marked.position('/0')).toEqual({ line: 1, column: 2, length: 1 });
  expect(marked.lineText(1)).toBe('[1]');
});

test('of equal keys the last, as Python keeps it', () => {
  const document = read('{"a": 1,\n"a": {"b": 2},\n"\\u0061": {"b": 3}}');
  expect(document.position('/a/b')).toEqual({ line: 3, column: 17, length: 1 });
  expect(document.keyPosition('/a')).toEqual({ line: 3, column: 1, length: 8 });
});

test('a text that could not be read has lines, but no positions', () => {
  const document = read('{"a": 1,\n}');
  expect(document.position('')).toBeUndefined();
  expect(document.keyPosition('/a')).toBeUndefined();
  expect(document.numberText('/a')).toBeUndefined();
  expect(document.isFloat('/a')).toBe(false);
  expect(document.lineText(2)).toBe('}');
});

describe('numbers as written', () => {
  test('text and kind of every number, asked in any order', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const places = pointersIn(read(text).value);
        const oneByOne = places.map((place) => read(text).isFloat(place));
        const together = read(text);
        for (const [index, place] of places.entries()) {
          const value = valueAt(together.value, place);
          const written = together.numberText(place);
          expect(written === undefined ? undefined : Number(written)).toBe(
            typeof value === 'number' ? value : undefined,
          );
          expect(together.isFloat(place)).toBe(/[.eE]/.test(written ?? ''));
          expect(oneByOne[index]).toBe(together.isFloat(place));
        }
      }),
    );
  });

  test.each([
    ['{"a": [{"b": 1}, 2.0]}', '/a/1', true],
    ['[{"a": 2.0}, 3.0, {"b": 1}]', '/1', true],
    ['{"a": ["x", 2.0]}', '/a/1', true],
    ['{"a": [null, 2.0]}', '/a/1', true],
    ['{"spacing": [1.0, 1.0], "patch_size": [28, 256]}', '/patch_size/1', false],
    ['{"spacing": [1.0, 1.0], "patch_size": [28, 256.0]}', '/patch_size/1', true],
    ['{"a": {"n": 1}, "b": {"n": 1e0}}', '/a/n', false],
    ['{"a": {"n": 1}, "b": {"n": 1e0}}', '/b/n', true],
    ['{"\\u0061": 2.0}', '/a', true],
    ['{"a": 0.5}', '/a', true],
    ['{"a": 0.99999999999999999999}', '/a', true],
    ['{"a": 4503599627370497.5}', '/a', true],
    ['{"a": 12345678901234567890}', '/a', false],
    ['{"a": NaN, "b": Infinity, "c": 1}', '/a', true],
    ['{"a": NaN, "b": -Infinity, "c": 1}', '/b', true],
    ['{"a": NaN, "b": Infinity, "c": 1}', '/c', false],
    [`{"a": ${'9'.repeat(400)}}`, '/a', false],
    ['2.0', '', true],
    ['2', '', false],
    ['{"a": "2.0"}', '/a', false],
    ['{"a": "2.0"}', '/b', false],
  ])('%s at %s: float %s', (text, place, isFloat) => {
    expect(read(text).isFloat(place)).toBe(isFloat);
  });

  test('numbers keep their text', () => {
    const document = read('{"eps": 1e-05, "n": 12345678901234567890, "z": -0, "nan": NaN, "s": "1"}');
    const written = ['eps', 'n', 'z', 'nan', 's', 'none'].map((key) => document.numberText(`/${key}`));
    expect(written).toEqual(['1e-05', '12345678901234567890', '-0', 'NaN', undefined, undefined]);
  });
});
