// Opens pages of the format html in a real browser: `npm run browser [FOLDER]`, which keeps screenshots in FOLDER.
// Chromium or Chrome is taken from the variable CHROMIUM or from the PATH; nothing is downloaded.
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { checks } from './checks.js';
import { pages } from './pages.js';

const looks: readonly [name: string, options: BrowserContextOptions][] = [
  ['light-wide', { colorScheme: 'light', viewport: { width: 1200, height: 900 } }],
  ['dark-wide', { colorScheme: 'dark', viewport: { width: 1200, height: 900 } }],
  ['light-narrow', { colorScheme: 'light', viewport: { width: 340, height: 800 } }],
  ['dark-narrow', { colorScheme: 'dark', viewport: { width: 340, height: 800 } }],
  ['without-script', { colorScheme: 'light', javaScriptEnabled: false, viewport: { width: 1200, height: 900 } }],
];

function browserPath(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const candidates = [
    process.env['CHROMIUM'] ?? '',
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
  ];
  const found = candidates.find((path) => path !== '' && existsSync(path));
  if (found !== undefined) return found;
  throw new Error('No Chromium on the PATH: install one, or name it in the variable CHROMIUM.');
}

/** Whatever the browser complains of, and whatever it is asked to load from elsewhere. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  page.on('request', (request) => {
    if (!/^(file|data):/.test(request.url())) complaints.push(`request: ${request.url()}`);
  });
  return complaints;
}

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
// Chromium does not start its sandbox for root, as whom containers run.
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath: browserPath(), args });
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
