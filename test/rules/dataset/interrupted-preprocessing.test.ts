import { interruptedPreprocessing } from '../../../rules/dataset/interrupted-preprocessing.js';
import { ruleTester } from '../../support/rule-tester.js';

const preprocessed = 'nnUNet_preprocessed/Dataset122_PancreasCT';

ruleTester(interruptedPreprocessing, {
  valid: [
    { name: 'complete (real run)' },
    { name: 'ground truth missing from a complete folder (real run)', project: 'interrupted/missing-ground-truth' },
    { name: 'a segmentation missing is no sign of a kill (real run)', project: 'interrupted/missing-seg' },
  ],
  invalid: [
    {
      name: 'killed between two cases (real run)',
      project: 'interrupted/killed',
      findings: [
        {
          message: 'interrupted',
          data: { folder: 'TinyPlans_3d_fullres', complete: 1, expected: ' of 4' },
          remedy:
            'Copy the images of "Dataset127_ThoraxCT" back to imagesTr of its raw folder first. Then: nnUNetv2_preprocess -d 127 -plans_name TinyPlans -c 3d_fullres',
        },
      ],
    },
    {
      name: 'killed within a case (real run)',
      project: 'killed-half-way',
      findings: [
        {
          message: 'interrupted',
          data: { folder: 'TinyPlans_3d_fullres', complete: 1, expected: ' of 4' },
          remedy:
            'Copy the images of "Dataset127_ThoraxCT" back to imagesTr of its raw folder first. Then: nnUNetv2_preprocess -d 127 -plans_name TinyPlans -c 3d_fullres',
        },
      ],
    },
    {
      name: 'properties of one case missing (real run)',
      project: 'interrupted/missing-pkl',
      findings: [
        {
          message: 'perhaps',
          data: { folder: 'TinyPlans_3d_fullres', complete: 4, expected: ' of 5' },
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Then: nnUNetv2_preprocess -d 122 -plans_name TinyPlans -c 3d_fullres',
          text: '4 cases are complete of 5',
        },
      ],
    },
    {
      name: 'cases missing, and no ground truth',
      project: 'interrupted/missing-case',
      changes: [{ file: `${preprocessed}/gt_segmentations`, delete: true }],
      findings: [
        {
          message: 'interrupted',
          data: { folder: 'TinyPlans_3d_fullres', complete: 4, expected: ' of 5' },
          remedy:
            'Copy the images of "Dataset122_PancreasCT" back to imagesTr of its raw folder first. Then: nnUNetv2_preprocess -d 122 -plans_name TinyPlans -c 3d_fullres',
          text: '4 cases are complete of 5',
        },
      ],
    },
  ],
});
