import { edited } from '../../../src/app/fix/apply-fixes.js';
import { writtenFix } from '../../../src/app/fix/written-edit.js';
import type { Edit } from '../../../src/engine/rule.js';
import { parseJsonDocument } from '../../../src/io/json/parse.js';

/** The text after one edit; `undefined` where it cannot be made. */
function after(text: string, edit: Record<string, unknown>): string | undefined {
  const document = parseJsonDocument(text, 'plans.json');
  const fix = writtenFix({ edits: [{ document, ...edit } as unknown as Edit], isSafe: true }, (file) => file);
  return fix === undefined ? undefined : edited(text, fix.edits);
}

const plans = `{
    "a": [
        5.0,
        1e-05
    ],
    "b": {
        "c": 1
    },
    "z": null
}`;

test.each([
  ['a number in a list', { pointer: '/a/0', value: 2.5 }, '5.0', '2.5'],
  ['a whole number', { pointer: '/b/c', value: 3 }, '"c": 1', '"c": 3'],
  ['a list as nnU-Net writes it', { pointer: '/a', value: [1, 0.8] }, '5.0,\n        1e-05', '1,\n        0.8'],
  ['a key', { pointer: '/b/c', key: 'd"' }, '"c": 1', '"d\\"": 1'],
  [
    'a new member comes last',
    { pointer: '/b/d', value: ['x'] },
    '1\n',
    '1,\n        "d": [\n            "x"\n        ]\n',
  ],
  ['a member goes with its comma', { pointer: '/b', remove: true }, '"b": {\n        "c": 1\n    },\n    ', ''],
  ['the last member goes with the comma before it', { pointer: '/z', remove: true }, ',\n    "z": null', ''],
  ['the only member', { pointer: '/b/c', remove: true }, '"c": 1', ''],
  ['an entry of a list', { pointer: '/a/0', remove: true }, '5.0,\n        ', ''],
])('%s', (_name, edit, old, by) => {
  expect(plans).toContain(old);
  expect(after(plans, edit)).toBe(plans.replace(old, by));
});

test('lists on one line stay on one line, and so do objects that get a member', () => {
  expect(after('{"a": [1, 2], "b": {"c": 0}}', { pointer: '/a', value: [3.5, [4]] })).toBe(
    '{"a": [3.5, [4]], "b": {"c": 0}}',
  );
  expect(after('{"b": {"c": 0}}', { pointer: '/b/d', value: { e: [] } })).toBe('{"b": {"c": 0, "d": {"e": []}}}');
});

test('Windows line ends are kept', () => {
  expect(after('{\r\n  "a": [\r\n    1\r\n  ]\r\n}', { pointer: '/a', value: [1, 2] })).toBe(
    '{\r\n  "a": [\r\n      1,\r\n      2\r\n  ]\r\n}',
  );
});

test('a value of another file keeps the text of its numbers', () => {
  const source = parseJsonDocument('{"a": [5.0, 0.800000011920929, 7, 1E-5, "é"]}', 'source.json');
  const text = '{\n    "a": [\n        1\n    ]\n}';
  expect(after(text, { pointer: '/a', copyOf: { document: source, pointer: '/a' } })).toBe(
    '{\n    "a": [\n        5.0,\n        0.800000011920929,\n        7,\n        1e-05,\n        "\\u00e9"\n    ]\n}',
  );
});

test('the same from a binary file, whose floats are known though they are whole', () => {
  const document = {
    ...parseJsonDocument('{"a": [5, 7]}', 'checkpoint.pth'),
    file: 'checkpoint.pth',
    value: { a: [5, 7] },
    problems: [],
    text: undefined,
    isFloat: (pointer: string) => pointer === '/a/0',
  };
  expect(after('{"a": [1]}', { pointer: '/a', copyOf: { document, pointer: '/a' } })).toBe('{"a": [5.0, 7]}');
});

test('a whole file is copied as it is', () => {
  const source = parseJsonDocument('{"x":1.50}\n', 'source.json');
  expect(after('{"a": [1]}', { pointer: '', copyOf: { document: source, pointer: '' } })).toBe('{"x":1.50}\n');
});

test.each([
  ['no such parent', plans, { pointer: '/no/such', value: 1 }],
  ['no object to put a key into', plans, { pointer: '/a/x', value: 1 }],
  ['no key in a list', plans, { pointer: '/a/0', key: 'x' }],
  ['nothing to remove', plans, { pointer: '/b/d', remove: true }],
  ['an empty object', '{"b": {}}', { pointer: '/b/c', value: 1 }],
  ['no text', '', { pointer: '/b', value: 1 }],
  ['a byte order mark, which Python refuses', `\uFEFF${plans}`, { pointer: '/z', value: 1 }],
  [
    'a value that is not there',
    plans,
    { pointer: '/z', copyOf: { document: parseJsonDocument('{}', 'x'), pointer: '/z' } },
  ],
])('not where it would be a guess: %s', (_name, text, edit) => {
  expect(after(text, edit)).toBeUndefined();
});

test('a key from a file never becomes a property of the prototype', () => {
  expect(after('{"a": 1}', { pointer: '/__proto__', value: { x: 1 } })).toBe('{"a": 1, "__proto__": {"x": 1}}');
});
