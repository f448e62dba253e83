import { limits } from '../../budget.js';
import { type Storage, StorageError } from '../storage.js';
import type { JsonDocument, JsonProblem } from './document.js';
import { type JsonOptions, parseJsonDocument, tooLarge, unreadDocument } from './parse.js';
import { annexProblem, isAnnexTarget } from './recognise.js';
import { beyondShape } from './shape.js';

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
  const parsed = parseJsonDocument(bytes, path, options);
  const problem = parsed.value === undefined ? undefined : beyondShape(parsed.value, parsed.length ?? 0);
  const document = problem === undefined ? parsed : unreadDocument(path, problem);
  return document.problems.length > 0 && leadsOut(storage, path) ? withoutQuotes(document) : document;
}

/** Whether a path is a link to a file outside of its folder. */
export function leadsOut(storage: Storage, path: string): boolean {
  if (linkTarget(storage, path) === undefined) return false;
  const folder = storage.realPath(path.slice(0, path.lastIndexOf('/')) || '/');
  const real = storage.realPath(path);
  return folder === undefined || real?.startsWith(folder.endsWith('/') ? folder : `${folder}/`) !== true;
}

/** Kinds of problems that are told with words of the text. */
const quoting: ReadonlySet<JsonProblem['kind']> = new Set([
  'merge-conflict',
  'truncated',
  'syntax',
  'text-after-end',
  'duplicate-key',
  'not-a-number',
  'number-out-of-range',
]);

/** A stranger's folder may link to any file of its reader: what is wrong there is told without a word of the text, which may be a secret. */
function withoutQuotes(document: JsonDocument): JsonDocument {
  const problems = document.problems.map((problem): JsonProblem => {
    const { kind, fatal } = problem;
    if (!quoting.has(kind)) return problem;
    const what = fatal ? 'it cannot be read as JSON' : 'something in its text is unusual';
    return { kind, fatal, message: `${what}; it is a link to a file elsewhere, which is not quoted` };
  });
  const { file, value, length } = document;
  return {
    file,
    value,
    // Nothing of it is edited either.
    text: undefined,
    problems,
    ...(length === undefined ? {} : { length }),
    position: (pointer) => document.position(pointer),
    keyPosition: (pointer) => document.keyPosition(pointer),
    numberText: (pointer) => document.numberText(pointer),
    isFloat: (pointer) => document.isFloat(pointer),
    mayHoldFloats: (key) => document.mayHoldFloats(key),
    lineText: () => undefined,
  };
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
