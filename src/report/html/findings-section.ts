import type { Family } from '../../engine/causes.js';
import type { Finding } from '../../engine/report.js';
import type { Rule } from '../../engine/rule.js';
import { severities } from '../../engine/severity.js';
import { compareText } from '../../engine/sort.js';
import { counted } from '../counted.js';
import {
  type FindingGroup,
  findingGroups,
  placeText,
  plainGroups,
  type SameWords,
  sameWords,
  topicsText,
} from '../finding-groups.js';
import { remedyParts } from '../terminal/remedy-text.js';
import { severityBadge } from './badge.js';
import { html, type Markup } from './markup.js';

/** So much of one rule, and so many places of one statement, are unfolded. */
const mostUnfolded = 10;
const mostPlaces = 5;

/** Mistakes by rule, gravest first, with what the rule says of itself and, folded, what follows from them. */
export function findingsSection(families: readonly Family[], rules: readonly Rule[]): Markup {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const groups = findingGroups(families);
  const findings = families.flatMap(({ cause, consequences }) => [cause, ...consequences]);
  return html`<section id="findings" aria-labelledby="findings-title">
<h2 id="findings-title">Findings</h2>
${
  groups.length === 0
    ? html`<p>There are none.</p>`
    : html`${filterForm(findings)}${groups.map((group) => [groupArticle(group, byId.get(group.rule)), consequencesPart(group, rules, byId)])}
<p id="nothing" hidden>No finding fits these filters.</p>`
}
</section>`;
}

function consequencesPart(
  { consequences }: FindingGroup,
  rules: readonly Rule[],
  byId: ReadonlyMap<string, Rule>,
): Markup | undefined {
  if (consequences.length === 0) return undefined;
  return html`<details class="consequences"><summary>Follows from it: ${topicsText(consequences, rules)}</summary>
${plainGroups(consequences).map((group) => groupArticle(group, byId.get(group.rule)))}
</details>`;
}

function groupArticle({ rule, severity, destroysData, findings }: FindingGroup, about: Rule | undefined): Markup {
  const said = sameWords(findings);
  const rest = said.slice(mostUnfolded);
  return html`<article class="group ${severity}" data-rule="${rule}" data-severity="${severity}">
<h3>${severityBadge(severity)} <code>${rule}</code>${
    destroysData ? html` <span class="badge danger">destroys data</span>` : undefined
  } <span class="muted tally">${counted(findings.length, 'finding')}</span></h3>
${about === undefined ? undefined : ruleWords(about)}
${advice(said.slice(0, mostUnfolded))}
${
  rest.length === 0
    ? undefined
    : html`<details class="rest"><summary>and ${rest.length} more of the same</summary>${advice(rest)}</details>`
}
</article>`;
}

/** What the rule asks for, and why. */
function ruleWords({ summary, why }: Rule): Markup {
  return html`<details class="why"><summary>${summary}</summary>${why
    .split('\n\n')
    .map(
      (paragraph) =>
        html`<p>${paragraph.split('`').map((part, i) => (i % 2 === 0 ? lines(part) : html`<code>${lines(part)}</code>`))}</p>`,
    )}</details>`;
}

function lines(text: string): string {
  return text.replaceAll('\n', ' ');
}

/** Statements below each other; neighbours with the same remedy share it. */
function advice(said: readonly SameWords[]): readonly Markup[] {
  const blocks: { remedy: string; statements: SameWords[] }[] = [];
  for (const statement of said) {
    const last = blocks.at(-1);
    if (last?.remedy === statement.remedy) last.statements.push(statement);
    else blocks.push({ remedy: statement.remedy, statements: [statement] });
  }
  return blocks.map(
    (block) => html`<div class="advice">${block.statements.map(statementItem)}${remedy(block.remedy)}</div>`,
  );
}

function statementItem({ message, findings }: SameWords): Markup {
  const places = [...new Set(findings.map(placeText))];
  const related = new Map(
    findings.flatMap((finding) => finding.related).map((one) => [`${one.file}\n${one.message}`, one]),
  );
  const rest = places.slice(mostPlaces);
  return html`<div class="finding" data-count="${findings.length}">
<p class="message">${message}</p>
<ul class="places">${places.slice(0, mostPlaces).map(placeItem)}${[...related.values()]
    .slice(0, mostPlaces)
    .map((one) => html`<li class="muted">${one.message}: <code>${one.file}</code></li>`)}</ul>${
    rest.length === 0
      ? undefined
      : html`<details><summary>and ${rest.length} more places</summary><ul class="places">${rest.map(placeItem)}</ul></details>`
  }</div>`;
}

function placeItem(place: string): Markup {
  return html`<li><code>${place}</code></li>`;
}

/** What to do; every command stands on its own, to be copied. */
function remedy(text: string): Markup {
  return html`<div class="remedy">${remedyParts(text).map((part) =>
    part.isCommand ? html`<pre class="command"><code>${part.text}</code></pre>` : html`<p>${part.text}</p>`,
  )}</div>`;
}

/** Shown by the script, which alone makes it do something. Its state stands in the address, so that a view can be sent. */
function filterForm(findings: readonly Finding[]): Markup {
  const counts = new Map<string, number>();
  for (const { severity } of findings) counts.set(severity, (counts.get(severity) ?? 0) + 1);
  const found = severities.filter((severity) => counts.has(severity));
  return html`<form id="filters" hidden>
<fieldset><legend>Severity</legend>${found.map(
    (severity) =>
      html`<label><input type="checkbox" name="severity" value="${severity}" checked> ${severity} (${counts.get(severity)})</label>`,
  )}</fieldset>
<div class="field"><label for="filter-rule">Rule</label><select id="filter-rule" name="rule"><option value="">all rules</option>${areaOptions(findings)}</select></div>
<div class="field grows"><label for="filter-text">Text</label><input id="filter-text" name="text" type="search" autocomplete="off" spellcheck="false" placeholder="dataset, file, word"></div>
<button type="reset">Show all</button>
<p id="shown" role="status"></p>
</form>`;
}

function areaOptions(findings: readonly Finding[]): readonly Markup[] {
  const areas = new Map<string, Set<string>>();
  for (const rule of findings.map((finding) => finding.rule).sort(compareText)) {
    const area = rule.slice(0, rule.indexOf('/'));
    areas.set(area, (areas.get(area) ?? new Set()).add(rule));
  }
  return [...areas].map(
    ([area, rules]) =>
      html`<optgroup label="${area}"><option value="${area}/">all of ${area}</option>${[...rules].map(
        (rule) => html`<option value="${rule}">${rule}</option>`,
      )}</optgroup>`,
  );
}
