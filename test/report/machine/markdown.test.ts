import MarkdownIt from 'markdown-it';
import { rules } from '../../../rules/index.js';
import { markdown } from '../../../src/report/machine/markdown.js';
import { mostCharacters } from '../../../src/report/machine/markdown-page.js';
import { auditReport, finding, plain } from '../../support/reports.js';

const quiet = { ...plain, quiet: true };
const html = (text: string) => new MarkdownIt({ html: true }).render(text);

test('the verdict first, then a line for each rule, then folded what to do', () => {
  const findings = [
    finding({ remedy: 'Plan anew: nnUNetv2_plan_experiment -d 1. Then preprocess.' }),
    finding({ message: 'Another one.', location: { file: 'x.json' } }),
    finding({ rule: 'our/own-rule', severity: 'warning', destroysData: true, message: 'It goes.' }),
  ];
  expect(markdown(auditReport(findings), plain, rules)).toBe(`<!-- nnplans audit -->
### ✗ nnplans audit: 2 errors, 1 warning

**Something here will go wrong.** 3 causes.

Looked at 2 datasets.

| severity | rule | where | what |
| --- | --- | --- | --- |
| ! warning, **destroys data** | <code>our/own-rule</code> | <code>Dataset001_A/nnUNetPlans.json:3:4</code> | It goes. |
| ✗ error | [<code>plans/schema</code>](https://github.com/nnplans/nnplans/blob/main/rules/plans/schema.md) | <code>Dataset001_A/nnUNetPlans.json:3:4</code> and 1 more | spacing is "1"; three numbers were expected. |

<details><summary>! <code>our/own-rule</code>: 1 finding</summary>

<code>Dataset001_A/nnUNetPlans.json:3:4</code>

It goes.

→ Put three numbers there.

</details>

<details><summary>✗ <code>plans/schema</code>: 2 findings</summary>

<code>Dataset001_A/nnUNetPlans.json:3:4</code>

spacing is "1"; three numbers were expected.

→ Plan anew:

\`\`\`sh
nnUNetv2_plan_experiment -d 1
\`\`\`

→ Then preprocess.

<code>x.json</code>

Another one.

→ Put three numbers there.

</details>

<sub>nnplans 0.0.0 · nnU-Net not found: 2.8 assumed</sub>
`);
});

test('nothing wrong is a verdict too; with --quiet there is nothing to say', () => {
  expect(markdown(auditReport([]), plain, rules)).toContain('### ✓ nnplans audit: 0 errors\n');
  expect(markdown(auditReport([]), quiet, rules)).toBe('');
  expect(markdown(auditReport([finding({ severity: 'warning' })]), quiet, rules)).toBe('');
  expect(markdown(auditReport([finding()]), quiet, rules)).toContain('| ✗ error |');
});

test('the verdict is that of the exit code', () => {
  const report = auditReport([finding({ severity: 'warning' })]);
  expect(markdown(report, plain, rules)).toContain('### ✓ nnplans audit: 0 errors, 1 warning');
  expect(markdown(report, { ...plain, failing: new Set(['warning']) }, rules)).toContain('### ✗ nnplans audit');
});

test('both sides of a transfer, side by side; what was not checked', () => {
  const text = markdown(
    auditReport([], {
      command: 'check',
      subjects: [
        { kind: 'plans', label: 'A/P' },
        { kind: 'plans', label: 'B/P' },
        { kind: 'transfer', label: 'A/P → B/P' },
      ],
      comparisons: [
        {
          pretraining: 'A/P',
          finetuning: 'B/P',
          configuration: '3d|x',
          measures: { pretraining: {}, finetuning: {} },
          rows: [
            { what: 'spacing (mm)', pretraining: '1 × 1', finetuning: '2 × 1', verdict: 'error' },
            { what: 'network', pretraining: 'a|b', finetuning: 'a|b', verdict: 'agrees' },
            { what: 'checkpoint', pretraining: '–', finetuning: '–', verdict: 'not checked' },
          ],
        },
      ],
      notChecked: [{ rule: 'transfer/weights-loadable', subject: 'x', reason: 'no <b>checkpoint</b>' }],
    }),
    plain,
    rules,
  );
  expect(text).toContain('Looked at the transfer <code>A/P → B/P</code>; not checked: 1.');
  expect(text).toContain('<details><summary>Compared: <code>3d&#124;x</code></summary>');
  expect(text).toContain('| spacing (mm) | 1 × 1 | 2 × 1 | ✗ error |\n| network | a&#124;b | a&#124;b | ✓ |\n');
  expect(text).toContain('- transfer/weights-loadable: no &#60;b&#62;checkpoint&#60;/b&#62;\n');
});

test('a rule that broke down is no pass', () => {
  const notChecked = ['A', 'B'].map((subject) => ({
    rule: 'plans/schema',
    subject,
    reason: 'broken',
    crashed: true as const,
  }));
  for (const appearance of [plain, quiet]) {
    const text = markdown(auditReport([], { notChecked }), appearance, rules);
    expect(text).toContain('### ✗ nnplans audit: 0 errors, 1 rule broke down\n');
  }
  expect(markdown(auditReport([], { notChecked }), plain, rules)).toContain('- plans/schema (2 times): broken\n');
});

describe('the limit of a comment', () => {
  const many = (count: number, message: string) =>
    Array.from({ length: count }, (_, i) =>
      finding({ rule: `our/rule-${i % 400}`, message: `${i} ${message}`, location: { file: `${i}.json` } }),
    );

  test.each([
    ['many rules', many(2000, 'short')],
    ['long messages', many(2000, 'word '.repeat(2000))],
    ['text that grows when it is escaped', many(300, '|*'.repeat(3000))],
    ['one endless name', [finding({ location: { file: 'x'.repeat(100_000) } })]],
  ])('is kept with %s, and every fold is closed', (_what, findings) => {
    const notChecked = findings.map(({ rule, message }) => ({ rule, subject: 'x', reason: message }));
    const text = markdown(auditReport(findings, { notChecked }), plain, rules);
    expect(text.length).toBeLessThanOrEqual(mostCharacters);
    expect(text.match(/<details>/g) ?? []).toHaveLength((text.match(/<\/details>/g) ?? []).length);
    expect(html(text)).toContain(`nnplans audit: ${findings.length} error`);
    expect(text).toMatch(/and \d+ more/);
  });

  test('uses what room there is', () => {
    const text = markdown(auditReport(many(2000, 'some words about it')), plain, rules);
    expect(text.length).toBeGreaterThan(mostCharacters * 0.9);
  });
});
