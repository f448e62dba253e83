import { defineRule, type Many } from '../../src/engine/rule.js';
import { readingOf } from '../../src/nnunet/dataset/image-geometry.js';
import { vanishingAxes } from '../../src/nnunet/dataset/vanishing-axes.js';
import { axisName } from '../../src/nnunet/plans/axes.js';
import { counted, examplesText, plainNumber } from '../../src/nnunet/words/wording.js';

interface Axis {
  readonly configuration: string;
  readonly axis: string;
  readonly to: number;
}

interface Image {
  readonly image: string;
  readonly voxels: number;
  readonly from: number;
}

export const vanishingAxis = defineRule({
  id: 'dataset/vanishing-axis',
  subject: 'raw-case',
  severity: 'error',
  since: '0.1.0',
  summary: 'Resampling leaves every raw image at least one voxel along each axis.',
  why: `\`nnUNetv2_preprocess\` rounds the new size of an image to whole voxels. Along an axis that is less than half a voxel of the new spacing long, none is left, and numpy stops at the empty image.
That happens after the folder of the configuration has been emptied.`,
  remedy: 'Give the configuration a finer spacing along that axis, or leave the image out of the dataset.',
  sources: [
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py: run_case_npy',
    'nnunetv2/preprocessing/resampling/default_resampling.py: compute_new_shape',
  ],
  examples: [
    {
      title: 'A spacing in micrometres',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json',
          set: '/configurations/3d_fullres/spacing/1',
          to: 1000,
        },
      ],
      reports: 'vanishes',
    },
  ],
  messages: {
    vanishes: ({ configuration, axis, to, count, examples }: Axis & Many<Image>) =>
      `At ${plainNumber(to)} mm along ${axis}, ${configuration} leaves ${counted(count, 'image')} no voxel: ${examplesText(
        count,
        examples.map(
          ({ image, voxels, from }) => `${image} has ${counted(voxels, 'voxel')} of ${plainNumber(from)} mm`,
        ),
      )}. nnUNetv2_preprocess stops at the first of them.`,
  },
  *check({ dataset, images }) {
    const [image] = images;
    const header = image?.header.value;
    if (image === undefined || header === undefined) return;
    for (const { plans, configurations, document, stem } of dataset.plansFiles) {
      const reading = readingOf(plans.imageReaderWriter ?? '', header);
      if (reading === undefined || !('geometry' in reading)) continue;
      for (const { configuration } of configurations) {
        for (const { axis, voxels, from, to } of vanishingAxes(plans, configuration, reading.geometry)) {
          const length = configuration.spacing?.length ?? 0;
          const entry = axis - 3 + length;
          yield {
            message: 'vanishes',
            at: { document, pointer: configuration.at('spacing', entry) },
            data: { configuration: `${stem}#${configuration.name}`, axis: axisName(entry, length), to },
            example: { image: image.fileName, voxels, from },
          };
        }
      }
    }
  },
});
