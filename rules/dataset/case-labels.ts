import { defineRule } from '../../src/engine/rule.js';
import { type LabelManager, readLabels } from '../../src/nnunet/dataset/labels.js';
import { wordList } from '../../src/nnunet/words/wording.js';

interface Labels {
  readonly case: string;
  readonly labels: readonly string[];
}

/** What a case says of one label or region. */
interface Stored {
  readonly label: number | readonly number[] | string;
  readonly points: number;
}

interface Ignore {
  readonly case: string;
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
    beyond: ({ case: name, labels, outputs }: Labels & { readonly outputs: number }) =>
      `${name} was preprocessed with ${labelWord(labels)} ${wordList(labels)} and has voxels of ${labels.length === 1 ? 'it' : 'them'}; by dataset.json the network has ${outputs} outputs today, for the labels 0 to ${outputs - 1}. Training stops at the first patch with such a voxel, on a GPU with "device-side assert triggered".`,
    ignoreNew: ({ case: name, ignore }: Ignore) =>
      `dataset.json has an ignore label (${ignore}), and ${name} was preprocessed without one, or with other labels: its properties do not say where it is annotated. Training stops with a KeyError when it draws its first patch.`,
    ignoreGone: ({ case: name, ignore }: Ignore) =>
      `${name} was preprocessed with an ignore label, whose voxels have the value ${ignore}; dataset.json names none today. The network has no output for it: training stops at the first patch with such a voxel.`,
    missing: ({ case: name, labels }: Labels) =>
      `${name}.pkl knows no ${labelWord(labels)} ${wordList(labels)}, which dataset.json names. The case was preprocessed with other labels; patches are never centred on ${labels.length === 1 ? 'it' : 'them'}.`,
    unknown: ({ case: name, labels }: Labels) =>
      `${name}.pkl lists ${labelWord(labels)} ${wordList(labels)}, which dataset.json does not name. The case was preprocessed with other labels.`,
  },
  *check(one) {
    const { identifier, dataset, properties } = one;
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
    const about = [{ document: { file: one.path('.pkl') } }];
    const fatal = fatalLabels(identifier, stored, manager);
    if (fatal !== undefined) {
      yield { ...fatal, at, about };
      return;
    }
    if (missing.length > 0) yield { message: 'missing', at, about, data: { case: identifier, labels: missing } };
    if (unknown.length > 0) yield { message: 'unknown', at, about, data: { case: identifier, labels: unknown } };
  },
});

/** What stops training: a voxel that the network has no output for, or an ignore label that the case knows nothing of (dataloading/data_loader.py, get_bbox). */
function fatalLabels(identifier: string, stored: readonly Stored[], manager: LabelManager) {
  const { allLabels, hasRegions, ignoreLabel: ignore, segmentationHeads: outputs } = manager;
  const annotated = stored.map(({ label }) => label).find((label) => Array.isArray(label) && label[0] === -1);
  const known = Array.isArray(annotated) ? annotated.slice(1) : undefined;
  if (ignore !== undefined && known?.join() !== allLabels.join())
    return { message: 'ignoreNew', data: { case: identifier, ignore } } as const;
  // Regions take what they name from the voxels, and leave the rest.
  if (hasRegions) return undefined;
  const beyond = stored.flatMap(({ label, points }) =>
    typeof label === 'number' && points > 0 && label >= outputs && label !== ignore ? [String(label)] : [],
  );
  if (beyond.length > 0) return { message: 'beyond', data: { case: identifier, labels: beyond, outputs } } as const;
  const former = known === undefined ? undefined : Math.max(...known) + 1;
  return ignore === undefined && former !== undefined && former >= outputs
    ? ({ message: 'ignoreGone', data: { case: identifier, ignore: former } } as const)
    : undefined;
}

/** A region of one label is that label to nnU-Net's list of regions when it is written as a number. */
function name(labels: readonly number[]): string {
  return labels.length === 1 ? String(labels[0]) : `(${labels.join(', ')})`;
}

function labelWord(labels: readonly string[]): string {
  return labels.length === 1 ? 'label' : 'labels';
}
