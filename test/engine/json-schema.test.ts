import type { ConfigProblem } from '../../src/engine/config-problem.js';
import { compileSchema } from '../../src/engine/json-schema.js';
import type { JsonValue } from '../../src/io/json/value.js';

function compile(schema: JsonValue) {
  const problems: ConfigProblem[] = [];
  const test = compileSchema(schema, '/schema', (pointer, message) => problems.push({ pointer, message }));
  return { test, problems };
}

test.each<[JsonValue, JsonValue, boolean]>([
  [{ pattern: '^Dataset\\d{3}_' }, 'Dataset004_Hippocampus', true],
  [{ pattern: '^Dataset\\d{3}_' }, 'MyDataset004_x', false],
  [{ pattern: '^[\\u0061-c]$' }, 'b', true],
  [{ multipleOf: 0.1 }, 0.3, true],
  [{ multipleOf: 0.1 }, 0.35, false],
  [{ type: 'number' }, Number.NaN, true],
  [{ maximum: 3 }, Number.NaN, false],
  [{ required: ['toString'] }, {}, false],
  [{ const: { toString: 1 } }, { toString: 2 }, false],
  [{ items: { $ref: '#' }, type: ['array', 'string'] }, [['a']], true],
  [false, 1, false],
])('%j and %j: %s', (schema, value, expected) => {
  const { test, problems } = compile(schema);
  expect({ problems, holds: test(value) }).toEqual({ problems: [], holds: expected });
});

test.each<[string, JsonValue, string, string]>([
  ['no schema', 3, '/schema', 'The schema is 3; a JSON Schema in braces was expected.'],
  ['an unknown keyword', { maxmum: 3 }, '/schema', 'Did you mean "maximum"?'],
  ['a bound that is no number', { minimum: '3' }, '/schema/minimum', 'must be number'],
  ['a schema deep inside', { items: { not: [] } }, '/schema/items/not', 'must be object,boolean'],
  ['another file', { $ref: 'x.json' }, '/schema', "can't resolve reference x.json"],
  ['a broken pattern', { pattern: '(' }, '/schema', 'missing closing )'],
  ['a pattern that may take for ever', { pattern: '(a)\\1' }, '/schema', 'invalid escape sequence'],
  ['a pattern that looks ahead', { patternProperties: { '(?=a)': true } }, '/schema', '(?='],
])('%s is told where it stands', (_what, schema, pointer, message) => {
  expect(compile(schema).problems).toEqual([{ pointer, message: expect.stringContaining(message) }]);
});

test('a pattern that takes others for ever takes no longer for a text that nearly fits', () => {
  const { test } = compile({ pattern: '^(a|a)*(a*)*(a+)+$' });
  expect(test(`${'a'.repeat(2000)}b`)).toBe(false);
  expect(test('a'.repeat(2000))).toBe(true);
});
