// Writes the files that follow from others (rule index, rule pages, compiled schemas, README tables), or with --check says which are out of date.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { compiledSchemas } from './compile-schemas.js';
import type { GeneratedFile } from './generated-file.js';
import { ruleIds, ruleIndex, ruleOptions } from './rule-index.js';

async function main(): Promise<void> {
  const check = process.argv.includes('--check');
  // Schemas and index come first: rules import the schemas, and pages are made from the rules that the index lists.
  const outdated = [...bring([...compiledSchemas(), ruleIds(), ruleIndex()], check)];
  const { rules } = await import('../../rules/index.js');
  outdated.push(...bring([ruleOptions(rules)], check));
  const { rulePages } = await import('./rule-pages.js');
  const { configSchema } = await import('./config-schema.js');
  const { readme } = await import('./readme.js');
  const { pythonModel } = await import('./python-model.js');
  outdated.push(...bring([...rulePages(), configSchema(), await readme(), pythonModel()], check));
  if (check && outdated.length > 0) {
    process.stderr.write(`out of date: ${outdated.join(', ')}\nrun: npm run generate\n`);
    process.exitCode = 1;
  }
}

function bring(files: readonly GeneratedFile[], check: boolean): string[] {
  const outdated: string[] = [];
  for (const { path, text } of files) {
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
    outdated.push(path);
    if (check) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return outdated;
}

await main();
