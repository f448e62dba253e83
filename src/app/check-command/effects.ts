import { counted } from '../../nnunet/words/wording.js';
import { modelFolderOf } from '../../workspace/job.js';
import { join } from '../../workspace/paths.js';
import type { Surroundings } from '../../workspace/script-subjects.js';
import type { CommandUse } from './command-use.js';

/** What a command does to the disk, in words. */
export interface Effects {
  readonly reads: readonly string[];
  readonly deletes: readonly string[];
  readonly writes: readonly string[];
}

const none: Effects = { reads: [], deletes: [], writes: [] };

/** As far as it can be told beforehand. */
export function effectsOf(use: CommandUse, surroundings: Surroundings, nameFile: (file: string) => string): Effects {
  const { intent, jobs } = use;
  switch (intent.kind) {
    case 'train':
      return trainingEffects(use, surroundings, nameFile);
    case 'preprocess': {
      const folders = jobs.flatMap(({ dataset, configurations }) =>
        [...new Set(configurations.map(({ configuration }) => configuration.dataIdentifier))].flatMap((identifier) => {
          if (identifier === undefined) return [];
          const existing = dataset.dataFolders.find((folder) => folder.name === identifier);
          return [{ path: nameFile(join(dataset.folder, identifier)), existing }];
        }),
      );
      return {
        reads: jobs.flatMap(({ dataset }) => (dataset.rawFolder === undefined ? [] : [nameFile(dataset.rawFolder)])),
        deletes: folders.flatMap(({ path, existing }) =>
          existing === undefined ? [] : [`${path} (${counted(existing.files.size, 'case')})`],
        ),
        writes: folders.map(({ path }) => path),
      };
    }
    case 'plan': {
      const plans = intent.plans;
      return plans === undefined
        ? none
        : { ...none, writes: plannedFiles(intent.datasets ?? [], plans, surroundings, nameFile) };
    }
    case 'move': {
      const { target, targetPlans } = intent;
      return target === undefined || targetPlans === undefined
        ? none
        : { ...none, writes: plannedFiles([target], targetPlans, surroundings, nameFile) };
    }
    case 'predict': {
      const model = modelFolderOf(intent, surroundings);
      return {
        reads: [model, intent.input].flatMap((path) => (path === undefined ? [] : [nameFile(path)])),
        deletes: [],
        writes: intent.output === undefined ? [] : [nameFile(intent.output)],
      };
    }
    default:
      return none;
  }
}

function trainingEffects(
  { intent, jobs: [job] }: CommandUse,
  { roots }: Surroundings,
  nameFile: (file: string) => string,
): Effects {
  if (intent.kind !== 'train' || job === undefined) return none;
  const { dataset, plansFile, configurations } = job;
  const own = configurations.find(({ configuration }) => configuration.name === intent.configuration)?.configuration;
  const identifier = own?.dataIdentifier;
  const existing = dataset.dataFolders.find((folder) => folder.name === identifier);
  // The data are looked for under the name that the plans give, which rules compare with that of the folder.
  const data =
    identifier === undefined
      ? []
      : [
          `${nameFile(join(dataset.folder, identifier))} (${existing === undefined ? 'not there' : counted(existing.files.size, 'case')})`,
        ];
  const name = `${intent.trainer}__${plansFile.plans.plansName ?? plansFile.stem}__${intent.configuration}`;
  const model = roots.results === undefined ? undefined : join(roots.results, dataset.name, name);
  return {
    reads: data,
    deletes: [],
    writes: model === undefined ? [] : [nameFile(join(model, `fold_${intent.fold}`))],
  };
}

function plannedFiles(
  datasets: readonly string[],
  plans: string,
  surroundings: Surroundings,
  nameFile: (file: string) => string,
): readonly string[] {
  return datasets.flatMap((typed) => {
    const dataset = surroundings.dataset(typed);
    if (dataset === undefined) return [];
    const isThere = dataset.plansFiles.some((file) => file.stem === plans);
    return [`${nameFile(join(dataset.folder, `${plans}.json`))}${isThere ? ' (over the one that is there)' : ''}`];
  });
}
