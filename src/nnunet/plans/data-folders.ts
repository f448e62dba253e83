import type { CaseFiles } from '../dataset/case-files.js';
import { nearMiss } from '../words/near-miss.js';

/** Whether a folder holds preprocessed cases, of whichever format. */
export function holdsCases(files: CaseFiles): boolean {
  return dataEndings.some((ending) => files.someWith(ending));
}

const dataEndings = ['.b2nd', '_seg.b2nd', '.npz'] as const;

/** Folders with preprocessed cases that no plans ask for. */
export function unclaimedFolders<Folder extends { readonly name: string; readonly files: CaseFiles }>(
  folders: readonly Folder[],
  uses: readonly { readonly identifier: string }[],
): readonly Folder[] {
  const wanted = new Set(uses.map((use) => use.identifier));
  return folders.filter((folder) => !wanted.has(folder.name) && holdsCases(folder.files));
}

/** A configuration whose data folder is not there. */
export interface Seeker {
  readonly identifier: string;
  /** Names that its plans go by: the file's, and `plans_name`. */
  readonly plansNames: readonly string[];
  readonly configuration: string;
  /** It was trained, so that its data were there; or its plans have no other data. */
  readonly hadData: boolean;
}

/**
 * Whether a folder is surely the one that is looked for under another name: nearly the right name, the name that nnU-Net gives by default to the
 * data of these plans, or data of the same configuration where there must have been some.
 */
export function isRenamed(folder: string, { identifier, plansNames, configuration, hadData }: Seeker): boolean {
  if (nearMiss(folder, [identifier]) !== undefined) return true;
  if (plansNames.some((plans) => folder === `${plans}_${configuration}`)) return true;
  return hadData && folder.endsWith(`_${configuration}`);
}
