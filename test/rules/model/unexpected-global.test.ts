import { unexpectedGlobal } from '../../../rules/model/unexpected-global.js';
import { ruleTester } from '../../support/rule-tester.js';
import { torchText } from '../../support/torch-text.js';

const model = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres';
const file = `${model}/fold_0/checkpoint_final.pth`;
const holding = (content: string) => [{ file, write: torchText(`(dS'network_weights'\n(dsS'x'\n${content}s.`) }];
const calling = (module: string, name: string, args = "S'1'\n") => holding(`c${module}\n${name}\n(${args}tR`);
const naming = (module: string, name: string) => holding(`c${module}\n${name}\n`);
/** One of the files that are proven to act under the real torch. */
const hostile = (name: string) => ({ files: [[file, `../pickles/hostile/${name}`]] as const });

ruleTester(unexpectedGlobal, {
  valid: [
    { name: 'as nnU-Net 2.8.1 writes it (real run)' },
    { name: 'checkpoints of all kinds (real run)', project: 'checkpoints' },
    { name: 'a dictionary under its Python 2 name', changes: naming('__builtin__', 'dict') },
    {
      name: 'a class of a fork, listed in the config',
      changes: calling('my_fork.layers', 'Scale'),
      knownGlobals: ['my_fork.layers.Scale'],
    },
    {
      name: 'a class within a class of a fork, listed in the config',
      changes: naming('my_fork', 'Outer.Inner'),
      knownGlobals: ['my_fork:Outer.Inner'],
    },
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
    {
      name: 'what torch imports, by its name',
      changes: calling('torch.serialization', '_import_dotted_name'),
      findings: [
        { message: 'runs', data: { file: 'checkpoint_final.pth', name: 'torch.serialization._import_dotted_name' } },
      ],
    },
    {
      name: 'what torch opens, by its name',
      changes: calling('torch.serialization', '_open_file'),
      findings: [{ message: 'runs', data: { file: 'checkpoint_final.pth', name: 'torch.serialization._open_file' } }],
    },
    {
      name: 'a class of a fork beside one that the config lists',
      changes: calling('my_fork.layers', 'Scale2'),
      knownGlobals: ['my_fork.layers.Scale', 'my_fork.layers.Scale2.x'],
      findings: [{ message: 'unknown', data: { file: 'checkpoint_final.pth', name: 'my_fork.layers.Scale2' } }],
    },
    {
      name: 'bytes of another encoding, which is a module of its own',
      changes: calling('_codecs', 'encode', "S'1'\nS'rot13'\n"),
      findings: [{ message: 'odd-call', data: { file: 'checkpoint_final.pth', name: '_codecs.encode' } }],
    },
    {
      name: 'a dictionary that calls something for every missing key',
      changes: calling('collections', 'defaultdict', 'ctorch\ndevice\n'),
      findings: [{ message: 'odd-call', data: { file: 'checkpoint_final.pth', name: 'collections.defaultdict' } }],
    },
    {
      name: 'a call of what a call gave',
      changes: holding("ctorch\ndevice\n(S'cpu'\ntR(tR"),
      findings: [{ message: 'result-called', data: { file: 'checkpoint_final.pth', name: 'torch.device' } }],
    },
    {
      name: 'attributes for a class',
      changes: holding("ctorch\nSize\n(dS'a'\nI1\nsb"),
      findings: [{ message: 'class-changed', data: { file: 'checkpoint_final.pth', name: 'torch.Size' } }],
    },
    {
      name: 'a __setstate__ of its own, which the next instruction calls',
      changes: holding("ccollections\nOrderedDict\n(tR(dS'__setstate__'\nctorch\ndevice\nsbS'cpu'\nb"),
      findings: [{ message: 'odd-state', data: { file: 'checkpoint_final.pth', name: 'collections.OrderedDict' } }],
    },
    {
      name: 'a program of TorchScript',
      ...hostile('torchscript.pth'),
      findings: [{ message: 'torchscript', data: { file: 'checkpoint_final.pth', name: 'torchscript' } }],
    },
    {
      name: 'a tar file',
      ...hostile('tar-pickle.pth'),
      findings: [
        { message: 'runs', data: { file: 'checkpoint_final.pth', name: 'posix.system' } },
        { message: 'tar', data: { file: 'checkpoint_final.pth', name: '' } },
      ],
    },
    {
      name: 'two pickles of one name',
      ...hostile('zip-two-cases-first.pth'),
      findings: [
        { message: 'runs', data: { file: 'checkpoint_final.pth', name: 'posix.system' } },
        { message: 'two-pickles', data: { file: 'checkpoint_final.pth', name: 'a/DATA.PKL' } },
      ],
    },
    {
      name: 'made to take for ever',
      changes: [{ file, write: torchText('('.repeat(20_000)) }],
      findings: [
        { message: 'unread', data: { file: 'checkpoint_final.pth', name: 'the pickle nests too many marks' } },
      ],
    },
    {
      name: 'a function in postprocessing.pkl',
      files: [[`${model}/postprocessing.pkl`, '../pickles/hostile/postprocessing-named.pkl']],
      findings: [
        {
          message: 'reference',
          subject: 'Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/postprocessing.pkl',
          data: { file: 'postprocessing.pkl', name: 'planted.act' },
        },
      ],
    },
    {
      name: 'the properties of a case',
      files: [
        [
          'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans_3d_fullres/abd_000.pkl',
          '../pickles/hostile/case-properties.pkl',
        ],
      ],
      findings: [{ message: 'runs', data: { file: 'abd_000.pkl', name: 'os.system' } }],
    },
  ],
});
