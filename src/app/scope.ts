import type { FindingData, Place, RawFinding } from '../engine/rule.js';
import type { Scope } from '../engine/scope.js';
import { pointerParts, valueAt } from '../io/json/value.js';
import { type Action, commandOfJob, type FileRole, type Job, type Read, reads } from '../nnunet/command-line/reads.js';
import { chooseFold, readFolds } from '../nnunet/dataset/splits.js';
import type { Configuration } from '../nnunet/plans/configuration.js';
import { readersAt } from '../schema/readers.js';
import type { ModelFolder } from '../workspace/model-subjects.js';
import type { Dataset, PlansConfiguration, PlansFile } from '../workspace/subjects.js';

/** One thing that nnU-Net is going to do, and with what. */
export interface PlannedWork {
  readonly job: Job;
  /** The dataset that it works on. */
  readonly dataset?: Dataset | undefined;
  readonly plansFile?: PlansFile | undefined;
  /** The configurations that it is asked for. */
  readonly configurations: readonly PlansConfiguration[];
  /** The fold that is trained; `undefined`: any of them. */
  readonly fold?: number | 'all' | undefined;
  /** The model that predicts or goes on, with those folds and checkpoints only that are used. */
  readonly model?: ModelFolder | undefined;
  /** Path of the checkpoint to start from. */
  readonly checkpoint?: string | undefined;
  /** Of the files that the job reads only these. */
  readonly only?: readonly FileRole[];
}

/** A file, by what it is to nnU-Net. */
interface Role {
  readonly file: FileRole;
  /** Of preprocessed cases: the data identifier; of predictions for the next stage: its configuration. */
  readonly part?: string;
  /** Of a case: its name; `undefined` for the folder as a whole. */
  readonly identifier?: string | undefined;
  readonly dataset?: Dataset;
}

type About = Pick<RawFinding, 'data' | 'metBy'>;

/**
 * What some work of nnU-Net reads, by src/nnunet/command-line/reads.ts and the schemas.
 * @param datasets, others datasets and models in whose folders findings may lie
 */
export function scopeOf(
  work: readonly PlannedWork[],
  datasets: readonly Dataset[],
  others: readonly ModelFolder[] = [],
): Scope {
  const models = [...work.flatMap(({ model }) => model ?? []), ...others];
  const known = new Set([...datasets, ...work.flatMap(({ dataset }) => dataset ?? [])]);
  return {
    readersInstead(place, finding) {
      const role = roleOf(place.document.file, [...known], models);
      if (role === undefined) return undefined;
      if (work.some((one) => isMet(one, role, place, finding))) return undefined;
      // The same command with another fold or configuration needs no name.
      if (work.some(({ job }) => isReadBy(job, role, place, finding))) return [];
      return (Object.keys(reads) as Job[])
        .filter((job) => isReadBy(job, role, place, finding))
        .map((job) => commandOfJob[job]);
    },
  };
}

function roleOf(path: string, datasets: readonly Dataset[], models: readonly ModelFolder[]): Role | undefined {
  for (const { folder } of models) {
    const inside = within(folder, path);
    if (inside !== undefined) return modelRole(inside);
  }
  for (const dataset of datasets) {
    const inside = within(dataset.folder, path);
    if (inside !== undefined) return datasetRole(inside, dataset);
    const inRaw = within(dataset.rawFolder, path);
    if (inRaw !== undefined) return rawRole(inRaw, dataset);
    const inResults = within(dataset.resultsFolder, path);
    if (inResults?.includes('/')) return modelRole(inResults.slice(inResults.indexOf('/') + 1));
  }
  return path.endsWith('.pth') ? { file: 'checkpoint' } : undefined;
}

/** The rest of a path below a folder; empty for the folder itself. */
function within(folder: string | undefined, path: string): string | undefined {
  if (folder === undefined) return undefined;
  if (path === folder) return '';
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}

function datasetRole(inside: string, dataset: Dataset): Role | undefined {
  const [name = '', ...rest] = inside.split('/');
  if (rest.length === 0 && name.endsWith('.json')) {
    const own = ['dataset.json', 'dataset_fingerprint.json', 'splits_final.json'] as const;
    return { file: own.find((file) => file === name) ?? 'plans', dataset };
  }
  if (name === '') return undefined;
  const identifier = rest.length === 0 ? undefined : caseOf(rest.join('/'));
  if (name === 'gt_segmentations') return { file: 'gt_segmentations', identifier, dataset };
  return { file: 'cases', part: name, identifier, dataset };
}

/** `case_001` of `case_001_seg.b2nd`. */
function caseOf(fileName: string): string {
  return fileName.replace(/(_seg)?\.(b2nd|npz|npy|pkl)$/, '').replace(/\.nii\.gz$|\.[^.]+$/, '');
}

function rawRole(inside: string, dataset: Dataset): Role | undefined {
  if (inside === 'dataset.json') return { file: 'raw dataset.json', dataset };
  if (inside.startsWith('imagesTr')) return { file: 'imagesTr', dataset };
  // The folder as a whole is named where it has no labelsTr.
  return inside === '' || inside.startsWith('labelsTr') ? { file: 'labelsTr', dataset } : undefined;
}

function modelRole(inside: string): Role | undefined {
  const [name = '', second, third] = inside.split('/');
  if (name === 'predicted_next_stage')
    return {
      file: 'predicted_next_stage',
      part: second ?? '',
      identifier: third === undefined ? undefined : caseOf(third),
    };
  if (name === 'dataset.json') return { file: 'model dataset.json' };
  if (name === 'dataset_fingerprint.json') return { file: 'model fingerprint' };
  if (name === 'plans.json' || name === '') return { file: 'model plans.json' };
  return inside.endsWith('.pth') ? { file: 'checkpoint' } : undefined;
}

/** Whether a job reads a place of a file of that kind at all, whichever its configuration and fold. */
function isReadBy(job: Job, role: Role, place: Place, { metBy }: About): boolean {
  return reads[job].some((read) => read.file === role.file && isAmong(read, metBy) && takes(read, place));
}

/** Whether the file is read by one of the actions that meet the finding. */
function isAmong({ as }: Read, metBy: readonly Action[] | undefined): boolean {
  if (metBy === undefined || as === 'whole') return true;
  return as !== 'copy' && as.some((action) => metBy.includes(action));
}

function takes({ file, as, keys }: Read, { document, pointer, position }: Place): boolean {
  const parts = pointerParts(pointer ?? '');
  if (as === 'copy') return pointer === undefined && position === undefined;
  if (as === 'whole') return keys === undefined || parts[0] === undefined || keys.includes(parts[0]);
  if (parts.length === 0) return true;
  const value = 'value' in document ? document.value : undefined;
  const readers = readersAt(file, parts, value !== undefined && valueAt(value, pointer ?? '') === undefined);
  if (readers === undefined) return true;
  return as.some((action) => readers.has(action));
}

/** Whether this very work comes by the place. */
function isMet(work: PlannedWork, role: Role, place: Place, about: About): boolean {
  if (work.only !== undefined && !work.only.includes(role.file)) return false;
  if (role.dataset !== undefined && role.dataset.folder !== work.dataset?.folder) return false;
  return reads[work.job].some(
    (read) => read.file === role.file && isAmong(read, about.metBy) && meets(work, read, role, place, about),
  );
}

function meets(work: PlannedWork, read: Read, role: Role, place: Place, { data, metBy }: About): boolean {
  switch (role.file) {
    case 'plans':
      return place.document.file === work.plansFile?.document.file && meetsPlans(work, read, place, data);
    case 'model plans.json': {
      const name = work.model?.nameParts?.configuration;
      const configurations = work.model?.plansFile.configurations ?? [];
      const own = configurations.filter(({ configuration }) => name === undefined || configuration.name === name);
      const ofModel = { ...work, plansFile: work.model?.plansFile, configurations: own };
      return within(work.model?.folder, place.document.file) !== undefined && meetsPlans(ofModel, read, place, data);
    }
    case 'model dataset.json':
    case 'model fingerprint':
      return within(work.model?.folder, place.document.file) !== undefined && takes(read, place);
    case 'splits_final.json':
      return takes(read, place) && meetsFold(work, place);
    case 'cases':
      if (role.part === undefined) return false;
      if (dataOf(work.configurations).has(role.part)) return meetsCase(work, role, ['train', 'val']);
      return (
        (metBy === undefined || metBy.includes('next stage')) &&
        dataOf(laterStages(work)).has(role.part) &&
        meetsCase(work, role, ['val'])
      );
    case 'gt_segmentations':
      return meetsCase(work, role, ['val']);
    case 'checkpoint': {
      const used = work.model?.folds.flatMap(({ checkpoints }) => checkpoints.map(({ path }) => path)) ?? [];
      return [work.checkpoint, ...used].includes(place.document.file) && takes(read, place);
    }
    case 'predicted_next_stage':
      return work.configurations.some(
        ({ configuration: { name, previousStage } }) =>
          name === role.part &&
          previousStage !== undefined &&
          place.document.file.includes(`__${previousStage}/predicted_next_stage/`),
      );
    default:
      return takes(read, place);
  }
}

function meetsPlans(work: PlannedWork, read: Read, place: Place, data: FindingData): boolean {
  const [key, name, field] = pointerParts(place.pointer ?? '');
  const own = work.configurations.map(({ configuration }) => configuration);
  if (key !== 'configurations' || name === undefined) {
    const listed = data['configurations'];
    const lineages = new Set(own.flatMap(({ lineage }) => lineage));
    const isOfOthers = Array.isArray(listed) && listed.length > 0 && listed.every((one) => !lineages.has(String(one)));
    return !isOfOthers && takes(read, place);
  }
  // A move copies what it finds, without looking at any configuration in particular.
  if (work.job === 'move') return takes(read, place);
  if (own.some((configuration) => isOwn(configuration, name, field))) return takes(read, place);
  const later: Read = { ...read, as: ['next stage'] };
  return (
    isTraining(work.job) &&
    laterStages(work).some(({ configuration }) => isOwn(configuration, name, field)) &&
    takes(later, place)
  );
}

/** Whether the value of a field counts for a configuration: written in it, or inherited and not overridden on the way. */
function isOwn(configuration: Configuration, name: string, field: string | undefined): boolean {
  if (!configuration.lineage.includes(name)) return false;
  // Each of them says whom it inherits from.
  if (field === undefined || field === 'inherits_from') return true;
  return !configuration.has(field) || configuration.writtenIn(field) === name;
}

function isTraining(job: Job): boolean {
  return reads[job].some(({ as }) => as !== 'whole' && as !== 'copy' && as.includes('validate'));
}

/** The stages of a cascade that the final validation makes predictions for. */
function laterStages({ configurations }: PlannedWork): readonly PlansConfiguration[] {
  return configurations.flatMap(({ configuration, plansFile }) =>
    plansFile.configurations.filter((one) => configuration.nextStages.includes(one.configuration.name)),
  );
}

/** Data identifiers of configurations. */
function dataOf(configurations: readonly PlansConfiguration[]): ReadonlySet<string> {
  return new Set(configurations.flatMap(({ configuration }) => configuration.dataIdentifier ?? []));
}

function meetsFold({ fold, dataset }: PlannedWork, { pointer }: Place): boolean {
  if (fold === undefined) return true;
  const [index] = pointerParts(pointer ?? '');
  if (fold === 'all') return false;
  if (index === undefined) return true;
  const entries = Array.isArray(dataset?.splits.value) ? dataset.splits.value.length : undefined;
  const choice = chooseFold(fold, entries, 0);
  return choice.kind === 'entry' && String(choice.index) === index;
}

/** Of cases only those count that these parts of the fold name. */
function meetsCase({ fold, dataset }: PlannedWork, { identifier }: Role, parts: readonly ('train' | 'val')[]): boolean {
  if (identifier === undefined || typeof fold !== 'number' || dataset === undefined) return true;
  const splits = dataset.splits.value;
  const choice = chooseFold(fold, Array.isArray(splits) ? splits.length : undefined, 0);
  if (choice.kind !== 'entry') return true;
  const entry = readFolds(splits)?.find(({ index }) => index === choice.index);
  return entry === undefined || parts.some((part) => entry[part].includes(identifier));
}
