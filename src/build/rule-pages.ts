import { rules } from '../../rules/index.js';
import { openProject, projectFiles, withChanges } from '../../test/support/example-project.js';
import * as lateSubjects from '../../test/support/late-subjects.js';
import { subjectsOf } from '../../test/support/subjects.js';
import { type Change, type Example, explainingRules, type Rule } from '../engine/rule.js';
import { runRules } from '../engine/run.js';
import { placeText } from '../report/finding-groups.js';
import type { GeneratedFile } from './generated-file.js';

/** One page beside each rule, and their index: made from the rules' own words, with every example executed. */
export function rulePages(): GeneratedFile[] {
  return [
    ...rules.map((rule) => ({ path: `rules/${rule.id}.md`, text: page(rule) })),
    { path: 'rules/README.md', text: index() },
  ];
}

function page(rule: Rule): string {
  const options = Object.entries(rule.options);
  return joined([
    `# ${rule.id}`,
    rule.summary,
    `**Severity** ${rule.severity}${severitiesNote(rule)} · **since** ${rule.since}${rule.nnunet === undefined ? '' : ` · **nnU-Net** ${rule.nnunet}`}`,
    '## Why it matters',
    rule.why,
    '## What to do',
    rule.remedy,
    ...followsFrom(rule),
    ...(options.length === 0
      ? []
      : [
          '## Options',
          table(
            ['name', 'type', 'default', 'meaning'],
            options.map(([name, o]) => [`\`${name}\``, o.type, `\`${JSON.stringify(o.default)}\``, o.description]),
          ),
        ]),
    rule.examples.length === 1 ? '## Example' : '## Examples',
    ...rule.examples.flatMap((example) => exampleText(rule, example)),
    '## Sources',
    rule.sources.map((source) => `- ${source.startsWith('http') ? `<${source}>` : `\`${source}\``}`).join('\n'),
  ]);
}

function followsFrom(rule: Rule): string[] {
  const others = explainingRules(rule).map((id) => `- [${id}](../${id}.md)`);
  if (others.length === 0) return [];
  return [
    '## What it may follow from',
    'Told in one line below the mistake where one of these explains it:',
    others.join('\n'),
  ];
}

function severitiesNote(rule: Rule): string {
  const special = Object.entries(rule.severities);
  return special.length === 0
    ? ''
    : ` (${special.map(([message, severity]) => `\`${message}\`: ${severity}`).join(', ')})`;
}

function exampleText(rule: Rule, example: Example): string[] {
  const workspace = openProject(withChanges(projectFiles('examples/transfer'), example.changes));
  const { findings } = runRules({
    rules: [rule],
    subjects: subjectsOf(rule, workspace, example, () => lateSubjects),
    nameFile: (file) => file.replace(/^\//, ''),
  });
  const finding = findings.find((found) => found.messageId === example.reports);
  if (finding === undefined) throw new Error(`${rule.id}: the example "${example.title}" reports nothing`);
  return [
    `${example.title}:`,
    ...(example.changes.length === 0 ? [] : [example.changes.map((change) => `- ${changeText(change)}`).join('\n')]),
    ...(example.checkpoint === undefined ? [] : [`The weights are those of \`${example.checkpoint}\`.`]),
    ...(example.script === undefined ? [] : [`\`\`\`sh\n${example.script}\n\`\`\``]),
    ...(example.command === undefined ? [] : [`\`\`\`sh\n${example.command}\n\`\`\``]),
    'nnplans says:',
    `\`\`\`text\n${finding.severity} ${rule.id}\n${placeText(finding)}\n${finding.message}\n→ ${finding.remedy}\n\`\`\``,
  ];
}

function changeText(change: Change): string {
  const file = `\`${change.file}\``;
  if ('set' in change) return `in ${file}, \`${change.set}\` becomes \`${JSON.stringify(change.to)}\``;
  if ('remove' in change) return `in ${file}, \`${change.remove}\` is removed`;
  if ('write' in change) return `${file} is written again`;
  if ('replace' in change) return `in ${file}, \`${change.replace}\` becomes \`${change.by}\``;
  if ('copyFrom' in change) return `${file} is a copy of \`${change.copyFrom}\``;
  return `${file} is deleted`;
}

function index(): string {
  const areas = [...new Set(rules.map((rule) => rule.area))];
  return joined([
    '# Rules',
    'Every page is made from the rule itself; every example on it is executed.',
    ...areas.flatMap((area) => [
      `## ${area}`,
      table(
        ['rule', 'severity', 'what holds when nothing is reported'],
        rules
          .filter((rule) => rule.area === area)
          .map((rule) => [`[${rule.id}](${rule.id}.md)`, rule.severity, rule.summary]),
      ),
    ]),
  ]);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function joined(blocks: readonly string[]): string {
  return `${blocks.join('\n\n')}\n`;
}
