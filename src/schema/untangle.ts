import type { SchemaError } from '../../schemas/compiled-schema.js';

/**
 * Leaves one error for one mistake, where ajv reports all that it meets:
 * - a union (`anyOf`, `oneOf`) gives way to what is wrong inside the branch that the value was meant for, and otherwise speaks for its branches
 * - an element that does not fit speaks for the list or object that holds it
 * - of several errors of one value its type counts most
 */
export function untangled(errors: readonly SchemaError[]): readonly SchemaError[] {
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
