import { discover } from '../../workspace/discover.js';
import { eachOnce, type Found, identify, shown } from '../../workspace/identify.js';
import { checkpointAt, datasetAt, modelAt, plansAt } from '../../workspace/open-found.js';
import { relativeTo } from '../../workspace/paths.js';
import { isCheckpointName } from '../../workspace/pickled-file.js';
import type { Reach } from '../../workspace/reach.js';
import type { PlansConfiguration, PlansFile } from '../../workspace/subjects.js';
import { whyNotLookedInto } from '../audit/scope.js';
import { Trouble } from '../trouble.js';
import { sourceOfCheckpoint, sourceOfModel, type WeightsSource } from './sources.js';

export interface MatchScope {
  readonly sources: readonly WeightsSource[];
  readonly configurations: readonly PlansConfiguration[];
}

/**
 * Weights and configurations that some paths lead to: checkpoints and model folders are weights, datasets, plans and roots are what they are tried on. Any
 * other folder is looked through: what it holds of models is weights, unless it also holds plans for them.
 * @param paths without a dataset or root among them: the preprocessed root of the options, the config or the environment
 * @throws Trouble when there are no weights, or nothing to load them into
 */
export function matchScope(reach: Reach, paths: readonly string[]): MatchScope {
  const found = paths.flatMap((path) => lookedThrough(reach, identify(reach, path)));
  const nameFile = (path: string) => relativeTo(reach.cwd, path);
  const sources = eachOnce(found).flatMap(({ kind, path }): WeightsSource[] => {
    if (kind === 'checkpoint') return [sourceOfCheckpoint(checkpointAt(reach, path), nameFile)];
    return kind === 'model' ? [sourceOfModel(modelAt(reach, path), nameFile)] : [];
  });
  if (sources.length === 0) {
    throw new Trouble('There are no weights to match: none of the arguments is a checkpoint or a model folder.', [
      'As in: nnplans match fold_0/checkpoint_final.pth nnUNet_preprocessed',
    ]);
  }
  const places = eachOnce(found).filter(({ kind }) => kind !== 'checkpoint' && kind !== 'model' && kind !== 'pickle');
  const files = (places.length === 0 ? [ownRoot(reach)] : places).flatMap((place) => plansFilesOf(reach, place));
  const configurations = [...new Set(files)].flatMap((file) => file.configurations);
  if (configurations.length === 0) throw new Trouble('There are no plans to load weights into in these places.');
  return { sources, configurations };
}

function lookedThrough(reach: Reach, found: Found): readonly Found[] {
  if (found.kind !== 'folder' && found.kind !== 'raw-dataset') return [found];
  const inside = discover(reach, found.path).found.flatMap((one): readonly Found[] => {
    if (one.kind !== 'pickle') return [one];
    return isCheckpointName(one.path) ? [{ kind: 'checkpoint', path: one.path }] : [];
  });
  if (inside.length === 0) {
    throw new Trouble(`${shown(reach, found.path)} holds neither weights nor plans.`, whyNotLookedInto(reach));
  }
  const plans = inside.filter(({ kind }) => kind !== 'model' && kind !== 'checkpoint');
  return plans.length > 0 ? plans : inside;
}

function ownRoot({ roots, storage }: Reach): Found {
  const { preprocessed } = roots;
  if (preprocessed !== undefined && storage.stat(preprocessed)?.kind === 'folder') {
    return { kind: 'preprocessed-root', path: preprocessed };
  }
  throw new Trouble('Nobody said into which plans the weights should load.', [
    'Name a folder after the weights: nnplans match CHECKPOINT nnUNet_preprocessed',
    'or set the environment variable nnUNet_preprocessed, which nnU-Net needs too.',
  ]);
}

function plansFilesOf(reach: Reach, found: Found): readonly PlansFile[] {
  switch (found.kind) {
    case 'preprocessed-root':
      return reach.workspaceOf(found.path).roots.datasets.flatMap((dataset) => dataset.plansFiles);
    case 'dataset':
      return datasetAt(reach, found.path, found.place).plansFiles;
    case 'plans':
      return [plansAt(reach, found.path)];
    default:
      return [];
  }
}
