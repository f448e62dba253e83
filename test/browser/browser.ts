import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

const chromiumNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Chromium or Chrome, from the variable CHROMIUM or the PATH. */
export async function openBrowser(): Promise<Browser> {
  // Chromium does not start its sandbox for root, as whom containers run.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return await chromium.launch({ executablePath: browserPath('CHROMIUM', chromiumNames), args });
}

/** A browser that is installed: from an environment variable, or by one of its usual names on the PATH. */
export function browserPath(variable: string, names: readonly string[]): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = [
    process.env[variable] ?? '',
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
  ];
  const found = candidates.find((path) => path !== '' && existsSync(path));
  if (found !== undefined) return found;
  throw new Error(`No ${names[0]} on the PATH: install one, or name it in the variable ${variable}.`);
}

/** Whatever the browser complains of, and whatever it is asked to load from elsewhere. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  page.on('request', (request) => {
    if (!/^(file|data|blob):/.test(request.url())) complaints.push(`request: ${request.url()}`);
  });
  return complaints;
}
