import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../src/io/json/value.js';

/** An object with exactly these own keys, `__proto__` included. */
export function own(entries: readonly (readonly [string, JsonValue])[]): JsonObject {
  const result: JsonObject = {};
  for (const [key, value] of entries) {
    Object.defineProperty(result, key, { value, enumerable: true, writable: true, configurable: true });
  }
  return result;
}

const key = fc.oneof(
  fc.constantFrom(
    '',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '0',
    'a',
    'b',
    'spacing',
    'configurations',
  ),
  fc.string({ maxLength: 3 }),
);

const scalar = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.double().map((number) => (number === 0 ? 0 : number)),
  fc.string({ maxLength: 5 }),
  fc.constantFrom('toString', '/a/', 'whole {}'),
);

/** Any value that a JSON file read as Python reads it may hold; few different keys, so that two of them have some in common. */
export const anyJson: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.uniqueArray(fc.tuple(key, tie('value')), { maxLength: 5, selector: ([name]) => name }).map(own),
  ),
})).value;
