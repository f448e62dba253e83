import { defineRule } from '../../src/engine/rule.js';
import { isObject, type JsonValue, member } from '../../src/io/json/value.js';
import { trainingChannels } from '../../src/nnunet/dataset/channels.js';
import { type LabelProblem, readLabels } from '../../src/nnunet/dataset/labels.js';
import { quoted } from '../../src/nnunet/words/wording.js';
import { documentProblems } from '../../src/schema/document-problems.js';

/** What LabelManager stops at, in a person's words; the values are quoted behind it. */
const wanted: Readonly<Record<LabelProblem['kind'], string>> = {
  'background-missing': '"labels" must name "background"',
  'background-is-list': '"background" must be the number 0',
  'background-not-zero': '"background" must be the number 0',
  'not-a-number': 'the value of a label must be a whole number',
  'ignore-not-integer': '"ignore" must be a whole number without a decimal point',
  'ignore-not-highest': '"ignore" must follow the highest label',
  'order-missing': 'labels that are regions need "regions_class_order"',
  'order-not-a-list': '"regions_class_order" must be a list of labels',
  'order-length': '"regions_class_order" needs one entry for each region',
};

/** What prediction looks up by name: in initialize_from_trained_model_folder, and before it reads the first image. */
const needed: readonly { readonly key: string; readonly isIn: (value: JsonValue) => boolean; readonly use: string }[] =
  [
    {
      key: 'labels',
      isIn: (value) => isObject(member(value, 'labels')),
      use: 'Prediction takes the number of outputs from it, and stops while it loads the model',
    },
    {
      key: 'channel_names',
      isIn: (value) => trainingChannels(value) !== undefined,
      use: 'Prediction takes the number of inputs from it, and stops while it loads the model',
    },
    {
      key: 'file_ending',
      isIn: (value) => typeof member(value, 'file_ending') === 'string',
      use: 'Prediction finds the images in a folder by it, and stops before the first of them',
    },
  ];

/** The predictor takes the labels from the model folder, not from the dataset (inference/predict_from_raw_data.py). */
export const datasetJson = defineRule({
  id: 'model/dataset-json',
  subject: 'model',
  severity: 'error',
  since: '0.1.0',
  summary: 'The dataset.json of a model folder has labels that prediction can use.',
  why: `Prediction reads \`dataset.json\` of the model folder. The labels decide how many outputs the network has, \`regions_class_order\` what nnU-Net writes for each region. The file is a copy
from the time of the training. After an edit, prediction stops when it loads the model, or when it writes the first segmentation.`,
  remedy:
    'Restore the dataset.json of the training from one of its checkpoints: nnplans show CHECKPOINT --extract dataset.json.',
  sources: ['nnunetv2/inference/predict_from_raw_data.py', 'nnunetv2/utilities/label_handling/label_handling.py'],
  examples: [
    {
      title: 'A label of the model is no number',
      changes: [
        {
          file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/dataset.json',
          set: '/labels/spleen',
          to: null,
        },
      ],
      reports: 'labels',
    },
  ],
  messages: {
    missing: ({ key, use }: { readonly key: string; readonly use: string }) =>
      `The model's dataset.json has no "${key}" that nnU-Net can use. ${use}.`,
    labels: ({ found, expected }: { readonly found: string; readonly expected: string }) =>
      `The model's dataset.json says ${found}, but ${expected}. Prediction stops while it loads the model.`,
    entry: ({ found }: { readonly found: string }) =>
      `regions_class_order of the model's dataset.json holds ${found} where the value of a label is expected. Prediction stops when it writes the first segmentation.`,
    unreadable: ({ reason }: { readonly reason: string }) =>
      `The model's dataset.json cannot be read: ${reason}. Prediction stops there.`,
  },
  *check({ whole, datasetJson: document, folds }) {
    if ((whole?.folds ?? folds).every((fold) => fold.checkpoints.length === 0)) return;
    const isMissing = document.problems.some(({ kind }) => kind === 'missing');
    const fatal = documentProblems(document).find(({ message }) => message !== 'duplicate');
    if (fatal !== undefined && !isMissing) yield { message: 'unreadable', at: fatal.at, data: { reason: fatal.fault } };
    for (const { key, isIn, use } of needed) {
      if (isObject(document.value) && !isIn(document.value)) {
        yield { message: 'missing', at: { document, pointer: '' }, data: { key, use } };
      }
    }
    const reading = readLabels(document.value, (place) => document.isFloat(place));
    for (const { kind, at } of reading?.problems ?? []) {
      yield {
        message: 'labels',
        at: { document, pointer: at },
        data: { found: saying(document.value, at), expected: wanted[kind] },
      };
    }
    const order = member(document.value, 'regions_class_order');
    if (reading?.manager?.hasRegions !== true || !Array.isArray(order)) return;
    for (const [i, entry] of order.entries()) {
      if (typeof entry === 'number' || typeof entry === 'boolean') continue;
      yield {
        message: 'entry',
        at: { document, pointer: `/regions_class_order/${i}` },
        data: { found: quoted(entry) },
      };
    }
  },
});

/** `"spleen": null` for the place where it stands. */
function saying(document: JsonValue | undefined, at: string): string {
  const [, key = '', name] = at.split('/');
  const value = name === undefined ? member(document, key) : member(member(document, key), name);
  return value === undefined ? `nothing about "${name ?? key}"` : `"${name ?? key}": ${quoted(value)}`;
}
