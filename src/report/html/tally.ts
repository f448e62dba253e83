import type { Finding } from '../../engine/report.js';
import { severities } from '../../engine/severity.js';
import { severityMarks } from '../terminal/findings-text.js';
import { html, type Markup } from './markup.js';

/** How many findings of each severity, with a mark each, or a tick. */
export function tally(findings: readonly Finding[]): Markup {
  if (findings.length === 0) return html`<span class="agrees"><span aria-hidden="true">✓</span> none</span>`;
  return html`${severities.map((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0
      ? undefined
      : html`<span class="badge ${severity}"><span aria-hidden="true">${severityMarks[severity][0]}</span> ${count}<span class="for-readers"> of severity ${severity}</span></span> `;
  })}`;
}
