import { isObject, type JsonValue, member } from '../../io/json/value.js';
import { admits } from '../values/version-range.js';

/** Releases that moved alike: before 2.2.1 `plans_name` was left as it was, and a configuration without `data_identifier` was fatal. */
export type MoveRelease = 'before 2.2.1' | '2.2.1 or later';

const earlyReleases = ['2.0', '2.1', '2.1.1', '2.1.2', '2.2'];
const laterReleases = ['2.2.1', '2.3.1', '2.4.2', '2.5.2', '2.6.4', '2.7.0', '2.8.1'];

/**
 * How the nnU-Net in use moves plans.
 * @param range versions in use, such as `>=2.5`; where it admits both ways, or nothing is said, the later one
 */
export function moveReleaseOf(range: string | undefined): MoveRelease {
  const admitsOne = (releases: readonly string[]) =>
    range !== undefined && releases.some((release) => admits(range, release));
  return admitsOne(earlyReleases) && !admitsOne(laterReleases) ? 'before 2.2.1' : '2.2.1 or later';
}

export interface MoveRequest {
  /** Content of the source plans file. */
  readonly plans: JsonValue | undefined;
  /** `-sp`, the stem of the source plans file. */
  readonly sourceIdentifier: string;
  /** `-tp`; nnU-Net takes `-sp` where it is not given. */
  readonly targetIdentifier: string;
  /** Full name of the dataset that the plans are moved to. */
  readonly targetDataset: string;
  /** Class name of the reader for the images of the target; see `readerOfMove`. `undefined`: left as it is. */
  readonly reader?: string | undefined;
  readonly release?: MoveRelease;
}

/** One value that the move sets. Keys that exist keep their place, new ones come last. */
export interface MoveEdit {
  readonly path: readonly string[];
  readonly to: string;
}

/** Where Python stops, with its exception. */
export interface MoveFailure {
  readonly path: readonly string[];
  readonly exception: string;
  readonly message: string;
}

/**
 * What `nnUNetv2_move_plans_between_datasets` changes in plans, in the order in which it does
 * (experiment_planning/plans_for_pretraining/move_plans_between_datasets.py). It looks at nothing else: damaged plans are moved as they are.
 */
export function moveEdits(request: MoveRequest): readonly MoveEdit[] | MoveFailure {
  const { plans, sourceIdentifier, targetIdentifier, targetDataset, reader, release = '2.2.1 or later' } = request;
  if (!isObject(plans)) return cannotAssign(plans);
  const edits: MoveEdit[] = [{ path: ['dataset_name'], to: targetDataset }];
  if (targetIdentifier !== sourceIdentifier) {
    const identifiers = identifierEdits(plans, sourceIdentifier, targetIdentifier, release);
    if (!Array.isArray(identifiers)) return identifiers;
    for (const edit of identifiers) edits.push(edit);
  }
  if (reader !== undefined) edits.push({ path: ['image_reader_writer'], to: reader });
  if (release === '2.2.1 or later') edits.push({ path: ['plans_name'], to: targetIdentifier });
  return edits;
}

/** Whether {@link moveEdits} says that the move stops. */
export function isMoveFailure(result: readonly MoveEdit[] | MoveFailure): result is MoveFailure {
  return !Array.isArray(result);
}

/**
 * The `data_identifier` that a move gives to a configuration: the old name at its start is exchanged for the new one, which else comes before it.
 * ResEnc plans, whose identifiers start with `nnUNetPlans`, so become `MyPlans_nnUNetPlans_3d_fullres`.
 */
function movedIdentifier(identifier: string, sourceIdentifier: string, targetIdentifier: string): string {
  return identifier.startsWith(sourceIdentifier)
    ? targetIdentifier + identifier.slice(sourceIdentifier.length)
    : `${targetIdentifier}_${identifier}`;
}

/** The plans after the move, for comparison; to write them byte for byte use the edits. */
export function applyMove(plans: JsonValue, edits: readonly MoveEdit[]): JsonValue {
  return edits.reduce((value, { path, to }) => withValueAt(value, path, to), plans);
}

function identifierEdits(
  plans: JsonValue,
  sourceIdentifier: string,
  targetIdentifier: string,
  release: MoveRelease,
): MoveEdit[] | MoveFailure {
  const configurations = member(plans, 'configurations');
  if (configurations === undefined) return failure(['configurations'], 'KeyError', "'configurations'");
  if (!isObject(configurations)) return hasNoAttribute(['configurations'], configurations, 'keys');
  const edits: MoveEdit[] = [];
  for (const [name, configuration] of Object.entries(configurations)) {
    const path = ['configurations', name, 'data_identifier'];
    if (!isObject(configuration)) return hasNoAttribute(['configurations', name], configuration, 'keys');
    const identifier = member(configuration, 'data_identifier');
    if (identifier === undefined) {
      if (release === 'before 2.2.1') return failure(path, 'KeyError', "'data_identifier'");
      continue;
    }
    if (typeof identifier !== 'string') return hasNoAttribute(path, identifier, 'startswith');
    edits.push({ path, to: movedIdentifier(identifier, sourceIdentifier, targetIdentifier) });
  }
  return edits;
}

function cannotAssign(plans: JsonValue | undefined): MoveFailure {
  if (Array.isArray(plans)) return failure([], 'TypeError', 'list indices must be integers or slices, not str');
  return failure([], 'TypeError', `'${pythonType(plans)}' object does not support item assignment`);
}

function hasNoAttribute(path: readonly string[], value: JsonValue, attribute: string): MoveFailure {
  return failure(path, 'AttributeError', `'${pythonType(value)}' object has no attribute '${attribute}'`);
}

function failure(path: readonly string[], exception: string, message: string): MoveFailure {
  return { path, exception, message };
}

function pythonType(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return 'NoneType';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return Array.isArray(value) ? 'list' : 'dict';
}

function withValueAt(value: JsonValue, path: readonly string[], to: string): JsonValue {
  const [first, ...rest] = path;
  if (first === undefined) return to;
  const members = new Map(isObject(value) ? Object.entries(value) : []);
  members.set(first, withValueAt(members.get(first) ?? {}, rest, to));
  return Object.fromEntries(members);
}
