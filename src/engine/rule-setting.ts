import type { Rule } from './rule.js';
import type { Severity } from './severity.js';

/** What a user may set for one rule. */
export interface RuleSetting {
  readonly severity?: Severity | 'off';
  /** Whether what the rule calls a warning is an error; a severity of its own comes before it. */
  readonly isStrict?: true;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Two settings of one rule: where they disagree, the second counts, in its options one by one. */
export function withSetting(first: RuleSetting | undefined, second: RuleSetting | undefined): RuleSetting | undefined {
  if (first === undefined || second === undefined) return second ?? first;
  const options = { ...first.options, ...second.options };
  return { ...first, ...second, ...(Object.keys(options).length === 0 ? {} : { options }) };
}

/** The severity of one message of a rule; what the config says counts for the whole rule. */
export function severityOf(rule: Rule, messageId: string, setting: RuleSetting | undefined): Severity | 'off' {
  if (setting?.severity !== undefined) return setting.severity;
  const own = rule.severities[messageId] ?? rule.severity;
  return setting?.isStrict === true && own === 'warning' ? 'error' : own;
}
