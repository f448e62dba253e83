import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Trouble } from '../app/trouble.js';
import { NnplansError } from '../workspace/nnplans-error.js';

/** What a file system says that has no hard links. */
const withoutLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK', 'EACCES']);

/**
 * Writes a file that must outlive a crash: afterwards all of it is there or nothing of it, and it is on the disk; on a file system without hard
 * links, a crash between two calls can leave an empty new file. What stood there before is copied first, under a name that nothing has.
 * @param named a link is followed
 * @param mayReplace whether there may be a file already
 * @returns path of the copy, where there was something to keep
 * @throws Trouble when there is a file that may not be replaced, or the disk refuses
 */
export function saveFile(named: string, text: string, mayReplace: boolean): string | undefined {
  const path = behindLinks(named);
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
  try {
    const old = mayReplace ? modeOf(path) : undefined;
    const backup = old === undefined ? undefined : keepCopy(path);
    writeDurably(temporary, text);
    if (old !== undefined) chmodSync(temporary, old);
    if (old === undefined) appear(temporary, path);
    else renameSync(temporary, path);
    synchronise(dirname(path));
    return backup;
  } catch (error) {
    remove(temporary);
    if (error instanceof NnplansError) throw error;
    throw new Trouble(`${path} cannot be written: ${(error as Error).message}.`);
  }
}

/** The file that a link leads to is the one to be written, not the link. */
function behindLinks(path: string): string {
  const link = lstatSync(path, { throwIfNoEntry: false });
  if (link?.isSymbolicLink() !== true) return path;
  if (statSync(path, { throwIfNoEntry: false }) === undefined) {
    throw new Trouble(`${path} is a link to ${readlinkSync(path)}, where there is nothing.`);
  }
  return realpathSync(path);
}

/** `MyPlans.json.backup`, `MyPlans.json.backup2`: not `.json` at the end, or it would be taken for plans. */
function keepCopy(path: string): string {
  for (let number = 1; ; number += 1) {
    const copy = `${path}.backup${number === 1 ? '' : number}`;
    try {
      copyFileSync(path, copy, constants.COPYFILE_EXCL);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') continue;
      throw error;
    }
    synchronise(copy);
    return copy;
  }
}

/** Under its name only if nobody else has taken that in the meantime; a rename would not ask. */
function appear(temporary: string, path: string): void {
  try {
    linkSync(temporary, path);
    unlinkSync(temporary);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') throw new Trouble(`${path} has been written by somebody else in the meantime.`);
    if (code === undefined || !withoutLinks.has(code)) throw error;
    // Takes the name first, if it is free.
    closeSync(openSync(path, 'wx'));
    try {
      renameSync(temporary, path);
    } catch (failure) {
      remove(path);
      throw failure;
    }
  }
}

function writeDurably(path: string, text: string): void {
  const descriptor = openSync(path, 'w');
  try {
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Some file systems cannot do that for folders, or for files that are read only; the content is safe all the same. */
function synchronise(path: string): void {
  try {
    const descriptor = openSync(path, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
  }
}

function modeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mode;
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
