import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import type { ConfigProblem } from '../../../src/engine/config-problem.js';
import { compileSchema, knownKeywords } from '../../../src/engine/custom/schema-test.js';
import type { JsonObject, JsonValue } from '../../../src/io/json/value.js';

function compile(schema: JsonValue) {
  const problems: ConfigProblem[] = [];
  const test = compileSchema(schema, '', (pointer, message) => problems.push({ pointer, message }));
  return { test, problems };
}

const scalars: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constantFrom<JsonValue>(null, true, false, '', 'a', 'ab', 'b', '😀'),
  fc.integer({ min: -3, max: 6 }),
  fc.constantFrom(0.5, 1.5, 3.25),
);
// Not `toString`: ajv's comparison of values calls it.
const keys = fc.constantFrom('a', 'ab', 'b');
const objectOf = (inner: fc.Arbitrary<JsonValue>) =>
  fc.dictionary(keys, inner, { maxKeys: 3, noNullPrototype: true }) as fc.Arbitrary<JsonObject>;
const { value: values } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalars,
    fc.array(tie('value'), { maxLength: 4 }),
    objectOf(tie('value')),
  ),
}));

const count = fc.integer({ min: 0, max: 3 });
const number = fc.constantFrom(-1, 0, 0.5, 2, 3);
const names = fc.uniqueArray(keys, { maxLength: 2 });
const typeName = fc.constantFrom('null', 'boolean', 'integer', 'number', 'string', 'array', 'object');
const pattern = fc.constantFrom('^a', 'b$', '^[ab]+$', 'x');

/** A few keywords together: more make large schemas that nothing passes. */
function someOf(keywords: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<JsonObject> {
  const each = Object.entries(keywords).map(([name, arbitrary]) => arbitrary.map((value) => ({ [name]: value })));
  const family = (...names: readonly string[]) =>
    fc.record(Object.fromEntries(names.map((name) => [name, keywords[name] ?? fc.constant(true)])), {
      noNullPrototype: true,
    });
  const families = [
    family('if', 'then', 'else'),
    family('prefixItems', 'items'),
    family('properties', 'patternProperties', 'additionalProperties'),
  ];
  return fc
    .array(fc.oneof(...each, ...families), { minLength: 1, maxLength: 4 })
    .map((parts) => Object.assign({}, ...parts) as JsonObject);
}

const { schema: schemas } = fc.letrec<{ schema: JsonValue }>((tie) => {
  const schema = tie('schema');
  const list = fc.array(schema, { minLength: 1, maxLength: 3 });
  return {
    schema: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.boolean(),
      someOf({
        type: fc.oneof(typeName, fc.uniqueArray(typeName, { minLength: 1, maxLength: 3 })),
        const: values,
        enum: fc.uniqueArray(scalars, { minLength: 1, maxLength: 4 }),
        minimum: number,
        maximum: number,
        exclusiveMinimum: number,
        exclusiveMaximum: number,
        multipleOf: fc.constantFrom(0.5, 1, 2),
        minLength: count,
        maxLength: count,
        pattern,
        minItems: count,
        maxItems: count,
        uniqueItems: fc.boolean(),
        prefixItems: list,
        items: schema,
        required: names,
        dependentRequired: fc.dictionary(keys, names, { maxKeys: 2, noNullPrototype: true }),
        minProperties: count,
        maxProperties: count,
        properties: fc.dictionary(keys, schema, { maxKeys: 2, noNullPrototype: true }),
        patternProperties: fc.dictionary(pattern, schema, { maxKeys: 2, noNullPrototype: true }),
        additionalProperties: schema,
        propertyNames: schema,
        allOf: list,
        anyOf: list,
        oneOf: list,
        not: schema,
        if: schema,
        ...Object.fromEntries(['then', 'else'].map((name) => [name, schema])),
        description: fc.constant('words'),
      }),
    ),
  };
});

test('holds for the values for which it holds for ajv', () => {
  const ajv = new Ajv2020({ strict: false, ownProperties: true, validateSchema: false });
  // Nothing here is about what was not evaluated, and counting it, ajv 8 uses variables that it never made.
  ajv.opts.unevaluated = false;
  const seen = new Set<string>();
  const holds = { yes: 0, no: 0 };
  fc.assert(
    fc.property(schemas, fc.array(values, { minLength: 1, maxLength: 8 }), (schema, found) => {
      const { test, problems } = compile(schema);
      expect(problems).toEqual([]);
      const validate = ajv.compile(schema as JsonObject | boolean);
      for (const value of found) {
        const wanted = validate(value) === true;
        holds[wanted ? 'yes' : 'no'] += 1;
        expect({ value, holds: test(value) }).toEqual({ value, holds: wanted });
      }
      if (typeof schema === 'object' && schema !== null) for (const key of Object.keys(schema)) seen.add(key);
      ajv.removeSchema();
    }),
    { numRuns: 700 },
  );
  expect(knownKeywords.filter((keyword) => !seen.has(keyword))).toEqual(['contains', 'maxContains', 'minContains']);
  expect(Math.min(holds.yes, holds.no)).toBeGreaterThan(100);
});

test('large numbers that are no multiples are none', () => {
  expect(compile({ multipleOf: 2 }).test(1_000_000_001)).toBe(false);
  expect(compile({ multipleOf: 1 }).test(1e9 + 0.5)).toBe(false);
});

test('multiples in decimal fractions are multiples', () => {
  const { test } = compile({ multipleOf: 0.1 });
  expect([0.3, 0.7, 1, -0.3, 0.35, 1e300].map(test)).toEqual([true, true, true, true, false, true]);
});

/** By hand: ajv lets an empty list pass where it comes behind one that contains what is wanted. */
test.each<[JsonObject, JsonValue, boolean]>([
  [{ contains: { type: 'string' } }, [1, 'a'], true],
  [{ contains: { type: 'string' } }, [1, 2], false],
  [{ contains: { type: 'string' } }, [], false],
  [{ contains: { type: 'string' } }, 'a', true],
  [{ contains: false }, [], false],
  [{ contains: true, minContains: 2 }, [1], false],
  [{ contains: true, minContains: 0 }, [], true],
  [{ contains: { const: 1 }, maxContains: 1 }, [1, 2], true],
  [{ contains: { const: 1 }, maxContains: 1 }, [1, 2, 1], false],
  [{ minContains: 3 }, [], true],
])('%j and %j: %s', (schema, value, expected) => expect(compile(schema).test(value)).toBe(expected));

test('a member is one of its own', () => {
  expect(compile({ required: ['toString'] }).test({})).toBe(false);
  expect(compile({ properties: { toString: { type: 'null' } } }).test({})).toBe(true);
  expect(compile({ const: {} }).test({ toString: null })).toBe(false);
});

test('NaN, which Python writes, is a number and within no bounds', () => {
  expect(compile({ type: 'number' }).test(Number.NaN)).toBe(true);
  expect(compile({ type: 'integer' }).test(Number.NaN)).toBe(false);
  expect(compile({ maximum: 3 }).test(Number.NaN)).toBe(false);
});

test.each<[string, JsonValue, string, string]>([
  ['no schema', 3, '', 'The schema is 3; a JSON Schema in braces was expected.'],
  ['an unknown keyword', { maxmum: 3 }, '/maxmum', 'Did you mean "maximum"?'],
  ['a reference', { $ref: '#/x' }, '/$ref', 'without references'],
  ['an unknown type', { type: 'float' }, '/type', '"type" is "float"; "null", "boolean", "integer"'],
  ['no types at all', { type: [] }, '/type', 'was expected'],
  ['a bound that is no number', { minimum: '3' }, '/minimum', '"minimum" is "3"; a number was expected.'],
  ['a step of nothing', { multipleOf: 0 }, '/multipleOf', 'a number above 0'],
  ['a count below 0', { minItems: -1 }, '/minItems', 'a whole number from 0'],
  ['a count of contains', { contains: true, minContains: 'x' }, '/minContains', 'a whole number from 0'],
  ['a broken pattern', { properties: { a: { pattern: '(' } } }, '/properties/a/pattern', 'a bracket ( is not closed'],
  ['a pattern of keys', { patternProperties: { '[': true } }, '/patternProperties/[', 'a bracket [ is not closed'],
  ['names that are none', { required: 'a' }, '/required', 'a list of names was expected'],
  ['no list', { anyOf: {} }, '/anyOf', 'a list of schemas was expected'],
  ['a schema deep inside', { items: { not: [] } }, '/items/not', 'The schema is []'],
  ['a list that is none', { enum: 'a' }, '/enum', 'a list of values was expected'],
  ['a flag that is none', { uniqueItems: 1 }, '/uniqueItems', 'true or false was expected'],
  ['properties that are none', { properties: [] }, '/properties', 'schemas by name was expected'],
  ['prefixes that are none', { prefixItems: {} }, '/prefixItems', 'a list of schemas'],
  ['needs that are none', { dependentRequired: { a: 'b' } }, '/dependentRequired', 'lists of names by name'],
])('%s is told where it stands', (_what, schema, pointer, message) => {
  const { problems } = compile(schema);
  expect(problems).toEqual([{ pointer, message: expect.stringContaining(message) }]);
});
