import type { ModelFolder } from './model-subjects.js';
import type { DataFolderUse, Dataset, PlansConfiguration, PlansFile } from './subjects.js';

/**
 * A dataset as one job sees it: of its plans, data folders and models only those that the job uses. Rules then speak of these alone.
 * @param configurations that the job uses
 * @param withData whether it reads preprocessed data, rather than writing them
 */
export function narrowedDataset(
  dataset: Dataset,
  configurations: readonly PlansConfiguration[],
  { withData, models }: { readonly withData: boolean; readonly models: readonly ModelFolder[] },
): Dataset {
  const plansFiles = [...new Set(configurations.map(({ plansFile }) => plansFile))];
  const uses = () =>
    dataset.dataFolderUses.flatMap((use) => {
      const own = use.configurations.filter((candidate) => configurations.includes(candidate));
      return own.length === 0 || !withData
        ? []
        : [Object.create(use, { configurations: { value: own } }) as DataFolderUse];
    });
  return Object.create(dataset, {
    whole: { value: dataset.whole ?? dataset },
    plansFiles: { value: plansFiles },
    models: { value: models },
    dataFolderUses: { get: uses },
    dataFolders: {
      get: () => dataset.dataFolders.filter((folder) => uses().some((use) => use.identifier === folder.name)),
    },
  }) as Dataset;
}

/** A model folder as one job sees it: some of its folds, and one of their checkpoints. */
export function narrowedModel(
  model: ModelFolder,
  folds: readonly string[],
  checkpoint: string | undefined,
): ModelFolder {
  const used = model.folds
    .filter((fold) => folds.includes(fold.name))
    .map((fold) => ({
      ...fold,
      checkpoints: fold.checkpoints.filter(({ fileName }) => checkpoint === undefined || fileName === checkpoint),
    }));
  return Object.create(model, { whole: { value: model.whole ?? model }, folds: { value: used } }) as ModelFolder;
}

/** Plans as a trainer uses them that does not do all that they say. */
export function plansUnderTrainer(
  plansFile: PlansFile,
  configurations: readonly PlansConfiguration[],
  trainer: string,
): readonly (PlansFile | PlansConfiguration)[] {
  const used = Object.create(plansFile, { trainer: { value: trainer } }) as PlansFile;
  const own = configurations.map((one) => Object.create(one, { plansFile: { value: used } }) as PlansConfiguration);
  return [used, ...own];
}
