import type { Rule } from '../../engine/rule.js';
import { ruleHelp } from '../rule-help.js';
import { ruleMarkdown } from './rule-markdown.js';
import { sarifLevels } from './sarif-levels.js';

/** What SARIF wants to know of a rule; of one that is not known by its name, only that. */
export function sarifRule(id: string, rule: Rule | undefined) {
  if (rule === undefined) return { id };
  const { area, severity, summary, why, remedy } = rule;
  const helpUri = ruleHelp(rule);
  return {
    id,
    name: camelCase(id),
    shortDescription: { text: plain(summary) },
    fullDescription: { text: plain(why) },
    help: { text: `${plain(why)}\n\nWhat to do: ${plain(remedy)}`, markdown: ruleMarkdown(rule) },
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { level: sarifLevels[severity] },
    properties: { tags: ['nnU-Net', area] },
  };
}

/** `transfer/spacing-match` → `TransferSpacingMatch`, as SARIF wants names to be. */
function camelCase(id: string): string {
  return id.replace(/(?:^|[/-])(.)/g, (_all, letter: string) => letter.toUpperCase());
}

function plain(markdown: string): string {
  return markdown.replaceAll('`', '').replace(/([^\n])\n(?!\n)/g, '$1 ');
}
