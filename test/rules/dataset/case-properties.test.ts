import { caseProperties } from '../../../rules/dataset/case-properties.js';
import { ruleTester } from '../../support/rule-tester.js';

const folder = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom_3d_fullres';
const pickle = (text: string) => [{ file: `${folder}/pan_000.pkl`, write: text }];

ruleTester(caseProperties, {
  valid: [
    { name: 'as nnU-Net 2.8.1 wrote them (real run)' },
    { name: 'as nnU-Net 2.5.1 wrote them (real run)', project: 'legacy-storage/npz' },
    { name: 'regions and an ignore label (real run)', project: 'mr-two-channels/regions' },
    { name: 'png images, whose reader leaves nothing of its own (real run)', project: 'png-2d' },
    { name: 'a damaged file is the business of dataset/case-corrupt', changes: pickle('x') },
  ],
  invalid: [
    {
      name: 'no class locations',
      changes: pickle("(dp0\nS'spacing'\np1\n(lp2\nF1.0\nas."),
      findings: [
        { message: 'training', data: { keys: ['class_locations'], count: 1, examples: [{ case: 'pan_000' }] } },
      ],
    },
    {
      name: 'class locations are None',
      changes: pickle("(dp0\nS'class_locations'\nNs."),
      findings: [
        { message: 'training', data: { keys: ['class_locations'], count: 1, examples: [{ case: 'pan_000' }] } },
      ],
    },
    {
      name: 'class locations without any label, and nothing else',
      changes: pickle("(dp0\nS'class_locations'\n(dp1\ns."),
      findings: [
        {
          message: 'export',
          data: {
            keys: [
              'spacing',
              'shape_before_cropping',
              'bbox_used_for_cropping',
              'shape_after_cropping_and_before_resampling',
            ],
            count: 1,
            examples: [{ case: 'pan_000' }],
          },
        },
        { message: 'empty', data: { count: 1, examples: [{ case: 'pan_000' }] } },
      ],
    },
  ],
});
