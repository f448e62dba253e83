import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../../rules/index.js';
import { runRules } from '../../../src/engine/run.js';
import { nodeStorage } from '../../../src/io/node-storage.js';
import { openWorkspace } from '../../../src/workspace/workspace.js';
import { auditSubjects } from '../../support/subjects.js';

/** Folders with nnU-Net's layout below a folder. */
function projects(folder: string, depth = 0): string[] {
  if (existsSync(join(folder, 'nnUNet_preprocessed'))) {
    const below = readdirSync(folder).filter((name) => !name.startsWith('nnUNet_'));
    return [folder, ...below.flatMap((name) => inside(folder, name, depth))];
  }
  return readdirSync(folder).flatMap((name) => inside(folder, name, depth));
}

function inside(folder: string, name: string, depth: number): string[] {
  const path = join(folder, name);
  return depth < 3 && statSync(path).isDirectory() ? projects(path, depth + 1) : [];
}

/** What nnU-Net itself wrote, in order, with every release. */
test.each(projects('../shared/golden-versions'))('nothing graver than a warning: %s', (folder) => {
  const { findings, crashes } = audit(folder);
  expect(crashes).toEqual([]);
  // Moves of nnU-Net 2.0 to 2.2 leave the old plans_name in the file, which is a mistake indeed.
  const known = new Set([
    'plans/name-matches-file',
    'transfer/identifier-collision',
    'plans/data-identifier-unique',
    'dataset/too-few-cases',
    'dataset/cases-complete',
    'dataset/ground-truth',
    'dataset/splits',
    'dataset/missing-data-folder',
    'model/files',
    'dataset/fingerprint-missing',
  ]);
  expect(
    findings
      .filter(({ severity, rule }) => severity === 'error' && !known.has(rule))
      .map(({ rule, message }) => `${rule}: ${message}`),
  ).toEqual([]);
});

/** Families whose description calls them clean. */
const clean = [
  'clean-transfer/complete',
  'edited-after/unedited',
  'interrupted/reference',
  'legacy-storage/npz',
  'legacy-storage/npz-unpacked',
  'mr-two-channels/regions',
  'png-2d',
  'resenc',
  'cascade',
  'checkpoints',
];

test.each(clean)('clean: %s', (family) => {
  const { findings, crashes } = audit(join('../shared/golden', family));
  expect(crashes).toEqual([]);
  expect(
    findings.filter(({ severity }) => severity === 'error').map(({ rule, message }) => `${rule}: ${message}`),
  ).toEqual([]);
});

function audit(folder: string) {
  const root = (name: string) => (existsSync(join(folder, name)) ? join(folder, name) : undefined);
  const workspace = openWorkspace(nodeStorage(), {
    raw: root('nnUNet_raw'),
    preprocessed: root('nnUNet_preprocessed'),
    results: root('nnUNet_results'),
  });
  return runRules({ rules, subjects: auditSubjects(workspace), nameFile: (file) => file });
}
