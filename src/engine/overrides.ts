import { type JsonValue, member } from '../io/json/value.js';
import { type Complain, complainAboutUnknownKeys } from './config-problem.js';
import { readRuleSettings } from './config-rules.js';
import { readEntries } from './config-values.js';
import type { Rule } from './rule.js';
import type { RuleSetting } from './rule-setting.js';
import { readSelection, type Selection } from './selection.js';

/** Settings of rules for some files, or for some places in them. They outrank those for all files; of several the last counts. */
export interface Override {
  readonly selection: Selection;
  readonly rules: ReadonlyMap<string, RuleSetting>;
}

const keys = ['files', 'pointer', 'rules'] as const;

/** Reads `"overrides": [{ "files": "legacy/**", "pointer": "/configurations/2d", "rules": { … } }]`. */
export function readOverrides(
  value: JsonValue | undefined,
  rules: readonly Rule[],
  folder: string,
  complain: Complain,
): readonly Override[] {
  return readEntries(value, '/overrides', 'overrides', complain).map(({ entry, at }) => {
    complainAboutUnknownKeys(entry, keys, at, complain);
    if (member(entry, 'files') === undefined && member(entry, 'pointer') === undefined) {
      complain(at, 'An override needs "files", "pointer" or both; what holds for everything belongs into "rules".');
    }
    const settings = member(entry, 'rules');
    if (settings === undefined) complain(at, 'An override needs "rules": a severity for each rule that it is about.');
    return {
      selection: readSelection(entry, folder, at, complain),
      rules: readRuleSettings(settings, rules, `${at}/rules`, complain),
    };
  });
}
