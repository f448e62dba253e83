import { copyFileSync, linkSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const example = join(process.cwd(), 'test/examples/transfer/nnUNet_preprocessed');

/** A preprocessed root of many datasets as nnU-Net leaves them: four JSON files, and the folder of the data, which is empty. */
export function generateDatasets(root: string, count: number): void {
  const from = join(example, 'Dataset121_AbdomenCT');
  const texts = new Map(
    ['TinyPlans.json', 'dataset.json', 'dataset_fingerprint.json', 'splits_final.json'].map((name) => [
      name,
      readFileSync(join(from, name), 'utf8'),
    ]),
  );
  for (let index = 0; index < count; index += 1) {
    const name = `Dataset${String(index + 1).padStart(3, '0')}_Generated`;
    const folder = join(root, name);
    mkdirSync(join(folder, 'gt_segmentations'), { recursive: true });
    for (const configuration of ['2d', '3d_fullres']) mkdirSync(join(folder, `TinyPlans_${configuration}`));
    for (const [file, text] of texts) {
      // Fingerprints differ, as those of real datasets do.
      const own = text.replaceAll('Dataset121_AbdomenCT', name).replaceAll('0.800000011920929', `0.8${index}`);
      writeFileSync(join(folder, file), own);
    }
  }
}

/** One dataset with many preprocessed cases; every file is a hard link to one of the example's. */
export function generateCases(root: string, count: number): void {
  const from = join(example, 'Dataset121_AbdomenCT');
  const folder = join(root, 'Dataset121_AbdomenCT');
  const data = join(folder, 'TinyPlans_3d_fullres');
  const truth = join(folder, 'gt_segmentations');
  mkdirSync(data, { recursive: true });
  mkdirSync(truth);
  for (const file of ['TinyPlans.json', 'dataset_fingerprint.json']) copyFileSync(join(from, file), join(folder, file));
  const dataset = readFileSync(join(from, 'dataset.json'), 'utf8');
  writeFileSync(join(folder, 'dataset.json'), dataset.replace(/"numTraining": \d+/, `"numTraining": ${count}`));
  const sources = readdirSync(join(from, 'TinyPlans_3d_fullres')).filter((name) => name.startsWith('abd_000'));
  const image = join(from, 'gt_segmentations', 'abd_000.nii.gz');
  // A file system allows only so many links to one file.
  const perFile = 30_000;
  for (let index = 0; index < count; index += 1) {
    const identifier = `case_${String(index).padStart(6, '0')}`;
    const pairs = [
      ...sources.map((name) => [
        join(from, 'TinyPlans_3d_fullres', name),
        join(data, name.replace('abd_000', identifier)),
      ]),
      [image, join(truth, `${identifier}.nii.gz`)],
    ] as const;
    for (const [source, target] of pairs) {
      if (source === undefined || target === undefined) continue;
      if (index % perFile === 0) copyFileSync(source, target);
      else linkSync(target.replace(identifier, `case_${String(index - (index % perFile)).padStart(6, '0')}`), target);
    }
  }
}
