import { readImageHeader } from '../io/images/read-image-header.js';
import { pythonInt } from '../nnunet/values/python-builtins.js';
import { lazy } from './lazy.js';
import { checkpointAt, modelAt } from './open-found.js';
import type { Reach } from './reach.js';
import type { Surroundings } from './script-subjects.js';
import { readFile } from './stored-array.js';

/** What a command finds in a reach. */
export function surroundingsOf(reach: Reach): Surroundings {
  const { home, roots, storage } = reach;
  const names = lazy(() => [...new Set([...home.roots.folderNames.values()].flat())].sort());
  const namesOf = (typed: string): readonly string[] => {
    // utilities/dataset_name_id_conversion.py: a name is taken as it is, anything else has to be a number.
    if (typed.startsWith('Dataset')) return names().includes(typed) ? [typed] : [];
    const id = pythonInt(typed);
    return id === undefined ? [] : home.namesOfId(id);
  };
  return {
    roots: { raw: roots.raw, preprocessed: roots.preprocessed, results: roots.results },
    get datasetNames() {
      return names();
    },
    namesOf,
    dataset(typed) {
      const [only, second] = namesOf(typed);
      return only === undefined || second !== undefined ? undefined : home.dataset(only);
    },
    checkpoint(path) {
      const absolute = reach.absolute(path);
      return storage.stat(absolute)?.kind === 'file' ? checkpointAt(reach, absolute) : undefined;
    },
    model(path) {
      const absolute = reach.absolute(path);
      return storage.stat(absolute)?.kind === 'folder' ? modelAt(reach, absolute) : undefined;
    },
    image(path) {
      return readFile(storage, reach.absolute(path), readImageHeader);
    },
    namesIn(path) {
      return storage.list(reach.absolute(path))?.map((entry) => entry.name);
    },
  };
}
