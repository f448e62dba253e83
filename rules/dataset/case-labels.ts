import { defineRule, type Many } from '../../src/engine/rule.js';
import type { Action } from '../../src/nnunet/command-line/reads.js';
import { type LabelManager, readLabels } from '../../src/nnunet/dataset/labels.js';
import { counted, examplesText, wordList } from '../../src/nnunet/words/wording.js';

interface Labels extends Many<{ readonly case: string }> {
  readonly folder: string;
  readonly labels: readonly string[];
}

/** What a case says of one label or region. */
interface Stored {
  readonly label: number | readonly number[] | string;
  readonly points: number;
}

interface Ignore extends Many<{ readonly case: string }> {
  readonly folder: string;
  readonly ignore: number;
}

/** `class_locations` has one entry for each label or region of dataset.json (default_preprocessor.py, run_case_npy). */
export const caseLabels = defineRule({
  id: 'dataset/case-labels',
  subject: 'case',
  severity: 'warning',
  severities: { beyond: 'error', ignoreNew: 'error', ignoreGone: 'error' },
  since: '0.1.0',
  summary: 'Every case was preprocessed with the labels that dataset.json names today.',
  topic: 'labels of cases',
  yieldsTo: [
    { to: 'dataset/dataset-json-stale', same: 'place' },
    { to: 'dataset/label-order', same: 'place' },
    { to: 'dataset/label-values', same: 'place' },
    { to: 'dataset/case-labels:missing', messages: ['unknown'] },
  ],
  why: `For each label or region, preprocessing notes where its voxels are. Training draws a third of its patches from there. If you add or remove labels later, or join them
to regions, the preprocessed cases keep the old ones. Training never looks for the new labels, and does not tell you.`,
  remedy: 'Preprocess the dataset again with the new labels.',
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
    beyond: ({ folder, labels, outputs, count, examples }: Labels & { readonly outputs: number }) =>
      `${counted(count, 'case')} in ${folder} ${preprocessedWith(count)} ${labelWord(labels)} ${wordList(labels)} and ${count === 1 ? 'has' : 'have'} voxels of ${labels.length === 1 ? 'it' : 'them'} (${named(count, examples)}). With today's dataset.json the network has ${outputs} outputs, for the labels 0 to ${outputs - 1}. Training stops at the first patch with such a voxel, on a GPU with "device-side assert triggered".`,
    ignoreNew: ({ folder, ignore, count, examples }: Ignore) =>
      `dataset.json has an ignore label (${ignore}), but ${counted(count, 'case')} in ${folder} ${count === 1 ? 'was' : 'were'} preprocessed without one, or with other labels (${named(count, examples)}). The properties do not say where ${count === 1 ? 'it is' : 'they are'} annotated. Training stops with a KeyError when it draws its first patch.`,
    ignoreGone: ({ folder, ignore, count, examples }: Ignore) =>
      `${counted(count, 'case')} in ${folder} ${count === 1 ? 'was' : 'were'} preprocessed with the ignore label ${ignore} (${named(count, examples)}), but dataset.json has none today. The network has no output for it: training stops at the first patch with such a voxel.`,
    missing: ({ folder, labels, count, examples }: Labels) =>
      `dataset.json names ${labelWord(labels)} ${wordList(labels)}, which ${counted(count, 'case')} in ${folder} ${count === 1 ? 'does' : 'do'} not list (${named(count, examples)}). ${preprocessed(count)} with other labels; training never centres a patch on ${labels.length === 1 ? 'this label' : 'these labels'}.`,
    unknown: ({ folder, labels, count, examples }: Labels) =>
      `${counted(count, 'case')} in ${folder} ${count === 1 ? 'lists' : 'list'} ${labelWord(labels)} ${wordList(labels)}, which dataset.json does not name (${named(count, examples)}). ${preprocessed(count)} with other labels.`,
  },
  *check(one) {
    const { identifier, dataset, properties } = one;
    const folder = one.folder.name;
    const stored = properties.value?.classLocations;
    const manager = readLabels(dataset.datasetJson.value, (at) => dataset.datasetJson.isFloat(at))?.manager;
    if (stored === undefined || stored === null || stored.length === 0 || manager === undefined) return;
    const wanted = manager.hasRegions
      ? manager.regions.map(({ labels }) => name(labels))
      : manager.foregroundLabels.map(String);
    const found = stored.map(({ label }) => (Array.isArray(label) ? name(label) : String(label)));
    // With an ignore label, all annotated voxels are one more entry, headed by -1.
    const own = found.filter((label) => !label.startsWith('(-1,'));
    const [asked, present] = [new Set(wanted), new Set(own)];
    const missing = wanted.filter((label) => !present.has(label));
    const unknown = own.filter((label) => !asked.has(label));
    const at = { document: dataset.datasetJson, pointer: '/labels' };
    const about = [{ document: { file: one.path('.pkl') } }];
    // The validation of an earlier stage of a cascade does not ask for the labels of these data.
    const metBy: readonly Action[] = ['train'];
    const example = { case: identifier };
    const fatal = fatalLabels(folder, stored, manager);
    if (fatal !== undefined) {
      yield { ...fatal, example, at, about, metBy };
      return;
    }
    if (missing.length > 0) yield { message: 'missing', at, about, metBy, data: { folder, labels: missing }, example };
    if (unknown.length > 0) yield { message: 'unknown', at, about, metBy, data: { folder, labels: unknown }, example };
  },
});

/** What stops training: a voxel that the network has no output for, or an ignore label that the case knows nothing of (dataloading/data_loader.py, get_bbox). */
function fatalLabels(folder: string, stored: readonly Stored[], manager: LabelManager) {
  const { allLabels, hasRegions, ignoreLabel: ignore, segmentationHeads: outputs } = manager;
  const annotated = stored.map(({ label }) => label).find((label) => Array.isArray(label) && label[0] === -1);
  const known = Array.isArray(annotated) ? annotated.slice(1) : undefined;
  if (ignore !== undefined && known?.join() !== allLabels.join())
    return { message: 'ignoreNew', data: { folder, ignore } } as const;
  // Regions take what they name from the voxels, and leave the rest.
  if (hasRegions) return undefined;
  const beyond = stored.flatMap(({ label, points }) =>
    typeof label === 'number' && points > 0 && label >= outputs && label !== ignore ? [String(label)] : [],
  );
  if (beyond.length > 0) return { message: 'beyond', data: { folder, labels: beyond, outputs } } as const;
  const former = known === undefined ? undefined : Math.max(...known) + 1;
  return ignore === undefined && former !== undefined && former >= outputs
    ? ({ message: 'ignoreGone', data: { folder, ignore: former } } as const)
    : undefined;
}

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

function preprocessedWith(count: number): string {
  return count === 1 ? 'was preprocessed with' : 'were preprocessed with';
}
