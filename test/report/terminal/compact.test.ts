import { readFileSync } from 'node:fs';
import { compact } from '../../../src/report/terminal/compact.js';
import { nnplans, projectStorage } from '../../support/command-line.js';
import { auditReport, finding, plain } from '../../support/reports.js';

const { problemMatcher } = JSON.parse(readFileSync('.github/actions/nnplans/problem-matcher.json', 'utf8'));
const [matcher] = problemMatcher[0].pattern;

/** What the matcher takes out of a line, as GitHub's runner does it: a group that took no part is absent. */
function matched(line: string) {
  const groups = new RegExp(matcher.regexp).exec(line) ?? [];
  const named = ['file', 'line', 'column', 'severity', 'message', 'code'].map((name) => [name, groups[matcher[name]]]);
  return Object.fromEntries(named.filter(([, value]) => value !== undefined));
}

test('one line a finding, as compilers write them', () => {
  const { location: _none, ...placeless } = finding({ severity: 'info', message: 'a\nb' });
  const findings = [finding(), finding({ severity: 'warning', location: { file: 'x y.pth' } }), placeless];
  expect(compact(auditReport(findings), plain)).toBe(
    `Dataset001_A/nnUNetPlans.json:3:4: error: spacing is "1"; three numbers were expected. [plans/schema]
x y.pth: warning: spacing is "1"; three numbers were expected. [plans/schema]
Dataset001_A/nnUNetPlans#2d: note: a\\nb [plans/schema]
`,
  );
  expect(compact(auditReport(findings), { quiet: true })).toMatch(/^\S+ error: .*\n$/);
  expect(compact(auditReport([finding({ suppressed: { kind: 'config', reason: 'x' } })]), plain)).toBe('');
});

test('the problem matcher reads every line of a real run back', async () => {
  const words = 'check -s 121 -t 122 -sp TinyPlans -tp TinyPlans';
  const storage = projectStorage('examples/own-plans');
  const { stdout } = await nnplans(`${words} --format compact`, { storage });
  const { findings } = JSON.parse((await nnplans(`${words} --format json`, { storage })).stdout);
  expect(findings.length).toBeGreaterThan(5);
  expect(stdout.trimEnd().split('\n').map(matched)).toEqual(
    findings.map(({ location, severity, message, rule, causedBy }: (typeof findings)[number]) => ({
      file: location.file,
      ...(location.line === undefined ? {} : { line: String(location.line), column: String(location.column) }),
      severity: severity === 'info' ? 'note' : severity,
      message: causedBy === undefined ? message : `${message} (follows from transfer/wrong-direction)`,
      code: rule,
    })),
  );
});

test('the problem matcher lets names with colons and other lines alone', () => {
  const line = compact(auditReport([finding({ location: { file: 'a:1: error: b', line: 2, column: 3 } })]), plain);
  expect(matched(line.trimEnd())).toMatchObject({ severity: 'error', code: 'plans/schema' });
  expect(matched('nnplans: There is nothing at x.')).toEqual({});
});
