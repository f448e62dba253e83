import { rules } from '../../../rules/index.js';
import { configSchemaId, type RootName } from '../../engine/config.js';
import type { Direction } from '../../engine/rule.js';
import { runRules } from '../../engine/run.js';
import type { Storage } from '../../io/storage.js';
import { commandText, plainWords } from '../../nnunet/command-line/word.js';
import { judgeName } from '../../nnunet/installation/judge-name.js';
import { discover } from '../../workspace/discover.js';
import type { Found } from '../../workspace/identify.js';
import { datasetAt } from '../../workspace/open-found.js';
import { join, relativeTo } from '../../workspace/paths.js';
import { openReach, type Reach, siblingRoots } from '../../workspace/reach.js';
import type { Dataset, PlansFile } from '../../workspace/subjects.js';
import { plansSubjects } from '../../workspace/subjects-of.js';
import type { RootFolders } from '../../workspace/workspace.js';
import { whyNotLookedInto } from '../audit/scope.js';
import { foundTransfers } from './find-transfers.js';

/** Where to look, and what is known beforehand. */
export interface InitRequest {
  readonly storage: Storage;
  /** The folder that the config is for, absolute. */
  readonly folder: string;
  /** Named on the command line. */
  readonly named: RootFolders;
  /** From the environment: looked into, but not written down, since they are of this machine. */
  readonly environment: RootFolders;
  readonly direction: Direction | undefined;
}

export interface InitialConfig {
  /** The file's content. */
  readonly text: string;
  readonly roots: readonly string[];
  readonly transfers: readonly WrittenTransfer[];
  readonly knownClasses: readonly string[];
  /** What was seen and left out, in whole sentences. */
  readonly leftOut: readonly string[];
}

export interface WrittenTransfer {
  readonly pretraining: string;
  readonly finetuning: string;
}

/** A config for what lies in a folder: roots, transfers that the plans tell of, classes of a fork. */
export function initialConfig(request: InitRequest): InitialConfig {
  const { storage, folder, direction } = request;
  const first = openReach({ storage, cwd: folder, roots: request.named, isComplete: true });
  const discovered = discover(first, folder);
  const below = foundRoots(storage, discovered.found);
  const roots =
    request.named.preprocessed === undefined ? { ...below.roots, ...defined(request.named) } : request.named;
  const reach = openReach({
    storage,
    cwd: folder,
    roots: { ...defined(request.environment), ...roots },
    isComplete: true,
  });
  const datasets = [
    ...reach.home.roots.datasets,
    ...discovered.found.flatMap((one) =>
      one.kind === 'dataset' && one.place === 'elsewhere' ? [datasetAt(reach, one.path, one.place)] : [],
    ),
  ];
  const { transfers, unclear } = foundTransfers(datasets);
  const written = transfers.map(({ origin, moved }): WrittenTransfer => {
    const sides = [origin, moved].map((file) => sideText(file, reach));
    const [pretraining = '', finetuning = ''] = direction === 'finetuning-to-pretraining' ? sides.reverse() : sides;
    return { pretraining, finetuning };
  });
  const knownClasses = foreignClasses(datasets);
  const rootEntries = writtenRoots(roots).map(([name, path]) => [name, relativeTo(folder, path)] as const);
  const config = {
    $schema: schemaFor(storage, folder),
    extends: ['recommended'],
    ...(rootEntries.length === 0 ? {} : { roots: Object.fromEntries(rootEntries) }),
    ...(direction === undefined ? {} : { direction }),
    ...(knownClasses.length === 0 ? {} : { knownClasses }),
    rules: {},
    ...(written.length === 0 ? {} : { transfers: written }),
  };
  return {
    text: `${JSON.stringify(config, null, 2)}\n`,
    roots: rootEntries.map(([, path]) => path),
    transfers: written,
    knownClasses,
    leftOut: [
      ...whyNotLookedInto(first, discovered.skipped),
      ...manyRoots(request.named.preprocessed === undefined ? below.candidates : [], folder),
      ...unclear.map(
        ({ moved, origins }) =>
          `Add the transfer to ${moved.label} by hand: it was made from ${origins.join(' or ')}, but nnplans cannot tell from which plans.`,
      ),
    ],
  };
}

function defined(roots: RootFolders): RootFolders {
  return Object.fromEntries(Object.entries(roots).filter(([, path]) => path !== undefined));
}

function manyRoots(candidates: readonly string[], folder: string): readonly string[] {
  if (candidates.length < 2) return [];
  const names = candidates.map((path) => relativeTo(folder, path));
  const command = commandText(plainWords(['nnplans', 'init', folder, '--preprocessed', candidates[0] ?? '']));
  return [`There are several preprocessed roots (${names.join(', ')}). Choose one: ${command}`];
}

/** `121/nnUNetPlans` where the number is enough, else with the full name; outside of the roots the file. */
function sideText({ dataset, stem, document }: PlansFile, { home, cwd }: Reach): string {
  if (dataset === undefined || dataset.place === 'elsewhere') return relativeTo(cwd, document.file);
  return `${shortName(dataset, home.namesOfId)}/${stem}`;
}

function shortName({ id, name }: Dataset, namesOfId: (id: number) => readonly string[]): string {
  return id !== undefined && namesOfId(id).length === 1 ? String(id) : name;
}

/** The schema of the installed package works without a network; the published one works everywhere else. */
function schemaFor(storage: Storage, folder: string): string {
  const installed = 'node_modules/nnplans/schemas/config.schema.json';
  return storage.stat(join(folder, installed))?.kind === 'file' ? `./${installed}` : configSchemaId;
}

/** Names of classes that nnU-Net does not bring along, as the rules find them in plans, and trainers of models; in order. */
function foreignClasses(datasets: readonly Dataset[]): readonly string[] {
  const { findings } = runRules({
    rules: rules.filter(({ area, messageIds }) => area === 'plans' && messageIds.includes('foreign')),
    subjects: datasets.flatMap(({ plansFiles }) => plansFiles.flatMap((file) => [...plansSubjects(file)])),
    nameFile: (file) => file,
  });
  const named = findings.filter(({ messageId }) => messageId.startsWith('foreign')).map(({ data }) => data['name']);
  const trainers = datasets.flatMap(({ models }) => models.flatMap(({ nameParts }) => nameParts?.trainer ?? []));
  const foreign = trainers.filter((trainer) => judgeName('trainer', trainer).kind === 'foreign');
  return [...new Set([...named, ...foreign])].filter((name) => typeof name === 'string').sort();
}

interface FoundRoots {
  readonly roots: RootFolders;
  /** Preprocessed roots between which nobody but the user can choose. */
  readonly candidates: readonly string[];
}

/** nnU-Net's folders below the one that was looked through: a preprocessed root and what lies beside it. */
function foundRoots(storage: Storage, found: readonly Found[]): FoundRoots {
  const candidates = found.filter(({ kind }) => kind === 'preprocessed-root').map(({ path }) => path);
  const [preprocessed, second] = candidates;
  if (preprocessed === undefined || second !== undefined) return { roots: {}, candidates };
  return { roots: { preprocessed, ...siblingRoots(storage, preprocessed) }, candidates };
}

/** Folders by nnU-Net's names; those that are not known are left out. */
function writtenRoots({ raw, preprocessed, results }: RootFolders): readonly (readonly [RootName, string])[] {
  const all = [
    ['nnUNet_raw', raw],
    ['nnUNet_preprocessed', preprocessed],
    ['nnUNet_results', results],
  ] as const;
  return all.flatMap(([name, path]) => (path === undefined ? [] : [[name, path] as const]));
}
