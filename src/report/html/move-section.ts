import type { PlannedTransfer } from '../../engine/report.js';
import { filledFolders, meanings, moveFacts, outcomeText } from '../planned-transfer.js';
import { html, type Markup } from './markup.js';

/** What a move of plans writes, and what follows from it. */
export function moveSection(planned: PlannedTransfer): Markup {
  return html`<section id="move" aria-labelledby="move-title">
<h2 id="move-title">The move</h2>
<dl class="participants">${moveFacts(planned).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
<section class="scroll" aria-label="What the move rewrites" tabindex="0">
<table class="changes"><caption class="for-readers">What the move rewrites</caption>
<thead><tr><th scope="col">the move rewrites</th><th scope="col">from</th><th scope="col">to</th></tr></thead>
<tbody>${planned.changes.map(
    ({ what, before, after }) => html`<tr><th scope="row">${what}</th><td>${before}</td><td>${after}</td></tr>`,
  )}</tbody></table></section>
${paragraphs(meanings(planned))}
${planned.replaced === undefined ? undefined : html`<h3>The plans that are there now, against these</h3>${paragraphs(planned.replaced)}`}
${paragraphs(filledFolders(planned))}
${paragraphs(planned.notes)}
</section>`;
}

/** Whether it was done, and the commands that follow. */
export function nextSection(planned: PlannedTransfer): Markup {
  const steps = planned.outcome === 'refused' ? [] : planned.steps;
  return html`<section id="next" aria-labelledby="next-title">
<h2 id="next-title">Next</h2>
<p><strong>${outcomeText(planned)}</strong></p>
<ol class="steps">${steps.map(
    ({ purpose, command }) => html`<li><p>${purpose}</p><pre class="command"><code>${command}</code></pre></li>`,
  )}</ol>
</section>`;
}

function paragraphs(texts: readonly string[]): readonly Markup[] {
  return texts.map((text) => html`<p class="note">${text}</p>`);
}
