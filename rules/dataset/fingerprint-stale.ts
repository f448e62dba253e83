import { defineRule } from '../../src/engine/rule.js';
import { member } from '../../src/io/json/value.js';
import { carefulFingerprint } from '../../src/nnunet/command-line/careful-commands.js';
import { knownCases } from '../../src/nnunet/dataset/case-names.js';
import { planningChannelKey } from '../../src/nnunet/dataset/channels.js';
import { fingerprintCases, fingerprintChannels } from '../../src/nnunet/dataset/fingerprint.js';
import { pythonLength } from '../../src/nnunet/values/python-builtins.js';
import { counted } from '../../src/nnunet/words/wording.js';

interface Cases {
  readonly described: number;
  readonly present: number;
  readonly source: string;
}

/** An existing fingerprint is kept unless `--clean` is given (experiment_planning/dataset_fingerprint/fingerprint_extractor.py). */
export const fingerprintStale = defineRule({
  id: 'dataset/fingerprint-stale',
  subject: 'dataset',
  severity: 'warning',
  severities: { channels: 'error' },
  since: '0.1.0',
  summary: 'The dataset fingerprint describes the cases and channels that the dataset has.',
  topic: 'fingerprint',
  yieldsTo: [
    { to: 'dataset/reader-matches-ending:unclaimed', messages: ['cases'] },
    { to: 'dataset/cases-complete:notYet', messages: ['cases'] },
  ],
  why: `\`nnUNetv2_plan_and_preprocess\` keeps an existing fingerprint. If cases were added or removed, or channels changed, it plans for the old images. The plans then have another spacing, patch size and
other intensity statistics than the dataset needs.`,
  remedy: 'Extract the fingerprint again with --clean, then plan and preprocess again.',
  sources: [
    'nnunetv2/experiment_planning/dataset_fingerprint/fingerprint_extractor.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/2721',
  ],
  examples: [
    {
      title: 'Cases were added to the raw folder',
      changes: [
        ...['imagesTr/pan_005_0000', 'labelsTr/pan_005'].map((name) => ({
          file: `nnUNet_raw/Dataset122_PancreasCT/${name}.nii.gz`,
          copyFrom: `nnUNet_raw/Dataset122_PancreasCT/${name.replace('005', '004')}.nii.gz`,
        })),
      ],
      reports: 'cases',
    },
  ],
  messages: {
    cases: ({ described, present, source }: Cases) =>
      `The dataset fingerprint describes ${counted(described, 'case')}; there are ${present} in ${source}. nnU-Net plans from the fingerprint and does not compare.`,
    channels: ({ described, named }: { readonly described: number; readonly named: number }) =>
      `The dataset fingerprint describes ${counted(described, 'channel')}; dataset.json names ${named} now. nnUNetv2_train builds a network for ${named}, and stops at the first batch if the images still have ${described}.`,
    halves: ({ spacings, shapes }: { readonly spacings: number; readonly shapes: number }) =>
      `The dataset fingerprint has ${counted(spacings, 'spacing')} and ${counted(shapes, 'shape')}; it must have one of each for every case. Planning leaves out what has no partner.`,
  },
  *check(dataset) {
    const { fingerprint: document, datasetJson, rawDatasetJson } = dataset;
    const remedy = carefulFingerprint(dataset, ' --clean');
    const spacings = fingerprintCases(document.value);
    const shapes = pythonLength(member(document.value, 'shapes_after_crop'));
    if (spacings === undefined || shapes === undefined) return;
    if (spacings !== shapes) {
      yield { message: 'halves', at: { document, pointer: '/shapes_after_crop' }, data: { spacings, shapes }, remedy };
      return;
    }
    const known = knownCases(dataset);
    if (known === undefined) yield { notChecked: 'no images, labels or ground truth to count' };
    else if (known.names.size !== spacings) {
      const data = { described: spacings, present: known.names.size, source: known.source };
      yield { message: 'cases', at: { document, pointer: '/spacings' }, data, remedy };
    }
    const origin = rawDatasetJson?.value ?? datasetJson.value;
    const named = pythonLength(member(origin, planningChannelKey(origin) ?? ''));
    const described = fingerprintChannels(document.value);
    if (named === undefined || described === undefined || named === described) return;
    const at = { document, pointer: '/foreground_intensity_properties_per_channel' };
    yield { message: 'channels', at, data: { described, named }, remedy };
  },
});
