import type { JsonValue } from '../../io/json/value.js';
import { type ConfigurationOfPlans, differencesBetween } from '../compare/consequence-between.js';
import type { Configuration } from './configuration.js';
import type { Plans } from './plans.js';

/** A configuration as rules see it. */
export interface ConfigurationInFile {
  readonly configuration: Configuration;
  readonly plansFile: { readonly plans: Plans };
}

/** Fields in which two configurations differ so that preprocessing makes other data. What is missing or of the wrong type is another matter. */
export function dataDifferences(one: ConfigurationInFile, other: ConfigurationInFile): readonly string[] {
  const found = differencesBetween(ofPlans(one), ofPlans(other))
    .filter(({ consequence }) => consequence === 'data must be preprocessed again')
    .filter(({ before, after }) => kindOf(before) !== 'nothing' && kindOf(before) === kindOf(after))
    .map(({ path }) => path[0] ?? '');
  return [...new Set(found)];
}

function kindOf(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return 'list';
  return value === null || value === undefined ? 'nothing' : typeof value;
}

function ofPlans({ configuration, plansFile: { plans } }: ConfigurationInFile): ConfigurationOfPlans {
  return { plans, configuration };
}
