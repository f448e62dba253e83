import { readFileSync } from 'node:fs';
import { rules } from '../../rules/index.js';
import { run } from '../cli/run.js';
import { nodeStorage } from '../io/node-storage.js';
import type { GeneratedFile } from './generated-file.js';

/** The README with what follows from the program put in: a real run, and the number of rules. */
export async function readme(): Promise<GeneratedFile> {
  const path = 'README.md';
  const parts = new Map([
    ['run', `\`\`\`text\n${await demoRun()}\`\`\``],
    ['rules', rulesTable()],
  ]);
  const text = readFileSync(path, 'utf8').replace(
    /<!-- generated: (\w+) -->\n[\s\S]*?<!-- end -->/g,
    (whole, name: string) =>
      parts.has(name) ? `<!-- generated: ${name} -->\n${parts.get(name)}\n<!-- end -->` : whole,
  );
  return { path, text };
}

/** The demo, in a folder that holds the three roots, 80 columns wide, without colour. */
async function demoRun(): Promise<string> {
  const words = ['check', '-s', '121', '-t', '122', '-sp', 'TinyPlans', '-tp', 'TinyPlans', '-c', '3d_fullres'];
  let printed = '';
  await run([...words, '--config', 'none'], {
    stdout: { write: (text) => (printed += text) },
    stderr: { write: (text) => (printed += text) },
    env: Object.fromEntries(['raw', 'preprocessed', 'results'].map((name) => [`nnUNet_${name}`, `nnUNet_${name}`])),
    cwd: `${process.cwd()}/test/examples/own-plans`,
    storage: nodeStorage(),
    today: () => '2026-01-01',
    isTerminal: false,
    columns: 80,
    writeFile: () => undefined,
    saveFile: () => undefined,
    loadModule: async () => undefined,
    handOver: async () => ({ code: 0 }),
  });
  return `$ nnplans ${words.join(' ')}\n\n${printed}`;
}

function rulesTable(): string {
  const areas = [...new Set(rules.map((rule) => rule.area))];
  const about: Readonly<Record<string, string>> = {
    plans: 'one plans file: what it holds, inherits and describes',
    dataset: 'a preprocessed folder: labels, splits, fingerprint, every case',
    transfer: 'a pair of plans: what weights and data of one mean to the other',
    model: 'model folders and checkpoints, prediction and continued training',
    workflow: 'scripts and their order',
    nnssl: 'plans, checkpoints and models of the extension for nnssl',
    config: 'suppressions that are no longer needed',
  };
  const rows = areas.map(
    (area) => `| \`${area}\` | ${rules.filter((rule) => rule.area === area).length} | ${about[area] ?? ''} |`,
  );
  return ['| area | rules | about |', '| --- | --- | --- |', ...rows].join('\n');
}
