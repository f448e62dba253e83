import type { Finding } from '../../engine/report.js';
import { severities } from '../../engine/severity.js';
import { compareText } from '../../engine/sort.js';
import { html, type Markup } from './markup.js';

/** Shown by the script, which alone makes it do something. Its state stands in the address, so that a view can be sent. */
export function filterForm(findings: readonly Finding[]): Markup {
  const counts = new Map<string, number>();
  for (const { severity } of findings) counts.set(severity, (counts.get(severity) ?? 0) + 1);
  const found = severities.filter((severity) => counts.has(severity));
  return html`<form id="filters" hidden>
<fieldset><legend>Severity</legend>${found.map(
    (severity) =>
      html`<label><input type="checkbox" name="severity" value="${severity}" checked> ${severity} (${counts.get(severity)})</label>`,
  )}</fieldset>
<div class="field"><label for="filter-rule">Rule</label><select id="filter-rule" name="rule"><option value="">all rules</option>${areaOptions(findings)}</select></div>
<div class="field grows"><label for="filter-text">Text</label><input id="filter-text" name="text" type="search" autocomplete="off" spellcheck="false" placeholder="dataset, file, word"></div>
<button type="reset">Show all</button>
<p id="shown" role="status"></p>
</form>`;
}

function areaOptions(findings: readonly Finding[]): readonly Markup[] {
  const areas = new Map<string, Set<string>>();
  for (const rule of findings.map((finding) => finding.rule).sort(compareText)) {
    const area = rule.slice(0, rule.indexOf('/'));
    areas.set(area, (areas.get(area) ?? new Set()).add(rule));
  }
  return [...areas].map(
    ([area, rules]) =>
      html`<optgroup label="${area}"><option value="${area}/">all of ${area}</option>${[...rules].map(
        (rule) => html`<option value="${rule}">${rule}</option>`,
      )}</optgroup>`,
  );
}
