import type { NotCheckedEntry } from '../../engine/report.js';
import { quotedList } from '../../nnunet/words/wording.js';
import { type Discovery, discover } from '../../workspace/discover.js';
import { eachOnce, type Found, identify, shown } from '../../workspace/identify.js';
import { lazy } from '../../workspace/lazy.js';
import type { Checkpoint, ModelFolder } from '../../workspace/model-subjects.js';
import { checkpointAt, datasetAt, modelAt, pickleAt, plansAt, rawDatasetAt } from '../../workspace/open-found.js';
import type { PickledFile } from '../../workspace/pickle-subjects.js';
import type { Reach } from '../../workspace/reach.js';
import type { Dataset, PlansFile, Roots } from '../../workspace/subjects.js';
import { configurationOfModel } from '../../workspace/subjects-of.js';
import { Unresolved } from '../../workspace/unresolved.js';

/** What an audit looks through, each thing once. */
export interface Scope {
  readonly roots: readonly Roots[];
  readonly datasets: readonly Dataset[];
  readonly models: readonly ModelFolder[];
  readonly plansFiles: readonly PlansFile[];
  readonly checkpoints: readonly Checkpoint[];
  /** Files of which only matters what opening them would do. */
  readonly pickles: readonly PickledFile[];
  /** Folders that were left out. */
  readonly skipped: Discovery['skipped'];
  readonly foreign: Discovery['foreign'];
}

/**
 * @param paths as typed; none: the preprocessed root of the options, the config or the environment
 * @throws Unresolved when a path leads nowhere, or to nothing that an audit can look at
 */
export function scopeOf(reach: Reach, paths: readonly string[]): Scope {
  const found = paths.length === 0 ? [ownRoot(reach)] : paths.map((path) => identify(reach, path));
  const discoveries = found.map((one) => {
    if (one.kind === 'folder') return below(reach, one);
    // A download may hold plans and, in folders beside them, models.
    return one.kind === 'dataset' && one.place === 'elsewhere' ? discover(reach, one.path) : undefined;
  });
  const all = found.flatMap((one, i) => discoveries[i]?.found ?? [one]);
  const of = <T>(kind: Found['kind'], open: (path: string) => T) =>
    eachOnce(all.filter((one) => one.kind === kind)).map(({ path }) => open(path));
  const roots = of('preprocessed-root', (path) => reach.workspaceOf(path).roots);
  const datasets = eachOnce(all.filter((one) => one.kind === 'dataset'));
  const opened = [
    ...roots.flatMap((root) => root.datasets),
    ...datasets.flatMap((one) => (one.kind === 'dataset' ? [datasetAt(reach, one.path, one.place)] : [])),
  ];
  const isOpened = (raw: Dataset) =>
    opened.some(({ folder, rawFolder }) => folder === raw.folder || rawFolder === raw.rawFolder);
  opened.push(...of('raw-dataset', (path) => rawDatasetAt(reach, path)).filter((raw) => !isOpened(raw)));
  // Models of a dataset are looked at with it.
  const known = lazy(() => new Set(opened.flatMap((dataset) => dataset.models.map((model) => model.folder))));
  return {
    roots,
    datasets: [...new Set(opened)],
    models: of('model', (path) => modelAt(reach, path)).filter((model) => !known().has(model.folder)),
    plansFiles: of('plans', (path) => plansAt(reach, path)),
    checkpoints: of('checkpoint', (path) => checkpointAt(reach, path)),
    pickles: of('pickle', (path) => pickleAt(reach, path)),
    skipped: discoveries.flatMap((discovery) => discovery?.skipped ?? []),
    foreign: discoveries.flatMap((discovery) => discovery?.foreign ?? []),
  };
}

/** Paths that were left out or could not be looked at. No rule missed them, so they stand under the name of the search. */
export function notLookedInto(
  reach: Reach,
  { skipped, datasets }: Pick<Scope, 'skipped' | 'datasets'> = { skipped: [], datasets: [] },
): readonly NotCheckedEntry[] {
  const leftOut = datasets.flatMap(({ folder, plansFilesLeftOut: count }) =>
    count === 0 ? [] : [{ path: folder, reason: `${count} files that may be plans were left out: there are too many` }],
  );
  return [...skipped, ...leftOut, ...reach.failures.values()].map(({ path, reason }) => ({
    rule: 'search',
    subject: shown(reach, path),
    reason,
    leavesOpen: true,
  }));
}

/** Weights that were left out without a loss, as far as their names tell. */
export function leftAside(reach: Reach, { foreign }: Scope): readonly NotCheckedEntry[] {
  return foreign.map(({ path, reason }) => ({ rule: 'search', subject: shown(reach, path), reason }));
}

/** Models of which nobody can tell what they were trained with. */
export function notUnderstood({ datasets, models }: Pick<Scope, 'datasets' | 'models'>): readonly NotCheckedEntry[] {
  return [...datasets.flatMap((dataset) => dataset.models), ...models].flatMap(({ label, plansFile }) => {
    const named = configurationOfModel(plansFile);
    const { configurationNames } = plansFile.plans;
    if (named === undefined || configurationNames.length === 0 || configurationNames.includes(named)) return [];
    const reason = `plans.json has no configuration "${named}", which the folder is named after; it has ${quotedList(configurationNames)}, and which of them the model was trained with is not known`;
    return [{ rule: 'search', subject: label, reason, leavesOpen: true as const }];
  });
}

/** For the lines below a message that says that there is nothing. */
export function whyNotLookedInto(
  reach: Reach,
  skipped: readonly Pick<Discovery['skipped'][number], 'path' | 'reason'>[] = [],
): readonly string[] {
  return [...skipped, ...reach.failures.values()]
    .slice(0, 3)
    .map(({ path, reason }) => `Not looked into: ${shown(reach, path)}, because ${reason}.`);
}

function ownRoot({ roots, storage }: Reach): Found {
  if (roots.preprocessed === undefined) {
    throw new Unresolved('Nobody said where nnUNet_preprocessed is.', [
      'Name a folder: nnplans audit FOLDER',
      'or set the environment variable nnUNet_preprocessed, which nnU-Net needs too.',
    ]);
  }
  if (storage.stat(roots.preprocessed)?.kind !== 'folder') {
    throw new Unresolved(`nnUNet_preprocessed is ${roots.preprocessed}, which is no folder.`);
  }
  return { kind: 'preprocessed-root', path: roots.preprocessed };
}

function below(reach: Reach, { path }: Found): Discovery {
  const discovery = discover(reach, path);
  if (discovery.found.length > 0) return discovery;
  throw new Unresolved(`${shown(reach, path)} holds nothing to check: no plans file, no dataset and no model folder.`, [
    ...whyNotLookedInto(reach, [...discovery.skipped, ...discovery.foreign]),
  ]);
}
