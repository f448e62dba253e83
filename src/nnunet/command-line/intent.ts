import { identifierOfPlanner } from '../installation/class-names.js';
import { pythonInt } from '../values/python-builtins.js';
import type { Invocation } from './invocation.js';
import { flagOf, isGiven, numberOf, textOf, textsOf } from './values.js';

/** What a command is going to do, in the terms of nnU-Net; `undefined` where only the shell will know. */
export type Intent = Train | Preprocess | Plan | ExtractFingerprint | Move | Predict | UseModels | UseFiles | Other;

export interface Train {
  readonly kind: 'train';
  /** Id or full name, as typed; so everywhere below. */
  readonly dataset: string | undefined;
  readonly plans: string | undefined;
  readonly configuration: string | undefined;
  readonly fold: number | 'all' | undefined;
  readonly trainer: string | undefined;
  /** Path of the checkpoint to start from; `undefined` without one, too. */
  readonly weights: string | undefined;
  /** What becomes of an earlier training of the same name. */
  readonly mode: 'anew' | 'continue' | 'validate';
  readonly gpus: number | undefined;
}

export interface Preprocess {
  readonly kind: 'preprocess';
  readonly datasets: readonly string[] | undefined;
  readonly plans: string | undefined;
  readonly configurations: readonly string[] | undefined;
  /** Whether the configurations were named: of nnU-Net's own list those that do not exist are left out without harm. */
  readonly areNamed: boolean;
}

export interface Plan {
  readonly kind: 'plan';
  readonly datasets: readonly string[] | undefined;
  readonly planner: string | undefined;
  /** Identifier of the plans that are written. */
  readonly plans: string | undefined;
  /** Configurations that are preprocessed afterwards; none for planning alone. */
  readonly preprocesses: readonly string[] | undefined;
}

export interface ExtractFingerprint {
  readonly kind: 'extract fingerprint';
  readonly datasets: readonly string[] | undefined;
  /** Whether a fingerprint that is there is made again. */
  readonly replaces: boolean;
}

export interface Move {
  readonly kind: 'move';
  readonly source: string | undefined;
  readonly target: string | undefined;
  readonly sourcePlans: string | undefined;
  readonly targetPlans: string | undefined;
}

export interface Predict {
  readonly kind: 'predict';
  /** Path of the model's folder, or the names that make it up. */
  readonly model:
    | { readonly path: string | undefined }
    | {
        readonly dataset: string | undefined;
        readonly trainer: string | undefined;
        readonly plans: string | undefined;
        readonly configuration: string | undefined;
      };
  readonly folds: readonly string[] | undefined;
  readonly checkpoint: string | undefined;
  readonly input: string | undefined;
  readonly output: string | undefined;
  /** Folder with predictions of the previous stage of a cascade. */
  readonly previousStage: string | undefined;
}

/** A command that takes trained models further: picks the best, gathers their validations, or exports them. */
export interface UseModels {
  readonly kind: 'use models';
  readonly dataset: string | undefined;
  readonly trainers: readonly string[] | undefined;
  readonly plans: readonly string[] | undefined;
  readonly configurations: readonly string[] | undefined;
  readonly folds: readonly string[] | undefined;
  /** Names of the checkpoints that are exported. */
  readonly checkpoints: readonly string[] | undefined;
  /** Whether the models are averaged, too. */
  readonly ensembles: boolean;
}

/** A command that reads files and folders that it names, such as predictions. */
export interface UseFiles {
  readonly kind: 'use files';
  /** Paths as typed. */
  readonly folders: readonly string[];
  readonly files: readonly string[];
  /** Whether it unpacks them into the folder of results. */
  readonly installs: boolean;
}

/** A command of which nothing more than its arguments can be told. */
export interface Other {
  readonly kind: 'other';
}

export function intentOf(invocation: Invocation): Intent {
  const { name, arguments: definitions } = invocation.entryPoint;
  switch (name) {
    case 'nnUNetv2_train':
      return trainOf(invocation);
    case 'nnUNetv2_preprocess':
      return preprocessOf(invocation);
    case 'nnUNetv2_plan_experiment':
      // Until 2.1.1 the command was tied to preprocessing by mistake (setup.py).
      return definitions.some(({ dest }) => dest === 'plans_name') ? preprocessOf(invocation) : planOf(invocation, []);
    case 'nnUNetv2_plan_and_preprocess':
      return planOf(invocation, flagOf(invocation, 'no_pp') ? [] : textsOf(invocation, 'c'));
    case 'nnUNetv2_extract_fingerprint':
      return { kind: 'extract fingerprint', datasets: textsOf(invocation, 'd'), replaces: flagOf(invocation, 'clean') };
    case 'nnUNetv2_move_plans_between_datasets':
      return moveOf(invocation);
    case 'nnUNetv2_predict': {
      const text = (dest: string) => textOf(invocation, dest);
      return predictOf(invocation, {
        dataset: text('d'),
        trainer: text('tr'),
        plans: text('p'),
        configuration: text('c'),
      });
    }
    case 'nnUNetv2_predict_from_modelfolder':
      return predictOf(invocation, { path: textOf(invocation, 'm') });
    case 'nnUNetv2_find_best_configuration':
      return useModelsOf(invocation, 'dataset_name_or_id', !flagOf(invocation, 'disable_ensembling'));
    case 'nnUNetv2_accumulate_crossval_results':
      return useModelsOf(invocation, 'dataset_name_or_id', false);
    case 'nnUNetv2_export_model_to_zip':
      return useModelsOf(invocation, 'd', false);
    case 'nnUNetv2_install_pretrained_model_from_zip':
      return useFilesOf(invocation, [], ['zip']);
    case 'nnUNetv2_ensemble':
      return useFilesOf(invocation, ['i'], []);
    case 'nnUNetv2_apply_postprocessing':
      return useFilesOf(invocation, ['i'], ['pp_pkl_file', 'plans_json', 'dataset_json']);
    case 'nnUNetv2_determine_postprocessing':
      return useFilesOf(invocation, ['i', 'ref'], ['plans_json', 'dataset_json']);
    case 'nnUNetv2_evaluate_folder':
      return useFilesOf(invocation, ['gt_folder', 'pred_folder'], ['djfile', 'pfile']);
    case 'nnUNetv2_evaluate_simple':
      return useFilesOf(invocation, ['gt_folder', 'pred_folder'], []);
    default:
      return { kind: 'other' };
  }
}

function useModelsOf(invocation: Invocation, dataset: string, ensembles: boolean): UseModels {
  const texts = (dest: string) => textsOf(invocation, dest);
  return {
    kind: 'use models',
    dataset: textOf(invocation, dataset),
    trainers: texts('tr'),
    plans: texts('p'),
    configurations: texts('c'),
    folds: texts('f'),
    checkpoints: texts('chk'),
    ensembles,
  };
}

function useFilesOf(invocation: Invocation, folders: readonly string[], files: readonly string[]): UseFiles {
  const paths = (dests: readonly string[]) => dests.flatMap((dest) => textsOf(invocation, dest) ?? []);
  const installs = invocation.name === 'nnUNetv2_install_pretrained_model_from_zip';
  return { kind: 'use files', folders: paths(folders), files: paths(files), installs };
}

function trainOf(invocation: Invocation): Train {
  const fold = textOf(invocation, 'fold');
  return {
    kind: 'train',
    dataset: textOf(invocation, 'dataset_name_or_id'),
    plans: textOf(invocation, 'p'),
    configuration: textOf(invocation, 'configuration'),
    fold: fold === 'all' ? fold : pythonInt(fold),
    trainer: textOf(invocation, 'tr'),
    weights: textOf(invocation, 'pretrained_weights'),
    mode: flagOf(invocation, 'c') ? 'continue' : flagOf(invocation, 'val') ? 'validate' : 'anew',
    gpus: numberOf(invocation, 'num_gpus'),
  };
}

function preprocessOf(invocation: Invocation): Preprocess {
  return {
    kind: 'preprocess',
    datasets: textsOf(invocation, 'd'),
    plans: textOf(invocation, 'plans_name'),
    configurations: textsOf(invocation, 'c'),
    areNamed: isGiven(invocation, 'c'),
  };
}

function planOf(invocation: Invocation, preprocesses: readonly string[] | undefined): Plan {
  const planner = textOf(invocation, 'pl');
  const isPlannersOwn = invocation.values.get('overwrite_plans_name')?.value === null;
  return {
    kind: 'plan',
    datasets: textsOf(invocation, 'd'),
    planner,
    plans: isPlannersOwn ? identifierOfPlanner.get(planner ?? '') : textOf(invocation, 'overwrite_plans_name'),
    preprocesses,
  };
}

function moveOf(invocation: Invocation): Move {
  const sourcePlans = textOf(invocation, 'sp');
  return {
    kind: 'move',
    source: textOf(invocation, 's'),
    target: textOf(invocation, 't'),
    sourcePlans,
    targetPlans: invocation.values.get('tp')?.value === null ? sourcePlans : textOf(invocation, 'tp'),
  };
}

function predictOf(invocation: Invocation, model: Predict['model']): Predict {
  return {
    kind: 'predict',
    model,
    folds: textsOf(invocation, 'f'),
    checkpoint: textOf(invocation, 'chk'),
    input: textOf(invocation, 'i'),
    output: textOf(invocation, 'o'),
    previousStage: textOf(invocation, 'prev_stage_predictions'),
  };
}

/** The datasets that a command names, as typed; none for what only the shell will know. */
export function datasetsOf(intent: Intent): readonly string[] {
  return namesOf(intent).filter((typed) => typed !== undefined);
}

function namesOf(intent: Intent): readonly (string | undefined)[] {
  switch (intent.kind) {
    case 'train':
    case 'use models':
      return [intent.dataset];
    case 'move':
      return [intent.source, intent.target];
    case 'predict':
      return 'path' in intent.model ? [] : [intent.model.dataset];
    case 'use files':
    case 'other':
      return [];
    default:
      return intent.datasets ?? [];
  }
}
