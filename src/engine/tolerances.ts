import { defaultTolerances, type Tolerances } from '../nnunet/compare/tolerances.js';
import type { Rule } from './rule.js';
import type { RuleSetting } from './rule-setting.js';

/** Equal tolerances are one object: what is compared under them is found out once. */
const known = new Map<string, Tolerances>([[JSON.stringify(defaultTolerances), defaultTolerances]]);

/**
 * What is equal to all rules, the side-by-side view and `diff` alike: the defaults, and what options of rules say otherwise.
 * @param settingOf what is set for a rule, overrides of a place included
 */
export function tolerancesOf(rules: readonly Rule[], settingOf: (rule: Rule) => RuleSetting | undefined): Tolerances {
  const set = rules.filter(setsTolerances).flatMap((rule) =>
    Object.entries(settingOf(rule)?.options ?? {}).flatMap(([name, value]) => {
      const tolerance = rule.options[name]?.tolerance;
      return tolerance === undefined || typeof value !== 'number' ? [] : [[tolerance, value] as const];
    }),
  );
  const tolerances: Tolerances = { ...defaultTolerances, ...Object.fromEntries(set) };
  const key = JSON.stringify(tolerances);
  const found = known.get(key) ?? tolerances;
  known.set(key, found);
  return found;
}

/** Whether options of a rule say what is equal to others, too. */
export function setsTolerances({ options }: Rule): boolean {
  return Object.values(options).some(({ tolerance }) => tolerance !== undefined);
}
