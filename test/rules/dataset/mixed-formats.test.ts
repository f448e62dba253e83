import { mixedFormats } from '../../../rules/dataset/mixed-formats.js';
import { ruleTester } from '../../support/rule-tester.js';

const preprocessed = 'nnUNet_preprocessed/Dataset122_PancreasCT';
const data = `${preprocessed}/PretrainedPlansCustom_3d_fullres`;

ruleTester(mixedFormats, {
  valid: [
    { name: 'b2nd (real run)' },
    { name: 'left-over npy files say nothing', changes: [{ file: `${data}/pan_000.npy`, write: 'x' }] },
    { name: 'nor do folders', changes: [{ file: `${data}/old/pan_000.npz`, write: 'x' }] },
    { name: 'a folder that no plans ask for', changes: [{ file: `${preprocessed}/notes/readme.txt`, write: 'x' }] },
    { name: 'a new nnU-Net', nnunet: '>=2.6' },
  ],
  invalid: [
    {
      name: 'npz of nnU-Net 2.5.1 (real run)',
      project: 'legacy-storage/npz',
      findings: [{ message: 'old', data: { folder: 'TinyPlans_3d_fullres' }, remedy: 'Nothing needs to be done.' }],
    },
    {
      name: 'npz unpacked by training (real run)',
      project: 'legacy-storage/npz-unpacked',
      findings: [{ message: 'old', data: { folder: 'TinyPlans_3d_fullres' }, remedy: 'Nothing needs to be done.' }],
    },
    {
      name: 'both formats (real run)',
      project: 'legacy-storage/mixed',
      findings: [
        {
          message: 'mixed',
          file: 'Dataset122_PancreasCT/TinyPlans_3d_fullres',
          data: { folder: 'TinyPlans_3d_fullres' },
        },
      ],
    },
    {
      name: 'a note (real run)',
      project: 'interrupted/stray-file',
      findings: [{ message: 'foreign', data: { folder: 'TinyPlans_3d_fullres', files: '"notes.txt"', isOne: true } }],
    },
    {
      name: 'backups',
      changes: ['pan_000.b2nd.bak', 'pan_001.b2nd.bak', 'pan_002.b2nd.bak', 'pan_003.b2nd.bak', 'Thumbs.db'].map(
        (name) => ({
          file: `${data}/${name}`,
          write: 'x',
        }),
      ),
      findings: [
        {
          message: 'foreign',
          data: {
            folder: 'PretrainedPlansCustom_3d_fullres',
            files: '"Thumbs.db", "pan_000.b2nd.bak", "pan_001.b2nd.bak" and 2 more',
            isOne: false,
          },
          text: '"Thumbs.db", "pan_000.b2nd.bak", "pan_001.b2nd.bak" and 2 more, which are no files',
        },
      ],
    },
    {
      name: 'properties alone',
      changes: ['000', '001', '002', '003', '004'].flatMap((number) => [
        { file: `${data}/pan_${number}.b2nd`, delete: true as const },
        { file: `${data}/pan_${number}_seg.b2nd`, delete: true as const },
      ]),
      findings: [
        {
          message: 'empty',
          data: { folder: 'PretrainedPlansCustom_3d_fullres' },
          remedy: 'nnUNetv2_preprocess -d 122 -plans_name PretrainedPlansCustom -c 3d_fullres',
        },
      ],
    },
    {
      name: 'b2nd with an nnU-Net that does not know it',
      project: 'legacy-storage/b2nd-downgraded',
      nnunet: '<2.6',
      findings: [
        {
          message: 'tooNew',
          data: { folder: 'TinyPlans_3d_fullres', nnunet: '<2.6' },
          remedy: 'Use nnU-Net 2.6 or later, or preprocess again with the nnU-Net that you use.',
        },
      ],
    },
  ],
});
