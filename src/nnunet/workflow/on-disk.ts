import type { Named } from './named.js';

/** What a command finds on the disk, as far as workflows are concerned. */
export interface Disk {
  readonly roots: { readonly preprocessed: string | undefined };
  dataset(typed: string): DatasetOnDisk | undefined;
}

interface DatasetOnDisk {
  readonly plansFiles: readonly { readonly stem: string }[];
  readonly datasetJson: { readonly problems: readonly { readonly kind: string }[] };
  readonly dataFolders: readonly { readonly name: string }[];
}

/** Whether a dataset has plans of that name now; `undefined` where that cannot be seen, as for a dataset of another machine. */
export function hasPlans(disk: Disk, dataset: Named | undefined, plans: Named | undefined): boolean | undefined {
  const found = datasetOf(disk, dataset);
  if (found === undefined || plans?.text === undefined) return undefined;
  return found.plansFiles.some(({ stem }) => stem === plans.text);
}

/** Whether a preprocessed folder holds its dataset.json. */
export function hasDatasetJson(disk: Disk, dataset: Named | undefined): boolean | undefined {
  const found = datasetOf(disk, dataset);
  return found === undefined ? undefined : !found.datasetJson.problems.some(({ kind }) => kind === 'missing');
}

/** Whether there are any preprocessed data. */
export function hasData(disk: Disk, dataset: Named | undefined): boolean | undefined {
  const found = datasetOf(disk, dataset);
  return found === undefined ? undefined : found.dataFolders.length > 0;
}

function datasetOf(disk: Disk, dataset: Named | undefined): DatasetOnDisk | undefined {
  return disk.roots.preprocessed === undefined || dataset?.text === undefined ? undefined : disk.dataset(dataset.text);
}
