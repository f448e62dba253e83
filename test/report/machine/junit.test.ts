import { junit } from '../../../src/report/machine/junit.js';
import { xmlAttribute, xmlText } from '../../../src/report/machine/xml.js';
import { junitProblems } from '../../support/official-schemas.js';
import { auditReport, finding, plain } from '../../support/reports.js';

async function written(...given: Parameters<typeof auditReport>): Promise<string> {
  const text = junit(auditReport(...given), plain);
  expect(await junitProblems(text)).toEqual([]);
  return text;
}

/** One line of the report for each case: outcome, subject, rule, message. */
function casesOf(text: string): readonly string[] {
  return [...text.matchAll(/<testcase name="(.*?)" classname="(.*?)"(?:\/>|>\s*<([\w-]+)(?: message="(.*?)")?)/g)].map(
    ([, name, subject, outcome = 'passed', message = '']) => [outcome, subject, name, message].join(' | '),
  );
}

test('a suite for each dataset, a case for each rule and subject; what says nothing passes', async () => {
  const text = await written([finding(), finding({ rule: 'plans/dead-key', severity: 'warning', message: 'lesser' })]);
  expect(text).toContain('<testsuites name="nnplans audit" tests="3" failures="1" errors="0">');
  expect(text).toContain('<testsuite name="Dataset001_A" tests="2" failures="1" errors="0" skipped="0">');
  expect(text).toContain('<testsuite name="Dataset002_B" tests="1" failures="0" errors="0" skipped="0">');
  expect(casesOf(text)).toEqual([
    'system-out | Dataset001_A/nnUNetPlans#2d | plans/dead-key | ',
    'failure | Dataset001_A/nnUNetPlans#2d | plans/schema | spacing is &quot;1&quot;; three numbers were expected.',
    'passed | Dataset002_B | dataset | ',
  ]);
});

test('a case fails where the exit code does, and nowhere else', () => {
  const report = auditReport([finding({ severity: 'warning' })]);
  const outcomes = (failing: readonly ('error' | 'warning')[]) =>
    casesOf(junit(report, { failing: new Set(failing) }))[0];
  expect(outcomes(['error'])).toMatch(/^system-out/);
  expect(outcomes(['error', 'warning'])).toMatch(/^failure/);
  expect(outcomes([])).toMatch(/^system-out/);
});

test('several findings of one case share its message; no second case has the same name', async () => {
  const text = await written([finding({ message: 'first' }), finding({ message: 'second' })]);
  expect(casesOf(text)[0]).toBe('failure | Dataset001_A/nnUNetPlans#2d | plans/schema | first (and 1 more)');
  expect(text).toContain('\nfirst\n→ Put three numbers there.\n\nerror: Dataset001_A/nnUNetPlans.json:3:4\nsecond\n');
});

test('what is suppressed or was not checked is skipped, a rule that broke down is an error', async () => {
  const accepted = finding({ suppressed: { kind: 'config', reason: 'old data' } });
  const text = await written([accepted], {
    notChecked: [
      { rule: 'plans/inheritance', subject: 'Dataset001_A/P', reason: 'unreadable' },
      { rule: 'plans/dead-key', subject: 'Dataset001_A/P', reason: 'broken', crashed: true },
      { rule: 'transfer/weights-loadable', subject: 'Dataset001_A/P → Dataset002_B/P#2d', reason: 'no --checkpoint' },
    ],
  });
  expect(casesOf(text)).toEqual([
    'error | Dataset001_A/P | plans/dead-key (not checked) | broken',
    'skipped | Dataset001_A/P | plans/inheritance (not checked) | unreadable',
    'skipped | Dataset001_A/nnUNetPlans#2d | plans/schema | suppressed by the config: old data',
    'skipped | Dataset001_A/P → Dataset002_B/P#2d | transfer/weights-loadable (not checked) | no --checkpoint',
    'passed | Dataset002_B | dataset | ',
  ]);
  expect(text).toContain('<testsuite name="Dataset001_A/P → Dataset002_B/P" tests="1"');
});

test.each([
  ['markup', 'a<b>&"c"\'', 'a&lt;b&gt;&amp;"c"\'', 'a&lt;b&gt;&amp;&quot;c&quot;&apos;'],
  ['the end of a character section', ']]>', ']]&gt;', ']]&gt;'],
  ['white space that a parser would change', 'a\tb\nc\rd', 'a\tb\nc&#13;d', 'a&#9;b&#10;c&#13;d'],
  ['what XML forbids', '\u0000\u001b\ufffe\uffff', '\\u0000\\u001b\\ufffe\\uffff', '\\u0000\\u001b\\ufffe\\uffff'],
  ['half a character', '\ud83d', '\\ud83d', '\\ud83d'],
  ['a whole one', '😀', '😀', '😀'],
])('XML: %s', async (_what, text, asText, asAttribute) => {
  expect([xmlText(text), xmlAttribute(text)]).toEqual([asText, asAttribute]);
  const suite = `<testsuite name="${xmlAttribute(text)}" tests="0" failures="0" errors="0"><system-out>${xmlText(text)}</system-out></testsuite>`;
  expect(await junitProblems(`<testsuites>${suite}</testsuites>`)).toEqual([]);
});
