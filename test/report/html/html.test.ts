import { createHash } from 'node:crypto';
import { HtmlValidate } from 'html-validate';
import type { Report } from '../../../src/engine/report.js';
import { html } from '../../../src/report/html/html.js';
import { nnplans, projectStorage } from '../../support/command-line.js';
import { auditReport, finding, plain } from '../../support/reports.js';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // Names of datasets are as long as they are.
    'long-title': 'off',
    // Filters work as one types; there is nothing to submit.
    'wcag/h32': 'off',
    'form-dup-name': ['error', { shared: ['checkbox'] }],
  },
});

async function problemsOf(text: string): Promise<readonly string[]> {
  const { results } = await validator.validateString(text);
  return results.flatMap(({ messages }) => messages.map(({ line, message }) => `${line}: ${message}`));
}

const show = (report: Report) => html(report, plain, []);

/** Without the style and the script of the page itself. */
const withoutOwn = (text: string) => text.replace(/<style>.*?<\/style>/s, '').replace(/<script>\n.*?\n<\/script>/s, '');

const words = {
  findings: 'check -s 121 -t 122 -sp TinyPlans -tp TinyPlans --format html',
  clean: 'check -s 121 -t 122 -tp PretrainedPlansCustom --format html',
  audit: 'audit --format html',
};

test.each([
  ['a check with findings', words.findings, 'examples/own-plans'],
  ['an audit', words.audit, 'examples/own-plans'],
])('%s is a document without mistakes, and the same every time', async (_what, line, project) => {
  const { stdout } = await nnplans(line, { storage: projectStorage(project) });
  expect(await problemsOf(stdout)).toEqual([]);
  expect(stdout).toMatch(/^<!DOCTYPE html>\n[\s\S]*<\/html>\n$/);
  expect((await nnplans(line, { storage: projectStorage(project) })).stdout).toBe(stdout);
});

test('the page may load nothing, and asks for nothing', async () => {
  const { stdout } = await nnplans(words.findings, { storage: projectStorage('examples/own-plans') });
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(stdout)?.[1]?.replaceAll('&#39;', "'");
  const digest = (text: string | undefined) =>
    `'sha256-${createHash('sha256')
      .update(text ?? '')
      .digest('base64')}'`;
  const style = /<style>(.*?)<\/style>/s.exec(stdout)?.[1];
  const script = /<script>(.*?)<\/script>/s.exec(stdout)?.[1];
  expect(policy?.split('; ')).toEqual([
    "default-src 'none'",
    `style-src ${digest(style)}`,
    `script-src ${digest(script)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  expect(style).not.toMatch(/url\(|@import/);
  expect(stdout).not.toMatch(/\ssrc=|\sstyle=|\son\w+=|srcset|<iframe|<object|<embed/);
  const links = [...stdout.matchAll(/href="([^"]*)"/g)].map((match) => match[1] ?? '');
  expect(links.filter((link) => !link.startsWith('#') && !link.startsWith('data:image/svg+xml,'))).toEqual([]);
  const ids = new Set([...stdout.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]));
  for (const link of links) if (link.startsWith('#')) expect(ids).toContain(link.slice(1));
});

test('the answer comes first, then both sides, findings, and what was not checked', async () => {
  const { stdout } = await nnplans(words.findings, { storage: projectStorage('examples/own-plans') });
  expect(stdout).toContain('Do not start.');
  const parts = [...stdout.matchAll(/<section id="([^"]*)"/g)].map((match) => match[1]);
  expect(parts).toEqual(['compared', 'findings', 'not-checked']);
  expect(stdout).toContain('data-rule="transfer/spacing-match" data-severity="error"');
  expect(stdout).toContain('Pretraining and finetuning resample images to the same voxel spacing.');
  expect(stdout).toContain('<details class="configuration" open>');
  const clean = await nnplans(words.clean, { storage: projectStorage('examples/transfer') });
  expect(clean.stdout).toContain('This job may start, as far as nnplans looked.');
  const audit = await nnplans(words.audit, { storage: projectStorage('examples/own-plans') });
  expect([...audit.stdout.matchAll(/<section id="([^"]*)"/g)].map((match) => match[1])).toEqual([
    'looked-at',
    'findings',
    'configurations',
    'not-checked',
  ]);
});

test('several transfers: a line each, then each with its configurations', async () => {
  const config = {
    transfers: [
      { pretraining: '121/TinyPlans', finetuning: '122/TinyPlans' },
      { pretraining: '121/TinyPlans', finetuning: '122/nnUNetPlans', configurations: ['3d_fullres'] },
    ],
  };
  const storage = projectStorage('examples/own-plans', {
    'nnplans.config.json': new TextEncoder().encode(JSON.stringify(config)),
  });
  const { stdout } = await nnplans('check --format html', { storage });
  expect(await problemsOf(stdout)).toEqual([]);
  expect(stdout).toContain('<h1>2 transfers</h1>');
  expect(stdout).toContain('Do not start all of these jobs.');
  const jobs = stdout.split('<section class="job">').slice(1);
  expect(jobs.map((job) => job.split('<details class="configuration"').length - 1)).toEqual([2, 1]);
  expect(jobs[1]).toContain('<h3>Dataset121_AbdomenCT/TinyPlans → Dataset122_PancreasCT/nnUNetPlans</h3>');
});

test('a move of plans: what it rewrites, and the commands that follow', async () => {
  const words = 'transfer -s 121 -t 122 -sp TinyPlans -tp NewPlans --format html';
  const { stdout } = await nnplans(words, { storage: projectStorage('examples/own-plans') });
  expect(await problemsOf(stdout)).toEqual([]);
  expect([...stdout.matchAll(/<section id="([^"]*)"/g)].map((match) => match[1])).toEqual([
    'move',
    'findings',
    'next',
    'not-checked',
  ]);
  expect(stdout).toContain('<th scope="row">plans_name</th><td>TinyPlans</td><td>NewPlans</td>');
  expect(stdout).toContain('Nothing was written. Add --write to write this.');
});

test('text of files is text: it opens no tag, no attribute, and nothing that is not seen', async () => {
  const evil = `</script><script>alert(1)</script><img src=x onerror=alert(1)>" autofocus='x' &lt; \u202eevil\u0000\u001b[31m\u200b`;
  const hostile = auditReport([
    finding({ message: evil, remedy: `Run \`${evil}\``, subject: evil, location: { file: evil, line: 1, column: 1 } }),
    finding({ rule: `plans/"><b>`, message: 'x', related: [{ file: evil, message: evil }] }),
    finding({ message: evil, suppressed: { kind: 'config', reason: evil } }),
  ]);
  const measures = {
    intensities: [{ channel: 0, name: evil, normalization: evil, plans: spread(0, 1) }],
    spacing: [1, 1, 1],
  };
  const text = show({
    ...hostile,
    notChecked: [{ rule: 'search', subject: evil, reason: evil }],
    subjects: [
      { kind: 'plans', label: evil, file: evil, facts: { plans: [evil], cases: evil, role: evil, dataset: evil } },
      { kind: 'checkpoint', label: evil, file: evil },
      { kind: 'transfer', label: evil, facts: { origin: evil, configurations: [evil] } },
    ],
    comparisons: [
      {
        pretraining: evil,
        finetuning: evil,
        configuration: evil,
        rows: [{ what: evil, pretraining: evil, finetuning: `${evil}2`, verdict: 'differs' }],
        measures: { pretraining: measures, finetuning: measures },
      },
    ],
  });
  const foreign = withoutOwn(text);
  expect(foreign).not.toMatch(/<script|<img|<b>|\son\w+=[^&]*alert\(1\)>|[\u0000-\u0009\u000b-\u001f\u202e\u200b]/);
  expect(text.match(/<\/script>/g)).toHaveLength(1);
  expect(await problemsOf(text)).toEqual([]);
});

test('ten thousand findings: the first of each rule are seen, the rest is folded', () => {
  const findings = Array.from({ length: 10_000 }, (_, i) =>
    finding({ message: `Case ${i} is wrong.`, location: { file: `case_${i}.pkl` }, identity: String(i) }),
  );
  const text = show(auditReport(findings));
  expect(text.match(/<article class="group/g)).toHaveLength(1);
  expect(text.match(/<div class="finding"/g)).toHaveLength(10_000);
  const [seen] = text.split('<details class="rest">');
  expect(seen?.match(/<div class="finding"/g)).toHaveLength(10);
  expect(text).toContain('and 9990 more of the same');
  expect(text.length).toBeLessThan(4_000_000);
});

test('the same words about many places are said once', () => {
  const findings = Array.from({ length: 8 }, (_, i) => finding({ location: { file: `plans_${i}.json` } }));
  const text = show(auditReport(findings));
  expect(text.match(/class="message"/g)).toHaveLength(1);
  expect(text).toContain('data-count="8"');
  expect(text).toContain('and 3 more places');
});

test('findings that were put aside are folded, with the reason', () => {
  const text = show(
    auditReport([
      finding({ message: 'Known.', suppressed: { kind: 'config', reason: 'a pilot study' } }),
      finding({ message: 'Old.', suppressed: { kind: 'baseline', reason: '' } }),
    ]),
  );
  expect(text).toContain('There are none.');
  expect(text).toMatch(/Suppressed in the config: 1<\/summary>.*Known\..*a pilot study/s);
  expect(text).toMatch(/In the baseline: 1<\/summary>.*Old\./s);
});

test('without its script everything is there but the filters', async () => {
  const { stdout } = await nnplans(words.findings, { storage: projectStorage('examples/own-plans') });
  const hidden = [...withoutOwn(stdout).matchAll(/<(\w+)[^>]*\shidden>/g)].map((match) => match[0]);
  expect(hidden).toEqual(['<form id="filters" hidden>', '<p id="nothing" hidden>']);
});

function spread(mean: number, std: number) {
  return { percentile_00_5: mean - 2 * std, percentile_99_5: mean + 2 * std, mean, std };
}
