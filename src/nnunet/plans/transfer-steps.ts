import {
  copyDatasetJsonCommand,
  datasetArgument,
  finetuneCommand,
  fingerprintCommand,
  type NamedDataset,
  planAndPreprocessCommand,
  preprocessCommand,
} from '../command-line/commands.js';
import { pathWord, shellCommand, wordBelow } from '../command-line/word.js';
import { identifierOfPlanner } from '../installation/class-names.js';

/** Which dataset's plans both sides use; see `Direction`. */
export type PlansOwner = 'pretraining' | 'finetuning';

/** The names that a transfer goes by. */
export interface TransferNames {
  readonly pretraining: NamedDataset;
  /** Plans identifier on the pretraining dataset. */
  readonly pretrainingPlans: string;
  readonly finetuning: NamedDataset;
  readonly finetuningPlans: string;
  readonly configuration: string;
  /** Path of the weights; where it is not known, they are taken from where nnU-Net will write them. */
  readonly checkpoint?: string | undefined;
  /** Path of the model or checkpoint that brings the plans, where there is no plans file of the pretraining dataset. */
  readonly bringer?: string | undefined;
}

export type StepName =
  | 'plan'
  | 'pretrain'
  | 'fingerprint'
  | 'move'
  | 'dataset-json'
  | 'preprocess'
  | 'check'
  | 'finetune';

/** One step of the way from two raw datasets to a finetuned network. */
export interface TransferStep {
  readonly name: StepName;
  /** What it is for: a clause without a full stop. */
  readonly purpose: string;
  readonly command: string;
}

/**
 * The whole way, in the order in which it works. The dataset that owns the plans is planned as usual; the other gets its plans by the move, and with
 * them needs what planning would have done: a fingerprint (copied into the model when training starts) and dataset.json.
 */
export function transferSteps(names: TransferNames, owner: PlansOwner): readonly TransferStep[] {
  return owner === 'pretraining' ? plansOfPretraining(names) : plansOfFinetuning(names);
}

/** The checkpoint exists, or is about to be trained with plans of its own dataset: the finetuning dataset takes its plans over. */
function plansOfPretraining(names: TransferNames): readonly TransferStep[] {
  const { pretraining, pretrainingPlans, finetuning, finetuningPlans, configuration } = names;
  return [
    plan(pretraining, pretrainingPlans),
    train(pretraining, pretrainingPlans, configuration),
    ...takeOver(pretraining, pretrainingPlans, finetuning, finetuningPlans, configuration),
    check(names, []),
    finetune(names),
  ];
}

/** The pretraining is still to be run, for this one finetuning dataset: it is run with the plans of that. */
function plansOfFinetuning(names: TransferNames): readonly TransferStep[] {
  const { pretraining, pretrainingPlans, finetuning, finetuningPlans, configuration } = names;
  return [
    plan(finetuning, finetuningPlans),
    ...takeOver(finetuning, finetuningPlans, pretraining, pretrainingPlans, configuration, turned),
    check(names, turned),
    train(pretraining, pretrainingPlans, configuration),
    finetune(names),
  ];
}

/** nnplans takes plans to travel the other way unless it is told. */
const turned = ['--direction finetuning-to-pretraining'];

/** What a dataset needs that is preprocessed with plans of another. */
function takeOver(
  source: NamedDataset,
  sourcePlans: string,
  target: NamedDataset,
  targetPlans: string,
  configuration: string,
  options: readonly string[] = [],
): readonly TransferStep[] {
  return [
    {
      name: 'fingerprint',
      purpose: `give ${target.name} a preprocessed folder, with the fingerprint that training needs`,
      command: fingerprintCommand(target),
    },
    {
      name: 'move',
      purpose: 'move the plans, under their own name',
      command: [
        shellCommand`nnplans transfer -s ${datasetArgument(source)} -t ${datasetArgument(target)} -sp ${sourcePlans} -tp ${targetPlans} --write`,
        ...options,
      ].join(' '),
    },
    {
      name: 'dataset-json',
      purpose: 'copy its own dataset.json: otherwise only planning does this',
      command: copyDatasetJsonCommand(target.name),
    },
    {
      name: 'preprocess',
      purpose: 'preprocess it with these plans',
      command: preprocessCommand(target, targetPlans, [configuration]),
    },
  ];
}

function plan(dataset: NamedDataset, plans: string): TransferStep {
  const planner = [...identifierOfPlanner].find(([, identifier]) => identifier === plans)?.[0];
  const name = planner === undefined ? shellCommand` -overwrite_plans_name ${plans}` : ` -pl ${planner}`;
  const command = planAndPreprocessCommand(dataset);
  const purpose = `plan and preprocess ${dataset.name}`;
  return { name: 'plan', purpose, command: plans === 'nnUNetPlans' ? command : command + name };
}

function train(dataset: NamedDataset, plans: string, configuration: string): TransferStep {
  const command = shellCommand`nnUNetv2_train ${datasetArgument(dataset)} ${configuration} all -p ${plans}`;
  return { name: 'pretrain', purpose: 'pretrain on all of its cases', command };
}

function check(names: TransferNames, options: readonly string[]): TransferStep {
  const { pretraining, pretrainingPlans, finetuning, finetuningPlans, configuration, checkpoint, bringer } = names;
  const source = bringer === undefined ? datasetArgument(pretraining) : pathWord(bringer);
  const words = [
    shellCommand`nnplans check -s ${source} -t ${datasetArgument(finetuning)}`,
    ...(bringer === undefined ? [shellCommand`-sp ${pretrainingPlans}`] : []),
    shellCommand`-tp ${finetuningPlans} -c ${configuration}`,
    ...(checkpoint === undefined || checkpoint === bringer ? [] : [shellCommand`--checkpoint ${pathWord(checkpoint)}`]),
    ...options,
  ];
  return { name: 'check', purpose: 'compare both sides before anything is trained', command: words.join(' ') };
}

function finetune(names: TransferNames): TransferStep {
  const { pretraining, pretrainingPlans, finetuning, finetuningPlans, configuration } = names;
  const model = `nnUNetTrainer__${pretrainingPlans}__${configuration}`;
  const checkpoint =
    names.checkpoint === undefined
      ? wordBelow('nnUNet_results', `${pretraining.name}/${model}/fold_all/checkpoint_final.pth`)
      : pathWord(names.checkpoint);
  return {
    name: 'finetune',
    purpose: 'finetune; without -p nnU-Net uses nnUNetPlans, not the moved plans',
    command: finetuneCommand(finetuning, configuration, finetuningPlans, { checkpoint }),
  };
}
