import { gitlab } from '../../../src/report/machine/gitlab.js';
import { gitlabProblems } from '../../support/official-schemas.js';
import { auditReport, finding } from '../../support/reports.js';

function entriesOf(...given: Parameters<typeof auditReport>) {
  const text = gitlab(auditReport(...given));
  expect(gitlabProblems(text)).toEqual([]);
  return JSON.parse(text);
}

test('an entry as GitLab documents it', () => {
  expect(entriesOf([finding()])).toEqual([
    {
      description: 'spacing is "1"; three numbers were expected. What to do: Put three numbers there.',
      check_name: 'plans/schema',
      fingerprint: '0'.repeat(64),
      severity: 'critical',
      location: { path: 'Dataset001_A/nnUNetPlans.json', lines: { begin: 3 } },
    },
  ]);
});

test('nothing wrong is an empty list, and so is what is suppressed', () => {
  expect(entriesOf([])).toEqual([]);
  expect(entriesOf([finding({ suppressed: { kind: 'config', reason: 'x' } })])).toEqual([]);
});

test('severities on the scale of GitLab', () => {
  const findings = [
    finding({ destroysData: true }),
    finding(),
    finding({ severity: 'warning' }),
    finding({ severity: 'info' }),
  ];
  expect(entriesOf(findings).map((one: { severity: string }) => one.severity)).toEqual([
    'blocker',
    'critical',
    'minor',
    'info',
  ]);
});

test('a line where none is known, a path where there is no file', () => {
  const { location: _none, ...placeless } = finding({ subject: 'Dataset002_B' });
  expect(
    entriesOf([finding({ location: { file: 'x.pth' } }), placeless]).map((one: { location: unknown }) => one.location),
  ).toEqual([
    { path: 'x.pth', lines: { begin: 1 } },
    { path: 'Dataset002_B', lines: { begin: 1 } },
  ]);
});

test('fingerprints are the identities; where these are equal, the file and a number tell them apart, in any order', () => {
  const copies = ['a', 'a', 'b'].map((folder) => finding({ location: { file: `${folder}/nnUNetPlans.json` } }));
  const other = finding({ identity: '1'.repeat(64) });
  const prints = (findings: typeof copies) =>
    entriesOf(findings).map((one: { fingerprint: string }) => one.fingerprint) as string[];
  const all = prints([...copies, other]);
  expect(new Set(all).size).toBe(4);
  expect(all[3]).toBe(other.identity);
  expect(prints([other, ...copies].reverse()).sort()).toEqual([...all].sort());
});
