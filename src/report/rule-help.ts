import type { Rule } from '../engine/rule.js';

/** The page of a rule. */
export function ruleHelp({ id }: Pick<Rule, 'id'>): string {
  return `https://github.com/nnplans/nnplans/blob/main/rules/${id}.md`;
}
