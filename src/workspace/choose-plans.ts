import { datasetArgument, moveCommand, planAndPreprocessCommand } from '../nnunet/command-line/commands.js';
import { shellCommand } from '../nnunet/command-line/word.js';
import { nearestName } from '../nnunet/words/nearest-name.js';
import { wordList } from '../nnunet/words/wording.js';
import { notToBeRead, shown } from './identify.js';
import { plansAt } from './open-found.js';
import { join } from './paths.js';
import type { Reach } from './reach.js';
import type { Dataset, PlansFile } from './subjects.js';
import { Unresolved } from './unresolved.js';

/** What `-p` defaults to in nnU-Net (run/run_training.py). */
const defaultPlans = 'nnUNetPlans';

export interface PlansRequest {
  /** Plans identifier. */
  readonly plans: string | undefined;
  /** The other side, whose plans may have to be moved here first. */
  readonly source?: PlansFile;
  /** How the two are called where they were given, for messages: `-s`, `-sp`. */
  readonly options: { readonly dataset: string; readonly plans: string };
}

/**
 * The plans file of a dataset: the one that was named, else nnU-Net's default, else the only one there is.
 * @throws Unresolved when there is none of that name, or none, or several to choose from
 */
export function choosePlans(
  dataset: Dataset,
  reach: Reach,
  { plans: named, source, options }: PlansRequest,
): PlansFile {
  const isThere = reach.storage.stat(dataset.folder)?.kind === 'folder';
  if (isThere) reach.storage.list(dataset.folder);
  const failure = reach.failures.get(dataset.folder);
  if (failure !== undefined) throw notToBeRead(reach, failure);
  if (!isThere) throw neverPreprocessed(dataset, reach);
  const stem = named?.replace(/\.json$/, '');
  if (stem !== undefined) return plansNamed(dataset, reach, stem, source);
  const files = dataset.plansFiles;
  const usual = files.find((file) => file.stem === defaultPlans);
  if (usual !== undefined) return usual;
  const [only, second] = files;
  if (only === undefined) {
    throw new Unresolved(`${dataset.name} has no plans: ${shown(reach, dataset.folder)} holds no plans file.`, [
      `To plan it: ${shellCommand`nnUNetv2_plan_experiment -d ${datasetArgument(dataset)}`}`,
    ]);
  }
  if (second === undefined) return only;
  throw new Unresolved(`${dataset.name} has several plans and none is called ${defaultPlans}.`, [
    `Name one with ${options.plans}: ${stems(files)}.`,
  ]);
}

function plansNamed(dataset: Dataset, reach: Reach, stem: string, source: PlansFile | undefined): PlansFile {
  const found = dataset.plansFiles.find((file) => file.stem === stem);
  if (found !== undefined) return found;
  const path = join(dataset.folder, `${stem}.json`);
  const kind = reach.storage.stat(path)?.kind;
  // Whoever names it means it as plans, whatever it looks like: its rules will tell.
  if (kind === 'file') return plansAt(reach, path);
  if (kind !== undefined) {
    throw new Unresolved(
      `${shown(reach, path)} is ${kind === 'folder' ? 'a folder' : 'a pipe, socket or device'}, not a plans file.`,
    );
  }
  if (reach.storage.linkTarget(path) !== undefined) {
    throw new Unresolved(
      `${shown(reach, path)} is a link to ${reach.storage.linkTarget(path)}, where there is no file.`,
    );
  }
  const known = dataset.plansFiles.map((file) => file.stem);
  const nearest = nearestName(stem, known);
  throw new Unresolved(`${dataset.name} has no plans "${stem}".`, [
    ...(nearest === undefined ? [] : [`Did you mean ${nearest}?`]),
    known.length === 0
      ? `There is no plans file in ${shown(reach, dataset.folder)}.`
      : `It has ${stems(dataset.plansFiles)}.`,
    ...(source?.dataset === undefined || nearest !== undefined
      ? []
      : [`To move ${source.label} there: ${moveCommand(source.dataset, dataset, source.stem, stem)}`]),
  ]);
}

function neverPreprocessed(dataset: Dataset, reach: Reach): Unresolved {
  return new Unresolved(`${dataset.name} has no preprocessed folder: ${shown(reach, dataset.folder)} does not exist.`, [
    `To plan and preprocess it: ${planAndPreprocessCommand(dataset)}`,
    `To move plans of another dataset there: ${moveCommand({ name: 'SOURCE', id: undefined }, dataset, 'PLANS', 'NEW_NAME')}`,
  ]);
}

function stems(files: readonly PlansFile[]): string {
  return wordList(files.map((file) => file.stem));
}
