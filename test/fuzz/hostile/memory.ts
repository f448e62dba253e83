// Peak resident memory of an audit of very many cases: `npm run memory -- [--cases 200000]`, in a folder below TMPDIR, of links to five files.
// A tenth of the cases goes first. All of them may take 512 MiB, and ten times the cases not more than twice the memory.
import { spawnSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectFiles } from '../../support/example-project.js';

const { values } = parseArgs({ options: { cases: { type: 'string', default: '200000' } } });
const all = Number(values.cases);
const space = mkdtempSync(join(tmpdir(), 'nnplans-memory-'));
const folder = join(space, 'nnUNet_preprocessed', 'Dataset121_AbdomenCT');
const measured = join(space, 'measured.json');

for (const [path, content] of projectFiles('examples/transfer')) {
  if (!path.startsWith('nnUNet_preprocessed/Dataset121_AbdomenCT/')) continue;
  mkdirSync(dirname(join(space, path)), { recursive: true });
  writeFileSync(join(space, path), content);
}

/** Some file systems allow some 60,000 links to one file. */
const linksOfOne = 30_000;

function addCases(from: number, to: number): void {
  const kinds = [
    ...['.b2nd', '_seg.b2nd', '.pkl'].map((ending) => ['TinyPlans_3d_fullres', ending] as const),
    ['gt_segmentations', '.nii.gz'] as const,
  ];
  for (const [place, ending] of kinds) {
    let original = join(folder, place, `abd_000${ending}`);
    const content = readFileSync(original);
    for (let i = from; i < to; i += 1) {
      const path = join(folder, place, `x_${i}${ending}`);
      if (i % linksOfOne === 0) {
        writeFileSync(path, content);
        original = path;
      } else linkSync(original, path);
    }
  }
}

function audited(cases: number): { readonly memory: number; readonly seconds: number } {
  const words = [
    '--require',
    join(import.meta.dirname, 'measure.cjs'),
    'dist/nnplans.cjs',
    'audit',
    folder,
    '--config',
    'none',
  ];
  const { status } = spawnSync(process.execPath, words, { env: { NNPLANS_MEASURE: measured }, stdio: 'ignore' });
  if (status !== 0 && status !== 1) throw new Error(`exit code ${status}`);
  const { memory, seconds } = JSON.parse(readFileSync(measured, 'utf8'));
  console.log(`${cases} cases: ${memory.toFixed(0)} MiB, ${seconds.toFixed(1)} s of the processor`);
  return { memory, seconds };
}

try {
  addCases(0, all / 10);
  const few = audited(all / 10);
  addCases(all / 10, all);
  const many = audited(all);
  process.exitCode = many.memory > 512 || many.memory > 2 * few.memory ? 1 : 0;
} finally {
  rmSync(space, { recursive: true, force: true });
}
