import { caseCorrupt } from '../../../rules/dataset/case-corrupt.js';
import { ruleTester } from '../../support/rule-tester.js';

const folder = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom_3d_fullres';

ruleTester(caseCorrupt, {
  valid: [
    { name: 'as nnU-Net 2.8.1 wrote them (real run)' },
    { name: 'as nnU-Net 2.5.1 wrote them (real run)', project: 'legacy-storage/npz' },
    { name: 'unpacked to npy by a training (real run)', project: 'legacy-storage/npz-unpacked' },
    { name: 'regions and two channels (real run)', project: 'mr-two-channels/regions' },
    {
      name: 'a missing file is the business of dataset/cases-complete',
      changes: [{ file: `${folder}/pan_000.pkl`, delete: true }],
    },
  ],
  invalid: [
    {
      name: 'cut to 60 % of its length (real run)',
      project: 'interrupted/truncated',
      findings: [
        {
          message: 'damaged',
          data: {
            folder: 'TinyPlans_3d_fullres',
            count: 1,
            examples: [{ file: 'pan_001.b2nd', reason: 'cut off: 7407 of 12346 bytes are there' }],
          },
        },
      ],
    },
    {
      name: 'killed while its chunks were written (real run)',
      project: 'killed-half-way',
      findings: [
        {
          message: 'unwritten',
          data: {
            folder: 'TinyPlans_3d_fullres',
            count: 1,
            examples: [{ file: 'tho_001.b2nd', missing: 7, chunks: 8 }],
          },
        },
      ],
    },
    {
      name: 'text instead of an array',
      changes: [{ file: `${folder}/pan_002_seg.b2nd`, write: 'not an array' }],
      findings: [
        {
          message: 'damaged',
          file: 'pan_002_seg.b2nd',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            count: 1,
            examples: [{ file: 'pan_002_seg.b2nd', reason: 'not a Blosc2 frame' }],
          },
        },
      ],
    },
    {
      name: 'an empty file',
      changes: [{ file: `${folder}/pan_002.b2nd`, write: '' }],
      findings: [
        {
          message: 'damaged',
          file: 'pan_002.b2nd',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            count: 1,
            examples: [{ file: 'pan_002.b2nd', reason: 'the file is empty, not a Blosc2 frame' }],
          },
        },
      ],
    },
    {
      name: 'the segmentation of a case in place of its image',
      changes: [{ file: `${folder}/pan_002.b2nd`, copyFrom: `${folder}/pan_002_seg.b2nd` }],
      findings: [
        {
          message: 'other-type',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            type: '<i2',
            count: 1,
            examples: [{ file: 'pan_002.b2nd' }],
          },
        },
      ],
    },
  ],
});
