import type { CompiledSchema, SchemaError } from '../../schemas/compiled-schema.js';
import type { JsonDocument } from '../io/json/document.js';
import { isObject, type JsonValue, pointerParts, valueAt } from '../io/json/value.js';
import { describePlace, integerPlaces, type PlaceDescription } from './annotations.js';

/** One way in which a value does not fit its schema, in the words of the schema. */
export interface Violation extends PlaceDescription {
  /** `missing`: {@link key} is not there; `unexpected`: {@link key} should not be there; `value`: another value is expected. */
  readonly kind: 'missing' | 'unexpected' | 'value';
  /** JSON pointer of the value; of the object that a key is missing in, or should not be in. */
  readonly at: string;
  readonly key: string | undefined;
  readonly found: JsonValue | undefined;
  /** A number exactly as it is written: `2.0`. */
  readonly written: string | undefined;
}

/** What is needed of a document: its value, and how its numbers are written. */
export type ValidatedDocument = Pick<JsonDocument, 'value' | 'isFloat' | 'mayHoldFloats' | 'numberText'>;

/** As many as are told of one document. */
const mostViolations = 200;

/**
 * Validates a document; nothing to say about one without a value. One mistake is one violation: a container of the wrong type hides what is in it,
 * an element hides the list that it spoils, and where several shapes are allowed the one that fits best is judged.
 */
export function violationsOf({ schema, validate }: CompiledSchema, document: ValidatedDocument): readonly Violation[] {
  const { value } = document;
  if (value === undefined) return [];
  const errors = validate(value) ? [] : untangled(validate.errors ?? []);
  const places = [...errors.map(placeOf), ...floatsForIntegers({ schema, validate }, document)];
  const seen = new Set<string>();
  const violations: Violation[] = [];
  for (const place of places) {
    const identity = JSON.stringify(place);
    if (seen.has(identity)) continue;
    seen.add(identity);
    if (violations.length === mostViolations) break;
    const inside = pointerParts(place.at);
    violations.push({
      ...describePlace(schema, place.key === undefined ? inside : [...inside, place.key]),
      ...place,
      found: valueAt(value, place.at),
      written: document.numberText(place.at),
    });
  }
  return violations;
}

type PlaceOfViolation = Pick<Violation, 'kind' | 'at' | 'key'>;

function placeOf({ instancePath: at, params }: SchemaError): PlaceOfViolation {
  const missing = params['missingProperty'];
  if (missing !== undefined) return { kind: 'missing', at, key: String(missing) };
  const unexpected = params['additionalProperty'];
  if (unexpected !== undefined) return { kind: 'unexpected', at, key: String(unexpected) };
  return { kind: 'value', at, key: undefined };
}

/** JSON Schema takes 2.0 for an integer; Python does not. */
function floatsForIntegers({ schema }: CompiledSchema, document: ValidatedDocument): PlaceOfViolation[] {
  return integerPlaces(schema)
    .flatMap((pattern) => numbersAt(document, document.value, pattern))
    .filter((at) => document.isFloat(at))
    .map((at) => ({ kind: 'value', at, key: undefined }));
}

/**
 * Pointers of the numbers that a pattern with `*` for every member or element leads to; of those that cannot be floats, none.
 * @param key the key that the value belongs to, directly or through lists
 */
function numbersAt(
  document: ValidatedDocument,
  value: JsonValue | undefined,
  pattern: readonly string[],
  at = '',
  key = '',
): string[] {
  const isSettled = typeof value === 'number' || (Array.isArray(value) && !value.some(isObject));
  if (isSettled && !document.mayHoldFloats(key)) return [];
  const [part, ...rest] = pattern;
  if (part === undefined) return typeof value === 'number' ? [at] : [];
  if (typeof value !== 'object' || value === null) return [];
  const names = part === '*' ? Object.keys(value) : [part];
  return names.flatMap((name) => {
    const inner = `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return Array.isArray(value)
      ? numbersAt(document, value[Number(name)], rest, inner, key)
      : numbersAt(document, memberOf(value, name), rest, inner, name);
  });
}

function memberOf(value: JsonValue, key: string): JsonValue | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/**
 * Leaves one error for one mistake, where ajv reports all that it meets:
 * - a union (`anyOf`, `oneOf`) gives way to what is wrong inside the branch that the value was meant for, and otherwise speaks for its branches
 * - an element that does not fit speaks for the list or object that holds it
 * - of several errors of one value its type counts most
 */
function untangled(errors: readonly SchemaError[]): readonly SchemaError[] {
  const real = errors.filter((error) => !wrappers.has(error.keyword));
  const unions = new Set(real.filter(isUnion).map((error) => error.instancePath));
  const spokenFor = ancestorsOf(real);
  const kept = new Map<string, SchemaError>();
  for (const error of real) {
    const path = error.instancePath;
    if (isAboutKey(error)) {
      kept.set(`${path} ${error.keyword} ${JSON.stringify(error.params)}`, error);
      continue;
    }
    if (spokenFor.has(path) && (unions.has(path) || error.keyword !== 'type')) continue;
    const known = kept.get(path);
    if (known === undefined || rank(error) < rank(known)) kept.set(path, error);
  }
  return [...kept.values()];
}

/** Keywords whose error says only that something under them failed. */
const wrappers: ReadonlySet<string> = new Set(['if', 'allOf', '$ref']);

function isUnion(error: SchemaError): boolean {
  return error.keyword === 'anyOf' || error.keyword === 'oneOf';
}

function isAboutKey(error: SchemaError): boolean {
  return error.keyword === 'required' || error.keyword === 'additionalProperties';
}

/** Pointers of the values inside of which something is wrong; of a union also its own, when the fault is a key. */
function ancestorsOf(errors: readonly SchemaError[]): ReadonlySet<string> {
  const found = new Set<string>();
  const unions = new Set(errors.filter(isUnion).map((error) => error.instancePath));
  for (const error of errors) {
    if (isAboutKey(error)) {
      if (unions.has(error.instancePath)) found.add(error.instancePath);
      continue;
    }
    let path = error.instancePath;
    while (path !== '') {
      path = path.slice(0, path.lastIndexOf('/'));
      if (found.has(path)) break;
      found.add(path);
    }
  }
  return found;
}

function rank(error: SchemaError): number {
  if (isUnion(error)) return 0;
  return error.keyword === 'type' ? 1 : 2;
}
