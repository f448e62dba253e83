import type { Finding, Report } from '../../src/engine/report.js';
import { summarise } from '../../src/engine/run.js';
import { verdictOf } from '../../src/engine/verdict.js';
import type { Appearance } from '../../src/report/appearance.js';

/** How a job's log shows a report. */
export const plain: Appearance = {
  columns: 80,
  colour: false,
  quiet: false,
  findingsPerRule: 3,
  all: false,
  failing: new Set(['error']),
};

/** A finding as rules make them, with something changed. */
export function finding(given: Partial<Finding> = {}): Finding {
  return {
    rule: 'plans/schema',
    messageId: 'wrong',
    severity: 'error',
    message: 'spacing is "1"; three numbers were expected.',
    remedy: 'Put three numbers there.',
    subject: 'Dataset001_A/nnUNetPlans#2d',
    data: {},
    location: { file: 'Dataset001_A/nnUNetPlans.json', pointer: '/x', line: 3, column: 4 },
    related: [],
    identity: '0'.repeat(64),
    ...given,
  };
}

/** The report of an audit of two datasets. */
export function auditReport(findings: readonly Finding[], more: Partial<Report> = {}): Report {
  const summary = summarise(findings, more.notChecked ?? []);
  return {
    schemaVersion: '1',
    tool: { name: 'nnplans', version: '0.0.0' },
    command: 'audit',
    verdict: verdictOf(summary, more.notChecked ?? [], 1),
    summary,
    findings,
    notChecked: [],
    nnunet: { source: 'assumed', text: 'nnU-Net not found: 2.8 assumed' },
    subjects: ['A', 'B'].map((letter, i) => ({
      kind: 'dataset',
      label: `Dataset00${i + 1}_${letter}`,
      file: `Dataset00${i + 1}_${letter}`,
      facts: { plans: ['nnUNetPlans'], configurations: ['2d', '3d_lowres', '3d_fullres'], cases: 12 },
    })),
    ...more,
  };
}
