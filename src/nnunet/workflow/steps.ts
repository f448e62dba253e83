import type { Invocation } from '../command-line/invocation.js';
import { flagOf, isGiven } from '../command-line/values.js';
import { identifierOfPlanner } from '../installation/class-names.js';
import { datasetName, type Named, namedValue, namedValues, plainName } from './named.js';
import { type WeightsOrigin, weightsOrigin } from './weights-origin.js';

/** What one command does to one dataset, as far as other commands depend on it. What is `undefined` is not known before the script runs. */
export type Step = FingerprintStep | PlanStep | MoveStep | PreprocessStep | TrainStep | PredictStep;

export interface FingerprintStep {
  readonly kind: 'fingerprint';
  readonly dataset: Named | undefined;
}

export interface PlanStep {
  readonly kind: 'plan';
  readonly dataset: Named | undefined;
  /** Identifier under which the plans are written. */
  readonly plans: Named | undefined;
  /** Whether the planner is one of nnU-Net's own, which derives plans from the fingerprint. */
  readonly isStock: boolean;
}

export interface MoveStep {
  readonly kind: 'move';
  readonly source: Named | undefined;
  /** The dataset that the plans are written for. */
  readonly dataset: Named | undefined;
  readonly sourcePlans: Named | undefined;
  readonly plans: Named | undefined;
  /** Without `-tp` the identifier is that of the source. */
  readonly isRenamed: boolean;
}

export interface PreprocessStep {
  readonly kind: 'preprocess';
  readonly dataset: Named | undefined;
  readonly plans: Named | undefined;
  readonly configurations: readonly (Named | undefined)[];
  /** Without `-plans_name` these are nnUNetPlans. */
  readonly areNamed: boolean;
}

export interface TrainStep {
  readonly kind: 'train';
  readonly dataset: Named | undefined;
  readonly configuration: Named | undefined;
  readonly plans: Named | undefined;
  readonly trainer: Named | undefined;
  readonly areNamed: boolean;
  /** Where the weights come from that it starts with; absent without `-pretrained_weights`. */
  readonly weights?: WeightsOrigin;
  readonly continues: boolean;
}

export interface PredictStep {
  readonly kind: 'predict';
  readonly dataset: Named | undefined;
  readonly configuration: Named | undefined;
  readonly plans: Named | undefined;
  readonly trainer: Named | undefined;
  readonly areNamed: boolean;
}

/** What a command does, step by step. Commands that change nothing for others have none. */
export function stepsOf(invocation: Invocation): readonly Step[] {
  if (invocation.asksForHelp) return [];
  const datasets = namedValues(invocation, 'd').map(datasetName);
  switch (invocation.name) {
    case 'nnUNetv2_extract_fingerprint':
      return datasets.map((dataset) => ({ kind: 'fingerprint', dataset }));
    case 'nnUNetv2_plan_experiment':
      return datasets.map((dataset) => planStep(invocation, dataset));
    case 'nnUNetv2_plan_and_preprocess': {
      const planned = datasets.map((dataset) => planStep(invocation, dataset));
      const written = flagOf(invocation, 'no_pp') ? [] : planned;
      return [
        ...datasets.map((dataset): Step => ({ kind: 'fingerprint', dataset })),
        ...planned,
        ...written.map(
          ({ dataset, plans }): Step => ({
            kind: 'preprocess',
            dataset,
            plans,
            areNamed: true,
            configurations: namedValues(invocation, 'c'),
          }),
        ),
      ];
    }
    case 'nnUNetv2_preprocess':
      return datasets.map((dataset) => ({
        kind: 'preprocess',
        dataset,
        plans: namedValue(invocation, 'plans_name'),
        configurations: namedValues(invocation, 'c'),
        areNamed: isGiven(invocation, 'plans_name'),
      }));
    case 'nnUNetv2_move_plans_between_datasets':
      return [moveStep(invocation)];
    case 'nnUNetv2_train':
      return flagOf(invocation, 'val') ? [] : [trainStep(invocation)];
    case 'nnUNetv2_predict':
      return [
        {
          kind: 'predict',
          dataset: datasetName(namedValue(invocation, 'd')),
          configuration: namedValue(invocation, 'c'),
          ...model(invocation),
        },
      ];
    default:
      return [];
  }
}

function planStep(invocation: Invocation, dataset: Named | undefined): PlanStep {
  const planner = namedValue(invocation, 'pl');
  const identifier = planner?.text === undefined ? undefined : identifierOfPlanner.get(planner.text);
  const [given] = [...namedValues(invocation, 'overwrite_plans_name'), ...namedValues(invocation, 'plans_name')];
  const isSilent = invocation.values.get('overwrite_plans_name')?.value === null;
  const plans = given ?? (isSilent && identifier !== undefined ? plainName(identifier) : undefined);
  return { kind: 'plan', dataset, plans, isStock: identifier !== undefined || !invocation.values.has('pl') };
}

function moveStep(invocation: Invocation): MoveStep {
  const sourcePlans = namedValue(invocation, 'sp');
  const isRenamed = isGiven(invocation, 'tp');
  const keepsName = invocation.values.get('tp')?.value === null;
  return {
    kind: 'move',
    source: datasetName(namedValue(invocation, 's')),
    dataset: datasetName(namedValue(invocation, 't')),
    sourcePlans,
    plans: keepsName ? sourcePlans : namedValue(invocation, 'tp'),
    isRenamed,
  };
}

function trainStep(invocation: Invocation): TrainStep {
  const mayHaveWeights = invocation.values.get('pretrained_weights')?.value !== null;
  return {
    kind: 'train',
    dataset: datasetName(namedValue(invocation, 'dataset_name_or_id')),
    configuration: namedValue(invocation, 'configuration'),
    ...model(invocation),
    ...(mayHaveWeights && isGiven(invocation, 'pretrained_weights')
      ? { weights: weightsOrigin(namedValue(invocation, 'pretrained_weights')) }
      : {}),
    continues: flagOf(invocation, 'c'),
  };
}

function model(invocation: Invocation): Pick<TrainStep, 'plans' | 'trainer' | 'areNamed'> {
  return {
    plans: namedValue(invocation, 'p'),
    trainer: namedValue(invocation, 'tr'),
    areNamed: isGiven(invocation, 'p'),
  };
}
