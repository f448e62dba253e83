import { json } from '../../../src/report/machine/json.js';
import { table } from '../../../src/report/terminal/table.js';
import { widthOf } from '../../../src/report/terminal/width.js';
import { auditReport, finding, plain } from '../../support/reports.js';

test('an audit: one line a dataset, the gravest first; findings by rule, what destroys data on top', () => {
  const findings = [
    ...[1, 2, 3, 4, 5].map((line) =>
      finding({
        location: { file: 'Dataset002_B/nnUNetPlans.json', pointer: '', line, column: 1 },
        subject: `Dataset002_B/p${line}`,
        message: `Line ${line} is wrong.`,
      }),
    ),
    finding({
      rule: 'plans/data-identifier-safe',
      destroysData: true,
      message: 'Preprocessing would delete the folder.',
      remedy: 'Name it otherwise.',
    }),
    finding({ rule: 'plans/dead-key', severity: 'info', message: 'Nobody reads this.', remedy: 'Remove it.' }),
    finding({
      rule: 'plans/dead-key',
      severity: 'info',
      message: 'Nobody reads this.',
      remedy: 'Remove it.',
      location: { file: 'other.json' },
    }),
  ];
  expect(table(auditReport(findings), plain, [])).toBe(` Something here will go wrong.  6 causes, 2 notes.

 looked at     plans        configurations  cases  findings
 ────────────  ───────────  ──────────────  ─────  ────────
 Dataset001_A  nnUNetPlans  2d +2           12     ✗ 1 i 2
 Dataset002_B  nnUNetPlans  2d +2           12     ✗ 5

 ✗ error plans/data-identifier-safe destroys data
   Dataset001_A/nnUNetPlans.json:3:4
   Preprocessing would delete the folder.
   → Name it otherwise.

 ✗ error plans/schema
   Dataset002_B/nnUNetPlans.json:1:1
   Line 1 is wrong.

   Dataset002_B/nnUNetPlans.json:2:1
   Line 2 is wrong.

   Dataset002_B/nnUNetPlans.json:3:1
   Line 3 is wrong.
   → Put three numbers there.

   and 2 more of the same, about Dataset002_B/p4, Dataset002_B/p5 (all of them:
   --rule plans/schema)

 i plans/dead-key (2 times): Nobody reads this.

 6 errors, 2 info
 nnU-Net not found: 2.8 assumed
 More about a finding: nnplans explain plans/data-identifier-safe
`);
});

test('quiet: errors only, and nothing at all without any', () => {
  const quiet = { ...plain, quiet: true };
  const info = finding({ severity: 'info', rule: 'plans/dead-key' });
  expect(table(auditReport([info]), quiet, [])).toBe('');
  const text = table(auditReport([finding({}), info]), quiet, []);
  expect(text).toContain('plans/schema');
  expect(text).not.toMatch(/dead-key|looked at/);
});

test('what was not checked, with its reason once', () => {
  const notChecked = [
    { rule: 'dataset/splits', subject: 'a', reason: 'no cases' },
    { rule: 'dataset/splits', subject: 'b', reason: 'no cases' },
    { rule: 'dataset/x', subject: 'b', reason: 'no list' },
    { rule: 'dataset/y', subject: 'b', reason: 'no list' },
    { rule: 'search', subject: 'locked', reason: 'there is no permission to read it' },
  ];
  expect(table(auditReport([], { notChecked }), plain, [])).toContain(` 0 errors
 not checked
   dataset/splits (2 times): no cases
   dataset/x and 1 other: no list
   locked: there is no permission to read it
`);
});

test('suppressed findings are counted, not shown', () => {
  const hidden = finding({ suppressed: { kind: 'config', reason: 'known' } });
  const summary = {
    error: 0,
    warning: 0,
    info: 0,
    causes: 0,
    consequences: 0,
    suppressed: 1,
    baselined: 0,
    notChecked: 0,
  };
  const text = table(auditReport([hidden], { summary }), plain, []);
  expect(text).toContain('0 errors, 1 suppressed');
  expect(text).not.toContain('plans/schema');
});

test('datasets of one name under several roots are told apart by their folders', () => {
  const subjects = ['old', 'new'].map((root) => ({
    kind: 'dataset',
    label: 'Dataset001_A',
    file: `${root}/nnUNet_preprocessed/Dataset001_A`,
  }));
  const location = { file: 'new/nnUNet_preprocessed/Dataset001_A/nnUNetPlans.json' };
  const text = table(auditReport([finding({ location })], { subjects }), plain, []);
  expect(text).toMatch(/^ new\/Dataset001_A .*✗ 1$/m);
  expect(text).toMatch(/^ old\/Dataset001_A .*✓$/m);
});

test('a thousand datasets: two hundred lines, and how many more', () => {
  const subjects = Array.from({ length: 1000 }, (_, i) => ({ kind: 'dataset', label: `Dataset${i}_X` }));
  const text = table(auditReport([], { subjects }), plain, []);
  expect(text.match(/^ Dataset/gm)?.length).toBe(200);
  expect(text).toContain(' and 800 more, with nothing graver');
});

test('no line is wider than the screen, nothing hostile gets through, with and without colour', () => {
  const evil = '\u001b[2J\u202e\nforged';
  const long = 'x'.repeat(300);
  const findings = [
    finding({ message: evil + long, remedy: `${long} ${evil}`, subject: evil, location: { file: `${long}/${evil}` } }),
    ...[1, 2, 3, 4].map((i) => finding({ message: `${i}`, subject: `${evil}${i}` })),
  ];
  const subjects = [
    {
      kind: 'dataset',
      label: evil + long,
      file: evil,
      facts: { plans: [evil, long], configurations: [long], cases: 1 },
    },
  ];
  const notChecked = [{ rule: 'search', subject: evil, reason: long }];
  for (const columns of [60, 80, 100]) {
    for (const colour of [false, true]) {
      const text = table(auditReport(findings, { subjects, notChecked }), { ...plain, columns, colour }, []);
      for (const line of text.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(columns);
      expect(text.replace(/\u001b\[\d+m/g, '')).not.toMatch(/[\u001b\u202e]|^forged/m);
      expect(text.includes('\u001b[')).toBe(colour);
    }
  }
});

test('JSON has no NaN: it is written as text', () => {
  const text = json(auditReport([finding({ data: { spacing: [Number.NaN, Number.POSITIVE_INFINITY, 1] } })]));
  expect(JSON.parse(text).findings[0].data).toEqual({ spacing: ['NaN', 'Infinity', 1] });
});
