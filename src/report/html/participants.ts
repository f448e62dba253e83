import type { SubjectEntry } from '../../engine/report.js';
import { html, type Markup } from './markup.js';

/** Of one transfer: the two sides, the checkpoint and where the plans come from. */
export function participants(entries: readonly SubjectEntry[]): Markup {
  return html`<dl class="participants">${entries.map(participant)}</dl>`;
}

function participant({ kind, label, file, facts = {} }: SubjectEntry): Markup | undefined {
  const { role, dataset, plans, origin } = facts;
  if (kind === 'checkpoint') return html`<div><dt>checkpoint</dt><dd><code>${file ?? label}</code></dd></div>`;
  if (kind === 'transfer') {
    return origin === undefined ? undefined : html`<div><dt>origin</dt><dd>${text(origin)}</dd></div>`;
  }
  const tone = role === 'pretraining' ? 'before' : 'after';
  return html`<div><dt><span class="key ${tone}">${text(role)}</span></dt><dd>${
    dataset === undefined ? undefined : html`<strong>${text(dataset)}</strong> `
  }${text(plans)}</dd></div>`;
}

function text(value: string | number | readonly string[] | undefined): string {
  return typeof value === 'object' ? value.join(', ') : String(value ?? '–');
}
