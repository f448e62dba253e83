import { unexpectedGlobal } from '../../../rules/model/unexpected-global.js';
import { ruleTester } from '../../support/rule-tester.js';
import { torchText } from '../../support/torch-text.js';

const file = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth';
const calling = (module: string, name: string) => [
  { file, write: torchText(`(dS'network_weights'\n(dsS'x'\nc${module}\n${name}\n(S'1'\ntRs.`) },
];
const naming = (module: string, name: string) => [
  { file, write: torchText(`(dS'network_weights'\n(dsS'x'\nc${module}\n${name}\ns.`) },
];

ruleTester(unexpectedGlobal, {
  valid: [
    { name: 'as nnU-Net 2.8.1 writes it (real run)' },
    { name: 'checkpoints of all kinds (real run)', project: 'checkpoints' },
    { name: 'an ordered dictionary under its Python 2 name', changes: naming('__builtin__', 'dict') },
  ],
  invalid: [
    {
      name: 'os.system',
      changes: calling('os', 'system'),
      findings: [{ message: 'runs', data: { file: 'checkpoint_final.pth', name: 'os.system' } }],
    },
    {
      name: 'eval under its Python 2 name',
      changes: calling('__builtin__', 'eval'),
      findings: [{ message: 'runs', data: { file: 'checkpoint_final.pth', name: '__builtin__.eval' } }],
    },
    {
      name: 'a reference alone counts as well, for a later instruction may call it',
      changes: naming('subprocess', 'Popen'),
      findings: [{ message: 'runs', data: { file: 'checkpoint_final.pth', name: 'subprocess.Popen' } }],
    },
    {
      name: 'a class of a fork',
      changes: calling('nnunetv2.mine', 'Plans'),
      findings: [{ message: 'unknown', data: { file: 'checkpoint_final.pth', name: 'nnunetv2.mine.Plans' } }],
    },
    {
      name: 'a reference to a fork',
      changes: naming('nnunetv2.mine', 'Plans'),
      findings: [{ message: 'reference', data: { file: 'checkpoint_final.pth', name: 'nnunetv2.mine.Plans' } }],
    },
  ],
});
