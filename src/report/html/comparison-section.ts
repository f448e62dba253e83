import type { Comparison, ComparisonRow } from '../../engine/report.js';
import { verdictBadge } from './badge.js';
import { drawings } from './drawings.js';
import { html, type Markup } from './markup.js';
import type { Side } from './sides.js';

/** Every configuration side by side, in words and drawn to scale. Those that differ are unfolded; all where none does. */
export function comparisonSection(comparisons: readonly Comparison[]): Markup | undefined {
  if (comparisons.length === 0) return undefined;
  const someDiffer = comparisons.some((one) => !agrees(one));
  return html`<section id="compared" aria-labelledby="compared-title">
<h2 id="compared-title">Side by side</h2>
${comparisons.map((one) => configuration(one, someDiffer && agrees(one)))}
</section>`;
}

function agrees({ rows }: Comparison): boolean {
  return rows.every(
    ({ what, verdict }) => verdict === 'agrees' || (what === 'checkpoint' && verdict === 'not checked'),
  );
}

function configuration(comparison: Comparison, isFolded: boolean): Markup {
  const { rows, measures } = comparison;
  const sides: readonly Side[] = [
    { name: 'pretraining', tone: 'before', measures: measures.pretraining },
    { name: 'finetuning', tone: 'after', measures: measures.finetuning },
  ];
  const summary = agrees(comparison) ? 'agrees' : 'differs';
  return html`<details class="configuration"${isFolded ? undefined : html` open`}>
<summary><h3>${comparison.configuration}</h3> <span class="muted">${summary}</span></summary>
<section class="scroll" aria-label="${comparison.configuration} side by side" tabindex="0">
<table class="compared"><caption class="for-readers">${comparison.configuration} side by side</caption>
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
