import type { PickleValue } from '../pickle/values.js';
import { storageOf, type TorchStorage } from './tensors.js';

/** The storages that a pickle refers to, one for each key, as `persistent_load` of torch keeps them. */
export class StorageTable {
  readonly #storages = new Map<string, TorchStorage>();

  get storages(): TorchStorage[] {
    return [...this.#storages.values()];
  }

  get(key: string): TorchStorage | undefined {
    return this.#storages.get(key);
  }

  load(id: PickleValue): TorchStorage | undefined {
    const storage = storageOf(id);
    if (storage === undefined) return undefined;
    const known = this.#storages.get(storage.key);
    // A view of a storage has its key, and limits of its own.
    if (known !== undefined) return known.usable === storage.usable ? known : storage;
    this.#storages.set(storage.key, storage);
    return storage;
  }
}
