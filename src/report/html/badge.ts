import type { ComparisonRow } from '../../engine/report.js';
import type { Severity } from '../../engine/severity.js';
import { severityMarks } from '../terminal/findings-text.js';
import { html, type Markup } from './markup.js';

/** A severity by its mark, its colour and its word: colour alone tells nothing. */
export function severityBadge(severity: Severity): Markup {
  return html`<span class="badge ${severity}"><span aria-hidden="true">${severityMarks[severity][0]}</span> ${severity}</span>`;
}

export function verdictBadge(verdict: ComparisonRow['verdict']): Markup {
  if (verdict === 'agrees') return html`<span class="agrees"><span aria-hidden="true">✓</span> agrees</span>`;
  if (verdict === 'differs' || verdict === 'not checked') return html`<span class="muted">${verdict}</span>`;
  return severityBadge(verdict);
}
