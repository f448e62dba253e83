import { isOpen } from '../../engine/open-findings.js';
import type { Finding, NotCheckedEntry } from '../../engine/report.js';
import { type Missed, missedByReason } from '../missed.js';
import { severityBadge } from './badge.js';
import { html, type Markup } from './markup.js';

const mostNames = 20;

/** What could not be looked at, and why. */
export function notCheckedSection(entries: readonly NotCheckedEntry[]): Markup {
  const missed = missedByReason(entries);
  return html`<section id="not-checked" aria-labelledby="not-checked-title">
<h2 id="not-checked-title">Not checked</h2>
${missed.length === 0 ? html`<p>Everything was checked.</p>` : html`<ul class="missed">${missed.map(missedItem)}</ul>`}
</section>`;
}

function missedItem({ reason, names, subjects }: Missed): Markup {
  return html`<li><p>${reason}</p><p class="muted">${named(names)}</p>${
    subjects.length === 0
      ? undefined
      : html`<details><summary>about ${subjects.length === 1 ? 'one thing' : `${subjects.length} things`}</summary><p>${named(subjects)}</p></details>`
  }</li>`;
}

function named(names: readonly string[]): Markup {
  const rest = names.length - mostNames;
  return html`${names.slice(0, mostNames).map((name, i) => html`${i === 0 ? '' : ', '}<code>${name}</code>`)}${
    rest > 0 ? ` and ${rest} more` : undefined
  }`;
}

/** Findings that somebody has put aside, with the reason given. */
export function suppressedSection(findings: readonly Finding[]): Markup | undefined {
  const aside = findings.filter((finding) => !isOpen(finding));
  if (aside.length === 0) return undefined;
  return html`<section id="aside" aria-labelledby="aside-title">
<h2 id="aside-title">Put aside</h2>
${asideList('Suppressed in the config', aside, 'config')}${asideList('In the baseline', aside, 'baseline')}
</section>`;
}

function asideList(title: string, findings: readonly Finding[], kind: 'config' | 'baseline'): Markup | undefined {
  const listed = findings.filter(({ suppressed }) => suppressed?.kind === kind);
  if (listed.length === 0) return undefined;
  return html`<details class="aside"><summary>${title}: ${listed.length}</summary><ul>${listed.map(
    ({ rule, severity, message, subject, suppressed }) =>
      html`<li><p>${severityBadge(severity)} <code>${rule}</code> ${message}</p><p class="muted">${subject}${
        suppressed?.reason === '' ? undefined : html` · ${suppressed?.reason}`
      }</p></li>`,
  )}</ul></details>`;
}
