import type { Report } from '../../engine/report.js';
import { counted } from '../counted.js';
import { subjectCounts } from '../subject-counts.js';
import { verdictText } from '../terminal/closing-text.js';
import { jobsOf } from '../terminal/jobs.js';
import { openQuestions, verdictLine, verdictWords } from '../verdict-words.js';
import { html, type Markup } from './markup.js';
import { participants } from './participants.js';

/** What the page is about, in the words of its title. */
export function titleOf({ subjects }: Pick<Report, 'subjects'>): string {
  const transfers = subjects.filter(({ kind }) => kind === 'transfer');
  const [transfer] = transfers;
  const [only] = subjects;
  if (transfer !== undefined) return transfers.length === 1 ? transfer.label : subjectCounts(transfers);
  return only !== undefined && subjects.length === 1 ? only.label : subjectCounts(subjects);
}

/** The verdict, the counts, and who takes part. */
export function overview(report: Report): Markup {
  const { tone } = verdictWords(report);
  const questions = report.verdict === 'not established' ? openQuestions(report) : [];
  const { notChecked } = report.summary;
  const missed =
    notChecked > 0 ? html` · <a href="#not-checked">${counted(notChecked, 'check')} not made</a>` : undefined;
  return html`<header class="top">
<p class="ran">nnplans ${report.command}</p>
<h1>${breakable(titleOf(report))}</h1>
<div class="verdict ${tone === 'open' ? 'warning' : tone}"><p class="sentence">${verdictLine(report)}</p>${questions.length === 0 ? undefined : html`<ul>${questions.map((reason) => html`<li>${reason}</li>`)}</ul>`}
<p><a href="#findings">${verdictText(report)}</a>${missed}</p></div>
${jobsOf(report).length === 1 ? participants(report.subjects) : undefined}
</header>`;
}

/** Long names are broken behind a slash rather than anywhere. */
function breakable(path: string): Markup {
  const [first, ...rest] = path.split('/');
  return html`${first}${rest.map((part) => html`/<wbr>${part}`)}`;
}
