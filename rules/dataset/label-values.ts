import { defineRule } from '../../src/engine/rule.js';
import { isObject, type JsonValue, member, pointer } from '../../src/io/json/value.js';
import { copiesToJudge, inBoth } from '../../src/nnunet/dataset/dataset-copies.js';
import { type LabelManager, readLabels } from '../../src/nnunet/dataset/labels.js';
import { pythonInt } from '../../src/nnunet/values/python-builtins.js';
import { plainNumber, quoted, quotedList, wordList } from '../../src/nnunet/words/wording.js';

interface Gap {
  readonly file: string;
  readonly values: string;
  readonly highest: number;
  readonly outputs: number;
}

interface Found {
  readonly file: string;
  readonly label: string;
  readonly found: string;
}

/** What LabelManager accepts and the integrity check or the loss does not. */
export const labelValues = defineRule({
  id: 'dataset/label-values',
  subject: 'dataset',
  severity: 'error',
  severities: { regionGap: 'warning', shared: 'warning', fraction: 'warning', ignoreSpelling: 'warning' },
  since: '0.1.0',
  summary: 'Label values are 0, 1, 2 … without gaps, each used once.',
  why: `The value of a label is the number of the network output that learns it. There are as many outputs as different values. With a gap, the highest value has no
output: training stops at the first voxel that has it, on a GPU with "device-side assert triggered". Only \`--verify_dataset_integrity\` notices it before.`,
  remedy: 'Number the labels 0, 1, 2 … in dataset.json and in the segmentations, then preprocess again.',
  sources: [
    'nnunetv2/experiment_planning/verify_dataset_integrity.py',
    'nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py: get_training_transforms (RemoveLabelTansform)',
    'https://github.com/MIC-DKFZ/nnUNet/issues/1674',
    'https://github.com/MIC-DKFZ/nnUNet/issues/1088',
  ],
  examples: [
    {
      title: 'A value was left out',
      changes: [{ file: 'nnUNet_preprocessed/Dataset122_PancreasCT/dataset.json', set: '/labels/more', to: 7 }],
      reports: 'gap',
    },
  ],
  messages: {
    gap: ({ file, values, outputs, highest }: Gap) =>
      `The labels of ${file} are ${values}: there is a gap. The network has ${outputs} outputs, so training stops at the first voxel of value ${highest}. The integrity check stops, too.`,
    regionGap: ({ file, values }: Gap) =>
      `The labels of ${file} are ${values}: there is a gap. Training works with regions, but the integrity check stops.`,
    negative: ({ file, label, found }: Found) =>
      `Label "${label}" of ${file} is ${found}. nnU-Net turns negative voxels into background, so it never learns this label.`,
    shared: ({ file, names, value }: { file: string; names: string; value: number }) =>
      `Labels ${names} of ${file} share the value ${value}: nnU-Net learns them as one label.`,
    fraction: ({ file, label, found, read }: Found & { readonly read: number }) =>
      `Label "${label}" of ${file} is ${found}; nnU-Net reads ${read}.`,
    ignoreSpelling: ({ file, label }: { file: string; label: string }) =>
      `Label "${label}" of ${file} is no ignore label: nnU-Net only knows "ignore" in small letters, and learns this one like any label.`,
  },
  *check({ datasetJson, rawDatasetJson }) {
    for (const copy of copiesToJudge(datasetJson, rawDatasetJson, ['labels'])) {
      const { document, file } = copy;
      const about = inBoth(copy, '/labels');
      const labels = member(document.value, 'labels');
      const manager = readLabels(document.value, (place) => document.isFloat(place))?.manager;
      if (manager === undefined || !isObject(labels)) continue;
      for (const [label, value] of Object.entries(labels)) {
        const at = { document, pointer: pointer('labels', label) };
        if (label !== 'ignore' && label.trim().toLowerCase() === 'ignore')
          yield {
            message: 'ignoreSpelling',
            at,
            about,
            data: { file, label },
            remedy: 'If this is the ignore label, write "ignore" and give it the highest value.',
          };
        for (const one of Array.isArray(value) ? value : [value]) {
          const read = pythonInt(one);
          const data = { file, label, found: quoted(one) };
          if (read === undefined) continue;
          if (read < 0) yield { message: 'negative', at, about, data };
          else if (typeof one === 'number' && one !== read)
            yield { message: 'fraction', at, about, data: { ...data, read } };
        }
      }
      const at = { document, pointer: '/labels' };
      const gap = gapIn(manager, file);
      if (gap !== undefined) yield { message: manager.hasRegions ? 'regionGap' : 'gap', at, about, data: gap };
      if (manager.hasRegions) continue;
      for (const [value, names] of namesByValue(labels)) {
        if (names.length > 1) yield { message: 'shared', at, about, data: { file, names: quotedList(names), value } };
      }
    }
  },
});

/** As the integrity check has it: the values and the ignore label, each one more than the one before. */
function gapIn(manager: LabelManager, file: string): Gap | undefined {
  const { allLabels, ignoreLabel, segmentationHeads: outputs } = manager;
  const values = ignoreLabel === undefined ? allLabels : [...allLabels, ignoreLabel];
  if (values.every((value, i) => i === 0 || value === (values[i - 1] ?? 0) + 1)) return undefined;
  return { file, values: wordList(values.map(plainNumber)), outputs, highest: allLabels.at(-1) ?? 0 };
}

function namesByValue(labels: { readonly [name: string]: JsonValue }): ReadonlyMap<number, readonly string[]> {
  const names = new Map<number, string[]>();
  for (const [name, value] of Object.entries(labels)) {
    const read = name === 'ignore' ? undefined : pythonInt(Array.isArray(value) ? value[0] : value);
    if (read !== undefined) names.set(read, [...(names.get(read) ?? []), name]);
  }
  return names;
}
