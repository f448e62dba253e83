import { defineRule, type Many } from '../../src/engine/rule.js';
import { readLabels } from '../../src/nnunet/dataset/labels.js';
import { counted, examplesText, wordList } from '../../src/nnunet/words/wording.js';

interface Labels extends Many<{ readonly case: string }> {
  readonly folder: string;
  readonly labels: readonly string[];
}

/** `class_locations` has one entry for each label or region of dataset.json (default_preprocessor.py, run_case_npy). */
export const caseLabels = defineRule({
  id: 'dataset/case-labels',
  subject: 'case',
  severity: 'warning',
  since: '0.1.0',
  summary: 'Every case was preprocessed with the labels that dataset.json names today.',
  topic: 'labels of cases',
  yieldsTo: [
    { to: 'dataset/dataset-json-stale', same: 'place' },
    { to: 'dataset/label-order', same: 'place' },
    { to: 'dataset/label-values', same: 'place' },
    { to: 'dataset/case-labels:missing', messages: ['unknown'] },
  ],
  why: `Preprocessing notes for each label, or each region, where its voxels are, and training draws a third of its patches from there. When labels are added, removed or joined
to regions afterwards, the stored cases keep the old ones: new labels are never looked for, and training does not say so.`,
  remedy: 'Preprocess the dataset again after its labels have changed.',
  sources: [
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py',
    'nnunetv2/training/dataloading/data_loader.py',
  ],
  examples: [
    {
      title: 'A label was added after preprocessing',
      changes: [{ file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json', set: '/labels/duct', to: 3 }],
      reports: 'missing',
    },
  ],
  messages: {
    missing: ({ folder, labels, count, examples }: Labels) =>
      `${counted(count, 'case')} in ${folder} ${count === 1 ? 'knows' : 'know'} no ${labelWord(labels)} ${wordList(labels)}, which dataset.json names (${named(count, examples)}). ${preprocessed(count)} with other labels; patches are never centred on ${labels.length === 1 ? 'it' : 'them'}.`,
    unknown: ({ folder, labels, count, examples }: Labels) =>
      `${counted(count, 'case')} in ${folder} ${count === 1 ? 'lists' : 'list'} ${labelWord(labels)} ${wordList(labels)}, which dataset.json does not name (${named(count, examples)}). ${preprocessed(count)} with other labels.`,
  },
  *check({ identifier, folder: { name: folder }, dataset, properties }) {
    const stored = properties.value?.classLocations;
    const manager = readLabels(dataset.datasetJson.value, (at) => dataset.datasetJson.isFloat(at))?.manager;
    if (stored === undefined || stored === null || stored.length === 0 || manager === undefined) return;
    const wanted = manager.hasRegions
      ? manager.regions.map(({ labels }) => name(labels))
      : manager.foregroundLabels.map(String);
    const found = stored.map(({ label }) => (Array.isArray(label) ? name(label) : String(label)));
    // With an ignore label, all annotated voxels are one more entry, headed by -1.
    const own = found.filter((label) => !label.startsWith('(-1,'));
    const missing = wanted.filter((label) => !own.includes(label));
    const unknown = own.filter((label) => !wanted.includes(label));
    const at = { document: dataset.datasetJson, pointer: '/labels' };
    const example = { case: identifier };
    if (missing.length > 0) yield { message: 'missing', at, data: { folder, labels: missing }, example };
    if (unknown.length > 0) yield { message: 'unknown', at, data: { folder, labels: unknown }, example };
  },
});

/** A region of one label is that label to nnU-Net's list of regions when it is written as a number. */
function name(labels: readonly number[]): string {
  return labels.length === 1 ? String(labels[0]) : `(${labels.join(', ')})`;
}

function labelWord(labels: readonly string[]): string {
  return labels.length === 1 ? 'label' : 'labels';
}

function named(count: number, examples: Labels['examples']): string {
  return examplesText(
    count,
    examples.map((one) => one.case),
  );
}

function preprocessed(count: number): string {
  return count === 1 ? 'It was preprocessed' : 'They were preprocessed';
}
