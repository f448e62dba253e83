import { differencesBetween } from '../../nnunet/compare/comparison.js';
import { smallest } from '../../nnunet/values/numbers.js';
import { nearestOrigin } from '../../workspace/origins.js';
import type { Dataset, PlansFile } from '../../workspace/subjects.js';

/** Plans that were moved, recognized by the values that moving leaves alone. */
export interface MovedPlans {
  readonly origin: PlansFile;
  readonly moved: PlansFile;
}

export interface FoundTransfers {
  readonly transfers: readonly MovedPlans[];
  /** Plans that stem from a dataset which has several that they could be a copy of, or from one of several datasets. */
  readonly unclear: readonly { readonly moved: PlansFile; readonly origins: readonly string[] }[];
}

/** Every plans file whose origin is another dataset than the one in whose folder it lies. */
export function foundTransfers(datasets: readonly Dataset[]): FoundTransfers {
  const transfers: MovedPlans[] = [];
  const unclear: { moved: PlansFile; origins: readonly string[] }[] = [];
  for (const dataset of datasets) {
    for (const moved of dataset.plansFiles) {
      const origins = otherOrigins(moved, dataset, datasets);
      if (origins.length === 0) continue;
      const sources = datasets.filter(({ name }) => origins.includes(name));
      const origin = sources.length === 1 ? sourceOf(moved, sources[0]) : undefined;
      if (origin !== undefined) transfers.push({ origin, moved });
      else unclear.push({ moved, origins });
    }
  }
  return { transfers, unclear };
}

/** Names of the datasets that plans stem from; none where they stem from their own, or nobody knows. */
function otherOrigins({ plans }: PlansFile, own: Dataset, all: readonly Dataset[]): readonly string[] {
  if (nearestOrigin(plans, [own]).datasets.includes(own.name)) return [];
  return nearestOrigin(plans, all).datasets.filter((name) => name !== own.name);
}

/** The plans that were moved: of those that the dataset made itself the ones that least was changed in since. */
function sourceOf(moved: PlansFile, dataset: Dataset | undefined): PlansFile | undefined {
  if (dataset === undefined) return undefined;
  const own = dataset.plansFiles.filter((file) => nearestOrigin(file.plans, [dataset]).datasets.length > 0);
  const changes = own.map((file) => changesBetween(file, moved));
  const least = smallest(changes);
  const [only, second] = own.filter((_file, i) => changes[i] === least);
  return second === undefined ? only : undefined;
}

function changesBetween(source: PlansFile, moved: PlansFile): number {
  return source.configurations.reduce((changes, before) => {
    const after = moved.configurations.find(({ configuration: { name } }) => name === before.configuration.name);
    return changes + (after === undefined ? wholeConfiguration : differencesBetween(before, after).length);
  }, 0);
}

/** Weighs more than all changes within one. */
const wholeConfiguration = 1000;
