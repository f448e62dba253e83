import type { Rule } from '../engine/rule.js';
import { ruleHelp } from '../report/rule-help.js';

/** What is known of a rule, for scripts: everything but its code. */
export function describeRule(rule: Rule): Readonly<Record<string, unknown>> {
  const { check: _check, ...facts } = rule;
  return { ...facts, help: ruleHelp(rule) };
}
