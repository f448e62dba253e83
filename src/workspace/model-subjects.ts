import type { FormatError } from '../io/format-error.js';
import type { JsonDocument } from '../io/json/document.js';
import type { PickleTrace } from '../io/pickle/trace.js';
import type { StorageEntry } from '../io/storage.js';
import type { TorchCheckpoint } from '../io/torch/checkpoint.js';
import type { ModelName } from '../nnunet/plans/model-name.js';
import type { ReadResult, StoredArray } from './case-subjects.js';
import type { PickledFile } from './pickle-subjects.js';
import type { Dataset, PlansFile } from './subjects.js';

/** One model folder: `<trainer>__<plans>__<configuration>` with its folds. */
export interface ModelFolder {
  readonly kind: 'model';
  /** `Dataset121_AbdomenCT/nnUNetTrainer__nnUNetPlans__3d_fullres` */
  readonly label: string;
  readonly folder: string;
  readonly name: string;
  /** What the folder's name says; `undefined` when it has not three parts. */
  readonly nameParts: ModelName | undefined;
  /** Name of the folder above: the dataset for nnU-Net. */
  readonly datasetName: string;
  /** The dataset of that name, when its preprocessed folder is in reach. */
  readonly dataset: Dataset | undefined;
  /** plans.json of the model; the predictor uses it, not the plans in the checkpoint (inference/predict_from_raw_data.py). */
  readonly plansFile: PlansFile;
  readonly datasetJson: JsonDocument;
  readonly fingerprint: JsonDocument;
  readonly folds: readonly Fold[];
  readonly entries: readonly StorageEntry[];
  /** Files besides checkpoints and cases that nnU-Net, or its version 1, opens as pickles. */
  readonly pickles: readonly PickledFile[];
  /** What lies in `predicted_next_stage/<configuration>`, by configuration. */
  readonly predictedNextStage: ReadonlyMap<string, readonly StagePrediction[]>;
  /** The whole model, where this is only what one job sees of it. */
  readonly whole?: ModelFolder;
}

/** A segmentation of an earlier stage of a cascade, input of the next. */
export interface StagePrediction {
  readonly fileName: string;
  /** Header of a `.b2nd`, read when first asked for; `undefined` for other files. */
  readonly array: ReadResult<StoredArray> | undefined;
}

export interface Fold {
  /** `fold_0`, `fold_all` */
  readonly name: string;
  /** What the name says. */
  readonly fold: number | 'all' | undefined;
  readonly folder: string;
  readonly entries: readonly StorageEntry[];
  readonly checkpoints: readonly Checkpoint[];
  /** Case names in `validation/`; `undefined` without that folder. */
  readonly validation: readonly string[] | undefined;
}

/** One checkpoint file, of a model folder or alone. Its header is read when first asked for. */
export interface Checkpoint {
  readonly kind: 'checkpoint';
  readonly label: string;
  readonly path: string;
  readonly fileName: string;
  /** `fold_0/checkpoint_final.pth` within its model folder; the file's name for one that lies alone. */
  readonly nameInModel: string;
  /** bytes; `undefined` when there is no such file */
  readonly size: number | undefined;
  readonly model: ModelFolder | undefined;
  readonly fold: Fold | undefined;
  /** What the file says, or why it cannot be read. */
  readonly content: CheckpointContent;
  /** What is small of it: known without reading it anew. */
  readonly trainedAs: { readonly trainer?: string | undefined; readonly configuration?: string | undefined };
  /** The plans it was trained with (`init_args.plans`); its document has pointers but no lines. */
  readonly plansFile: PlansFile | undefined;
  /** dataset.json it was trained with. */
  readonly datasetJson: JsonDocument | undefined;
}

export type CheckpointContent = (
  | { readonly checkpoint: TorchCheckpoint; readonly fault?: undefined }
  | { readonly checkpoint?: undefined; readonly fault: CheckpointFault }
) & {
  /** What loading it would do, as far as it could be read. */
  readonly trace: PickleTrace;
};

export interface CheckpointFault {
  readonly kind: FormatError['fault'] | 'missing' | 'is-a-folder' | 'unreadable';
  /** What lies there in its place. */
  readonly standIn?: FormatError['standIn'];
  readonly message: string;
}
