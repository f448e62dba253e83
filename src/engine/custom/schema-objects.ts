import { isObject, type JsonObject, type JsonValue, member, pointer } from '../../io/json/value.js';
import type { Keyword, KeywordSetting, SchemaTest } from './schema-test.js';
import { complainOf, countOf, textTest } from './schema-values.js';

/** Keywords about objects; every other value passes. */
export const objectKeywords: Readonly<Record<string, Keyword>> = {
  required: (setting) => {
    const { value: names } = setting;
    if (!isNameList(names)) return complainOf(setting, 'a list of names');
    return (value) => !isObject(value) || names.every((name) => Object.hasOwn(value, name));
  },
  dependentRequired: (setting) => {
    const { value: needs } = setting;
    if (!isObject(needs) || !Object.values(needs).every(isNameList))
      return complainOf(setting, 'lists of names by name');
    return (value) =>
      !isObject(value) ||
      Object.entries(needs).every(
        ([name, needed]) =>
          !Object.hasOwn(value, name) || !isNameList(needed) || needed.every((other) => Object.hasOwn(value, other)),
      );
  },
  minProperties: ofSize((size, limit) => size >= limit),
  maxProperties: ofSize((size, limit) => size <= limit),
  properties: (setting) => {
    const tests = schemasByName(setting);
    return (value) =>
      !isObject(value) ||
      tests.every(([name, test]) => {
        const inner = member(value, name);
        return inner === undefined || test(inner);
      });
  },
  patternProperties: (setting) => {
    const tests = schemasByPattern(setting);
    return (value) =>
      !isObject(value) ||
      Object.entries(value).every(([key, inner]) => tests.every(([fits, test]) => !fits(key) || test(inner)));
  },
  additionalProperties: (setting) => {
    const { value: inner, schema, at, compile } = setting;
    const test = compile(inner, at);
    const isNamed = namedElsewhere(schema, setting);
    return (value) => !isObject(value) || Object.entries(value).every(([key, found]) => isNamed(key) || test(found));
  },
  propertyNames: ({ value: inner, at, compile }) => {
    const test = compile(inner, at);
    return (value) => !isObject(value) || Object.keys(value).every(test);
  },
};

function ofSize(holds: (size: number, limit: number) => boolean): Keyword {
  return (setting) => {
    const limit = countOf(setting);
    return (value) => !isObject(value) || limit === undefined || holds(Object.keys(value).length, limit);
  };
}

function schemasByName(setting: KeywordSetting): readonly (readonly [name: string, test: SchemaTest])[] {
  const { value: schemas, at, compile } = setting;
  if (isObject(schemas)) {
    return Object.entries(schemas).map(([name, inner]) => [name, compile(inner, at + pointer(name))] as const);
  }
  complainOf(setting, 'schemas by name');
  return [];
}

function schemasByPattern(setting: KeywordSetting) {
  return schemasByName(setting).map(
    ([pattern, test]) => [textTest({ ...setting, at: setting.at + pointer(pattern) }, pattern), test] as const,
  );
}

/** Keys that `properties` or `patternProperties` of the same schema speak of. Their own problems are told by themselves. */
function namedElsewhere(schema: JsonObject, setting: KeywordSetting): (key: string) => boolean {
  const properties = member(schema, 'properties');
  const patterns = member(schema, 'patternProperties');
  const tests = isObject(patterns)
    ? Object.keys(patterns).map((pattern) => textTest({ ...setting, complain: () => undefined }, pattern))
    : [];
  return (key) => (isObject(properties) && Object.hasOwn(properties, key)) || tests.some((fits) => fits(key));
}

function isNameList(value: JsonValue): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}
