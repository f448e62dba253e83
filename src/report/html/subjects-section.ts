import type { ConfigurationEntry, Report, SubjectEntry } from '../../engine/report.js';
import { type SubjectFindings, subjectsByGravity } from '../subject-findings.js';
import { drawings } from './drawings.js';
import { html, type Markup } from './markup.js';
import { tally } from './tally.js';

/** More rows, or more drawings, than these make a page slow to open and nobody looks at them. */
const mostRows = 2000;
const mostDrawn = 200;

/** One line for everything that was looked at, what has the gravest findings first. */
export function subjectsSection(report: Report): Markup {
  const all = subjectsByGravity(report);
  const rest = all.length - mostRows;
  return html`<section id="looked-at" aria-labelledby="looked-at-title">
<h2 id="looked-at-title">Looked at</h2>
<section class="scroll" aria-label="What was looked at" tabindex="0">
<table class="subjects"><caption class="for-readers">What was looked at</caption>
<thead><tr><th scope="col">name</th><th scope="col">plans</th><th scope="col">configurations</th><th scope="col" class="number">cases</th><th scope="col">findings</th></tr></thead>
<tbody>${all.slice(0, mostRows).map(row)}</tbody></table></section>
${rest > 0 ? html`<p class="muted">and ${rest} more, with nothing graver</p>` : undefined}
</section>`;
}

function row({ entry, isAlone, findings }: SubjectFindings): Markup {
  const name = isAlone ? entry.label : (entry.file ?? entry.label);
  return html`<tr><th scope="row">${
    findings.length === 0 ? name : html`<a href="#findings" data-text="${entry.label}">${name}</a>`
  }</th><td>${fact(entry, 'plans')}</td><td>${fact(entry, 'configurations')}</td><td class="number">${fact(entry, 'cases')}</td><td>${tally(findings)}</td></tr>`;
}

function fact({ facts }: SubjectEntry, name: string): string {
  const value = facts?.[name];
  return typeof value === 'object' ? value.join(', ') || '–' : String(value ?? '–');
}

/** The configurations of everything that has some, folded, drawn to scale. */
export function configurationsSection({ subjects }: Report): Markup | undefined {
  const all = subjects.flatMap((entry) =>
    (entry.configurations ?? []).map((configuration) => ({ entry, configuration })),
  );
  if (all.length === 0) return undefined;
  const rest = all.length - mostDrawn;
  return html`<section id="configurations" aria-labelledby="configurations-title">
<h2 id="configurations-title">Configurations</h2>
${all.slice(0, mostDrawn).map(({ entry, configuration }) => drawn(entry, configuration))}
${rest > 0 ? html`<p class="muted">and ${rest} more, which <code>--format json</code> has</p>` : undefined}
</section>`;
}

function drawn({ kind, label }: SubjectEntry, { plans, configuration, measures }: ConfigurationEntry): Markup {
  const owner = kind === 'plans' ? label : `${label}/${plans}`;
  return html`<details class="configuration"><summary><h3>${owner} <span class="muted">${configuration}</span></h3></summary>
${drawings([{ name: configuration, tone: 'after', measures }])}</details>`;
}
