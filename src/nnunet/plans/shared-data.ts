import type { JsonValue } from '../../io/json/value.js';
import { type ConfigurationInFile, differencesBetween, differingValues } from '../compare/comparison.js';
import type { Tolerances } from '../compare/tolerances.js';

/** Fields in which two configurations differ so that preprocessing makes other data. What is missing or of the wrong type is another matter. */
export function dataDifferences(
  one: ConfigurationInFile,
  other: ConfigurationInFile,
  tolerances?: Tolerances,
): readonly string[] {
  const found = differingValues(differencesBetween(one, other, tolerances))
    .filter(({ consequence }) => consequence === 'data must be preprocessed again')
    .filter(({ before, after }) => kindOf(before) !== 'nothing' && kindOf(before) === kindOf(after))
    .map(({ path }) => path[0] ?? '');
  return [...new Set(found)];
}

function kindOf(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return 'list';
  return value === null || value === undefined ? 'nothing' : typeof value;
}
