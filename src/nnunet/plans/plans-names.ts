import type { JsonValue } from '../../io/json/value.js';
import type { Plans } from './plans.js';

/** Two plans that go by the same `plans_name` and are not copies of one another. */
export function sharesPlansName(one: Plans, other: Plans): boolean {
  return one.plansName !== undefined && one.plansName === other.plansName && !isSame(one.value, other.value);
}

const namesakes = new WeakMap<readonly unknown[], ReadonlyMap<string | undefined, ReadonlyMap<string, unknown>>>();

/** The first of some plans that shares its `plans_name` with these; asked of each of very many. */
export function namesakeOf<File extends { readonly plans: Plans }>(
  file: File,
  files: readonly File[],
): File | undefined {
  const known = namesakes.get(files) ?? byNameAndText(files);
  namesakes.set(files, known);
  const own = JSON.stringify(sorted(file.plans.value));
  for (const [text, first] of known.get(file.plans.plansName) ?? []) if (text !== own) return first as File;
  return undefined;
}

function byNameAndText<File extends { readonly plans: Plans }>(files: readonly File[]) {
  const names = new Map<string | undefined, Map<string, File>>();
  for (const file of files) {
    const texts = names.get(file.plans.plansName) ?? new Map<string, File>();
    const text = JSON.stringify(sorted(file.plans.value));
    if (!texts.has(text)) texts.set(text, file);
    names.set(file.plans.plansName, texts);
  }
  return names;
}

/** Model folders whose name says that they were trained with plans of this name: `<trainer>__<plans_name>__<configuration>`. */
export function modelsNamed<Model extends { readonly nameParts: { readonly plans: string } | undefined }>(
  models: readonly Model[],
  plansName: string,
): readonly Model[] {
  return models.filter((model) => model.nameParts?.plans === plansName);
}

/** Equal but for the order of keys. */
function isSame(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: JsonValue | undefined): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([key, inner]) => [key, sorted(inner)]);
}
