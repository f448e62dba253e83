import { fileSource } from '../io/byte-source.js';
import { FormatError } from '../io/format-error.js';
import { PickleTrace } from '../io/pickle/trace.js';
import type { Storage } from '../io/storage.js';
import { StorageError } from '../io/storage.js';
import { readTorchCheckpoint } from '../io/torch/checkpoint.js';
import { embeddedDocument } from './embedded-document.js';
import { lazy } from './lazy.js';
import { memoryOf } from './memory.js';
import type { Checkpoint, CheckpointContent, CheckpointFault, Fold, ModelFolder } from './model-subjects.js';
import { baseName } from './paths.js';
import { plansFileOf } from './plans-file.js';

export interface CheckpointSetting {
  readonly label?: string;
  readonly model?: ModelFolder | undefined;
  readonly fold?: Fold | undefined;
}

/** A checkpoint file; nothing is read before its content is asked for. */
export function openCheckpoint(storage: Storage, path: string, setting: CheckpointSetting = {}): Checkpoint {
  const fileName = baseName(path);
  const label = setting.label ?? fileName;
  let trainedAs: Checkpoint['trainedAs'];
  const kept = memoryOf(storage).keep(() => {
    const read = readContent(storage, path);
    trainedAs = {
      trainer: read.checkpoint?.trainerName,
      configuration: read.checkpoint?.initArguments?.configuration,
    };
    return read;
  }, sizeOf);
  const content = kept.get;
  const plansFile = kept.alongside(() => {
    const plans = content().checkpoint?.initArguments?.plans;
    if (plans === undefined) return undefined;
    return plansFileOf(embeddedDocument(path, plans), {
      place: 'embedded',
      owner: label,
      datasetJson,
      fingerprint: () => setting.model?.fingerprint,
    });
  });
  const datasetJson = kept.alongside(() => {
    const found = content().checkpoint?.initArguments?.datasetJson;
    return found === undefined ? undefined : embeddedDocument(path, found);
  });
  const stat = lazy(() => storage.stat(path));
  return {
    kind: 'checkpoint',
    label,
    path,
    fileName,
    nameInModel: setting.fold === undefined ? fileName : `${setting.fold.name}/${fileName}`,
    get size() {
      return stat()?.size;
    },
    model: setting.model,
    fold: setting.fold,
    get content() {
      return content();
    },
    get trainedAs() {
      if (trainedAs === undefined) content();
      return trainedAs ?? {};
    },
    get plansFile() {
      return plansFile();
    },
    get datasetJson() {
      return datasetJson();
    },
  };
}

/** Rough bytes: of a text that is read a class, a key and a number take many times as many; of plans, each value, its pointer and a view of it. */
function sizeOf({ checkpoint }: CheckpointContent): number {
  if (checkpoint === undefined) return 0;
  const { initArguments, nnsslAdaptationPlan, bytesRead } = checkpoint;
  const documents = [initArguments?.plans, initArguments?.datasetJson, nnsslAdaptationPlan];
  return bytesRead * 20 + documents.reduce((sum, document) => sum + (document?.nodes ?? 0), 0) * 250;
}

function readContent(storage: Storage, path: string): CheckpointContent {
  const trace = new PickleTrace();
  try {
    return { checkpoint: readTorchCheckpoint(fileSource(storage, path), { trace }), trace };
  } catch (error) {
    if (error instanceof FormatError) {
      const { fault: kind, message, standIn } = error;
      return { fault: { kind, message, ...(standIn === undefined ? {} : { standIn }) }, trace };
    }
    if (error instanceof StorageError)
      return { fault: storageFault(error, storage.stat(path)?.kind === 'folder'), trace };
    throw error;
  }
}

function storageFault(error: StorageError, isFolder: boolean): CheckpointFault {
  if (isFolder) return { kind: 'is-a-folder', message: 'this is a folder, not a checkpoint file' };
  if (error.fault === 'missing') return { kind: 'missing', message: 'there is no such file' };
  return { kind: 'unreadable', message: error.message };
}
