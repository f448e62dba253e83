import { nearestName } from '../nnunet/words/nearest-name.js';
import { wordList } from '../nnunet/words/wording.js';
import { choosePlans, type PlansRequest } from './choose-plans.js';
import { type Found, identify, notToBeRead, shown } from './identify.js';
import type { Checkpoint } from './model-subjects.js';
import { checkpointAt, datasetAt, modelAt, plansAt } from './open-found.js';
import { baseName } from './paths.js';
import type { Reach } from './reach.js';
import type { Dataset, PlansFile } from './subjects.js';
import { Unresolved } from './unresolved.js';

/** One side of a transfer as a user names it. */
export interface SideRequest extends PlansRequest {
  /** Id (`4`), name (`Dataset004_Hippocampus`), or path of a dataset's folder, plans file, model folder or checkpoint. */
  readonly dataset: string;
}

export interface Side {
  readonly plansFile: PlansFile;
  /** Where a checkpoint was named. */
  readonly checkpoint?: Checkpoint;
  /** The one configuration of the model that was named. */
  readonly configuration?: string;
}

/** @throws Unresolved when the request leads to no plans */
export function resolveSide(reach: Reach, request: SideRequest): Side {
  const name = datasetName(reach, request.dataset);
  if (name !== undefined) return { plansFile: planned(reach, name, request) };
  const slash = request.dataset.lastIndexOf('/');
  const isThere = reach.storage.stat(reach.absolute(request.dataset)) !== undefined;
  // Reports write `Dataset121_AbdomenCT/TinyPlans`: whoever copies that from one means those plans.
  if (!isThere && slash > 0 && request.plans === undefined) {
    const named = datasetName(reach, request.dataset.slice(0, slash));
    if (named !== undefined)
      return { plansFile: planned(reach, named, { ...request, plans: request.dataset.slice(slash + 1) }) };
  }
  if (!isThere && !/[/\\]|\.(json|pth)$/.test(request.dataset)) throw unknownDataset(reach, request);
  return sideAt(reach, identify(reach, request.dataset), request);
}

/**
 * A dataset to which plans are to go, as it is typed: id, name, or path of its folder under nnUNet_raw or nnUNet_preprocessed.
 * @param option by which it was given: `-t`
 * @throws Unresolved
 */
export function resolveDataset(reach: Reach, typed: string, option: string): Dataset {
  const name = datasetName(reach, typed);
  if (name !== undefined) return reach.home.dataset(name);
  const request = { dataset: typed, plans: undefined, options: { dataset: option, plans: option } };
  if (reach.storage.stat(reach.absolute(typed)) === undefined && !/[/\\]/.test(typed)) {
    throw unknownDataset(reach, request);
  }
  const found = identify(reach, typed);
  if (found.kind === 'raw-dataset') return reach.home.dataset(baseName(found.path));
  if (found.kind === 'dataset' && found.place === 'preprocessed') return datasetAt(reach, found.path, 'preprocessed');
  throw new Unresolved(`${option} is ${typed}, which is no dataset's folder under nnUNet_raw or nnUNet_preprocessed.`, [
    `Name the dataset by its id or name, as in ${option} 122.`,
  ]);
}

function sideAt(reach: Reach, found: Found, request: SideRequest): Side {
  switch (found.kind) {
    case 'dataset': {
      const dataset = datasetAt(reach, found.path, found.place);
      return { plansFile: choosePlans(dataset, reach, request) };
    }
    case 'raw-dataset':
      return { plansFile: planned(reach, baseName(found.path), request) };
    case 'preprocessed-root':
      throw new Unresolved(
        `${shown(reach, found.path)} holds many datasets; ${request.options.dataset} needs one of them.`,
      );
    case 'folder': {
      const dataset = datasetAt(reach, found.path, 'elsewhere');
      if (dataset.plansFiles.length === 0) {
        throw new Unresolved(`${shown(reach, found.path)} holds no plans file.`, [
          `${request.options.dataset} takes a dataset's id, name or preprocessed folder, a plans file, a model folder or a checkpoint.`,
        ]);
      }
      return { plansFile: choosePlans(dataset, reach, request) };
    }
    default:
      if (request.plans !== undefined) {
        throw new Unresolved(
          `${request.options.dataset} names plans already (${shown(reach, found.path)}): leave out ${request.options.plans} ${request.plans}.`,
        );
      }
  }
  if (found.kind === 'plans') return { plansFile: plansAt(reach, found.path) };
  if (found.kind === 'model') {
    const model = modelAt(reach, found.path);
    const configuration = model.nameParts?.configuration;
    return { plansFile: model.plansFile, ...(configuration === undefined ? {} : { configuration }) };
  }
  return checkpointSide(checkpointAt(reach, found.path), reach);
}

function checkpointSide(checkpoint: Checkpoint, reach: Reach): Side {
  const { plansFile } = checkpoint;
  if (plansFile === undefined) {
    const why = checkpoint.content.fault?.message ?? 'it was not written by nnU-Net v2';
    throw new Unresolved(`${shown(reach, checkpoint.path)} holds no plans: ${why}.`);
  }
  const configuration = checkpoint.content.checkpoint?.initArguments?.configuration;
  return { plansFile, checkpoint, ...(typeof configuration === 'string' ? { configuration } : {}) };
}

/** Plans of a dataset under the user's own roots. */
function planned(reach: Reach, name: string, request: SideRequest): PlansFile {
  return choosePlans(reach.home.dataset(name), reach, request);
}

/** The full name of a dataset under the user's own roots that an id or a name stands for. */
function datasetName({ home }: Reach, typed: string): string | undefined {
  if (/^\d+$/.test(typed)) {
    const names = home.namesOfId(Number(typed));
    if (names.length > 1) {
      throw new Unresolved(`${typed} stands for ${names.length} datasets: ${wordList(names)}.`, [
        'nnU-Net refuses such an id as well. Give the full name, and rename one of them.',
      ]);
    }
    return names[0];
  }
  return [...home.roots.folderNames.values()].some((names) => names.includes(typed)) ? typed : undefined;
}

function unknownDataset(reach: Reach, { dataset: typed, options }: SideRequest): Unresolved {
  const { home, roots, failures } = reach;
  const failure = failures.get(roots.preprocessed ?? '') ?? failures.get(roots.raw ?? '');
  if (failure !== undefined) return notToBeRead(reach, failure);
  const known = [...new Set([...home.roots.folderNames.values()].flat())].sort();
  const isId = /^\d+$/.test(typed);
  const what = isId ? `There is no dataset with id ${typed}` : `There is no dataset "${typed}"`;
  if (roots.preprocessed === undefined && roots.raw === undefined) {
    return new Unresolved(`${what} for ${options.dataset}: nobody said where nnUNet_preprocessed is.`, [
      'Give --preprocessed FOLDER, set the environment variable nnUNet_preprocessed,',
      'or write it into nnplans.config.json: { "roots": { "nnUNet_preprocessed": "FOLDER" } }',
    ]);
  }
  const nearest = nearestName(
    typed,
    isId ? known.map((name) => name.slice('Dataset'.length).split('_')[0] ?? '') : known,
  );
  return new Unresolved(`${what} in ${roots.preprocessed ?? roots.raw}.`, [
    ...(nearest === undefined ? [] : [`Did you mean ${nearest}?`]),
    known.length === 0 ? 'There is no dataset at all.' : `There are ${shortList(known)}.`,
  ]);
}

function shortList(names: readonly string[]): string {
  const most = 10;
  if (names.length <= most) return wordList(names);
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
