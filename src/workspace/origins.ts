import type { JsonValue } from '../io/json/value.js';
import { mayBeOneDataset } from '../nnunet/dataset/dataset-ids.js';
import { type Origin, originOf } from '../nnunet/origin/origin.js';
import type { Plans } from '../nnunet/plans/plans.js';
import type { Dataset, PlansFile, Transfer } from './subjects.js';

type NamedFingerprint = readonly [dataset: string, fingerprint: JsonValue | undefined];

/**
 * Whose data the plans of a transfer were computed from. The datasets of the transfer are asked first, as they were when models were trained and as they are
 * today; the others of the preprocessed folder, which may be a thousand, only about plans that stem from neither.
 */
export function originsOf(
  trained: PlansFile,
  finetuning: PlansFile,
  datasets: readonly (Dataset | undefined)[],
): Transfer['origins'] {
  const near = datasets.filter((dataset) => dataset !== undefined);
  const kept = [trained, finetuning].flatMap((file) => keptFingerprint(file, near));
  return { trained: nearestOrigin(trained.plans, near, kept), finetuning: nearestOrigin(finetuning.plans, near, kept) };
}

/** A model folder keeps the fingerprint of the dataset that was trained on, whose name its plans tell. */
function keptFingerprint({ plans, fingerprint }: PlansFile, near: readonly Dataset[]): readonly NamedFingerprint[] {
  const { datasetName } = plans;
  if (datasetName === undefined || fingerprint?.value === undefined) return [];
  const own = near.find(({ name }) => mayBeOneDataset(name, datasetName));
  return [[own?.name ?? datasetName, fingerprint.value]];
}

/**
 * @param near datasets that are asked first; all others only where none of them fits
 * @param kept fingerprints that models keep, which are asked like those
 */
export function nearestOrigin(plans: Plans, near: readonly Dataset[], kept: readonly NamedFingerprint[] = []): Origin {
  const found = originOf(plans, [...fingerprints(near), ...kept]);
  if (found.datasets.length > 0) return found;
  const names = new Set(near.map((dataset) => dataset.name));
  const others = (near[0]?.roots.datasets ?? []).filter((dataset) => !names.has(dataset.name));
  const further = originOf(plans, fingerprints(others));
  return {
    datasets: further.datasets,
    // Equal medians are common among many datasets: beyond those of the transfer they prove nothing.
    partly: found.partly,
    compared: [...found.compared, ...further.compared],
  };
}

/** A model folder keeps a copy of the fingerprint, which is there even where the preprocessed folder is not. */
function* fingerprints(datasets: readonly Dataset[]): Iterable<NamedFingerprint> {
  const seen = new Set<string>();
  for (const dataset of datasets) {
    if (seen.has(dataset.name)) continue;
    seen.add(dataset.name);
    const kept = () => dataset.models.find((model) => model.fingerprint.value !== undefined)?.fingerprint.value;
    yield [dataset.name, dataset.fingerprint.value ?? kept()];
  }
}
