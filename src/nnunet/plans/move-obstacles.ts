import { isObject, type JsonValue, member } from '../../io/json/value.js';
import { fileEnding, listedCases, rawCases } from '../dataset/case-names.js';
import { type ImageDimension, readerOfMove } from '../dataset/readers.js';
import { isMoveFailure, type MoveRelease, moveEdits } from './move-plans.js';

/** What a move finds on disk. */
export interface MoveSituation {
  readonly source: {
    readonly name: string;
    readonly hasPreprocessedFolder: boolean;
    /** Content of the plans file; `undefined` when there is none. */
    readonly plans: { readonly value: JsonValue | undefined } | undefined;
    readonly identifier: string;
  };
  readonly target: {
    readonly name: string;
    readonly hasPreprocessedFolder: boolean;
    readonly identifier: string;
    /** Content of dataset.json in the raw folder; `undefined` when there is none. */
    readonly rawDatasetJson: { readonly value: JsonValue | undefined } | undefined;
    /** File names in `imagesTr`; `undefined` without that folder. */
    readonly rawImages: readonly string[] | undefined;
    readonly dimension: ImageDimension;
  };
  readonly release?: MoveRelease;
}

export type MoveObstacleKind =
  | 'source-folder-missing'
  | 'source-plans-missing'
  | 'source-plans-unreadable'
  | 'source-plans-damaged'
  | 'target-raw-dataset-json-missing'
  | 'target-raw-dataset-json-unreadable'
  | 'target-file-ending-missing'
  | 'target-images-missing'
  | 'target-reader-unknown'
  | 'target-folder-missing';

/** Why the move stops, and with which Python exception. */
export interface MoveObstacle {
  readonly kind: MoveObstacleKind;
  readonly exception: string;
  /** A whole sentence. */
  readonly reason: string;
}

/**
 * Everything that makes `nnUNetv2_move_plans_between_datasets` fail, in the order in which it would
 * (experiment_planning/plans_for_pretraining/move_plans_between_datasets.py). Neither the source's raw folder nor any
 * dataset.json of a preprocessed folder is needed.
 */
export function moveObstacles({ source, target, release }: MoveSituation): readonly MoveObstacle[] {
  const obstacles: MoveObstacle[] = [];
  const add = (kind: MoveObstacleKind, exception: string, reason: string) =>
    obstacles.push({ kind, exception, reason });
  if (!source.hasPreprocessedFolder) {
    add('source-folder-missing', 'AssertionError', `${source.name} has no preprocessed folder.`);
  } else if (source.plans === undefined) {
    add('source-plans-missing', 'AssertionError', `${source.name} has no ${source.identifier}.json.`);
  } else if (source.plans.value === undefined) {
    add('source-plans-unreadable', 'JSONDecodeError', `${source.identifier}.json of ${source.name} is not JSON.`);
  } else {
    const edits = moveEdits({
      plans: source.plans.value,
      sourceIdentifier: source.identifier,
      targetIdentifier: target.identifier,
      targetDataset: target.name,
      ...(release === undefined ? {} : { release }),
    });
    if (isMoveFailure(edits)) {
      const place = edits.path.length === 0 ? 'It as a whole' : edits.path.join('.');
      add('source-plans-damaged', edits.exception, `${place} cannot be rewritten: ${edits.message}.`);
    }
  }
  const rawObstacle = targetImagesObstacle(target);
  if (rawObstacle !== undefined) obstacles.push(rawObstacle);
  if (!target.hasPreprocessedFolder) {
    add('target-folder-missing', 'FileNotFoundError', `${target.name} has no preprocessed folder to write into.`);
  }
  return obstacles;
}

/** The move opens the first training image of the target, to find a reader for it. */
function targetImagesObstacle(target: MoveSituation['target']): MoveObstacle | undefined {
  const { name, rawDatasetJson, rawImages, dimension } = target;
  const obstacle = (kind: MoveObstacleKind, exception: string, reason: string) => ({ kind, exception, reason });
  if (rawDatasetJson === undefined) {
    return obstacle(
      'target-raw-dataset-json-missing',
      'FileNotFoundError',
      `${name} has no dataset.json in its raw folder.`,
    );
  }
  const datasetJson = rawDatasetJson.value;
  if (!isObject(datasetJson)) {
    return obstacle(
      'target-raw-dataset-json-unreadable',
      datasetJson === undefined ? 'JSONDecodeError' : 'AttributeError',
      `dataset.json in the raw folder of ${name} does not hold an object.`,
    );
  }
  const ending = fileEnding(datasetJson);
  const isListed = member(datasetJson, 'dataset') !== undefined;
  if (ending === undefined) {
    return obstacle('target-file-ending-missing', 'KeyError', `dataset.json of ${name} does not say its file_ending.`);
  }
  const cases = isListed ? (listedCases(datasetJson) ?? []) : rawCases(rawImages ?? [], ending);
  const [first] = cases;
  if (first === undefined) {
    const exception = isListed || rawImages !== undefined ? 'StopIteration' : 'FileNotFoundError';
    return obstacle('target-images-missing', exception, `${name} has no training image that ends with ${ending}.`);
  }
  if (first.images.length === 0) {
    const reason = `The first training case of ${name}, ${first.identifier}, has no image whose name ends with _0000${ending}.`;
    return obstacle('target-images-missing', 'IndexError', reason);
  }
  if (readerOfMove(datasetJson, dimension ?? 3) === undefined) {
    const reason = `nnU-Net knows no reader for images of ${name} that end with ${ending}.`;
    return obstacle('target-reader-unknown', 'RuntimeError', reason);
  }
  return undefined;
}
