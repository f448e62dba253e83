import { openCheckpoint } from '../../src/workspace/checkpoint.js';
import { makeTransfer } from '../../src/workspace/transfer.js';
import { openProject, projectFiles, withChanges } from '../support/example-project.js';

const pretrainingFile = 'nnUNet_preprocessed/Dataset121_AbdomenCT/TinyPlans.json';
const finetuningFile = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';
const modelFolder = 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres';
const spacing = '/configurations/3d_fullres/spacing';

type Changes = Parameters<typeof withChanges>[1];

function transferOf(changes: Changes = [], requested: readonly string[] = [], checkpoint?: string) {
  const workspace = openProject(withChanges(projectFiles('examples/transfer'), changes));
  return makeTransfer(
    workspace.plansFile(pretrainingFile),
    workspace.plansFile(finetuningFile),
    requested,
    checkpoint === undefined ? undefined : openCheckpoint(workspace.storage, checkpoint),
  );
}

const trained = (transfer: ReturnType<typeof transferOf>) =>
  transfer.configurations.map(({ name, pretraining }) => [
    name,
    pretraining.configuration.name,
    pretraining.plansFile.place,
  ]);

test('all configurations of both sides, each with the best evidence of what was trained', () => {
  expect(trained(transferOf())).toEqual([
    ['2d', '2d', 'preprocessed'],
    ['3d_fullres', '3d_fullres', 'model'],
  ]);
});

test('the plans beside the model count, whatever became of the plans file', () => {
  const [pair] = transferOf([{ file: pretrainingFile, set: spacing, to: [9, 9, 9] }], ['3d_fullres']).configurations;
  expect(pair?.pretraining.configuration.spacing).toEqual([5, 0.800000011920929, 0.800000011920929]);
});

test('without a model the plans file counts', () => {
  const transfer = transferOf([{ file: 'nnUNet_results', delete: true }], ['3d_fullres']);
  expect(trained(transfer)).toEqual([['3d_fullres', '3d_fullres', 'preprocessed']]);
});

test('a model of other plans is no evidence', () => {
  const transfer = transferOf([{ file: pretrainingFile, set: '/plans_name', to: 'OtherPlans' }], ['3d_fullres']);
  expect(trained(transfer)).toEqual([['3d_fullres', '3d_fullres', 'preprocessed']]);
});

test('a checkpoint says with which configuration it was trained', () => {
  const transfer = transferOf([], [], `${modelFolder}/fold_0/checkpoint_final.pth`);
  expect(trained(transfer)).toEqual([['3d_fullres', '3d_fullres', 'embedded']]);
});

test('a missing checkpoint leaves the other evidence', () => {
  const transfer = transferOf([], ['3d_fullres'], `${modelFolder}/fold_7/checkpoint_final.pth`);
  expect(trained(transfer)).toEqual([['3d_fullres', '3d_fullres', 'model']]);
});

test('a configuration added for finetuning is compared with the one that it inherits from', () => {
  const mine = { inherits_from: '3d_fullres', batch_size: 4 };
  const transfer = transferOf([{ file: finetuningFile, set: '/configurations/mine', to: mine }], ['mine']);
  expect(trained(transfer)).toEqual([['mine', '3d_fullres', 'model']]);
});

test('a configuration that the finetuning plans lack makes no pair', () => {
  expect(transferOf([], ['3d_lowres']).configurations).toEqual([]);
});

test('missing plans of the pretraining do not matter where a model is known', () => {
  expect(trained(transferOf([{ file: pretrainingFile, delete: true }], ['3d_fullres']))).toEqual([
    ['3d_fullres', '3d_fullres', 'model'],
  ]);
});

test('origins are sought among the datasets of the transfer', () => {
  const { origins } = transferOf();
  expect(origins.finetuning.datasets).toEqual(['Dataset121_AbdomenCT']);
  expect(origins.trained.datasets).toEqual(['Dataset121_AbdomenCT']);
  expect(origins.finetuning.compared).toEqual(['Dataset122_PancreasCT', 'Dataset121_AbdomenCT']);
});

const fingerprint = (dataset: string) => `nnUNet_preprocessed/${dataset}/dataset_fingerprint.json`;

test('a third dataset is asked about plans made from neither', () => {
  const { origins } = transferOf([
    { file: fingerprint('Dataset130_Third'), copyFrom: fingerprint('Dataset121_AbdomenCT') },
    { file: fingerprint('Dataset121_AbdomenCT'), copyFrom: fingerprint('Dataset122_PancreasCT') },
    { file: 'nnUNet_results', delete: true },
  ]);
  expect(origins.finetuning.datasets).toEqual(['Dataset130_Third']);
});

test('a model folder tells of the dataset as it was when it was trained on', () => {
  const { origins } = transferOf([
    { file: fingerprint('Dataset121_AbdomenCT'), copyFrom: fingerprint('Dataset122_PancreasCT') },
  ]);
  expect(origins.trained.datasets).toEqual(['Dataset121_AbdomenCT']);
  expect(origins.finetuning.datasets).toEqual(['Dataset121_AbdomenCT']);
});

test('the fingerprint beside the model serves where the preprocessed folder has none', () => {
  const { origins } = transferOf([{ file: fingerprint('Dataset121_AbdomenCT'), delete: true }]);
  expect(origins.finetuning.datasets).toEqual(['Dataset121_AbdomenCT']);
});

test('without fingerprints nothing is known', () => {
  const { origins } = transferOf([
    { file: fingerprint('Dataset121_AbdomenCT'), delete: true },
    { file: fingerprint('Dataset122_PancreasCT'), delete: true },
    { file: 'nnUNet_results', delete: true },
  ]);
  expect(origins.finetuning).toEqual({ datasets: [], partly: [], compared: [] });
});
