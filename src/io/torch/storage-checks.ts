import type { TorchStorage } from './tensors.js';
import type { TorchProblem } from './torch-file.js';

/** Storages that the file does not hold, or in another size than its tensors were saved with. */
export function* storageProblems(
  storages: readonly TorchStorage[],
  storedBytes: ReadonlyMap<string, number>,
): Iterable<TorchProblem> {
  for (const { key, bytes } of storages) {
    const stored = storedBytes.get(key);
    if (stored === undefined) {
      yield { kind: 'storage-missing', fatal: true, name: key, message: `the data of storage ${key} are missing` };
    } else if (stored !== bytes) {
      const message = `storage ${key} has ${stored} bytes, its tensors need ${bytes}`;
      yield { kind: 'storage-size', fatal: true, name: key, message };
    }
  }
}
