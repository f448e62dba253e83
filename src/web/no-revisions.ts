import { StorageError } from '../io/storage.js';

/** Takes the place of src/io/node-git-storage.ts in the page, which has no git. */
export function revisionFile(_cwd: string, typed: string): never {
  throw new StorageError('missing', typed, 'there is no such file among those that were dropped');
}
