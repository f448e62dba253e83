import type { Finding } from '../../engine/report.js';
import { findingsAbout, type Job, sidesOf } from '../terminal/jobs.js';
import { html, type Markup } from './markup.js';
import { tally } from './tally.js';

/** One line for each of several transfers. */
export function jobsTable(jobs: readonly Job[], findings: readonly Finding[]): Markup {
  return html`<section class="scroll" aria-label="All transfers" tabindex="0">
<table class="subjects"><caption class="for-readers">All transfers</caption>
<thead><tr><th scope="col"><span class="key before">pretraining</span></th><th scope="col"><span class="key after">finetuning</span></th><th scope="col">findings</th></tr></thead>
<tbody>${jobs.map((job) => row(job, findingsAbout(job, findings)))}</tbody></table></section>`;
}

function row(job: Job, findings: readonly Finding[]): Markup {
  const [pretraining, finetuning] = sidesOf(job);
  const name =
    findings.length === 0 ? finetuning : html`<a href="#findings" data-text="${finetuning}">${finetuning}</a>`;
  return html`<tr><th scope="row">${pretraining}</th><td>${name}</td><td>${tally(findings)}</td></tr>`;
}
