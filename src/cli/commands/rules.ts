import { rules } from '../../../rules/index.js';
import { areas, type Rule } from '../../engine/rule.js';
import { jsonText } from '../../report/machine/json-text.js';
import { indented } from '../../report/terminal/wrap.js';
import { readable } from '../columns.js';
import type { Command } from '../command.js';
import { ownRulesOption } from '../common-options.js';
import { describeRule } from '../describe-rule.js';
import { exitCodes } from '../exit-codes.js';
import { loadOwnRules } from '../own-rules.js';

export const rulesCommand: Command = {
  name: 'rules',
  summary: 'List the rules.',
  positionals: [{ name: 'AREA', describe: 'only these', choices: areas }],
  options: {
    format: { takes: 'text', value: 'NAME', choices: ['text', 'json', 'markdown'], describe: 'how to print them' },
    ...ownRulesOption,
  },
  examples: [
    ['nnplans rules', 'all of them'],
    ['nnplans rules transfer', 'what is checked about a transfer'],
    ['nnplans rules --format json', 'with everything that is known of each'],
  ],
  async run(given, terminal) {
    const area = given.positionals[0];
    const known = [...rules, ...(await loadOwnRules(given.texts('rules'), terminal))];
    const chosen = known.filter((rule) => area === undefined || rule.area === area);
    terminal.stdout.write(listed(chosen, given.text('format') ?? 'text', readable(terminal.columns)));
    return exitCodes.clean;
  },
};

function listed(chosen: readonly Rule[], format: string, columns: number): string {
  if (format === 'json') return jsonText(chosen.map(describeRule));
  if (format === 'markdown') {
    const rows = chosen.map((rule) => `| ${rule.id} | ${rule.severity} | ${rule.summary.replaceAll('|', '\\|')} |`);
    return `${['| rule | severity | what holds when nothing is reported |', '| --- | --- | --- |', ...rows].join('\n')}\n`;
  }
  const lines = chosen.flatMap((rule) => [
    ` ${rule.id}  ${rule.severity}`,
    ...indented(rule.summary.replaceAll('\n', ' '), columns, '   '),
  ]);
  return `${[...lines, '', ` ${chosen.length} rules · one of them: nnplans explain ${chosen[0]?.id ?? 'RULE'}`].join('\n')}\n`;
}
