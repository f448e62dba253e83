// Uses the static page as a person does, in a real browser: `npm run browser`. What it says is held against the command line, byte for byte.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { generateDatasets } from '../bench/generate-project.js';
import { writeSparseCheckpoint } from '../bench/sparse-checkpoint.js';
import { names, projectOf, steers } from '../support/hostile-names.js';
import { complaintsOf, openBrowser } from './browser.js';

const outside = mkdtempSync(join(tmpdir(), 'nnplans-web-'));
const built = spawnSync('npx', ['tsx', 'src/build/web.ts', outside], { encoding: 'utf8' });
if (built.status !== 0) throw new Error(built.stderr);
const url = pathToFileURL(join(outside, 'nnplans.html')).href;
const problems: string[] = [];

function expectThat(holds: boolean, otherwise: string): void {
  if (!holds) problems.push(otherwise);
}

const browser = await openBrowser();

async function opened(
  options: { width?: number; dark?: boolean } = {},
): Promise<{ page: Page; close: () => Promise<void> }> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1100, height: 900 },
    colorScheme: options.dark === true ? 'dark' : 'light',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  await page.goto(url);
  return {
    page,
    async close() {
      problems.push(...complaints);
      await context.close();
    },
  };
}

async function waitForResult(page: Page): Promise<void> {
  await page.locator('#result > *').first().waitFor({ timeout: 30_000 });
}

async function clear(page: Page): Promise<void> {
  await page.evaluate(`document.getElementById('result').replaceChildren()`);
}

/** Drops files and folders as the browser's own drag and drop does. */
async function drop(page: Page, ...paths: readonly string[]): Promise<void> {
  const box = await page.locator('#drop').boundingBox();
  if (box === null) throw new Error('the field is not shown');
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: box.x + 20, y: box.y + 20, data });
}

async function choose(page: Page, folder: string): Promise<void> {
  await page.locator('#folder').setInputFiles(folder);
}

async function downloaded(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator(button).click()]);
  return readFileSync(await download.path(), 'utf8');
}

/** What the command line prints in the folder above the one that was chosen. */
function commandLine(cwd: string, ...words: readonly string[]): string {
  return spawnSync(process.execPath, [join(process.cwd(), 'dist/nnplans.cjs'), ...words], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { PATH: process.env['PATH'] ?? '' },
  }).stdout;
}

// ---- the same findings as the command line, byte for byte

for (const [name, finetuning] of [
  ['transfer', 'PretrainedPlansCustom'],
  ['own-plans', 'TinyPlans'],
] as const) {
  const cwd = mkdtempSync(join(outside, 'same-'));
  cpSync(`test/examples/${name}`, join(cwd, name), { recursive: true });
  const { page, close } = await opened();
  await choose(page, join(cwd, name));
  await waitForResult(page);
  const preprocessed = `/${name}/nnUNet_preprocessed`;
  const source = `${preprocessed}/Dataset121_AbdomenCT/TinyPlans.json`;
  const target = `${preprocessed}/Dataset122_PancreasCT/${finetuning}.json`;
  await page.locator('#source').selectOption(source);
  await page.locator('#target').selectOption(target);
  await clear(page);
  await page.getByRole('button', { name: 'Check this transfer' }).click();
  await waitForResult(page);
  const roots = ['raw', 'preprocessed', 'results'].flatMap((root) => [`--${root}`, `${name}/nnUNet_${root}`]);
  const options = ['--config', 'none', ...roots, '--format', 'json'];
  const printed = commandLine(cwd, 'check', '-s', source.slice(1), '-t', target.slice(1), ...options);
  expectThat(
    (await downloaded(page, '#save-json')) === printed,
    `${name}: the check says something else than the command line`,
  );
  expectThat(JSON.parse(await downloaded(page, '#save-sarif')).version === '2.1.0', `${name}: no SARIF`);
  await clear(page);
  await page.getByRole('button', { name: 'Audit all' }).click();
  await waitForResult(page);
  const audited = commandLine(cwd, 'audit', '.', ...options);
  expectThat(
    (await downloaded(page, '#save-json')) === audited,
    `${name}: the audit says something else than the command line`,
  );
  await close();
}

// ---- examples, exchange, explain, edit

{
  const { page, close } = await opened();
  await page.locator('#example-own-plans').click();
  await waitForResult(page);
  expectThat(
    (await page.locator('#findings').textContent())?.includes('transfer/wrong-direction') === true,
    'the example shows no finding',
  );
  await page.getByRole('button', { name: 'Explain transfer/wrong-direction' }).click();
  await page.locator('.explained').waitFor();
  await page.locator('#open-fields').click();
  const patch = page.locator('#fields label', { hasText: 'patch size' }).first().locator('input');
  await patch.fill('[41, 40]');
  await clear(page);
  await page.getByRole('button', { name: 'See what it means' }).click();
  await waitForResult(page);
  expectThat(
    (await page.locator('#result').textContent())?.includes('plans/patch-divisible') === true,
    'an edit shows no new finding',
  );
  const edited = await downloaded(page, '#save-plans');
  const plans = readFileSync('test/examples/own-plans/nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json', 'utf8');
  expectThat(edited.split('\n').length === plans.trimEnd().split('\n').length, 'edited plans have another style');
  await patch.fill('[41, ');
  await page.getByRole('button', { name: 'See what it means' }).click();
  await page.getByRole('alert').waitFor();
  expectThat(!page.url().includes('Dataset'), 'the link holds data');
  await close();
}

// ---- real drops: two files, two folders

{
  const { page, close } = await opened();
  const preprocessed = join(process.cwd(), 'test/examples/own-plans/nnUNet_preprocessed');
  const [pretraining, finetuning] = ['Dataset121_AbdomenCT', 'Dataset122_PancreasCT'].map((name) =>
    join(preprocessed, name),
  );
  await drop(page, join(pretraining ?? '', 'TinyPlans.json'), join(finetuning ?? '', 'nnUNetPlans.json'));
  await waitForResult(page);
  await page.locator('#do-diff').click();
  await page.locator('#diff').waitFor();
  await clear(page);
  await drop(page, pretraining ?? '', finetuning ?? '');
  await waitForResult(page);
  const places = (await page.locator('#places').textContent()) ?? '';
  expectThat(places.includes('Dataset122_PancreasCT dataset'), `two folders that were dropped show ${places}`);
  await close();
}

// ---- a thousand datasets: a bar that shows how far it is, and that can be ended

{
  const { page, close } = await opened();
  const root = join(outside, 'nnUNet_preprocessed');
  generateDatasets(root, 1000);
  await choose(page, root);
  await page.locator('#cancel').click({ timeout: 60_000 });
  await page.getByText('Cancelled.').waitFor();
  expectThat(await page.locator('#cancel').isHidden(), 'the button to cancel stays');
  expectThat((await page.locator('#result > *').count()) === 0, 'an audit that was cancelled shows a result');
  const start = Date.now();
  await page.getByRole('button', { name: 'Audit all' }).click();
  await page.locator('#result > *').first().waitFor({ timeout: 120_000 });
  process.stdout.write(`A thousand datasets in the page: ${((Date.now() - start) / 1000).toFixed(1)} s\n`);
  expectThat((await page.locator('#result').textContent())?.includes('Dataset1000_') === true, 'datasets are missing');
  await close();
}

// ---- names that would steer whatever shows them

for (const given of fc.sample(names, { numRuns: 8, seed: 1 })) {
  const { page, close } = await opened();
  const root = mkdtempSync(join(outside, 'names-'));
  const told = new Set<string>();
  for (const [path, content] of projectOf(given)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content as Uint8Array);
  }
  page.on('dialog', (dialog) => {
    problems.push(`${JSON.stringify(given)}: ran ${dialog.message()}`);
    void dialog.dismiss();
  });
  await choose(page, root);
  await waitForResult(page);
  await page.evaluate(`document.querySelectorAll('details').forEach((details) => { details.open = true; })`);
  const buttons = ['Check this transfer', 'Diff', 'Match weights', 'Audit all', 'Edit their values'];
  const places = await page.locator('#places button').all();
  for (const button of [...buttons.map((name) => page.getByRole('button', { name, exact: true })), ...places]) {
    await button.click();
    await page.locator('#status', { hasNotText: /…$/ }).waitFor();
    const made = await page.locator('#result, #here').locator('img, script, a[href^="http"], iframe, pwned').count();
    if (made > 0) told.add('became markup');
    const text = (await page.locator('main').textContent()) ?? '';
    const found = steers.exec(text);
    if (found !== null) told.add(JSON.stringify(text.slice(Math.max(0, found.index - 60), found.index + 20)));
  }
  problems.push(...[...told].map((what) => `${JSON.stringify(given)}: ${what}`));
  await close();
}

// ---- a checkpoint of a gigabyte, read by slices; a zip of a model; hostile names

{
  const { page, close } = await opened();
  const folder = join(outside, 'large');
  mkdirSync(folder);
  writeSparseCheckpoint(join(folder, 'checkpoint_final.pth'), 2 ** 30);
  const start = Date.now();
  await choose(page, folder);
  await waitForResult(page);
  expectThat(Date.now() - start < 5000, 'a checkpoint of a gigabyte takes longer than five seconds');
  const place = page.locator('#places button').first();
  await page.locator('#here summary').click();
  await clear(page);
  await place.click();
  await waitForResult(page);
  const said = (await page.locator('#result').textContent()) ?? '';
  expectThat(said.includes('checkpoint'), `a checkpoint shows ${said.slice(0, 200)}`);
  await close();
}
{
  const { page, close } = await opened();
  const models = 'test/examples/transfer/nnUNet_results';
  const zip = join(outside, 'model.zip');
  const packed = spawnSync('python3', ['-m', 'zipfile', '-c', zip, models], { encoding: 'utf8' });
  if (packed.status === 0) {
    await page.locator('#files').setInputFiles(zip);
    await waitForResult(page);
    const labels = await page.locator('#places').textContent();
    expectThat(labels?.includes('nnUNetTrainer__') === true, 'the models of a zip are not found');
  }
  await close();
}

// ---- everyone can use it

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
for (const look of [{}, { dark: true }, { width: 340 }, { width: 340, dark: true }]) {
  const { page, close } = await opened(look);
  await page.locator('#example-own-plans').click();
  await waitForResult(page);
  await page.locator('#open-fields').click();
  await page.locator('#fields input').first().waitFor();
  await page.evaluate(`document.querySelectorAll('details').forEach((details) => { details.open = true; })`);
  const name = JSON.stringify(look);
  const wide = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expectThat(wide <= 0, `${name}: runs ${wide} pixels over the edge`);
  await page.evaluate(axe);
  const found = await page.evaluate<readonly { id: string; nodes: readonly { html: string }[] }[]>(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((result) => result.violations)`,
  );
  for (const { id, nodes } of found) problems.push(`${name}: ${id}: ${nodes[0]?.html.slice(0, 200)}`);
  await close();
}

await browser.close();
rmSync(outside, { recursive: true, force: true });
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.stdout.write(problems.length === 0 ? 'The page: no problems\n' : `The page: ${problems.length} problems\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
