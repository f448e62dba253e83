import type { DiffSide } from '../../diff/side.js';
import type { JsonDocument } from '../../io/json/document.js';
import { readJsonDocument } from '../../io/json/read.js';
import { revisionFile } from '../../io/node-git-storage.js';
import { type Storage, StorageError } from '../../io/storage.js';
import { Plans } from '../../nnunet/plans/plans.js';
import { knownRemedies } from '../../schema/document-problems.js';
import { openCheckpoint } from '../../workspace/checkpoint.js';
import { absolutePath, folderOf, join } from '../../workspace/paths.js';
import { Trouble } from '../trouble.js';

/**
 * One side of a diff as it is typed: a plans file, a folder with plans.json, a checkpoint, or `REVISION:path`; each with `#configuration` or without.
 * @throws Trouble when it leads to no plans
 */
export function diffSideOf(storage: Storage, cwd: string, typed: string): DiffSide {
  const hash = typed.lastIndexOf('#');
  const isWhole = hash < 0 || storage.stat(absolutePath(cwd, typed)) !== undefined;
  const name = isWhole ? typed : typed.slice(0, hash);
  const configuration = isWhole ? undefined : typed.slice(hash + 1);
  const { document, datasetJson } = documentOf(storage, cwd, name);
  const [fatal] = document.problems.filter((problem) => problem.fatal);
  if (document.value === undefined || fatal !== undefined) {
    throw new Trouble(`${name} cannot be read: ${fatal?.message ?? 'it is empty'}.`, knownRemedies(fatal));
  }
  return {
    label: name,
    plans: new Plans(document.value),
    ...(configuration === undefined ? {} : { configuration }),
    ...(datasetJson?.value === undefined ? {} : { datasetJson: datasetJson.value }),
  };
}

interface Found {
  readonly document: JsonDocument;
  readonly datasetJson: JsonDocument | undefined;
}

function documentOf(storage: Storage, cwd: string, name: string): Found {
  const path = absolutePath(cwd, name);
  const kind = storage.stat(path)?.kind;
  if (kind === undefined && name.includes(':')) return ofRevision(cwd, name);
  if (kind === 'folder') {
    const plans = join(path, 'plans.json');
    if (storage.stat(plans) === undefined) throw new Trouble(`${name} is a folder without plans.json.`);
    return besideDataset(storage, plans);
  }
  if (!name.endsWith('.pth')) return besideDataset(storage, path);
  const checkpoint = openCheckpoint(storage, path);
  const document = checkpoint.plansFile?.document;
  if (document === undefined) {
    throw new Trouble(
      `${name} holds no plans: ${checkpoint.content.fault?.message ?? 'it was not written by nnU-Net v2'}.`,
    );
  }
  return { document, datasetJson: checkpoint.datasetJson };
}

function besideDataset(storage: Storage, path: string): Found {
  return {
    document: readJsonDocument(storage, path),
    datasetJson: readJsonDocument(storage, join(folderOf(path), 'dataset.json')),
  };
}

function ofRevision(cwd: string, name: string): Found {
  try {
    const { storage, path } = revisionFile(cwd, name);
    return besideDataset(storage, path);
  } catch (error) {
    if (error instanceof StorageError) throw new Trouble(`${name}: ${error.message}.`);
    throw error;
  }
}
