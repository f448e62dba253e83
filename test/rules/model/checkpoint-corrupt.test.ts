import { checkpointCorrupt } from '../../../rules/model/checkpoint-corrupt.js';
import { ruleTester } from '../../support/rule-tester.js';
import { torchText } from '../../support/torch-text.js';

const checkpoint =
  'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth';

ruleTester(checkpointCorrupt, {
  valid: [
    { name: 'as a training left it (real run)' },
    {
      name: 'made to take for ever, which is for model/unexpected-global to say',
      changes: [{ file: checkpoint, write: torchText('('.repeat(20_000)) }],
    },
    { name: 'of several trainers, unfinished, compiled and renamed (real run)', project: 'checkpoints' },
  ],
  invalid: [
    {
      name: 'empty',
      changes: [{ file: checkpoint, write: '' }],
      findings: [
        {
          message: 'damaged',
          data: { file: 'checkpoint_final.pth', reason: 'the file is empty, not a checkpoint of torch' },
        },
      ],
    },
    {
      name: 'text',
      changes: [{ file: checkpoint, write: 'version https://git-lfs.github.com/spec/v1\n' }],
      findings: [
        {
          message: 'damaged',
          data: {
            file: 'checkpoint_final.pth',
            reason: 'not a checkpoint of torch, but a git-lfs pointer, not the file itself: run git lfs pull',
          },
          remedy: 'git lfs pull',
        },
      ],
    },
    {
      name: 'unzipped by a file manager',
      changes: [
        { file: checkpoint, delete: true },
        { file: `${checkpoint}/data.pkl`, write: 'x' },
      ],
      findings: [
        {
          message: 'folder',
          data: { file: 'checkpoint_final.pth' },
          remedy: 'Copy or download the .pth file again, without unzipping it.',
        },
      ],
    },
  ],
});
