import { github } from '../../../src/report/machine/github.js';
import { auditReport, finding, plain } from '../../support/reports.js';
import { runnerReads } from '../../support/workflow-commands.js';

const numbered = (count: number, severity: 'error' | 'warning' | 'info') =>
  Array.from({ length: count }, (_, i) => finding({ severity, message: `${severity} ${i + 1}.` }));

test('an annotation beside the line, with what to do below', () => {
  const [line, summary] = github(auditReport([finding()]), plain).split('\n');
  expect(line).toBe(
    '::error file=Dataset001_A/nnUNetPlans.json,line=3,col=4,title=plans/schema::spacing is "1"; three numbers were expected.%0A→ Put three numbers there.',
  );
  expect(summary).toBe('nnplans audit: 1 error');
});

test('what GitHub reads back is what was meant, whatever the names', () => {
  const file = 'a,b:c=50%25 d.json';
  const [command] = runnerReads(
    github(auditReport([finding({ location: { file, line: 1 }, message: '100% %0A wrong: a,b', remedy: 'a' })]), plain),
  );
  expect(command).toEqual({
    name: 'error',
    properties: { file, line: '1', title: 'plans/schema' },
    data: '100% %0A wrong: a,b\n→ a',
  });
});

test('a place that is not known is left out', () => {
  const { location: _none, ...placeless } = finding();
  const inFile = finding({ location: { file: 'x.pth' }, severity: 'info' });
  expect(
    runnerReads(github(auditReport([placeless, inFile]), plain)).map(({ name, properties }) => [name, properties]),
  ).toEqual([
    ['error', { title: 'plans/schema' }],
    ['notice', { file: 'x.pth', title: 'plans/schema' }],
  ]);
});

test('GitHub shows ten of each type: the worst ones, the last telling how many more there are', () => {
  const text = github(
    auditReport([...numbered(12, 'error'), ...numbered(10, 'warning'), ...numbered(11, 'info')]),
    plain,
  );
  const commands = runnerReads(text);
  const count = (name: string) => commands.filter((one) => one.name === name).length;
  expect([count('error'), count('warning'), count('notice')]).toEqual([10, 10, 10]);
  expect(commands.filter(({ properties }) => / more /.test(properties['title'] ?? ''))).toMatchObject([
    { name: 'error', properties: { title: '3 more errors' } },
    { name: 'notice', properties: { title: '2 more notes' } },
  ]);
  expect(text).toContain('::group::3 more errors\nDataset001_A/nnUNetPlans.json:3:4 plans/schema error 10.\n');
  expect(text).toContain('error 12.\n::endgroup::\n');
});

test('what stands in the log is no command, whatever the names', () => {
  const hostile = ['::stop-commands::x', ' ::error::y', '##[error]z', 'a ##[add-mask]1'].map((file) =>
    finding({ location: { file }, message: '##[set-output name=a]b\n::warning::c' }),
  );
  const commands = runnerReads(github(auditReport([...numbered(9, 'error'), ...hostile]), plain));
  expect(commands.map(({ name }) => name)).toEqual([...Array(10).fill('error'), 'group', 'endgroup']);
});

test('a rule that broke down is an error, which counts among the ten', () => {
  const notChecked = ['A', 'B'].map((subject) => ({
    rule: 'plans/schema',
    subject,
    reason: 'a fault',
    crashed: true as const,
  }));
  const commands = runnerReads(github(auditReport(numbered(10, 'error'), { notChecked }), plain));
  expect(commands[0]).toEqual({
    name: 'error',
    properties: { title: 'nnplans' },
    data: 'plans/schema (2 times): a fault',
  });
  expect(commands.filter(({ name }) => name === 'error')).toHaveLength(10);
  expect(github(auditReport([], { notChecked }), { ...plain, quiet: true })).toContain('1 rule broke down');
});

test('quiet: errors only, and nothing when there are none', () => {
  const quiet = { ...plain, quiet: true };
  expect(github(auditReport(numbered(2, 'warning')), quiet)).toBe('');
  expect(runnerReads(github(auditReport([...numbered(1, 'error'), ...numbered(2, 'warning')]), quiet))).toHaveLength(1);
});

test('suppressed findings are counted and not shown; what was not checked is counted', () => {
  const accepted = finding({ suppressed: { kind: 'baseline', reason: 'old' } });
  const notChecked = [{ rule: 'plans/schema', subject: 'x', reason: 'y' }];
  expect(github(auditReport([accepted], { notChecked }), plain)).toBe(
    'nnplans audit: 0 errors, 1 in the baseline · not checked: 1\n',
  );
});
