import { defineRule, type Many } from '../../src/engine/rule.js';
import { counted, examplesText, quotedList } from '../../src/nnunet/words/wording.js';

interface Named extends Cases {
  readonly keys: readonly string[];
}

type Cases = Many<{ readonly case: string }>;

/** Read for every batch (training/dataloading/data_loader.py). */
const trainingKeys = ['class_locations'];

/** Read when a prediction is brought back to the shape of the image (inference/export_prediction.py): in the validation after the last epoch. */
const exportKeys = [
  'spacing',
  'shape_before_cropping',
  'bbox_used_for_cropping',
  'shape_after_cropping_and_before_resampling',
];

export const caseProperties = defineRule({
  id: 'dataset/case-properties',
  subject: 'case',
  severity: 'error',
  severities: { empty: 'warning' },
  since: '0.1.0',
  summary: 'The `.pkl` of every case holds what training and the final validation read from it.',
  why: `The data loaders need \`class_locations\` to draw patches, and stop without them. nnU-Net needs the other entries only to write a prediction in the geometry of
its image: in the validation after the last epoch, when everything else is done.`,
  remedy: 'Preprocess the dataset again.',
  sources: ['nnunetv2/training/dataloading/data_loader.py', 'nnunetv2/inference/export_prediction.py'],
  examples: [
    {
      title: 'The properties of a case were replaced by those that another program wrote',
      // {'spacing': [1.0]} at protocol 0
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom_3d_fullres/pan_001.pkl',
          write: "(dp0\nS'spacing'\np1\n(lp2\nF1.0\nas.",
        },
      ],
      reports: 'training',
    },
  ],
  messages: {
    training: (data: Named) => `${lacking(data)} The data loaders stop when the turn of such a case comes.`,
    export: (data: Named) =>
      `${lacking(data)} Training runs all epochs; the validation after it stops at the first such case.`,
    empty: ({ count, examples }: Cases) =>
      `The .pkl of ${counted(count, 'case')} ${count === 1 ? 'has' : 'have'} empty class_locations (${named(count, examples)}); nnU-Net writes an entry for each label. Training never centres patches of ${count === 1 ? 'this case' : 'these cases'} on foreground.`,
  },
  *check({ properties, identifier }) {
    const found = properties.value;
    if (found === undefined || properties.value === undefined) return;
    const example = { case: identifier };
    const lacks = (key: string) => !found.keys.includes(key) || found.malformed.includes(key);
    const training = trainingKeys.filter((key) => lacks(key) || found.classLocations === null);
    if (training.length > 0) {
      yield { message: 'training', data: { keys: training }, example };
      return;
    }
    const axes = found.spacing?.length;
    const missing = exportKeys.filter((key) => lacks(key) || (key === 'spacing' && axes !== 3));
    if (missing.length > 0) yield { message: 'export', data: { keys: missing }, example };
    if (found.classLocations?.length === 0) yield { message: 'empty', data: {}, example };
  },
});

function lacking({ keys, count, examples }: Named): string {
  return `The .pkl of ${counted(count, 'case')} ${count === 1 ? 'lacks' : 'lack'} ${quotedList(keys)}, or ${count === 1 ? 'holds' : 'hold'} something else there (${named(count, examples)}).`;
}

function named(count: number, examples: Cases['examples']): string {
  return examplesText(
    count,
    examples.map((one) => one.case),
  );
}
