import { areas, type Rule } from '../engine/rule.js';

/** The page of a rule; rules of one's own have none. */
export function ruleHelp({ id, area }: Pick<Rule, 'id' | 'area'>): string | undefined {
  return areas.some((own) => own === area) ? `https://github.com/nnplans/nnplans/blob/main/rules/${id}.md` : undefined;
}
