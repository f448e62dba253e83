import { limits } from '../../budget.js';
import { type Storage, StorageError } from '../storage.js';
import type { JsonDocument, JsonProblem } from './document.js';
import { type JsonOptions, parseJsonDocument, tooLarge, unreadDocument } from './parse.js';
import { annexProblem, isAnnexTarget } from './recognise.js';

/**
 * Reads a JSON file as Python 3.11's `json.load` does. Never throws for what is on the disk:
 * a file that is missing, forbidden, too large or no JSON is a document without a value, and a problem.
 */
export function readJsonDocument(storage: Storage, path: string, options: JsonOptions = {}): JsonDocument {
  const { maximumBytes } = { ...limits.json, ...options };
  let bytes: Uint8Array;
  try {
    bytes = storage.readBytes(path, maximumBytes);
  } catch (error) {
    if (error instanceof StorageError) return unreadDocument(path, problemOf(error, storage, path, maximumBytes));
    throw error;
  }
  return parseJsonDocument(bytes, path, options);
}

function problemOf(error: StorageError, storage: Storage, path: string, maximumBytes: number): JsonProblem {
  switch (error.fault) {
    case 'missing':
      return missing(storage, path);
    case 'too-large':
      return tooLarge(storage.stat(path)?.size ?? 0, maximumBytes);
    case 'not-a-regular-file': {
      const isFolder = storage.stat(path)?.kind === 'folder';
      const message = isFolder ? 'this is a folder, not a file' : 'this is a pipe, socket or device, not a file';
      return { kind: 'not-a-regular-file', fatal: true, message };
    }
    case 'forbidden':
      return { kind: 'forbidden', fatal: true, message: 'there is no permission to read the file' };
    default:
      return { kind: 'unreadable', fatal: true, message: error.message };
  }
}

function missing(storage: Storage, path: string): JsonProblem {
  const target = linkTarget(storage, path);
  if (target === undefined) return { kind: 'missing', fatal: true, message: 'there is no such file' };
  if (isAnnexTarget(target)) return annexProblem(path);
  return { kind: 'missing', fatal: true, message: `the link leads to ${target}, where there is no file` };
}

function linkTarget(storage: Storage, path: string): string | undefined {
  try {
    return storage.linkTarget(path);
  } catch (error) {
    if (error instanceof StorageError) return undefined;
    throw error;
  }
}
