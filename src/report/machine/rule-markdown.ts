import { explainingRules, type Rule } from '../../engine/rule.js';

/** A rule explained, as Markdown. */
export function ruleMarkdown(rule: Rule): string {
  const sources = rule.sources.map((source) => `- ${source.startsWith('http') ? `<${source}>` : `\`${source}\``}`);
  const others = explainingRules(rule);
  const blocks = [
    `# ${rule.id}`,
    rule.summary,
    `**Severity** ${rule.severity} · **since** ${rule.since}`,
    '## Why it matters',
    rule.why,
    '## What to do',
    rule.remedy,
    ...(others.length === 0 ? [] : [`It may follow from ${others.map((id) => `\`${id}\``).join(', ')}.`]),
    '## Sources',
    sources.join('\n'),
  ];
  return `${blocks.join('\n\n')}\n`;
}
