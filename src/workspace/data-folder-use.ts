import type { PreprocessedCase } from './case-subjects.js';
import { lazy } from './lazy.js';
import { readValues } from './read-values.js';
import type { DataFolder, DataFolderUse, PlansConfiguration, PlansFile } from './subjects.js';

/**
 * Which data folders the plans of a dataset ask for, in the order in which plans name them. Identifiers that are no plain folder name
 * (empty, `.`, with a slash) are left out: they lead elsewhere.
 * @param spreadOf opens the first, the middle and the last case of a folder
 */
export function dataFolderUses(
  plansFiles: readonly PlansFile[],
  folders: readonly DataFolder[],
  spreadOf: (folder: DataFolder, users: readonly PlansConfiguration[]) => readonly PreprocessedCase[],
): readonly DataFolderUse[] {
  const configurations = new Map<string, PlansConfiguration[]>();
  for (const configuration of plansFiles.flatMap((file) => file.configurations)) {
    const identifier = configuration.configuration.dataIdentifier;
    if (identifier === undefined || !isPlainName(identifier)) continue;
    const known = configurations.get(identifier);
    if (known === undefined) configurations.set(identifier, [configuration]);
    else known.push(configuration);
  }
  const byName = new Map(folders.map((folder) => [folder.name, folder]));
  return [...configurations].map(([identifier, users]) => {
    const folder = byName.get(identifier);
    const spread = lazy(() => (folder === undefined ? [] : spreadOf(folder, users)));
    const values = lazy(() => readValues(spread()));
    return {
      identifier,
      configurations: users,
      folder,
      get sampledCases() {
        return [...new Set([spread()[0], spread().at(-1)])].filter((one) => one !== undefined);
      },
      get spreadCases() {
        return spread();
      },
      get values() {
        return values();
      },
    };
  });
}

function isPlainName(identifier: string): boolean {
  return !['', '.', '..'].includes(identifier) && !/[/\\]/.test(identifier);
}
