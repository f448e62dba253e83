import { commandName } from '../../../rules/workflow/command-name.js';
import { ruleTester } from '../../support/rule-tester.js';

const good = 'nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom';

ruleTester(commandName, {
  valid: [
    { name: 'a command as it is called', script: good },
    { name: 'in a folder of its own, behind a launcher', script: `srun -n 1 "$BIN/"${good}` },
    { name: 'a command of a fork', script: `nnUNetv2_train_pretrained 122\n${good}` },
    { name: 'an environment and a package', script: `conda activate nnunetv2\npip install nnunetv2\n${good}` },
    { name: 'a command of nnU-Net v1', script: `nnUNet_train 3d_fullres nnUNetTrainerV2 4 0\n${good}` },
    { name: 'a function of the script', script: `nnUNetv2_trian() { echo; }\nnnUNetv2_trian\n${good}` },
    ...[
      'tmux new -s nnunetv2_train',
      'conda activate nnunetv2_train',
      'mkdir -p nnUNetv2_trainer',
      'rm -rf nnUNetv2_trained',
      'sbatch -J nnunetv2_train job.sh',
      'srun -J nnunetv2_train hostname',
      'docker build -t nnunetv2_train .',
      'command -v nnunetv2_train',
      'git clone x nnunetv2_train',
      'echo nnunetv2_train comes next',
      'nnUNetv2_retrain 122',
      'nnUNetv2_trainer 122',
      'nnUNetv2_evaluate 122',
      'nnUNetv2_plan -d 122',
    ].map((line) => ({ name: `of others: ${line}`, script: `${line}\n${good}` })),
    { name: 'an image of a container', script: `docker run nnunetv2_train:latest ls\n${good}` },
    { name: 'told by another rule', script: `nnUNetv2_train\u00a0122 3d_fullres 0\n${good}` },
  ],
  invalid: [
    {
      name: 'a letter is missing, another is doubled',
      script: `nnUNetv2_preproces -d 122\n${good}\nnnUNetv2_predictt -d 122 -i in -o out -f 0 -c 2d`,
      findings: [
        {
          message: 'mistyped',
          data: { typed: 'nnUNetv2_preproces', meant: 'nnUNetv2_preprocess' },
          at: '1:1',
          remedy: 'You probably meant: `nnUNetv2_preprocess -d 122`',
        },
        {
          message: 'mistyped',
          data: { typed: 'nnUNetv2_predictt', meant: 'nnUNetv2_predict' },
          at: '3:1',
          remedy: 'You probably meant: `nnUNetv2_predict -d 122 -i in -o out -f 0 -c 2d`',
        },
      ],
    },
    {
      name: 'letters of the wrong case',
      script: 'nnunetv2_train 122 3d_fullres 0',
      findings: [
        {
          message: 'mistyped',
          at: '1:1',
          data: { typed: 'nnunetv2_train', meant: 'nnUNetv2_train' },
          remedy: 'You probably meant: `nnUNetv2_train 122 3d_fullres 0`',
          text: 'it is called nnUNetv2_train',
        },
      ],
    },
    {
      name: 'behind a launcher, in a script with nothing else',
      script: 'srun -n 1 nnUNetv2_trian 122 3d_fullres 0 -p “MyPlans”',
      findings: [
        {
          message: 'mistyped',
          at: '1:11',
          data: { typed: 'nnUNetv2_trian', meant: 'nnUNetv2_train' },
          remedy: 'You probably meant: `srun -n 1 nnUNetv2_train 122 3d_fullres 0 -p MyPlans`',
          text: 'There is no command nnUNetv2_trian',
        },
      ],
    },
  ],
});
