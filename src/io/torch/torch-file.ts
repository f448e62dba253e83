import type { Pickle } from '../pickle/read-pickle.js';
import type { TorchStorage } from './tensors.js';

/** What `torch.save` wrote: a pickle, and the bytes of the storages that it refers to. */
export interface TorchFile {
  readonly container: 'zip' | 'legacy';
  /** The folder inside the zip: the stem of the name under which the file was saved, or `archive`. */
  readonly archiveName: string | undefined;
  readonly pickle: Pickle;
  /** In the order in which the pickle names them. */
  readonly storages: readonly TorchStorage[];
  /** Bytes that the file holds for a storage, by its key. */
  readonly storedBytes: ReadonlyMap<string, number>;
  readonly problems: readonly TorchProblem[];
}

export interface TorchProblem {
  readonly kind: TorchProblemKind;
  /** Whether `torch.load` fails because of it. */
  readonly fatal: boolean;
  /** The storage, tensor or zip entry in question. */
  readonly name: string;
  readonly message: string;
}

export type TorchProblemKind =
  | 'cut-off'
  | 'storage-missing'
  | 'storage-size'
  | 'tensor-beyond-storage'
  | 'version-missing'
  | 'duplicate-entry'
  | 'overlapping-entries';
