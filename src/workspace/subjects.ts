import type { JsonDocument } from '../io/json/document.js';
import type { CaseFiles } from '../nnunet/dataset/case-files.js';
import type { CaseValues } from '../nnunet/dataset/values/case-values.js';
import type { Origin } from '../nnunet/origin/origin.js';
import type { Configuration } from '../nnunet/plans/configuration.js';
import type { Plans } from '../nnunet/plans/plans.js';
import type { PreprocessedCase, UnprocessedCase } from './case-subjects.js';
import type { SuppressionUse } from './config-subjects.js';
import type { Checkpoint, ModelFolder } from './model-subjects.js';
import type { PickledFile } from './pickle-subjects.js';
import type { Script } from './script-subjects.js';

/** What rules look at. Everything is found once, read when first asked for, and never changed. */
export interface Subjects {
  /** One plans file. */
  plans: PlansFile;
  /** One configuration of one plans file, inheritance resolved. */
  configuration: PlansConfiguration;
  /** One dataset's preprocessed folder, with what is known of its raw folder. */
  dataset: Dataset;
  /** All datasets under the roots together. */
  roots: Roots;
  /** Plans of a pretraining dataset and plans of a finetuning dataset. */
  transfer: Transfer;
  /** One configuration on both sides of a transfer. */
  'transfer-configuration': TransferConfiguration;
  /** One trained model's folder. */
  model: ModelFolder;
  /** One checkpoint file. */
  checkpoint: Checkpoint;
  /** One preprocessed case. */
  case: PreprocessedCase;
  /** One file that is opened as a pickle: a checkpoint, the properties of a case, a postprocessing.pkl. */
  pickle: PickledFile;
  /** The commands of a shell script, or one command that is about to run. */
  script: Script;
  /** One training case of the raw folder. */
  'raw-case': UnprocessedCase;
  /** One suppression of the config, after everything else was looked at. */
  suppression: SuppressionUse;
}

export type SubjectKind = keyof Subjects;

export type AnySubject = Subjects[SubjectKind];

export interface PlansFile {
  readonly kind: 'plans';
  /** How reports call it: `Dataset121_AbdomenCT/nnUNetPlans`. */
  readonly label: string;
  /** File name without `.json`: what `-p` takes. */
  readonly stem: string;
  readonly document: JsonDocument;
  readonly plans: Plans;
  /** `preprocessed`: where nnU-Net reads it by its stem; `model`: the copy beside a model's folds; `embedded`: inside a checkpoint; `elsewhere`: nnU-Net does not look there. */
  readonly place: 'preprocessed' | 'model' | 'embedded' | 'elsewhere';
  /** Class of the trainer that was used with them, where they lie beside a model that says so; or that a command is going to use, where it departs from them. */
  readonly trainer: string | undefined;
  /** The preprocessed folder in which it lies. */
  readonly dataset: Dataset | undefined;
  /** dataset.json that goes with it: of its dataset or, for a lone file, beside it. */
  readonly datasetJson: JsonDocument | undefined;
  readonly configurations: readonly PlansConfiguration[];
  /** dataset_fingerprint.json of the training, in the model folder that the plans come from; it is there even where the dataset was changed since. */
  readonly fingerprint: JsonDocument | undefined;
  /** When the file was last written, milliseconds since 1970; copying and checking out change it. */
  readonly modified: number | undefined;
  /** The checkpoint that plans for nnssl name by an absolute path, whether it is there or not. */
  readonly pretrainedCheckpoint: Checkpoint | undefined;
}

export interface PlansConfiguration {
  readonly kind: 'configuration';
  /** `Dataset121_AbdomenCT/nnUNetPlans#3d_fullres` */
  readonly label: string;
  readonly plansFile: PlansFile;
  readonly configuration: Configuration;
}

export interface Dataset {
  readonly kind: 'dataset';
  /** Folder name, `Dataset121_AbdomenCT`; the dataset's name for nnU-Net. */
  readonly label: string;
  readonly name: string;
  /** The three digits that nnU-Net reads; `undefined` for folders that it would not find by number. */
  readonly id: number | undefined;
  /** Preprocessed folder; it may not exist where a dataset is known from its raw folder only. */
  readonly folder: string;
  readonly rawFolder: string | undefined;
  readonly resultsFolder: string | undefined;
  /** `elsewhere`: in an experiment repository, which keeps plans without data and where nnU-Net does not look. */
  readonly place: 'preprocessed' | 'elsewhere';
  readonly plansFiles: readonly PlansFile[];
  /** How many more files there are than are read as plans. */
  readonly plansFilesLeftOut: number;
  /** `problems` says `missing` where there is none. */
  readonly datasetJson: JsonDocument;
  readonly fingerprint: JsonDocument;
  readonly splits: JsonDocument;
  /** `undefined` where no raw folder is known. */
  readonly rawDatasetJson: JsonDocument | undefined;
  readonly rawSplits: JsonDocument | undefined;
  readonly dataFolders: readonly DataFolder[];
  /** The data folders that its plans ask for, whether they exist or not. */
  readonly dataFolderUses: readonly DataFolderUse[];
  /** File names in `gt_segmentations`; `undefined` without that folder. */
  readonly groundTruth: readonly string[] | undefined;
  /** File names in `imagesTr` and `labelsTr` of the raw folder; `undefined` where unknown. */
  readonly rawImages: readonly string[] | undefined;
  readonly rawLabels: readonly string[] | undefined;
  /** Models trained on it, where results are known. */
  readonly models: readonly ModelFolder[];
  readonly roots: Roots;
  /** The whole dataset, where this is only what one job sees of it. */
  readonly whole?: Dataset;
}

/** One folder of preprocessed cases, named by a `data_identifier`. */
export interface DataFolder {
  readonly name: string;
  readonly path: string;
  /** Listed when first asked for. */
  readonly files: CaseFiles;
}

/** A `data_identifier` with the configurations that share it. */
export interface DataFolderUse {
  readonly identifier: string;
  readonly configurations: readonly PlansConfiguration[];
  /** `undefined` where there is no such folder. */
  readonly folder: DataFolder | undefined;
  /** The first and the last of its cases: a look that costs nothing, however many there are. */
  readonly sampledCases: readonly PreprocessedCase[];
  /** The first, the middle and the last. */
  readonly spreadCases: readonly PreprocessedCase[];
  /** What those three hold; of large ones a part. */
  readonly values: FolderValues;
}

/** What a few cases of a data folder hold, and of which files it could not be read. */
export interface FolderValues {
  readonly cases: readonly CaseValues[];
  readonly unread: readonly { readonly path: string; readonly message: string }[];
}

export interface Roots {
  readonly kind: 'roots';
  readonly label: string;
  /** The folders of nnU-Net's three environment variables; `undefined` where not known. */
  readonly raw: string | undefined;
  readonly preprocessed: string | undefined;
  readonly results: string | undefined;
  /** Datasets with a preprocessed folder. */
  readonly datasets: readonly Dataset[];
  /** Names of all dataset folders, per root. */
  readonly folderNames: ReadonlyMap<'nnUNet_raw' | 'nnUNet_preprocessed' | 'nnUNet_results', readonly string[]>;
  /** Whole preprocessed root listed (audit), or only the datasets that were asked for (check). */
  readonly isComplete: boolean;
}

export interface Transfer {
  readonly kind: 'transfer';
  readonly label: string;
  readonly pretraining: PlansFile;
  readonly finetuning: PlansFile;
  /** Configurations to be checked: those asked for, or those that both sides have. */
  readonly configurations: readonly TransferConfiguration[];
  /** The checkpoint whose weights are to be loaded, when it is known. */
  readonly checkpoint: Checkpoint | undefined;
  /** What the weights were trained with; the pretraining plans file where nothing better is known. */
  readonly trained: PlansFile;
  /** Whose data the plans of both sides were computed from, by every fingerprint in reach. */
  readonly origins: { readonly trained: Origin; readonly finetuning: Origin };
  /** Names that were asked for, whether they exist or not. */
  readonly requested: readonly string[];
  /** Class of the trainer that is to finetune, where a command names it. */
  readonly trainer: string | undefined;
}

export interface TransferConfiguration {
  readonly kind: 'transfer-configuration';
  readonly label: string;
  readonly name: string;
  readonly transfer: Transfer;
  /**
   * What the weights were trained with: read from the checkpoint, else from the trained model's plans.json, else from the pretraining plans file.
   * It has another name than `finetuning` where that was added for finetuning and inherits from it.
   */
  readonly pretraining: PlansConfiguration;
  readonly finetuning: PlansConfiguration;
  /** Class of the trainer that made the weights: as the checkpoint says, else as the name of the model folder does. */
  readonly trainedBy: string | undefined;
}
