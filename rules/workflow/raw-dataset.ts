import { defineRule } from '../../src/engine/rule.js';
import { datasetsOf } from '../../src/nnunet/command-line/intent.js';
import { hasRawImages } from '../../src/nnunet/dataset/raw-images.js';
import { commandsOnDisk } from '../../src/nnunet/workflow/commands-on-disk.js';

interface Raw {
  readonly command: string;
  readonly dataset: string;
}

/** Planning reads them for the fingerprint, preprocessing for the data. */
export const rawDataset = defineRule({
  id: 'workflow/raw-dataset',
  subject: 'script',
  severity: 'error',
  since: '0.1.0',
  summary: 'The raw images that a command reads exist.',
  topic: 'raw images',
  yieldsTo: [
    { to: 'workflow/roots', same: 'place' },
    { to: 'workflow/deleted-data:forGood', same: 'place' },
  ],
  why: `nnU-Net makes fingerprints and data from \`imagesTr\` in nnUNet_raw, or from the files that \`dataset.json\` lists under "dataset". On a cluster the raw data often stay where they were first prepared.
nnUNetv2_preprocess stops with "The requested dataset could not be found in nnUNet_raw", or with a path in imagesTr that does not exist.`,
  remedy: 'Copy the raw dataset to nnUNet_raw, or set nnUNet_raw to where it is.',
  sources: [
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py: run',
    'nnunetv2/experiment_planning/dataset_fingerprint/fingerprint_extractor.py',
    'nnunetv2/utilities/utils.py: get_filenames_of_train_images_and_targets',
  ],
  examples: [
    {
      title: 'Only the preprocessed data were copied to this machine',
      changes: [{ file: 'nnUNet_raw/Dataset122_PancreasCT', delete: true }],
      command: 'nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres',
      reports: 'noDataset',
    },
  ],
  messages: {
    noDataset: ({ command, dataset }: Raw) => `${dataset} is not in nnUNet_raw. ${command} stops.`,
    noImages: ({ command, dataset }: Raw) =>
      `${dataset} has no images in imagesTr of nnUNet_raw. ${command} has nothing to read.`,
  },
  *check(script) {
    // Another script may fetch them.
    if (script.file !== undefined) return;
    for (const { intent, invocation, surroundings, place: at } of commandsOnDisk(script)) {
      const { raw } = surroundings.roots;
      // Where raw data are is not known, or they are not here: workflow/roots tells.
      if (raw === undefined || surroundings.namesIn(raw) === undefined) continue;
      if (intent.kind !== 'preprocess' && intent.kind !== 'plan' && intent.kind !== 'extract fingerprint') continue;
      if (intent.kind === 'plan' && invocation.name === 'nnUNetv2_plan_experiment') continue;
      for (const dataset of datasetsOf(intent).flatMap((typed) => surroundings.dataset(typed) ?? [])) {
        const data = { command: invocation.name, dataset: dataset.name };
        if (dataset.rawFolder === undefined) yield { message: 'noDataset', at, data };
        else if (!hasRawImages(dataset)) yield { message: 'noImages', at, data };
      }
    }
  },
});
