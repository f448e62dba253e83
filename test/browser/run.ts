// Opens pages of the format html in a real browser: `npm run browser [FOLDER]`, which keeps screenshots in FOLDER.
// Chromium or Chrome is taken from the variable CHROMIUM or from the PATH; nothing is downloaded.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { complaintsOf, openBrowser } from './browser.js';
import { checks } from './checks.js';
import { pages } from './pages.js';

const looks: readonly [name: string, options: BrowserContextOptions][] = [
  ['light-wide', { colorScheme: 'light', viewport: { width: 1200, height: 900 } }],
  ['dark-wide', { colorScheme: 'dark', viewport: { width: 1200, height: 900 } }],
  ['light-narrow', { colorScheme: 'light', viewport: { width: 340, height: 800 } }],
  ['dark-narrow', { colorScheme: 'dark', viewport: { width: 340, height: 800 } }],
  ['without-script', { colorScheme: 'light', javaScriptEnabled: false, viewport: { width: 1200, height: 900 } }],
];

async function look(browser: Browser, folder: string, name: string): Promise<readonly string[]> {
  const problems: string[] = [];
  const url = pathToFileURL(join(folder, `${name}.html`)).href;
  for (const [look, options] of looks) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    await page.goto(url);
    if (name !== 'many') await page.screenshot({ path: join(folder, `${name}-${look}.png`), fullPage: true });
    for (const [what, check] of checks) {
      if (options.javaScriptEnabled === false && what !== 'reading') continue;
      problems.push(...(await check(page, name)).map((problem) => `${name}, ${look}, ${what}: ${problem}`));
      await page.goto('about:blank');
      await page.goto(url);
    }
    problems.push(...complaints.map((complaint) => `${name}, ${look}: ${complaint}`));
    await context.close();
  }
  return problems;
}

const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'nnplans-browser-'));
mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
const problems: string[] = [];
for (const [name, text] of await pages()) {
  writeFileSync(join(folder, `${name}.html`), text);
  problems.push(...(await look(browser, folder, name)));
}
await browser.close();
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.stdout.write(
  `${problems.length === 0 ? 'No problems' : `${problems.length} problems`}; pages and screenshots are in ${folder}\n`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
