import { rules } from '../../../rules/index.js';
import { didYouMean, UsageError } from '../../app/trouble.js';
import { explainingRules, type Rule } from '../../engine/rule.js';
import { jsonText } from '../../report/machine/json-text.js';
import { ruleMarkdown } from '../../report/machine/rule-markdown.js';
import { indented } from '../../report/terminal/wrap.js';
import { readable } from '../columns.js';
import type { Command } from '../command.js';
import { ownRulesOption, rootOptions } from '../common-options.js';
import { describeRule } from '../describe-rule.js';
import { exitCodes } from '../exit-codes.js';
import { loadOwnRules } from '../own-rules.js';

export const explain: Command = {
  name: 'explain',
  summary: 'Explain one rule, or how a transfer is done: what it looks at, why it matters, what to do.',
  positionals: [{ name: 'RULE', describe: 'its name, as findings give it; or transfer, a guide', required: true }],
  options: {
    format: { takes: 'text', value: 'NAME', choices: ['text', 'json', 'markdown'], describe: 'how to print it' },
    ...ownRulesOption,
    ...rootOptions,
    config: { takes: 'text', value: 'FILE', describe: 'config file, or "none"; it gives the guide its names' },
  },
  examples: [
    ['nnplans explain transfer/spacing-match', 'why equal spacing matters, and what to do'],
    ['nnplans explain transfer', 'the whole way from pretraining to finetuning, with your own names'],
  ],
  async run(given, terminal) {
    const format = given.text('format') ?? 'text';
    if (given.positionals[0] === 'transfer') {
      const { printTransferGuide } = await import('../print-guide.js');
      return printTransferGuide(given, terminal, format);
    }
    const known = [...rules, ...(await loadOwnRules(given.texts('rules'), terminal))];
    const rule = ruleNamed(given.positionals[0] ?? '', known);
    terminal.stdout.write(
      format === 'json'
        ? jsonText(describeRule(rule))
        : format === 'markdown'
          ? ruleMarkdown(rule)
          : text(rule, readable(terminal.columns)),
    );
    return exitCodes.clean;
  },
};

/** `spacing-match` is enough where only one area has such a rule. */
function ruleNamed(name: string, known: readonly Rule[]): Rule {
  const exact = known.find((rule) => rule.id === name);
  if (exact !== undefined) return exact;
  const short = known.filter((rule) => rule.id.endsWith(`/${name}`));
  const [only] = short;
  if (only !== undefined && short.length === 1) return only;
  const ids = known.map((rule) => rule.id);
  throw new UsageError(`There is no rule "${name}".`, [
    ...(short.length > 1
      ? [`There are ${short.map((rule) => rule.id).join(' and ')}.`]
      : didYouMean(name, [...ids, ...ids.map((id) => id.slice(id.indexOf('/') + 1))])),
    'All of them: nnplans rules',
  ]);
}

function text(rule: Rule, columns: number): string {
  const paragraph = (words: string) => indented(words.replaceAll('\n', ' ').replaceAll('`', ''), columns, '   ');
  const options = Object.entries(rule.options).flatMap(([name, { type, default: usual, description }]) =>
    indented(`${name} (${type}, usually ${JSON.stringify(usual)}): ${description}`, columns, '   '),
  );
  // A rule of one's own need not say more than what it checks and what to do.
  const part = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : ['', ` ${title}`, ...lines]);
  return `${[
    ` ${rule.id}  ${rule.severity}${rule.since === '' ? '' : `, since ${rule.since}`}`,
    '',
    ...paragraph(rule.summary),
    ...part('why it matters', rule.why === '' ? [] : rule.why.split('\n\n').flatMap(paragraph)),
    ...part('what to do', paragraph(rule.remedy)),
    ...part(
      'may follow from',
      explainingRules(rule).map((id) => `   ${id}`),
    ),
    ...part('options, for nnplans.config.json', options),
    ...part(
      rule.examples.length === 1 ? 'example' : 'examples',
      rule.examples.flatMap((example) => paragraph(`${example.title}.`)),
    ),
    ...part(
      'rests on',
      rule.sources.map((source) => `   ${source}`),
    ),
  ].join('\n')}\n`;
}
