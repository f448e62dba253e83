import type { Family } from '../../engine/causes.js';
import type { Rule } from '../../engine/rule.js';
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
import { severityBadge } from './badge.js';
import { filterForm } from './filter-form.js';
import { html, type Markup } from './markup.js';
import { remedy } from './remedy.js';

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
