import type { JsonSchema } from '../../schemas/compiled-schema.js';
import type { Action } from '../nnunet/command-line/reads.js';

/**
 * Keywords that nnplans adds to JSON Schema. They check nothing; they hold what a person would say.
 * - `x-expected`: what should stand here, to follow "expected"
 * - `x-nnunet`: what nnU-Net does otherwise, one sentence
 * - `x-read-by`: which of nnU-Net's actions read the value
 * - `x-counted-by`: which only count its entries; not inherited
 * - `x-needed-by`: which stop where it is missing, whatever it says; not inherited
 * - `x-converted-by`: which take `int` of the value, so that they go on with 2.0 or "2"; not inherited
 * - `x-severity`: `warning` where nnU-Net runs all the same
 * - `x-python`: `int` where Python crashes at `2.0`, which JSON Schema takes for an integer
 * An element inherits all but `x-expected` from what holds it.
 */
export const schemaAnnotations = [
  'x-expected',
  'x-nnunet',
  'x-read-by',
  'x-counted-by',
  'x-needed-by',
  'x-converted-by',
  'x-severity',
  'x-python',
] as const;

/** What the schema says about one place of a value. */
export interface PlaceDescription {
  readonly expected: string;
  readonly consequence: string;
  /** Empty: not stated. */
  readonly readBy: readonly Action[];
  /** Actions that only count its entries, and those that stop where it is missing. */
  readonly countedBy: readonly Action[];
  readonly neededBy: readonly Action[];
  /** Actions that make a whole number of it first. */
  readonly convertedBy: readonly Action[];
  readonly severity: 'error' | 'warning';
}

/** Gathers the annotations on the way from the root of a schema to the place that the parts of a pointer lead to. */
export function describePlace(root: JsonSchema, parts: readonly string[]): PlaceDescription {
  const levels: (readonly JsonSchema[])[] = [applicable(root, root)];
  for (const part of parts) {
    const holders = levels[levels.length - 1] ?? [];
    levels.push(holders.flatMap((holder) => childSchemas(holder, part)).flatMap((child) => applicable(root, child)));
  }
  const nearest = (keyword: string) => {
    for (const level of [...levels].reverse()) {
      const found = level.find((schema) => schema[keyword] !== undefined);
      if (found !== undefined) return found[keyword];
    }
    return undefined;
  };
  const own = (keyword: string) =>
    levels[levels.length - 1]?.find((schema) => schema[keyword] !== undefined)?.[keyword];
  return {
    expected: String(nearest('x-expected') ?? 'another value'),
    consequence: String(nearest('x-nnunet') ?? ''),
    readBy: (nearest('x-read-by') ?? []) as readonly Action[],
    countedBy: (own('x-counted-by') ?? []) as readonly Action[],
    neededBy: (own('x-needed-by') ?? []) as readonly Action[],
    convertedBy: (own('x-converted-by') ?? []) as readonly Action[],
    severity: own('x-severity') === 'warning' ? 'warning' : 'error',
  };
}

/** Schemas never change, and every value of every file asks for the same few. */
const applicableSchemas = new WeakMap<JsonSchema, readonly JsonSchema[]>();

/** A schema and those that apply to the same value: what it refers to and combines; its own words come first. */
function applicable(root: JsonSchema, schema: JsonSchema): readonly JsonSchema[] {
  const known = applicableSchemas.get(schema);
  if (known !== undefined) return known;
  const found = gatherApplicable(root, schema);
  applicableSchemas.set(schema, found);
  return found;
}

function gatherApplicable(root: JsonSchema, schema: JsonSchema): readonly JsonSchema[] {
  const combined = ['allOf', 'anyOf', 'oneOf']
    .flatMap((keyword) => (Array.isArray(schema[keyword]) ? (schema[keyword] as unknown[]) : []))
    .concat(['then', 'else'].map((keyword) => schema[keyword]));
  const referred = typeof schema['$ref'] === 'string' ? [definition(root, schema['$ref'])] : [];
  return [schema, ...[...referred, ...combined].filter(isSchema).flatMap((inner) => applicable(root, inner))];
}

/** Schemas of the member or element that one part of a pointer names. */
function childSchemas(schema: JsonSchema, part: string): readonly JsonSchema[] {
  const { properties, patternProperties, additionalProperties, prefixItems, items } = schema;
  const own = isSchema(properties) && Object.hasOwn(properties, part) ? properties[part] : undefined;
  if (own !== undefined) return [own].filter(isSchema);
  const patterns = isSchema(patternProperties)
    ? Object.entries(patternProperties).filter(([pattern]) => new RegExp(pattern, 'u').test(part))
    : [];
  if (patterns.length > 0) return patterns.map(([, found]) => found).filter(isSchema);
  const element = /^\d+$/.test(part) && Array.isArray(prefixItems) ? prefixItems[Number(part)] : undefined;
  return [element ?? items, additionalProperties].filter(isSchema);
}

function definition(root: JsonSchema, reference: string): unknown {
  if (!reference.startsWith('#/')) throw new Error(`a schema refers to ${reference}: only #/… is understood here`);
  let found: unknown = root;
  for (const part of reference.slice(2).split('/')) found = isSchema(found) ? found[part] : undefined;
  return found;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const integerPlacesOf = new WeakMap<JsonSchema, readonly (readonly string[])[]>();

/**
 * Where a schema wants Python's `int`: pointers with `*` for every member or element.
 * @throws Error for a reference out of the schema
 */
export function integerPlaces(root: JsonSchema): readonly (readonly string[])[] {
  const known = integerPlacesOf.get(root);
  if (known !== undefined) return known;
  const found = findIntegerPlaces(root);
  integerPlacesOf.set(root, found);
  return found;
}

function findIntegerPlaces(root: JsonSchema): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  const visit = (schema: JsonSchema, path: readonly string[]) => {
    for (const one of applicable(root, schema)) {
      if (one['x-python'] === 'int') found.push(path);
      const properties = one['properties'];
      if (isSchema(properties)) {
        for (const [key, child] of Object.entries(properties)) if (isSchema(child)) visit(child, [...path, key]);
      }
      for (const child of [one['items'], one['additionalProperties']])
        if (isSchema(child)) visit(child, [...path, '*']);
    }
  };
  visit(root, []);
  return found;
}
