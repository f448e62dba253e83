import { familiesOf } from '../../engine/causes.js';
import type { Report } from '../../engine/report.js';
import type { Rule } from '../../engine/rule.js';
import type { Format } from '../appearance.js';
import { verdictWords } from '../verdict-words.js';
import { comparisonSection } from './comparison-section.js';
import { findingsSection } from './findings-section.js';
import { type Markup, html as markup } from './markup.js';
import { moveSection, nextSection } from './move-section.js';
import { notCheckedSection, suppressedSection } from './not-checked-section.js';
import { overview, titleOf } from './overview.js';
import { page } from './page.js';
import { configurationsSection, subjectsSection } from './subjects-section.js';

/** One file for a browser, to be kept and sent: complete whatever is left out elsewhere, and the same bytes for the same report. */
export const html: Format = (report, _appearance, rules) => {
  const { overview, parts } = reportParts(report, rules);
  return page({
    title: `nnplans ${report.command}: ${titleOf(report)}`,
    tone: verdictWords(report).tone,
    version: report.tool.version,
    nnunet: report.nnunet.text,
    parts,
    body: markup`${overview}${parts.map(({ content }) => content)}`,
  });
};

export interface ReportParts {
  /** The verdict, and what was looked at. */
  readonly overview: Markup;
  /** Sections below it, those that have something to say. */
  readonly parts: readonly (Part & { readonly content: Markup })[];
}

/** What a page shows of a report, wherever the page lies. */
export function reportParts(report: Report, rules: readonly Rule[]): ReportParts {
  return {
    overview: overview(report),
    parts: partsOf(report, rules).flatMap(({ id, name, content }) =>
      content === undefined ? [] : [{ id, name, content }],
    ),
  };
}

interface Part {
  /** Of the section, for links. */
  readonly id: string;
  readonly name: string;
  readonly content: Markup | undefined;
}

/** The parts of the page from top to bottom. */
function partsOf(report: Report, rules: readonly Rule[]): readonly Part[] {
  const { comparisons, transfer } = report;
  const isAudit = comparisons === undefined && transfer === undefined;
  return [
    { id: 'move', name: 'The move', content: transfer === undefined ? undefined : moveSection(transfer) },
    { id: 'compared', name: 'Side by side', content: comparisonSection(report) },
    { id: 'looked-at', name: 'Looked at', content: isAudit ? subjectsSection(report) : undefined },
    { id: 'findings', name: 'Findings', content: findingsSection(familiesOf(report.findings), rules) },
    { id: 'next', name: 'Next', content: transfer === undefined ? undefined : nextSection(transfer) },
    { id: 'configurations', name: 'Configurations', content: isAudit ? configurationsSection(report) : undefined },
    { id: 'not-checked', name: 'Not checked', content: notCheckedSection(report.notChecked) },
    { id: 'aside', name: 'Put aside', content: suppressedSection(report.findings) },
  ];
}
