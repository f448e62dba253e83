import type { ByteSource } from '../byte-source.js';
import { entryOf, itemsOf, numberOf, textOf } from '../pickle/access.js';
import { PyDict } from '../pickle/dictionary.js';
import { type PickledJson, toJson } from '../pickle/to-json.js';
import type { ReadOptions } from '../pickle/trace.js';
import type { PickleValue, PyGlobal } from '../pickle/values.js';
import { type InitArguments, readInitArguments } from './init-arguments.js';
import { readTorchFile } from './read-torch-file.js';
import type { TorchStorage, TorchTensor } from './tensors.js';
import type { TorchFile, TorchProblem } from './torch-file.js';
import { type CheckpointKind, findWeights } from './weights.js';

/** What a checkpoint says, short of the weights themselves (nnUNetTrainer.save_checkpoint). */
export interface TorchCheckpoint {
  readonly kind: CheckpointKind;
  readonly container: TorchFile['container'];
  /** The stem of the name under which the file was saved; `archive` when unknown, `undefined` in legacy files. */
  readonly archiveName: string | undefined;
  /** Keys of the outermost dictionary, in order; empty when it is none. */
  readonly keys: readonly string[];
  /** Keys that lead to {@link tensors}: `['network_weights']`; `undefined` when there are no tensors. */
  readonly weightsPath: readonly string[] | undefined;
  /** The state_dict in its order, names as they are in the file. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly nonTensors: readonly string[];
  readonly initArguments: InitArguments | undefined;
  /** What nnssl adds: where its encoder lies, and what it was pretrained on. */
  readonly nnsslAdaptationPlan: PickledJson | undefined;
  readonly trainerName: string | undefined;
  /** Finished epochs. */
  readonly currentEpoch: number | undefined;
  /** Best moving average of the pseudo Dice; null when saved before the first epoch's end, `undefined` when absent. */
  readonly bestEma: number | null | undefined;
  /** Axes over which prediction may mirror; null when not set, `undefined` when absent, as in old files. */
  readonly mirroringAxes: readonly number[] | null | undefined;
  /** Whether training could go on from here. */
  readonly hasOptimizerState: boolean;
  readonly hasGradScalerState: boolean;
  readonly hasLogging: boolean;
  /** Classes and functions that the file names; those with `called` run when Python loads it. */
  readonly globals: readonly PyGlobal[];
  /** Memory of all tensors, those of the optimizer included. */
  readonly storages: readonly TorchStorage[];
  readonly problems: readonly TorchProblem[];
  /** What reading took. */
  readonly bytesRead: number;
}

export interface StoredTensor {
  readonly shape: readonly number[];
  /** `float32`, `int64`. */
  readonly dtype: string;
  /** Tensors with the same key and offset are one and the same. */
  readonly storageKey: string;
  /** Elements. */
  readonly storageOffset: number;
}

/**
 * Reads everything of a checkpoint but its weights; from a file of 1 GB that is under 1 MB.
 * Weights without nnU-Net's keys are described as far as they go, see {@link CheckpointKind}.
 * @throws FormatError when `torch.load` could not open the file either, or when it exceeds the limits
 */
export function readTorchCheckpoint(source: ByteSource, options: ReadOptions = {}): TorchCheckpoint {
  const file = readTorchFile(source, options);
  const top = file.pickle.value;
  const weights = findWeights(top);
  const adaptation = entryOf(top, 'nnssl_adaptation_plan');
  return {
    kind: weights.kind,
    container: file.container,
    archiveName: file.archiveName,
    keys: textKeys(top),
    weightsPath: weights.path,
    tensors: new Map([...weights.tensors].map(([name, tensor]) => [name, storedTensor(tensor)])),
    nonTensors: weights.nonTensors,
    initArguments: readInitArguments(entryOf(top, 'init_args')),
    nnsslAdaptationPlan: adaptation === undefined ? undefined : toJson(adaptation),
    trainerName: textOf(entryOf(top, 'trainer_name')),
    currentEpoch: numberOf(entryOf(top, 'current_epoch')),
    bestEma: numberOrNull(entryOf(top, '_best_ema')),
    mirroringAxes: axesOrNull(entryOf(top, 'inference_allowed_mirroring_axes')),
    hasOptimizerState: isFilled(entryOf(top, 'optimizer_state')),
    hasGradScalerState: isFilled(entryOf(top, 'grad_scaler_state')),
    hasLogging: isFilled(entryOf(top, 'logging')),
    globals: file.pickle.globals,
    storages: file.storages,
    problems: [...file.problems, ...tensorProblems(weights.tensors)],
    bytesRead: source.bytesRead,
  };
}

function storedTensor({ shape, dtype, storage, offset }: TorchTensor): StoredTensor {
  return { shape, dtype: dtype.name, storageKey: storage.key, storageOffset: offset };
}

function* tensorProblems(tensors: ReadonlyMap<string, TorchTensor>): Iterable<TorchProblem> {
  for (const [name, tensor] of tensors) {
    if (tensor.fitsStorage) continue;
    const message = `tensor ${name} of shape ${tensor.shape.join(' × ')} is larger than its storage`;
    yield { kind: 'tensor-beyond-storage', fatal: true, name, message };
  }
}

function textKeys(value: PickleValue): string[] {
  if (!(value instanceof PyDict)) return [];
  return [...value.entries()].flatMap(([key]) => (typeof key === 'string' ? [key] : []));
}

function isFilled(value: PickleValue | undefined): boolean {
  return value !== undefined && value !== null;
}

function numberOrNull(value: PickleValue | undefined): number | null | undefined {
  return value === null ? null : numberOf(value);
}

function axesOrNull(value: PickleValue | undefined): readonly number[] | null | undefined {
  if (value === null) return null;
  const axes = itemsOf(value)?.map(numberOf);
  return axes?.every((axis) => axis !== undefined) ? axes : undefined;
}
