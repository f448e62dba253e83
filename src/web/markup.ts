// What the worker shows, as markup that no text of a file can break out of. Reports are the parts of the format html.
import { type Change, differs, type PlansDiff } from '../diff/change.js';
import type { Finding, Report } from '../engine/report.js';
import type { Rule } from '../engine/rule.js';
import type { Verdict } from '../nnunet/compare/verdicts.js';
import { product } from '../nnunet/values/numbers.js';
import { plainNumber } from '../nnunet/words/wording.js';
import type { Description, Fact } from '../report/description.js';
import { severityBadge } from '../report/html/badge.js';
import { reportParts } from '../report/html/html.js';
import { html, type Markup } from '../report/html/markup.js';
import type { WeightsMatch } from '../report/weights-match.js';

export function reportMarkup(report: Report, rules: readonly Rule[]): string {
  const { overview, parts } = reportParts(report, rules);
  return html`${overview}${parts.map(({ content }) => content)}`.source;
}

/** What `nnplans explain` says. */
export function ruleMarkup({ id, summary, severity, why, remedy, sources }: Rule): string {
  return html`<section aria-labelledby="rule-title"><h2 id="rule-title">${severityBadge(severity)} <code>${id}</code></h2>
<p>${summary}</p><h3>Why it matters</h3>${why.split('\n\n').map((text) => html`<p>${text}</p>`)}
<h3>What to do</h3><p>${remedy}</p><h3>Sources</h3><ul>${sources.map((one) => html`<li><code>${one}</code></li>`)}</ul></section>`
    .source;
}

const answers: Readonly<Record<Verdict['answer'], string>> = { yes: '✓ yes', no: '✗ no', unknown: '? not known' };

function verdictItem(question: string, { answer, reasons }: Verdict): Markup {
  return html`<li><strong>${question}</strong> ${answers[answer]}${reasons.length === 0 ? undefined : html` (${reasons.join('; ')})`}</li>`;
}

/** A diff, side by side, grouped by what a change means. */
export function diffMarkup(diff: PlansDiff): string {
  return diffSection(diff).source;
}

function diffSection(diff: PlansDiff): Markup {
  const { a, b, weights, data, changes, notes } = diff;
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const name = change.negligible ? 'negligible' : change.consequence;
    groups.set(name, [...(groups.get(name) ?? []), change]);
  }
  return html`<section id="diff" aria-labelledby="diff-title"><h2 id="diff-title">${differs(diff) ? 'They differ' : 'No difference that counts'}</h2>
<ul class="verdicts">${verdictItem('Weights of A load into B:', weights)}${verdictItem('Data of A fit B:', data)}</ul>
<section class="scroll" tabindex="0" aria-label="Differences"><table><thead><tr><th scope="col">what</th><th scope="col">A: ${a}</th><th scope="col">B: ${b}</th><th scope="col">what it means</th></tr></thead>
${[...groups].map(
  ([consequence, inGroup]) => html`<tbody><tr><th colspan="4" scope="rowgroup">${consequence}</th></tr>
${inGroup.map(
  (change) =>
    html`<tr><th scope="row">${change.path}</th><td><code>${valueText(change.before)}</code></td><td><code>${valueText(change.after)}</code></td><td>${change.reason}</td></tr>`,
)}</tbody>`,
)}</table></section>
${notes.map((note) => html`<p class="muted">${note}</p>`)}</section>`;
}

function valueText(value: unknown): string {
  return value === undefined ? '–' : JSON.stringify(value);
}

/** Plans before or after an edit. */
export interface LookedAt {
  readonly report: Report;
  readonly description: Description;
}

/** What an edit of plans comes to: weights and data, and which findings appear or go. */
export function editMarkup(diff: PlansDiff, before: LookedAt, after: LookedAt): string {
  const known = new Set(before.report.findings.map(({ identity }) => identity));
  const left = new Set(after.report.findings.map(({ identity }) => identity));
  const list = (title: string, findings: readonly Finding[]) =>
    findings.length === 0
      ? undefined
      : html`<h3>${title}</h3><ul>${findings.map((one) => html`<li>${severityBadge(one.severity)} <code>${one.rule}</code> ${one.message} → ${one.remedy}</li>`)}</ul>`;
  return html`${diffSection(diff)}${measuresSection(before, after)}<section aria-labelledby="edit-title"><h2 id="edit-title">Findings of the edited plans</h2>
${list(
  'New',
  after.report.findings.filter(({ identity }) => !known.has(identity)),
)}${list(
  'Gone',
  before.report.findings.filter(({ identity }) => !left.has(identity)),
)}<p class="muted">${after.report.summary.error} errors, ${after.report.summary.warning} warnings, ${after.report.summary.info} infos.</p></section>`
    .source;
}

/** What an edit does to sizes that a person can picture: weights, millimetres, and bytes of data. */
function measuresSection(before: LookedAt, after: LookedAt): Markup {
  const earlier = sizesOf(before);
  const rows = [...sizesOf(after)].flatMap(([configuration, sizes]) =>
    sizes.map(([what, is], i) => {
      const was = earlier.get(configuration)?.[i]?.[1];
      return html`<tr><th scope="row">${configuration}: ${what}</th><td>${was ?? '–'}</td><td>${was === is ? 'same' : (is ?? '–')}</td></tr>`;
    }),
  );
  return html`<section aria-labelledby="sizes-title"><h2 id="sizes-title">Sizes</h2>
<section class="scroll" tabindex="0" aria-label="Sizes"><table><thead><tr><th scope="col">what</th><th scope="col">before</th><th scope="col">after</th></tr></thead>
<tbody>${rows}</tbody></table></section></section>`;
}

type Size = readonly [what: string, text: string | undefined];

function sizesOf({ report, description }: LookedAt): ReadonlyMap<string, readonly Size[]> {
  const described = description.groups.find(({ key }) => key === 'configurations')?.items ?? [];
  const configurations = report.subjects.flatMap((subject) => subject.configurations ?? []);
  return new Map(
    configurations.map(({ configuration, measures }) => {
      const { spacing, patchSize, receptiveField, medianShape, intensities } = measures;
      const facts = described.find((item) => item[0]?.value === configuration) ?? [];
      const told = (wanted: string) => facts.find(({ key }) => key === wanted);
      const patch = bytesOf(patchSize, intensities?.length);
      const batchSize = Number(told('batchSize')?.value);
      return [
        configuration,
        [
          ['weights', told('weights')?.text],
          ['stages', told('stages')?.text],
          ['receptive field (mm)', millimetres(receptiveField, spacing)],
          ['patch (mm)', millimetres(patchSize, spacing)],
          ['one batch of images (MB)', patch === undefined ? undefined : megabytes(patch * batchSize)],
          ['median image (voxels)', medianShape?.voxels.join(' × ')],
          ['median image (MB)', megabytes(bytesOf(medianShape?.voxels, intensities?.length))],
        ],
      ];
    }),
  );
}

function millimetres(
  voxels: readonly number[] | undefined,
  spacing: readonly number[] | undefined,
): string | undefined {
  if (voxels === undefined || spacing?.length !== voxels.length) return undefined;
  return voxels.map((count, axis) => plainNumber(Number((count * (spacing[axis] ?? 0)).toFixed(1)))).join(' × ');
}

/** As float32, one value for each channel. */
function bytesOf(shape: readonly number[] | undefined, channels = 1): number | undefined {
  return shape === undefined ? undefined : 4 * channels * product(shape);
}

function megabytes(bytes: number | undefined): string | undefined {
  return bytes === undefined || Number.isNaN(bytes) ? undefined : plainNumber(Number((bytes / 1e6).toPrecision(3)));
}

export function matchMarkup({ sources, targets, results, alarms }: WeightsMatch): string {
  return html`<section aria-labelledby="match-title"><h2 id="match-title">What can load these weights</h2>${alarmList(alarms)}
<section class="scroll" tabindex="0" aria-label="Weights and networks"><table><thead><tr><th scope="col">network of</th><th scope="col">weights of</th><th scope="col">verdict</th><th scope="col">why</th></tr></thead>
<tbody>${results.map(({ source, target, verdict, cause, otherInput }) => {
    const plans = targets[target];
    return html`<tr><th scope="row">${plans?.label} ${plans?.configuration}</th><td>${sources[source]?.label}</td><td>${verdictWords[verdict]}</td><td>${[cause, ...otherInput].flatMap((one) => one ?? []).join('; ')}</td></tr>`;
  })}</tbody></table></section></section>`.source;
}

const verdictWords = {
  loads: '✓ loads',
  'other-input': '! loads, other input',
  'drops-weights': '! leaves weights out',
  fails: '✗ does not load',
  unknown: '? not known',
} as const;

/** Before anything else that is said of a file: what opening it would run. */
function alarmList(alarms: readonly string[]) {
  if (alarms.length === 0) return html``;
  return html`<div role="alert"><p><strong>✗ Do not load it.</strong></p><ul>${alarms.map((alarm) => html`<li>${alarm}</li>`)}</ul></div>`;
}

export function descriptionMarkup({ what, file, facts, groups, remarks, alarms = [] }: Description): string {
  const terms = (items: readonly Fact[]) =>
    items.filter(({ name }) => name !== '').map(({ name, text }) => html`<div><dt>${name}</dt><dd>${text}</dd></div>`);
  return html`<section aria-labelledby="show-title"><h2 id="show-title">${file}: ${what}</h2>${alarmList(alarms)}<dl class="participants">${terms(facts)}</dl>
${groups.map(({ name, items }) => html`<h3>${name}</h3>${items.map((item) => html`<dl class="participants">${terms(item)}</dl>`)}`)}
${remarks.map((remark) => html`<p>${remark}</p>`)}</section>`.source;
}
