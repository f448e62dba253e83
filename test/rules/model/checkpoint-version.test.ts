import { checkpointVersion } from '../../../rules/model/checkpoint-version.js';
import { ruleTester } from '../../support/rule-tester.js';
import { pickledDictionary, torchText } from '../../support/torch-text.js';

const file = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth';

ruleTester(checkpointVersion, {
  valid: [
    { name: 'nnU-Net 2.8.1 (real run)' },
    {
      name: 'weights of another program',
      changes: [{ file, write: torchText(pickledDictionary({ state_dict: {} })) }],
    },
  ],
  invalid: [
    {
      name: 'nnU-Net v1',
      changes: [{ file, write: torchText(pickledDictionary({ epoch: 1000, state_dict: {}, plot_stuff: {} })) }],
      findings: [{ message: 'version1', data: { file: 'checkpoint_final.pth' } }],
    },
  ],
});
