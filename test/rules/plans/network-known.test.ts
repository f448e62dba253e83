import { networkKnown } from '../../../rules/plans/network-known.js';
import type { JsonValue } from '../../../src/io/json/value.js';
import { quoted } from '../../../src/nnunet/words/wording.js';
import { ruleTester } from '../../support/rule-tester.js';

const file = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const at = '/configurations/3d_fullres';
const kwargs = `${at}/architecture/arch_kwargs`;
const network = (to: JsonValue) => ({ file, set: `${at}/architecture/network_class_name`, to });
const set = (argument: string, to: JsonValue) => ({ file, set: `${kwargs}/${argument}`, to });

const trained = 'nnUNet_results/Dataset122_PancreasCT/nnUNetTrainer__PretrainedPlansCustom__3d_fullres/plans.json';
const ofFork = trained.replace('nnUNetTrainer', 'nnUNetTrainerSwinUMamba');

const fork = {
  'mine/__init__.py': 'class VesselUNet: pass\nclass Norm: pass\ndef relu(): pass\n',
  'mine/sub.py': '',
  'dynamic_network_architectures/architectures/own.py': 'class OwnUNet: pass\n',
};
const trainer = (body: string) => ({
  'nnunetv2/training/nnUNetTrainer/mine.py': `from nnunetv2.training.nnUNetTrainer.nnUNetTrainer import nnUNetTrainer\nclass nnUNetTrainerSwinUMamba(nnUNetTrainer):\n${body}`,
});
const plainConvUNet = 'dynamic_network_architectures.architectures.unet.PlainConvUNet';

ruleTester(networkKnown, {
  valid: [
    { name: 'plans as nnU-Net wrote them (real run)' },
    { name: 'residual encoder plans (real run)', project: 'resenc' },
    { name: 'the class without its path', changes: [network('PlainConvUNet')] },
    {
      name: 'other names of the same classes',
      changes: [set('norm_op', 'torch.nn.InstanceNorm3d'), set('nonlin', 'torch.nn.modules.LeakyReLU')],
    },
    { name: 'no normalization, on purpose', changes: [set('norm_op', null), set('norm_op_kwargs', null)] },
    {
      name: 'the network of a fork, listed in the config',
      changes: [network('mine.VesselUNet')],
      knownClasses: ['VesselUNet'],
    },
    {
      name: 'the trainer of a fork, which builds what it likes',
      changes: [
        { file: ofFork, copyFrom: trained },
        { file: ofFork, set: `${kwargs}/norm_op`, to: 'InstanceNorm3d' },
      ],
      notChecked: ['nnUNetTrainerSwinUMamba is not a trainer of nnU-Net and may build any network'],
    },
    { name: 'a network beside the nnU-Net that is installed', changes: [network('mine.VesselUNet')], installed: fork },
    { name: 'a network that is found by its last part', changes: [network('gone.OwnUNet')], installed: fork },
    { name: 'a layer beside the nnU-Net that is installed', changes: [set('norm_op', 'mine.Norm')], installed: fork },
    {
      name: 'a trainer with a network of its own',
      changes: [
        { file: ofFork, copyFrom: trained },
        { file: ofFork, set: `${kwargs}/norm_op`, to: 'InstanceNorm3d' },
      ],
      installed: trainer('  def build_network_architecture(self): pass\n'),
      notChecked: [
        'nnUNetTrainerSwinUMamba has a network of its own, whatever the plans say (build_network_architecture in mine.py)',
      ],
    },
    { name: 'a name that is none is told by plans/schema', changes: [network(null)] },
  ],
  invalid: [
    {
      name: 'a network that is not installed',
      changes: [network('yours.VesselUNet')],
      installed: fork,
      findings: [
        {
          message: 'missing',
          at: `${at}/architecture/network_class_name`,
          data: { name: '"yours.VesselUNet"', installation: 'nnU-Net 2.8.1 in venv /venv' },
          text: 'in nnU-Net 2.8.1 in venv /venv',
        },
      ],
    },
    {
      name: 'a network that may be there',
      changes: [network('fast.VesselUNet')],
      installed: { 'fast.so': '' },
      findings: [
        {
          message: 'foreign',
          at: '/configurations/3d_fullres/architecture/network_class_name',
          data: { name: '"fast.VesselUNet"' },
          remedy: 'Use the code that has it, and list the class in knownClasses of the config.',
        },
      ],
    },
    {
      name: 'a module of a fork',
      changes: [network('mine.sub')],
      installed: fork,
      findings: [
        {
          message: 'noNetwork',
          at: '/configurations/3d_fullres/architecture/network_class_name',
          data: { name: '"mine.sub"' },
        },
      ],
    },
    {
      name: 'layers that are not installed',
      changes: [set('norm_op', 'mine.Nurm'), set('nonlin', 'mine.relu')],
      installed: fork,
      findings: [
        {
          message: 'silentlyNothing',
          at: '/configurations/3d_fullres/architecture/arch_kwargs/norm_op',
          data: { argument: 'norm_op', name: '"mine.Nurm"' },
        },
        {
          message: 'isFunction',
          at: '/configurations/3d_fullres/architecture/arch_kwargs/nonlin',
          data: { argument: 'nonlin', name: '"mine.relu"' },
        },
      ],
    },
    {
      name: 'a trainer of a fork that builds the network of the plans',
      changes: [
        { file: ofFork, copyFrom: trained },
        { file: ofFork, set: `${kwargs}/norm_op`, to: 'InstanceNorm3d' },
      ],
      installed: trainer('  num_epochs = 5\n'),
      findings: [
        {
          message: 'silentlyNothing',
          at: '/configurations/3d_fullres/architecture/arch_kwargs/norm_op',
          data: { argument: 'norm_op', name: '"InstanceNorm3d"' },
          remedy: 'Write "torch.nn.modules.instancenorm.InstanceNorm3d".',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_results/Dataset122_PancreasCT/nnUNetTrainerSwinUMamba__PretrainedPlansCustom__3d_fullres/plans.json#/configurations/3d_fullres/architecture/arch_kwargs/norm_op = "torch.nn.modules.instancenorm.InstanceNorm3d"',
            ],
          },
        },
      ],
    },
    ...[
      ['dynamic_network_architectures.architectures.unet.PlainConvUnet', plainConvUNet],
      ['dynamic_network_architectures.architectures.unet.PlainConvUNett', plainConvUNet],
      ['plainconvunet', 'PlainConvUNet'],
    ].map(([to = '', meant]) => ({
      name: `mistyped: ${to}`,
      changes: [network(to)],
      findings: [
        {
          message: 'mistyped',
          at: `${at}/architecture/network_class_name`,
          data: { name: quoted(to) },
          remedy: `Write "${meant}".`,
          fix: {
            isSafe: true,
            edits: [`${file}#${at}/architecture/network_class_name = "${meant}"`],
          },
        },
      ],
    })),
    {
      name: 'the network of a fork',
      changes: [network('mine.VesselUNet')],
      findings: [
        {
          message: 'foreign',
          at: '/configurations/3d_fullres/architecture/network_class_name',
          data: { name: '"mine.VesselUNet"' },
          remedy: 'Use the code that has it, and list the class in knownClasses of the config.',
        },
      ],
    },
    {
      name: 'the network of a fork in the keys before 2.3',
      changes: [
        { file, remove: `${at}/architecture` },
        { file, set: `${at}/UNet_class_name`, to: 'SRUNet' },
      ],
      findings: [
        {
          message: 'foreignLegacy',
          at: '/configurations/3d_fullres/UNet_class_name',
          data: { name: '"SRUNet"' },
          remedy: 'Use the code that has it, and list the class in knownClasses of the config.',
          text: 'stops when it reads the configuration',
        },
      ],
    },
    {
      name: 'a model folder of another name: the checkpoint says that its trainer keeps the network',
      changes: [
        { file: ofFork, copyFrom: trained },
        {
          file: ofFork.replace('plans.json', 'fold_0/checkpoint_final.pth'),
          copyFrom: trained.replace('plans.json', 'fold_0/checkpoint_final.pth'),
        },
        { file: ofFork, set: `${kwargs}/norm_op`, to: 'InstanceNorm3d' },
      ],
      findings: [
        {
          message: 'silentlyNothing',
          at: '/configurations/3d_fullres/architecture/arch_kwargs/norm_op',
          data: { argument: 'norm_op', name: '"InstanceNorm3d"' },
          remedy: 'Write "torch.nn.modules.instancenorm.InstanceNorm3d".',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_results/Dataset122_PancreasCT/nnUNetTrainerSwinUMamba__PretrainedPlansCustom__3d_fullres/plans.json#/configurations/3d_fullres/architecture/arch_kwargs/norm_op = "torch.nn.modules.instancenorm.InstanceNorm3d"',
            ],
          },
        },
      ],
    },
    {
      name: 'a layer',
      changes: [network('torch.nn.Conv3d')],
      findings: [
        {
          message: 'noNetwork',
          at: '/configurations/3d_fullres/architecture/network_class_name',
          data: { name: '"torch.nn.Conv3d"' },
        },
      ],
    },
    {
      name: 'a module',
      changes: [network('torch.nn')],
      findings: [
        {
          message: 'unusable',
          at: '/configurations/3d_fullres/architecture/network_class_name',
          data: {
            problem: 'network-class-not-a-class',
            says: '"network_class_name" is "torch.nn", which names a Python module, not a class.',
          },
        },
      ],
    },
    {
      name: 'a network with other arguments',
      changes: [network('dynamic_network_architectures.architectures.primus.Primus')],
      findings: [
        {
          message: 'otherArguments',
          at: `${at}/architecture/network_class_name`,
          data: { name: '"dynamic_network_architectures.architectures.primus.Primus"' },
        },
      ],
    },
    {
      name: 'a convolution that leads nowhere',
      changes: [set('conv_op', 'torch.nn.Conv3D')],
      findings: [
        {
          message: 'unusable',
          at: `${kwargs}/conv_op`,
          data: {
            problem: 'operator-none',
            says: '"conv_op" names torch.nn.Conv3D, which does not exist; the constructor gets None and stops.',
          },
          remedy: 'Write "torch.nn.modules.conv.Conv3d".',
          fix: {
            isSafe: true,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/3d_fullres/architecture/arch_kwargs/conv_op = "torch.nn.modules.conv.Conv3d"',
            ],
          },
        },
      ],
    },
    {
      name: 'a convolution that is none',
      changes: [set('conv_op', 'torch.nn.ConvTranspose3d')],
      findings: [
        {
          message: 'unusable',
          at: '/configurations/3d_fullres/architecture/arch_kwargs/conv_op',
          data: {
            problem: 'operator-unsuitable',
            says: '"conv_op" names torch.nn.ConvTranspose3d, which is none of Conv1d, Conv2d and Conv3d; building the network stops there.',
          },
        },
      ],
    },
    {
      name: 'a normalization that leads nowhere',
      changes: [set('norm_op', 'torch.nn.modules.instancenorm.InstanceNorm3d ')],
      findings: [
        {
          message: 'silentlyNothing',
          at: `${kwargs}/norm_op`,
          data: { argument: 'norm_op', name: '"torch.nn.modules.instancenorm.InstanceNorm3d "' },
          remedy: 'Write "torch.nn.modules.instancenorm.InstanceNorm3d".',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/3d_fullres/architecture/arch_kwargs/norm_op = "torch.nn.modules.instancenorm.InstanceNorm3d"',
            ],
          },
        },
      ],
    },
    {
      name: 'a nonlinearity that leads nowhere',
      changes: [set('nonlin', 'torch.nn.leakyrelu')],
      findings: [
        {
          message: 'silentlyNothing',
          at: '/configurations/3d_fullres/architecture/arch_kwargs/nonlin',
          data: { argument: 'nonlin', name: '"torch.nn.leakyrelu"' },
          remedy: 'Write "torch.nn.modules.activation.LeakyReLU".',
          fix: {
            isSafe: false,
            edits: [
              'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json#/configurations/3d_fullres/architecture/arch_kwargs/nonlin = "torch.nn.modules.activation.LeakyReLU"',
            ],
          },
        },
      ],
    },
    {
      name: 'a dropout that leads nowhere',
      changes: [set('dropout_op', 'Dropout')],
      findings: [
        {
          message: 'noDropout',
          at: '/configurations/3d_fullres/architecture/arch_kwargs/dropout_op',
          data: { argument: 'dropout_op', name: '"Dropout"' },
          remedy:
            'Write null for no dropout. Write "torch.nn.modules.dropout.Dropout", with its dropout_op_kwargs, for dropout.',
        },
      ],
    },
    {
      name: 'a function',
      changes: [set('nonlin', 'torch.nn.functional.relu')],
      findings: [
        {
          message: 'isFunction',
          at: '/configurations/3d_fullres/architecture/arch_kwargs/nonlin',
          data: { argument: 'nonlin', name: '"torch.nn.functional.relu"' },
        },
      ],
    },
    {
      name: 'a normalization that takes a shape',
      changes: [set('norm_op', 'torch.nn.LayerNorm')],
      findings: [
        {
          message: 'otherLayer',
          at: '/configurations/3d_fullres/architecture/arch_kwargs/norm_op',
          data: { argument: 'norm_op', name: '"torch.nn.LayerNorm"' },
        },
      ],
    },
    {
      name: 'a nonlinearity that does not work in place',
      changes: [set('nonlin', 'torch.nn.Softmax')],
      findings: [
        { message: 'otherLayer', at: `${kwargs}/nonlin`, data: { argument: 'nonlin', name: '"torch.nn.Softmax"' } },
      ],
    },
    {
      name: "a nonlinearity of one's own",
      changes: [set('nonlin', 'mine.Swish')],
      findings: [
        { message: 'foreignOperator', at: `${kwargs}/nonlin`, data: { argument: 'nonlin', name: '"mine.Swish"' } },
      ],
    },
  ],
});
