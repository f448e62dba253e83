/**
 * In which capacity nnU-Net looks into a file. Which values of a JSON file an action takes stands beside the value, in the file's schema
 * (`x-read-by` in schemas/{plans,dataset,fingerprint,splits}.schema.json).
 * - `train`: up to the last epoch; `validate`: the final validation after it
 * - `preprocess`, `plan`, `move`, `predict`: what the command of that name computes with
 * - `fingerprint`: extracting the dataset fingerprint; `verify`: the integrity check before it
 * - `list`: only to list the training cases (utilities/utils.py, get_filenames_of_train_images_and_targets)
 * - `next stage`: of the later stage of a cascade, what the validation of the earlier one resamples its predictions with
 */
export type Action =
  | 'fingerprint'
  | 'list'
  | 'move'
  | 'next stage'
  | 'plan'
  | 'predict'
  | 'preprocess'
  | 'train'
  | 'validate'
  | 'verify';

/** Those that know cases and labels from the dataset.json of the raw folder; preprocessing lists its cases by the other copy. */
export const readersOfRaw: readonly Action[] = ['plan', 'fingerprint', 'verify', 'move'];

/** A file, or the files of a folder, by what it is to a dataset or to a model. */
export type FileRole =
  | 'plans'
  | 'dataset.json'
  | 'dataset_fingerprint.json'
  | 'splits_final.json'
  /** Preprocessed cases of the configurations that the job names. */
  | 'cases'
  | 'gt_segmentations'
  | 'raw dataset.json'
  | 'imagesTr'
  | 'labelsTr'
  | 'model plans.json'
  | 'model dataset.json'
  | 'model fingerprint'
  | 'checkpoint'
  /** What the earlier stage of a cascade has predicted for this one. */
  | 'predicted_next_stage';

/** One thing that a job of nnU-Net may be. */
export type Job =
  | 'verify'
  | 'fingerprint'
  | 'plan'
  | 'move'
  | 'preprocess'
  /** Preprocessing right after planning, which has written plans and dataset.json anew. */
  | 'preprocess planned'
  | 'train'
  | 'finetune'
  | 'continue'
  | 'validate'
  | 'predict';

export interface Read {
  readonly file: FileRole;
  /** The actions whose values it takes; `whole`: all that is in it; `copy`: it only has to be there. */
  readonly as: readonly Action[] | 'whole' | 'copy';
  /** Of a checkpoint: the entries that it takes. */
  readonly keys?: readonly string[];
  /** Where nnU-Net does it. */
  readonly source: string;
}

const trainer = 'training/nnUNetTrainer/nnUNetTrainer.py';
const predictor = 'inference/predict_from_raw_data.py: initialize_from_trained_model_folder';
const planner = 'experiment_planning/experiment_planners/default_experiment_planner.py';
const extractor = 'experiment_planning/dataset_fingerprint/fingerprint_extractor.py';
const mover = 'experiment_planning/plans_for_pretraining/move_plans_between_datasets.py';
const verifier = 'experiment_planning/verify_dataset_integrity.py';
const preprocessing = 'preprocessing/preprocessors/default_preprocessor.py';

const training: readonly Read[] = [
  { file: 'plans', as: ['train', 'validate'], source: 'run/run_training.py: get_trainer_from_args' },
  { file: 'dataset.json', as: ['train', 'validate'], source: 'run/run_training.py: get_trainer_from_args' },
  { file: 'splits_final.json', as: ['train'], source: `${trainer}: do_split` },
  { file: 'cases', as: 'whole', source: `${trainer}: get_tr_and_val_datasets` },
  { file: 'dataset_fingerprint.json', as: 'copy', source: `${trainer}: on_train_start` },
  { file: 'gt_segmentations', as: 'whole', source: `${trainer}: perform_actual_validation` },
  { file: 'predicted_next_stage', as: 'whole', source: `${trainer}: folder_with_segs_from_previous_stage` },
];

/** Entries of a checkpoint that prediction takes, and those that a training that goes on takes beside them. */
const predicted = ['network_weights', 'trainer_name', 'init_args', 'inference_allowed_mirroring_axes'];
const resumed = ['optimizer_state', 'logging', 'current_epoch', '_best_ema', 'grad_scaler_state'];

/** What each job reads, in no order. Everything else it does not open, so that nothing in it can stop or change the job. */
export const reads: Readonly<Record<Job, readonly Read[]>> = {
  verify: [
    { file: 'raw dataset.json', as: ['verify'], source: verifier },
    { file: 'imagesTr', as: 'whole', source: verifier },
    { file: 'labelsTr', as: 'whole', source: verifier },
  ],
  fingerprint: [
    { file: 'raw dataset.json', as: ['fingerprint', 'list'], source: extractor },
    { file: 'imagesTr', as: 'whole', source: extractor },
    { file: 'labelsTr', as: 'whole', source: extractor },
  ],
  plan: [
    { file: 'raw dataset.json', as: ['plan', 'list'], source: planner },
    { file: 'dataset_fingerprint.json', as: ['plan'], source: planner },
    { file: 'imagesTr', as: 'copy', source: `${planner}: determine_reader_writer` },
  ],
  move: [
    { file: 'plans', as: ['move'], source: mover },
    { file: 'raw dataset.json', as: ['move', 'list'], source: mover },
    { file: 'imagesTr', as: 'copy', source: mover },
  ],
  preprocess: [
    { file: 'plans', as: ['preprocess'], source: `${preprocessing}: run` },
    { file: 'dataset.json', as: ['preprocess', 'list'], source: `${preprocessing}: run` },
    {
      file: 'raw dataset.json',
      as: ['list'],
      source: 'experiment_planning/plan_and_preprocess_api.py: preprocess_dataset',
    },
    { file: 'imagesTr', as: 'whole', source: `${preprocessing}: run_case` },
    { file: 'labelsTr', as: 'whole', source: `${preprocessing}: run_case` },
  ],
  'preprocess planned': [
    { file: 'raw dataset.json', as: ['preprocess', 'list'], source: `${preprocessing}: run` },
    { file: 'imagesTr', as: 'whole', source: `${preprocessing}: run_case` },
    { file: 'labelsTr', as: 'whole', source: `${preprocessing}: run_case` },
  ],
  train: training,
  finetune: [
    ...training,
    {
      file: 'checkpoint',
      as: 'whole',
      keys: ['network_weights'],
      source: 'run/load_pretrained_weights.py: load_pretrained_weights',
    },
  ],
  continue: [
    ...training,
    { file: 'checkpoint', as: 'whole', keys: [...predicted, ...resumed], source: `${trainer}: load_checkpoint` },
  ],
  validate: [
    ...training,
    { file: 'checkpoint', as: 'whole', keys: [...predicted, ...resumed], source: `${trainer}: load_checkpoint` },
  ],
  predict: [
    { file: 'model plans.json', as: ['predict'], source: predictor },
    { file: 'model dataset.json', as: ['predict'], source: predictor },
    { file: 'checkpoint', as: 'whole', keys: predicted, source: predictor },
  ],
};

/** The command that does such a job, as a person types it. */
export const commandOfJob: Readonly<Record<Job, string>> = {
  verify: 'nnUNetv2_plan_and_preprocess --verify_dataset_integrity',
  fingerprint: 'nnUNetv2_extract_fingerprint',
  plan: 'nnUNetv2_plan_experiment',
  move: 'nnUNetv2_move_plans_between_datasets',
  preprocess: 'nnUNetv2_preprocess',
  'preprocess planned': 'nnUNetv2_plan_and_preprocess',
  train: 'nnUNetv2_train',
  finetune: 'nnUNetv2_train -pretrained_weights',
  continue: 'nnUNetv2_train --c',
  validate: 'nnUNetv2_train --val',
  predict: 'nnUNetv2_predict',
};
