import { defineRule } from '../../src/engine/rule.js';
import { carefulPreprocess } from '../../src/nnunet/command-line/careful-commands.js';
import { isDefaultSplit, readFolds } from '../../src/nnunet/dataset/splits.js';
import { holdsCases, isRenamed, type Seeker, unclaimedFolders } from '../../src/nnunet/plans/data-folders.js';
import { inQuotes, quotedList } from '../../src/nnunet/words/wording.js';
import type { DataFolderUse, Dataset, PlansConfiguration, PlansFile } from '../../src/workspace/subjects.js';

interface Renamed {
  readonly configuration: string;
  readonly wanted: string;
  readonly found: string;
}

/**
 * A folder that is not there yet is no mistake; one that must have been there is. Three things tell: a folder that nobody asks for and that fits,
 * predictions of an earlier stage that were resampled to it, and ground truth, which preprocessing copies last.
 */
export const missingDataFolder = defineRule({
  id: 'dataset/missing-data-folder',
  subject: 'dataset',
  severity: 'error',
  severities: { pending: 'info' },
  since: '0.1.0',
  summary: 'Every configuration that was preprocessed has its data folder.',
  why: `\`nnUNetv2_train\` looks for the folder that \`data_identifier\` names and stops with "No such file or directory" if there is none. Before preprocessing this is normal, and it may be
after training. It is a mistake if the folder was renamed, or lost after preprocessing.`,
  remedy: 'Rename the folder as data_identifier says, or preprocess again.',
  mendedAfterMove: true,
  sources: [
    'nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py',
    'nnunetv2/training/dataloading/nnunet_dataset.py: infer_dataset_class',
    'nnunetv2/experiment_planning/plan_and_preprocess_api.py: preprocess_dataset',
  ],
  examples: [
    {
      title: 'The data folder was renamed',
      changes: [
        {
          file: 'nnUNet_preprocessed/Dataset122_PancreasCT/nnUNetPlans_3d_fullres',
          copyFrom: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom_3d_fullres',
        },
        { file: 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom_3d_fullres', delete: true },
      ],
      reports: 'renamed',
    },
  ],
  messages: {
    renamed: ({ configuration, wanted, found }: Renamed) =>
      `Configuration ${configuration} needs the data folder ${wanted}, which does not exist. There is a folder ${found}, which no plans use. nnUNetv2_train stops.`,
    predicted: ({ configuration, wanted }: Omit<Renamed, 'found'>) =>
      `Data folder ${wanted} of configuration ${configuration} is gone. It was there: predictions of the earlier stage were resampled to its cases. nnUNetv2_train stops.`,
    lost: ({ dataset, folders }: { readonly dataset: string; readonly folders: string }) =>
      `${dataset} was preprocessed, because it has gt_segmentations. But it has no data folder ${folders}. nnUNetv2_train stops.`,
    pending: ({ plans, configurations }: { readonly plans: string; readonly configurations: readonly string[] }) =>
      `No data are preprocessed for ${quotedList(configurations)} of ${plans}. nnUNetv2_train would stop.`,
  },
  *check(dataset) {
    if (dataset.place === 'elsewhere') return;
    const missing = dataset.dataFolderUses.filter(({ folder, configurations }) => {
      const owner = configurations[0]?.plansFile.plans.datasetName;
      // Data of plans that name another dataset are looked for there: plans/dataset-matches-folder tells.
      return folder === undefined && (owner === undefined || owner === dataset.name);
    });
    const at = { document: { file: dataset.folder } };
    const { whole = dataset } = dataset;
    const unclaimed = unclaimedFolders(whole.dataFolders, whole.dataFolderUses);
    const hasNoOther = dataset.dataFolderUses.every((use) => use.folder === undefined);
    const explained = new Set<DataFolderUse>();
    for (const use of missing) {
      const user = use.configurations[0];
      if (user === undefined) continue;
      const configuration = user.configuration.name;
      const place = { document: user.plansFile.document, pointer: user.configuration.at('data_identifier') };
      const again = carefulPreprocess(dataset, [user]);
      const seekers = use.configurations.map((one) => seeker(one, use.identifier, dataset, hasNoOther));
      const found = unclaimed.find(({ name }) => seekers.some((one) => isRenamed(name, one)));
      if (found !== undefined) {
        const data = { configuration, wanted: use.identifier, found: found.name };
        yield {
          message: 'renamed',
          at: place,
          data,
          remedy: `Rename ${inQuotes(found.name)} to ${inQuotes(use.identifier)}. Or preprocess again: ${again.remedy}`,
        };
      } else if (use.configurations.some((one) => wasPredictedFor(one, dataset))) {
        yield { message: 'predicted', at: place, data: { configuration, wanted: use.identifier }, ...again };
      } else continue;
      explained.add(use);
    }
    const rest = missing.filter((use) => !explained.has(use));
    if (rest.length > 0 && explained.size === 0 && isLost(whole)) {
      const folders = quotedList(
        rest.map((use) => use.identifier),
        'or',
      );
      yield { message: 'lost', at, data: { dataset: dataset.name, folders } };
      return;
    }
    // Whether a command finds its data, rules about commands tell.
    if (dataset.whole !== undefined) return;
    const users = new Map(dataset.plansFiles.map((file) => [file, [] as PlansConfiguration[]]));
    for (const user of rest.flatMap((use) => use.configurations)) users.get(user.plansFile)?.push(user);
    for (const [file, own] of users) {
      const names = own.map((user) => user.configuration.name);
      if (names.length === 0) continue;
      const data = { plans: file.stem, configurations: names };
      yield {
        message: 'pending',
        at: { document: file.document },
        data,
        ...carefulPreprocess(dataset, own),
      };
    }
  },
});

/** What is known of the data that a configuration seeks. */
function seeker(
  { plansFile, configuration }: PlansConfiguration,
  identifier: string,
  dataset: Dataset,
  hasNoOther: boolean,
): Seeker {
  const isTrained = dataset.models.some(
    ({ nameParts }) => nameParts?.plans === plansNameOf(plansFile) && nameParts.configuration === configuration.name,
  );
  const plansNames = [plansFile.stem, plansNameOf(plansFile)];
  return { identifier, plansNames, configuration: configuration.name, hadData: isTrained || hasNoOther };
}

function plansNameOf(file: PlansFile): string {
  return file.plans.plansName ?? file.stem;
}

/** An earlier stage writes its predictions in the shape of this configuration's cases; not asked once this stage is trained itself. */
function wasPredictedFor({ plansFile, configuration }: PlansConfiguration, { models }: Dataset): boolean {
  const own = models.filter((model) => model.nameParts?.plans === plansNameOf(plansFile));
  const isTrained = own.some((model) => model.nameParts?.configuration === configuration.name);
  return !isTrained && own.some((model) => (model.predictedNextStage.get(configuration.name)?.length ?? 0) > 0);
}

/**
 * Preprocessing has finished and nothing of it is left, though no training has made it superfluous: none has left a model, nor the split that training
 * writes by itself.
 */
function isLost({ groundTruth, dataFolders, models, roots, splits }: Dataset): boolean {
  const wasTrained = models.length > 0 || roots.results === undefined || isDefaultSplit(readFolds(splits.value) ?? []);
  return (groundTruth?.length ?? 0) > 0 && !dataFolders.some((folder) => holdsCases(folder.files)) && !wasTrained;
}
