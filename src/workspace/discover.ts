import type { JsonDocument } from '../io/json/document.js';
import { type StorageEntry, StorageError } from '../io/storage.js';
import { hasPlansKeys, looksLikePlans } from './dataset.js';
import { type Found, identifyFolder, isDatasetJson } from './identify.js';
import { linksWithin } from './links-within.js';
import { baseName, join } from './paths.js';
import { isCheckpointName } from './pickled-file.js';
import type { Reach } from './reach.js';
import { failureOf, type StorageFailure } from './tolerant-storage.js';

export interface Discovery {
  /** In the order of the tree, which is that of names. */
  readonly found: readonly Found[];
  /** Folders that were not looked into and files that could not be, and why. */
  readonly skipped: readonly StorageFailure[];
  /** Folders with weights that are probably those of other programs, and what was left out of them. */
  readonly foreign: readonly { readonly path: string; readonly reason: string }[];
}

/** Deeper than any real layout, and a stop for one that folds back on itself without links. */
const deepest = 16;

/** Plans, datasets and models: more than any repository has, and as many as can be judged in a minute. */
const mostFound = 5000;

/** Hold no plans, or copies of other people's; names that begin with a dot are left out as well. */
const neverEntered = new Set([
  'node_modules',
  '__pycache__',
  'imagesTr',
  'imagesTs',
  'labelsTr',
  'labelsTs',
  'gt_segmentations',
]);

/** Folders that a model's folder has of its own. */
const partOfModel = /^(fold_|crossval_results|predicted_next_stage)/;

/** Ends of names that only preprocessed cases and images have. */
const caseFile = /\.(b2nd|npz|npy|pkl|nii\.gz)$/;

/**
 * Everything below a folder that an audit can look at: an experiment repository, a backup, nnU-Net's base folder.
 * Links are followed within that folder, each folder once: what a stranger's folder links to is not theirs to have looked at.
 */
export function discover(reach: Reach, start: string): Discovery {
  const found: Found[] = [];
  const skipped: StorageFailure[] = [];
  const foreign: { path: string; reason: string }[] = [];
  const seen = new Set<string>();

  const visit = (path: string, depth: number): void => {
    const real = reach.storage.realPath(path) ?? path;
    if (seen.has(real)) return;
    seen.add(real);
    if (found.length > mostFound) {
      reach.leaveOut(start, `more than ${mostFound} things were found there, and the rest was left out`);
      return;
    }
    if (depth > deepest) {
      skipped.push({ path, reason: `it lies more than ${deepest} folders deep`, isForbidden: false });
      return;
    }
    const entries = reach.storage.list(path) ?? [];
    const what = identifyFolder(reach, path, entries);
    if (what.kind === 'folder') {
      const own = entries.filter((entry) => isInside(path, entry));
      const plans = lonePlans(reach, path, own, skipped);
      found.push(...plans);
      const isDataset = plans.length === 0 && own.some(({ name }) => name === 'dataset.json');
      if (isDataset && isDatasetJson(reach, join(path, 'dataset.json')))
        found.push({ kind: 'dataset', path, place: 'elsewhere' });
      for (const pickle of lonePickles(path, own, foreign)) found.push(pickle);
    } else if (what.kind !== 'raw-dataset' || isNamedDataset(baseName(path))) found.push(what);
    for (const entry of entries) {
      if (entry.kind !== 'folder' || isNeverEntered(entry.name)) continue;
      if (what.kind === 'model' && partOfModel.test(entry.name)) continue;
      const inside = join(path, entry.name);
      if (what.kind === 'dataset' && holdsCases(reach, inside)) continue;
      // Of a root, the workspace finds the others.
      if (isInside(path, entry) && what.kind !== 'preprocessed-root') visit(inside, depth + 1);
    }
  };
  const isInside = linksWithin(reach, start, ({ kind, name }) =>
    kind === 'folder' ? !isNeverEntered(name) : name.endsWith('.json') || isPickleName(name),
  );
  visit(start, 0);
  return { found, skipped, foreign };
}

/** Folders of other layouts hold imagesTr, too: those of the Medical Segmentation Decathlon are converted first. */
function isNamedDataset(name: string): boolean {
  return /^Dataset\d{3}_/.test(name);
}

function lonePlans(reach: Reach, path: string, entries: readonly StorageEntry[], skipped: StorageFailure[]): Found[] {
  const files = entries.filter((entry) => entry.kind !== 'folder' && entry.name.endsWith('.json'));
  if (files.length > mostFound)
    reach.leaveOut(path, `only ${mostFound} of its ${files.length} JSON files were looked at`);
  const isCalled = (entry: StorageEntry) => isCalledPlans(entry.name);
  return [...files.filter(isCalled), ...files.filter((entry) => !isCalled(entry))]
    .slice(0, mostFound)
    .map((entry) => join(path, entry.name))
    .filter((file) => isPlans(reach, file, skipped))
    .map((file) => ({ kind: 'plans', path: file }));
}

/** As nnU-Net calls its checkpoints. */
const ownCheckpoints = /^checkpoint_(final|best|latest)\b.*\.pth$/;

/**
 * Weights beside no plans, as one downloads them. Of those that are called as nnU-Net calls its own everything is asked, of others, which may be those of
 * any program, only what opening them would do; that this is so is said.
 */
function lonePickles(
  path: string,
  entries: readonly StorageEntry[],
  foreign: { path: string; reason: string }[],
): Found[] {
  const pickles = entries.filter(({ kind, name }) => kind === 'file' && isPickleName(name));
  const others = pickles.filter(({ name }) => isCheckpointName(name) && !ownCheckpoints.test(name));
  const [other] = others;
  if (other !== undefined) {
    const which = others.length === 1 ? `${other.name} is` : `${other.name} and ${others.length - 1} more are`;
    const reason = `${which} not called as nnU-Net calls its checkpoints, so only what opening does was looked at; name the file itself for the rest`;
    foreign.push({ path, reason });
  }
  return pickles.map(({ name }) => ({
    kind: ownCheckpoints.test(name) ? 'checkpoint' : 'pickle',
    path: join(path, name),
  }));
}

/** Of all files of that ending, those that nnU-Net writes beside its models. */
const oldPickles = /^(postprocessing|plans|.*plans.*|.*\.model)\.pkl$/i;

function isCalledPlans(name: string): boolean {
  return /(^|nnunet[^/]*)plans[^/]*\.json$/i.test(name);
}

/** A repository holds many JSON files: one is read whole only when its name or its beginning gives reason to. */
function isPlans(reach: Reach, file: string, skipped: StorageFailure[]): boolean {
  const isCalled = isCalledPlans(baseName(file));
  if (!isCalled && !/"(plans_name|configurations)"/.test(beginningOf(reach, file, skipped))) return false;
  const document = reach.home.read(file);
  if (document.value !== undefined) return hasPlansKeys(document.value);
  return isCalled ? looksLikePlans(document) : meantAsPlans(document);
}

function beginningOf({ storage }: Reach, file: string, skipped: StorageFailure[]): string {
  try {
    return withoutZeros(new TextDecoder().decode(storage.readRange(file, 0, 4096)));
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    if (error.fault === 'forbidden' || error.fault === 'failed') skipped.push(failureOf(error, file));
    return '';
  }
}

function isPickleName(name: string): boolean {
  return isCheckpointName(name) || oldPickles.test(name);
}

function isNeverEntered(name: string): boolean {
  return name.startsWith('.') || neverEntered.has(name);
}

function holdsCases(reach: Reach, path: string): boolean {
  return (reach.storage.list(path) ?? []).some((entry) => caseFile.test(entry.name));
}

/** Keys of plans and of hardly anything else; any two of them, or one with a key of the others, are enough. */
const ownKeys = [
  'plans_name',
  'image_reader_writer',
  'transpose_forward',
  'experiment_planner_used',
  'data_identifier',
  'foreground_intensity_properties_per_channel',
];

/** Keys of plans that settings of other programs have too: launch.json of an editor, configs of other networks. */
const sharedKeys = ['configurations', 'patch_size'];

/** More than any plans have; what comes behind them is not looked at. */
const mostLines = 20_000;

/**
 * Whether the text of a JSON file that cannot be read shows that plans were meant. Of a repository with many JSON files nobody wants to hear about
 * each that has a comma too many; of plans that are passed over in silence everybody does.
 */
function meantAsPlans(document: JsonDocument): boolean {
  const seen = new Set<string>();
  for (let line = 1; line <= mostLines; line += 1) {
    const text = document.lineText(line);
    if (text === undefined) return false;
    for (const key of keysIn(text)) seen.add(key);
    const own = ownKeys.filter((key) => seen.has(key)).length;
    if (own > 1 || (own === 1 && sharedKeys.some((key) => seen.has(key)))) return true;
  }
  return false;
}

function keysIn(text: string): readonly string[] {
  return [...withoutZeros(text).matchAll(/"(\w{1,60})"\s*:/g)].map(([, key = '']) => key);
}

/** UTF-16, as Windows PowerShell writes it, read as if it were UTF-8. */
function withoutZeros(text: string): string {
  return text.replaceAll('\0', '');
}
