import type { Report, SubjectEntry } from '../../engine/report.js';
import { verdictText } from '../closing-text.js';
import { counted } from '../counted.js';
import { subjectCounts } from '../subject-counts.js';
import { html, type Markup } from './markup.js';
import { verdictOf } from './verdict.js';

/** What the page is about, in the words of its title. */
export function titleOf({ subjects }: Pick<Report, 'subjects'>): string {
  const transfer = subjects.find(({ kind }) => kind === 'transfer');
  const [only] = subjects;
  if (transfer !== undefined) return transfer.label;
  return only !== undefined && subjects.length === 1 ? only.label : subjectCounts(subjects);
}

/** The verdict, the counts, and who takes part. */
export function overview(report: Report): Markup {
  const { tone, sentence } = verdictOf(report);
  const { notChecked } = report.summary;
  const missed =
    notChecked > 0 ? html` · <a href="#not-checked">${counted(notChecked, 'check')} not made</a>` : undefined;
  return html`<header class="top">
<p class="ran">nnplans ${report.command}</p>
<h1>${breakable(titleOf(report))}</h1>
<div class="verdict ${tone}"><p class="sentence">${sentence}</p>
<p><a href="#findings">${verdictText(report)}</a>${missed}</p></div>
${participants(
  report.subjects.filter(({ facts }) => facts?.['role'] !== undefined || facts?.['origin'] !== undefined),
  report,
)}
</header>`;
}

/** Long names are broken behind a slash rather than anywhere. */
function breakable(path: string): Markup {
  const [first, ...rest] = path.split('/');
  return html`${first}${rest.map((part) => html`/<wbr>${part}`)}`;
}

/** Of a transfer: the two sides, the checkpoint and where the plans come from. */
function participants(named: readonly SubjectEntry[], { subjects }: Report): Markup | undefined {
  if (named.length === 0) return undefined;
  const checkpoints = subjects.filter(({ kind }) => kind === 'checkpoint');
  return html`<dl class="participants">${[...named, ...checkpoints].map(participant)}</dl>`;
}

function participant({ kind, label, file, facts = {} }: SubjectEntry): Markup {
  if (kind === 'checkpoint') return html`<div><dt>checkpoint</dt><dd><code>${file ?? label}</code></dd></div>`;
  const { role, dataset, plans, origin } = facts;
  if (role === undefined) return html`<div><dt>origin</dt><dd>${text(origin)}</dd></div>`;
  const tone = role === 'pretraining' ? 'before' : 'after';
  return html`<div><dt><span class="key ${tone}">${text(role)}</span></dt><dd>${
    dataset === undefined ? undefined : html`<strong>${text(dataset)}</strong> `
  }${text(plans)}</dd></div>`;
}

function text(value: string | number | readonly string[] | undefined): string {
  return typeof value === 'object' ? value.join(', ') : String(value ?? '–');
}
