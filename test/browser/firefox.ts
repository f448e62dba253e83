// The static page in Firefox: `npm run browser`. Playwright wants a Firefox of its own; puppeteer drives the one that people have.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { launch } from 'puppeteer-core';
import type { Report } from '../../src/engine/report.js';
import { browserPath } from './browser.js';

const outside = mkdtempSync(join(tmpdir(), 'nnplans-firefox-'));
const built = spawnSync('npx', ['tsx', 'src/build/web.ts', outside], { encoding: 'utf8' });
if (built.status !== 0) throw new Error(built.stderr);
const problems: string[] = [];

const executablePath = browserPath('FIREFOX', ['firefox', 'firefox-esr']);
const openFirefox = (width: number) =>
  launch({ browser: 'firefox', executablePath, defaultViewport: null, args: [`--width=${width}`, '--height=900'] });
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

for (const width of [1100, 340]) {
  const browser = await openFirefox(width);
  const page = await browser.newPage();
  page.on('console', (message) => problems.push(`${width}: console: ${message.text()}`));
  page.on('pageerror', (error) => problems.push(`${width}: script: ${String(error)}`));
  await page.goto(pathToFileURL(join(outside, 'nnplans.html')).href);
  await page.click('#example-own-plans');
  await page.waitForSelector('#findings', { timeout: 60_000 });
  const said = await page.$eval('#findings', (element) => element.textContent);
  if (!said.includes('transfer/wrong-direction')) problems.push(`${width}: the example shows no finding`);
  const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  if (Number(wide) > 0) problems.push(`${width}: runs ${wide} pixels over the edge`);
  await page.evaluate(axe);
  const found = (await page.evaluate(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((result) => result.violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 200)))`,
  )) as readonly string[];
  problems.push(...found.map((violation) => `${width}: ${violation}`));
  await browser.close();
}

// Files that are chosen, and JSON as the command line prints it.
{
  const browser = await openFirefox(1100);
  const page = await browser.newPage();
  page.on('pageerror', (error) => problems.push(`script: ${String(error)}`));
  await page.goto(pathToFileURL(join(outside, 'nnplans.html')).href);
  const input = await page.waitForSelector('#files');
  const folder = 'test/examples/own-plans/nnUNet_preprocessed';
  const paths = ['Dataset121_AbdomenCT/TinyPlans.json', 'Dataset122_PancreasCT/nnUNetPlans.json'];
  await (input as unknown as { uploadFile(...paths: string[]): Promise<void> }).uploadFile(
    ...paths.map((path) => join(process.cwd(), folder, path)),
  );
  await page.waitForSelector('#result > *', { timeout: 60_000 });
  await page.select('#source', '/TinyPlans.json');
  await page.select('#target', '/nnUNetPlans.json');
  await page.evaluate(`document.getElementById('result').replaceChildren()`);
  await page.click('#questions button[type=submit]');
  await page.waitForSelector('#result > *', { timeout: 60_000 });
  // What is to be saved, in place of a file in a folder of the browser's choice.
  await page.evaluate(
    `URL.createObjectURL = (blob) => { blob.text().then((text) => { window.saved = text; }); return '#saved'; }`,
  );
  await page.click('#save-json');
  // The policy of the page forbids what waitForFunction does.
  let saved: unknown;
  for (let i = 0; i < 100 && saved === undefined; i += 1) {
    await setTimeout(100);
    saved = await page.evaluate('window.saved');
  }
  const cwd = mkdtempSync(join(outside, 'same-'));
  for (const path of paths) spawnSync('cp', [join(folder, path), cwd]);
  const words = ['check', '-s', 'TinyPlans.json', '-t', 'nnUNetPlans.json', '--config', 'none', '--format', 'json'];
  const { stdout } = spawnSync(process.execPath, [join(process.cwd(), 'dist/nnplans.cjs'), ...words], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '' },
  });
  if (toldBy(String(saved)) !== toldBy(stdout.replaceAll(`${basename(cwd)}/`, '/')))
    problems.push('the check says something else than the command line');
  await browser.close();
}

rmSync(outside, { recursive: true, force: true });
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.stdout.write(problems.length === 0 ? 'Firefox: no problems\n' : `Firefox: ${problems.length} problems\n`);
process.exitCode = problems.length === 0 ? 0 : 1;

/** Files that lie in no folder have shorter names in the page, and with them identities; what is found is the same. */
function toldBy(report: string): string {
  const { verdict, findings } = JSON.parse(report) as Report;
  return JSON.stringify([verdict, findings.map(({ rule, severity, message }) => [rule, severity, message])]);
}
