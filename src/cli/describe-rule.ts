import type { Rule } from '../engine/rule.js';

/** What is known of a rule, for scripts: everything but its code. */
export function describeRule(rule: Rule): Readonly<Record<string, unknown>> {
  const { check: _check, ...facts } = rule;
  return { ...facts, help: `https://github.com/nnplans/nnplans/blob/main/rules/${rule.id}.md` };
}
