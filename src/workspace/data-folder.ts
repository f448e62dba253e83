import type { Storage } from '../io/storage.js';
import { CaseFiles } from '../nnunet/dataset/case-files.js';
import { lazy } from './lazy.js';
import { baseName } from './paths.js';
import type { DataFolder } from './subjects.js';

export function openDataFolder(storage: Storage, path: string): DataFolder {
  const files = lazy(() =>
    CaseFiles.from((add) => {
      storage.forEachEntry(path, ({ name, kind }) => {
        if (kind === 'file') add(name);
      });
    }),
  );
  return {
    name: baseName(path),
    path,
    get files() {
      return files();
    },
  };
}
