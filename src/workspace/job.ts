import type { Intent, Predict, Train } from '../nnunet/command-line/intent.js';
import type { ModelFolder } from './model-subjects.js';
import { join } from './paths.js';
import type { PlannedJob, Surroundings } from './script-subjects.js';
import type { PlansFile } from './subjects.js';

/** What training or preprocessing uses, one dataset after the other, as far as it exists. */
export function jobsOf(intent: Intent, surroundings: Surroundings): readonly PlannedJob[] {
  if (intent.kind === 'train') {
    const { dataset, plans, configuration } = intent;
    const names = configuration === undefined ? [] : [configuration];
    return [jobOf(surroundings, dataset, plans, names, true)].filter((job) => job !== undefined);
  }
  if (intent.kind !== 'preprocess') return [];
  const { datasets = [], plans, configurations = [] } = intent;
  return datasets
    .map((dataset) => jobOf(surroundings, dataset, plans, configurations, false))
    .filter((job) => job !== undefined);
}

/** The model that predicts, or the one that training of this name has left. */
export function modelOf(
  intent: Intent,
  jobs: readonly PlannedJob[],
  surroundings: Surroundings,
): ModelFolder | undefined {
  if (intent.kind === 'train') return jobs[0] === undefined ? undefined : trainedModel(intent, jobs[0]);
  const folder = intent.kind === 'predict' ? modelFolderOf(intent, surroundings) : undefined;
  return folder === undefined ? undefined : surroundings.model(folder);
}

/** The folder of the model that predicts: absolute, or as typed. `undefined` where the command does not say. */
export function modelFolderOf({ model }: Predict, { roots, namesOf }: Surroundings): string | undefined {
  if ('path' in model) return model.path;
  const { dataset, trainer, plans, configuration } = model;
  const [name, second] = dataset === undefined ? [] : namesOf(dataset);
  if (name === undefined || second !== undefined || roots.results === undefined) return undefined;
  if (trainer === undefined || plans === undefined || configuration === undefined) return undefined;
  return join(roots.results, name, `${trainer}__${plans}__${configuration}`);
}

/** The folder that training writes to: named by what the plans call themselves, not by what -p says (training/nnUNetTrainer/nnUNetTrainer.py). */
function trainedModel(intent: Train, job: PlannedJob): ModelFolder | undefined {
  const plans = job.plansFile.plans.plansName ?? job.plansFile.stem;
  return job.dataset.models.find(({ name }) => name === `${intent.trainer}__${plans}__${intent.configuration}`);
}

function jobOf(
  surroundings: Surroundings,
  typed: string | undefined,
  plans: string | undefined,
  names: readonly string[],
  withEarlierStages: boolean,
): PlannedJob | undefined {
  const dataset = typed === undefined ? undefined : surroundings.dataset(typed);
  const plansFile = dataset?.plansFiles.find((file) => file.stem === plans);
  if (dataset === undefined || plansFile === undefined) return undefined;
  const needed = withEarlierStages ? withStages(plansFile, names) : new Set(names);
  const configurations = plansFile.configurations.filter(({ configuration }) => needed.has(configuration.name));
  return { dataset, plansFile, configurations };
}

/** Those named, with the stages of a cascade that they build on. */
export function withStages({ plans }: PlansFile, names: readonly string[]): ReadonlySet<string> {
  const needed = new Set<string>();
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (needed.has(name)) continue;
    needed.add(name);
    const previous = plans.configuration(name)?.previousStage;
    if (previous !== undefined) open.push(previous);
  }
  return needed;
}
