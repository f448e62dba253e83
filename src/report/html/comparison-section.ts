import { openFindings } from '../../engine/open-findings.js';
import type { Comparison, ComparisonRow, Report } from '../../engine/report.js';
import { agrees, type Job, jobsOf, sidesOf } from '../terminal/jobs.js';
import { verdictBadge } from './badge.js';
import { drawings } from './drawings.js';
import { jobsTable } from './jobs-table.js';
import { html, type Markup } from './markup.js';
import { participants } from './participants.js';
import type { Side } from './sides.js';

/** Every configuration side by side, in words and drawn to scale; of several transfers, each under its own name. */
export function comparisonSection(report: Report): Markup | undefined {
  const jobs = jobsOf(report);
  if (jobs.every(({ comparisons }) => comparisons.length === 0)) return undefined;
  const [only] = jobs;
  return html`<section id="compared" aria-labelledby="compared-title">
<h2 id="compared-title">Side by side</h2>
${only !== undefined && jobs.length === 1 ? configurations(only) : [jobsTable(jobs, openFindings(report)), jobs.map(jobPart)]}
</section>`;
}

function jobPart(job: Job): Markup {
  const [pretraining, finetuning] = sidesOf(job);
  return html`<section class="job"><h3>${pretraining} → ${finetuning}</h3>${participants(job.entries)}${configurations(job)}</section>`;
}

/** Those that differ are unfolded; where none does, the first in three dimensions, which shows most. */
function configurations({ comparisons }: Job): readonly Markup[] {
  const differing = comparisons.filter((one) => !agrees(one));
  const telling = comparisons.find(({ measures }) => measures.finetuning.spacing?.length === 3) ?? comparisons[0];
  return comparisons.map((one) =>
    configuration(one, differing.length > 0 ? !differing.includes(one) : one !== telling),
  );
}

function configuration(comparison: Comparison, isFolded: boolean): Markup {
  const { rows, measures } = comparison;
  const what = `${comparison.configuration} of ${comparison.pretraining} and ${comparison.finetuning}`;
  const sides: readonly Side[] = [
    { name: 'pretraining', tone: 'before', measures: measures.pretraining },
    { name: 'finetuning', tone: 'after', measures: measures.finetuning },
  ];
  const summary = agrees(comparison) ? 'agrees' : 'differs';
  return html`<details class="configuration"${isFolded ? undefined : html` open`}>
<summary><h3>${comparison.configuration}</h3> <span class="muted">${summary}</span></summary>
<section class="scroll" aria-label="${what}" tabindex="0">
<table class="compared"><caption class="for-readers">${what}</caption>
<thead><tr><td></td><th scope="col"><span class="key before">pretraining</span></th><th scope="col"><span class="key after">finetuning</span></th><th scope="col">verdict</th></tr></thead>
<tbody>${rows.map(row)}</tbody></table></section>
${drawings(sides)}
</details>`;
}

function row({ what, pretraining, finetuning, verdict }: ComparisonRow): Markup {
  const same = pretraining === finetuning && pretraining !== '–';
  return html`<tr><th scope="row">${what}</th><td>${pretraining}</td><td>${
    same ? html`<span class="muted">same</span>` : finetuning
  }</td><td>${verdictBadge(verdict)}</td></tr>`;
}
