import type { JsonDocument } from '../io/json/document.js';
import { unreadDocument } from '../io/json/parse.js';
import { leadsOut, readJsonDocument } from '../io/json/read.js';
import { type JsonValue, member } from '../io/json/value.js';
import type { Storage } from '../io/storage.js';

/** Keys that only plans, dataset.json and fingerprints have; a list of folds has them one level below. */
const telling = [
  'configurations',
  'plans_name',
  'channel_names',
  'modality',
  'numTraining',
  'file_ending',
  'spacings',
  'shapes_after_crop',
  'train',
];

/**
 * Reads a JSON file that stands where nnU-Net would look for one of its own. A stranger's folder may link to any file of its reader instead: where it
 * is none of nnU-Net's, its values stay unread, since findings would quote them.
 */
export function readLinked(storage: Storage, path: string): JsonDocument {
  const document = readJsonDocument(storage, path);
  if (document.value === undefined || isOfNnunet(document.value) || !leadsOut(storage, path)) return document;
  return unreadDocument(path, {
    kind: 'unreadable',
    fatal: true,
    message: 'it is a link to a file elsewhere that is none of nnU-Net, and is not quoted',
    remedy: 'put the file itself in its place',
  });
}

function isOfNnunet(value: JsonValue): boolean {
  const first = Array.isArray(value) ? value[0] : value;
  return telling.some((key) => member(first, key) !== undefined);
}
