import { weightsLoadable } from '../../../rules/transfer/weights-loadable.js';
import { type Case, run } from '../../support/rule-tester.js';

const results = 'nnUNet_results/Dataset121_AbdomenCT';
const finetuning = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const kernels = '/configurations/3d_fullres/architecture/arch_kwargs/kernel_sizes/0';
const command = 'nnUNetv2_train 122 3d_fullres FOLD -p PretrainedPlansCustom -pretrained_weights CHECKPOINT';

const byOtherTrainer = [
  {
    file: `${results}/nnUNetTrainerBN__TinyPlans__3d_fullres`,
    copyFrom: `${results}/nnUNetTrainer__TinyPlans__3d_fullres`,
  },
  { file: `${results}/nnUNetTrainer__TinyPlans__3d_fullres`, delete: true },
] as const;

function remedies(one: Omit<Case, 'name'>) {
  return run(weightsLoadable, { name: '', configurations: ['3d_fullres'], ...one }).map(({ raw }) => raw.remedy);
}

test('where only the trainer differs, the plans are left alone', () => {
  expect(remedies({ changes: byOtherTrainer })).toEqual([
    `Finetune with the trainer that made the weights, "nnUNetTrainerBN": ${command} -tr nnUNetTrainerBN`,
  ]);
  const checkpoint = `${results}/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth`;
  expect(remedies({ trainer: 'nnUNetTrainerBN', checkpoint })).toEqual([
    `Finetune with the trainer that made the weights, "nnUNetTrainer": ${command} -tr nnUNetTrainer`,
  ]);
});

test('the same for a real checkpoint of nnUNetTrainerBN', () => {
  const [remedy] = remedies({
    project: 'checkpoints',
    transfer: ['Dataset121_AbdomenCT/TinyPlans', 'Dataset121_AbdomenCT/TinyPlans'],
    checkpoint: `${results}/nnUNetTrainerBN__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth`,
  });
  expect(remedy).toMatch(/-tr nnUNetTrainerBN$/);
});

test('where the plans differ too, another trainer does not help', () => {
  const changes = [...byOtherTrainer, { file: finetuning, set: kernels, to: [3, 3, 3] }];
  expect(remedies({ changes })).toEqual([undefined]);
  expect(remedies({ changes: [{ file: finetuning, set: kernels, to: [3, 3, 3] }] })).toEqual([undefined]);
});
