import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Rows of a tab-separated table with a head. */
function rows(file: string): readonly ReadonlyMap<string, string>[] {
  const [head = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const names = head.split('\t');
  return lines.map((line) => new Map(line.split('\t').map((cell, i) => [names[i] ?? '', cell])));
}

test('no error on real plans that nnU-Net builds and trains', () => {
  const { stdout, status } = spawnSync(
    process.execPath,
    ['dist/nnplans.cjs', 'audit', '../shared/corpus', '--format', 'json', '--config', 'none'],
    {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      env: { PATH: process.env['PATH'] },
    },
  );
  expect([0, 1]).toContain(status);
  const truth = rows('../shared/corpus/TRUTH.tsv');
  const trains = (file: string, configuration: string) =>
    truth.some(
      (row) =>
        file.endsWith(`/${row.get('file')}`) &&
        row.get('configuration') === configuration &&
        row.get('outcome') === 'ok',
    );
  const report: {
    findings: { rule: string; severity: string; message: string; location?: { file: string; pointer?: string } }[];
    subjects: unknown[];
  } = JSON.parse(stdout);
  expect(report.subjects.length).toBeGreaterThan(100);
  const wrong = report.findings.filter(({ severity, location }) => {
    const configuration = /^\/configurations\/([^/]+)/.exec(location?.pointer ?? '')?.[1];
    return severity === 'error' && configuration !== undefined && trains(location?.file ?? '', configuration);
  });
  expect(
    wrong.map(({ rule, message, location }) => `${rule} ${location?.file}${location?.pointer}: ${message}`),
  ).toEqual([]);
});
