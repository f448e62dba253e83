import type { JsonDocument } from '../io/json/document.js';
import { isAbsolutePath, pretrainInfo } from '../nnunet/plans/nnssl.js';
import { Plans } from '../nnunet/plans/plans.js';
import { lazy } from './lazy.js';
import { alongside } from './memory.js';
import type { Checkpoint } from './model-subjects.js';
import { baseName, stemOf } from './paths.js';
import type { Dataset, PlansConfiguration, PlansFile } from './subjects.js';

export interface PlansFileSetting {
  readonly place: PlansFile['place'];
  /** Asked when it matters: a checkpoint is read for it. */
  readonly trainer?: () => string | undefined;
  readonly dataset?: Dataset | undefined;
  /** dataset.json that goes with the plans, read when first asked for. */
  readonly datasetJson?: () => JsonDocument | undefined;
  /** dataset_fingerprint.json of the model folder that the plans come from, read when first asked for. */
  readonly fingerprint?: () => JsonDocument | undefined;
  /** Name of the folder or dataset to show before the stem. */
  readonly owner?: string | undefined;
  readonly modified?: () => number | undefined;
  /** Opens a checkpoint by its path; without, none is opened. */
  readonly checkpointAt?: (path: string) => Checkpoint;
}

export function plansFileOf(document: JsonDocument, setting: PlansFileSetting): PlansFile {
  const computed = <T>(compute: () => T) => alongside(document, compute) ?? lazy(compute);
  const plans = computed(() => new Plans(document.value));
  const stem = stemOf(document.file);
  const owner = setting.dataset?.name ?? setting.owner;
  const name = setting.place === 'preprocessed' ? stem : baseName(document.file);
  // The plans inside a checkpoint have no name beside the checkpoint's own.
  const label = owner === undefined ? name : setting.place === 'embedded' ? owner : `${owner}/${name}`;
  const configurations = computed(() =>
    plans().configurations.map(
      (configuration): PlansConfiguration => ({
        kind: 'configuration',
        label: `${label}#${configuration.name}`,
        plansFile: file,
        configuration,
      }),
    ),
  );
  const pretrained = lazy(() => {
    const path = pretrainInfo(plans())?.checkpointPath;
    return typeof path === 'string' && isAbsolutePath(path) ? setting.checkpointAt?.(path) : undefined;
  });
  const file: PlansFile = {
    kind: 'plans',
    label,
    stem,
    document,
    get plans() {
      return plans();
    },
    place: setting.place,
    get trainer() {
      return setting.trainer?.();
    },
    dataset: setting.dataset,
    get datasetJson() {
      return setting.datasetJson?.() ?? setting.dataset?.datasetJson;
    },
    get configurations() {
      return configurations();
    },
    get fingerprint() {
      return setting.fingerprint?.();
    },
    get modified() {
      return setting.modified?.();
    },
    get pretrainedCheckpoint() {
      return pretrained();
    },
  };
  return file;
}
