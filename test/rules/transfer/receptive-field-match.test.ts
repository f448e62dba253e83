import { receptiveFieldMatch } from '../../../rules/transfer/receptive-field-match.js';
import { ruleTester } from '../../support/rule-tester.js';

const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const kernels = '/configurations/3d_fullres/architecture/arch_kwargs';

ruleTester(receptiveFieldMatch, {
  valid: [
    { name: 'plans as the move tool wrote them (real run)' },
    { name: 'a network that cannot be built', changes: [{ file: finetuning, set: `${kernels}/n_stages`, to: 7 }] },
    { name: 'no spacing', changes: [{ file: finetuning, remove: '/configurations/3d_fullres/spacing' }] },
    {
      name: 'a spacing within its tolerance',
      changes: [{ file: finetuning, set: '/configurations/3d_fullres/spacing/0', to: 5 * (1 + 9e-6) }],
    },
    {
      name: 'the decoder does not count',
      changes: [{ file: finetuning, set: `${kernels}/n_conv_per_stage_decoder/0`, to: 1 }],
    },
  ],
  invalid: [
    {
      name: 'the last stride edited (real run)',
      project: 'own-plans/different-topology',
      transfer: ['Dataset121_AbdomenCT/TinyPlans', 'Dataset122_PancreasCT/TinyPlans'],
      configurations: ['3d_fullres'],
      findings: [
        {
          message: 'differs',
          at: '/configurations/3d_fullres',
          data: { pretraining: [55, 37.6, 37.6], finetuning: [78, 70.5, 70.5] },
        },
      ],
    },
    {
      name: 'spacing',
      changes: [{ file: finetuning, set: '/configurations/3d_fullres/spacing', to: [2.5, 0.8, 0.8] }],
      findings: [
        {
          message: 'differs',
          at: '/configurations/3d_fullres',
          data: { pretraining: [55, 37.6, 37.6], finetuning: [27.5, 37.6, 37.6] },
          text: /^The deepest features see [\d.]+ × [\d.]+ × [\d.]+ mm; in the pretraining/,
        },
      ],
    },
    {
      name: 'a spacing beyond its tolerance',
      changes: [{ file: finetuning, set: '/configurations/3d_fullres/spacing/0', to: 5 * (1 + 2e-5) }],
      findings: [
        {
          message: 'differs',
          at: '/configurations/3d_fullres',
          data: { pretraining: [55, 37.6, 37.6], finetuning: [55, 37.6, 37.6] },
        },
      ],
    },
    {
      name: 'one convolution less',
      changes: [{ file: finetuning, set: `${kernels}/n_conv_per_stage/0`, to: 1 }],
      findings: [
        {
          message: 'differs',
          at: '/configurations/3d_fullres',
          data: { pretraining: [55, 37.6, 37.6], finetuning: [55, 36, 36] },
        },
      ],
    },
  ],
});
