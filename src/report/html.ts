import type { Format } from './format.js';
import { comparisonSection } from './html/comparison-section.js';
import { findingsSection } from './html/findings-section.js';
import { html as markup } from './html/markup.js';
import { notCheckedSection, suppressedSection } from './html/not-checked-section.js';
import { overview, titleOf } from './html/overview.js';
import { page } from './html/page.js';
import { configurationsSection, subjectsSection } from './html/subjects-section.js';
import { verdictOf } from './html/verdict.js';
import { openFindings } from './open-findings.js';

/** One file for a browser, to be kept and sent: complete whatever is left out elsewhere, and the same bytes for the same report. */
export const html: Format = (report, _appearance, rules) => {
  const isCheck = report.comparisons !== undefined;
  const suppressed = suppressedSection(report.findings);
  const configurations = isCheck ? undefined : configurationsSection(report);
  const compared = comparisonSection(report.comparisons ?? []);
  const lookedAt = isCheck ? undefined : subjectsSection(report);
  return page({
    title: `nnplans ${report.command}: ${titleOf(report)}`,
    tone: verdictOf(report).tone,
    version: report.tool.version,
    parts: [
      ...(compared === undefined ? [] : [{ id: 'compared', name: 'Side by side' }]),
      ...(lookedAt === undefined ? [] : [{ id: 'looked-at', name: 'Looked at' }]),
      { id: 'findings', name: 'Findings' },
      ...(configurations === undefined ? [] : [{ id: 'configurations', name: 'Configurations' }]),
      { id: 'not-checked', name: 'Not checked' },
      ...(suppressed === undefined ? [] : [{ id: 'aside', name: 'Put aside' }]),
    ],
    body: markup`${overview(report)}${compared}${lookedAt}${findingsSection(openFindings(report), rules)}${configurations}${notCheckedSection(report.notChecked)}${suppressed}`,
  });
};
