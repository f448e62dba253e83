import { numpyCompatibility } from '../../../rules/model/numpy-compatibility.js';
import { ruleTester } from '../../support/rule-tester.js';
import { pickledDictionary, torchText } from '../../support/torch-text.js';

const results = 'nnUNet_results';
const file = `${results}/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth`;
const other = { file: `${results}/Dataset122_PancreasCT`, delete: true as const };
const naming = (module: string) => [
  other,
  { file, write: torchText(pickledDictionary({ network_weights: {}, _best_ema: { global: [module, 'scalar'] } })) },
];

ruleTester(numpyCompatibility, {
  valid: [
    { name: 'written under numpy 1', changes: naming('numpy.core.multiarray') },
    { name: 'without numpy', changes: naming('collections') },
    { name: 'no results (real run)', project: 'default-identifier/no-tp' },
  ],
  invalid: [
    {
      name: 'written under numpy 2 (real run)',
      findings: [
        { message: 'newer', data: { count: 1, examples: [{ file: 'fold_0/checkpoint_final.pth' }] } },
        { message: 'newer', data: { count: 1, examples: [{ file: 'fold_0/checkpoint_final.pth' }] } },
      ],
    },
    {
      name: 'numpy 2, text form',
      changes: naming('numpy._core.multiarray'),
      findings: [{ message: 'newer', data: { count: 1, examples: [{ file: 'fold_0/checkpoint_final.pth' }] } }],
    },
  ],
});
