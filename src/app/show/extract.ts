import { fileSource } from '../../io/byte-source.js';
import { FormatError } from '../../io/format-error.js';
import { entryOf } from '../../io/pickle/access.js';
import { type Storage, StorageError } from '../../io/storage.js';
import { readTorchFile } from '../../io/torch/read-torch-file.js';
import { extractCommand } from '../../nnunet/command-line/commands.js';
import { pathWord, shellCommand } from '../../nnunet/command-line/word.js';
import { printPython } from '../../nnunet/values/python-json.js';
import { absolutePath } from '../../workspace/paths.js';
import { pythonJsonOf } from '../../workspace/pickled-python-json.js';
import { Trouble } from '../trouble.js';

/** What `--extract` takes, and under which key of `init_args` a checkpoint keeps it (nnUNetTrainer.save_checkpoint). */
const keys: ReadonlyMap<string, string> = new Map([
  ['plans', 'plans'],
  ['plans.json', 'plans'],
  ['dataset', 'dataset_json'],
  ['dataset.json', 'dataset_json'],
]);

export const extractable: readonly string[] = [...keys.keys()];

/**
 * The text of plans.json or dataset.json as nnU-Net wrote it beside the checkpoint, taken out of the checkpoint.
 * @throws Trouble when the file is no checkpoint, or does not hold it
 */
export function extracted(storage: Storage, cwd: string, typed: string, what: string): string {
  const path = absolutePath(cwd, typed);
  if (storage.stat(path)?.kind === 'folder') {
    throw new Trouble(`${typed} is a folder; --extract needs one of its checkpoints.`, [
      `Such as: ${extractCommand(`${typed}/fold_0/checkpoint_final.pth`, what)}`,
    ]);
  }
  try {
    const { pickle } = readTorchFile(fileSource(storage, path));
    const value = entryOf(entryOf(pickle.value, 'init_args'), keys.get(what) ?? '');
    if (value === undefined) {
      throw new Trouble(`${typed} holds no ${what}: it was not written by nnU-Net v2.`, [
        `See what it holds: ${shellCommand`nnplans show ${pathWord(typed)}`}`,
      ]);
    }
    return printPython(pythonJsonOf(value));
  } catch (error) {
    if (error instanceof FormatError || error instanceof StorageError) {
      throw new Trouble(`${what} cannot be extracted from ${typed}: ${error.message}.`);
    }
    throw error;
  }
}
