import fc from 'fast-check';
import type { Finding, NotCheckedEntry, Report } from '../../src/engine/report.js';
import { severities } from '../../src/engine/severity.js';
import { formatNames, loadFormat } from '../../src/report/format.js';
import { gitlabProblems, junitProblems, sarifProblems } from '../support/official-schemas.js';
import { auditReport, finding, plain } from '../support/reports.js';
import { runnerReads } from '../support/workflow-commands.js';

const text = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
  fc.constantFrom(
    '\u0000\u001b[2J\u009b31m\u202e',
    '\ud800x\udfff\ufffe\uffff',
    '::error file=x::y\r\n##[error]z',
    ']]><script>&amp;</script>--><!--',
    '| `a` | **b** | </details> @all #1',
    '{0} [x](1) %41 "\\\'',
    '__proto__',
    ' ',
  ),
);

const location = fc.record(
  { file: text, pointer: text, line: fc.integer({ min: 1 }), column: fc.integer({ min: 1 }) },
  { requiredKeys: ['file'] },
);

const findings: fc.Arbitrary<Finding> = fc
  .record(
    {
      rule: fc.constantFrom('plans/schema', 'transfer/spacing-match', 'our/own-rule'),
      severity: fc.constantFrom(...severities),
      message: text,
      remedy: text,
      subject: text,
      data: fc.dictionary(text, fc.oneof(text, fc.double())),
      related: fc.array(fc.record({ file: text, message: text }), { maxLength: 2 }),
      suppressed: fc.record({ kind: fc.constantFrom('config' as const, 'baseline' as const), reason: text }),
    },
    { requiredKeys: ['rule', 'severity', 'message', 'remedy', 'subject', 'data', 'related'] },
  )
  .chain((given) => location.map((place) => finding({ ...given, location: place })));

const notChecked: fc.Arbitrary<NotCheckedEntry> = fc.record(
  { rule: fc.constantFrom('plans/schema', 'search'), subject: text, reason: text, crashed: fc.constant(true as const) },
  { requiredKeys: ['rule', 'subject', 'reason'] },
);

const reports: fc.Arbitrary<Report> = fc
  .tuple(fc.array(findings, { maxLength: 4 }), fc.array(notChecked, { maxLength: 3 }), fc.array(text, { maxLength: 3 }))
  .map(([found, missed, labels]) =>
    auditReport(found, {
      notChecked: missed,
      subjects: labels.map((label) => ({ kind: 'dataset', label, file: label })),
    }),
  );

const written = async (name: (typeof formatNames)[number], report: Report) =>
  (await loadFormat(name))(report, plain, []);

test.each(formatNames)('%s steers no terminal, whatever the report, and is the same each time', async (name) => {
  await fc.assert(
    fc.asyncProperty(reports, async (report) => {
      const output = await written(name, report);
      expect(output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\ufeff]/);
      expect(output).not.toMatch(/\p{Surrogate}/u);
      expect(output === '' || output.endsWith('\n')).toBe(true);
      expect(await written(name, report)).toBe(output);
    }),
    { numRuns: 60 },
  );
});

test.each([
  ['sarif', sarifProblems],
  ['gitlab', gitlabProblems],
] as const)('%s keeps to its schema, whatever the report', async (name, problemsOf) => {
  await fc.assert(
    fc.asyncProperty(reports, async (report) => {
      expect(problemsOf(await written(name, report))).toEqual([]);
    }),
  );
});

test('junit keeps to its schema, whatever the report', async () => {
  // Many at once: xmllint takes its time to start.
  const many = fc.array(reports, { minLength: 40, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(many, async (some) => {
      const texts = await Promise.all(some.map((report) => written('junit', report)));
      expect(await junitProblems(...texts)).toEqual([]);
    }),
    { numRuns: 2, endOnFailure: true },
  );
});

test('github: as many annotations as there are findings and broken rules, and no other command', async () => {
  await fc.assert(
    fc.asyncProperty(reports, async (report) => {
      const open = report.findings.filter(({ suppressed }) => suppressed === undefined);
      const broken = report.notChecked.some(({ crashed }) => crashed === true) ? 1 : 0;
      const commands = runnerReads(await written('github', report));
      expect(commands.map(({ name }) => name)).toEqual(expect.not.arrayContaining(['stop-commands']));
      expect(commands).toHaveLength(open.length + broken);
      expect(runnerReads(await written('table', report))).toEqual([]);
    }),
  );
});

test('compact: one line for each finding', async () => {
  await fc.assert(
    fc.asyncProperty(reports, async (report) => {
      const lines = (await written('compact', report)).split('\n').length - 1;
      expect(lines).toBe(report.summary.error + report.summary.warning + report.summary.info);
    }),
  );
});
