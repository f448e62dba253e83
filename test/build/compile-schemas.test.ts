import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import secure from 'ajv/lib/refs/json-schema-secure.json';
import { compiledSchemas, publishedOnly, readSchemas, strictAjv } from '../../src/build/compile-schemas.js';

const schemas = [...readSchemas()];

describe('compiled schemas', () => {
  test.each(compiledSchemas().map((file) => [file.path, file.text]))('%s follows from its schema', (path, text) => {
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test.each(compiledSchemas().map((file) => [file.path, file.text]))('%s needs no library', (_path, text) => {
    expect(text).not.toMatch(/require\(|ajv/);
  });
});

describe.each(schemas)('schema %s', (name, schema) => {
  test('has a versioned name', () => {
    expect(schema.$id).toBe(`https://nnplans.dev/schemas/1/${name}.schema.json`);
  });

  test('stands up to ajv in its strictest mode', () => {
    expect(() => strictAjv(schemas.map(([, one]) => one)).getSchema(String(schema.$id))).not.toThrow();
  });

  test('costs no more than linear time on hostile data', () => {
    const isSecure = new Ajv({ strict: false }).compile(secure);
    expect(isSecure(schema)).toBe(true);
  });

  const isInput = !publishedOnly.includes(name);
  (isInput ? test : test.skip)('says in words what it expects wherever it expects something', () => {
    const silent: string[] = [];
    visit(schema, '#', (one, path) => {
      const checks = ['type', 'enum', 'const', 'minimum', 'exclusiveMinimum', 'pattern', 'not', 'anyOf'];
      const isBranch = /\/(anyOf|oneOf|not)(\/\d+)?$/.test(path);
      if (!isBranch && checks.some((check) => Object.hasOwn(one, check)) && !Object.hasOwn(one, 'x-expected')) {
        silent.push(path);
      }
    });
    expect(silent.filter((path) => !isDefinitionWithWordsAtItsUse(path, schema))).toEqual([]);
  });
});

type Schema = { readonly [keyword: string]: unknown };

function visit(schema: unknown, path: string, look: (schema: Schema, path: string) => void): void {
  if (typeof schema !== 'object' || schema === null) return;
  const one = schema as Schema;
  look(one, path);
  for (const keyword of ['properties', 'patternProperties', '$defs']) {
    for (const [key, child] of Object.entries((one[keyword] ?? {}) as Schema))
      visit(child, `${path}/${keyword}/${key}`, look);
  }
  for (const keyword of ['items', 'additionalProperties', 'not', 'then', 'else'])
    visit(one[keyword], `${path}/${keyword}`, look);
  for (const keyword of ['anyOf', 'allOf', 'oneOf', 'prefixItems']) {
    for (const [i, child] of ((one[keyword] ?? []) as unknown[]).entries())
      visit(child, `${path}/${keyword}/${i}`, look);
  }
}

/** A definition may leave the words to the places that refer to it. */
function isDefinitionWithWordsAtItsUse(path: string, schema: Schema): boolean {
  const uses: Schema[] = [];
  visit(schema, '#', (one) => {
    if (one['$ref'] === path) uses.push(one);
  });
  return uses.length > 0 && uses.every((use) => Object.hasOwn(use, 'x-expected'));
}
