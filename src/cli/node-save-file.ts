import {
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
  type Stats,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname, sep } from 'node:path';
import { Trouble } from '../app/trouble.js';
import { NnplansError } from '../workspace/nnplans-error.js';
import { codeOf, removeQuietly, writeTemporary } from './node-temporary-file.js';

/** What a file system says that has no hard links, or not for this file. */
const withoutLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK', 'EACCES']);

/**
 * Replaces a whole file, as `-o` and `--baseline` ask for: a reader finds the old one or the new one, and a link is replaced, not followed. A pipe or
 * a device is written into.
 * @throws Error with the reason alone
 */
export function replaceFile(path: string, text: string): void {
  try {
    const there = lstatSync(path, { throwIfNoEntry: false });
    if (there?.isFIFO() === true || there?.isCharacterDevice() === true) {
      writeInto(path, text);
      return;
    }
    if (there?.isSocket() === true || there?.isBlockDevice() === true) throw new Error('it is a socket or a disk');
    const temporary = writeTemporary(dirname(path), text, there?.isFile() === true ? there.mode : undefined);
    try {
      renameSync(temporary, path);
    } catch (error) {
      removeQuietly(temporary);
      throw error;
    }
    synchronise(dirname(path));
  } catch (error) {
    throw new Error(reasonOf(error, path));
  }
}

/**
 * Writes a file that must outlive a crash: afterwards all of it is there or nothing of it, and it is on the disk; on a file system without hard
 * links, a crash between two calls can leave an empty new file. What stood there before is kept under a name that nothing has.
 * @param named a link to a file in the same folder is followed
 * @param mayReplace whether there may be a file already
 * @returns path of what was kept, where there was something
 * @throws Trouble when there is a file that may not be replaced, or the disk refuses
 */
export function saveFile(named: string, text: string, mayReplace: boolean): string | undefined {
  let temporary: string | undefined;
  try {
    const path = behindLinks(named);
    const old = mayReplace ? lstatSync(path, { throwIfNoEntry: false }) : undefined;
    if (old !== undefined && !old.isFile()) throw new Trouble(`${path} is no file, so nothing is written there.`);
    temporary = writeTemporary(dirname(path), text, old?.mode);
    const backup = old === undefined ? undefined : keep(path, old);
    if (old === undefined) appear(temporary, path);
    else replace(temporary, path, old, backup);
    synchronise(dirname(path));
    return backup;
  } catch (error) {
    if (temporary !== undefined) removeQuietly(temporary);
    if (error instanceof NnplansError) throw error;
    throw new Trouble(`${named} cannot be written: ${reasonOf(error, named)}.`);
  }
}

/** The file that a link leads to is the one to be written, not the link; but a folder of strangers may hold links to anything. */
function behindLinks(path: string): string {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return path;
  const target = readlinkSync(path);
  if (statSync(path, { throwIfNoEntry: false }) === undefined) {
    throw new Trouble(`${path} is a link to ${target}, where there is nothing.`);
  }
  const real = realpathSync(path);
  if (real.startsWith(realpathSync(dirname(path)) + sep)) return real;
  throw new Trouble(`${path} is a link to ${target}, outside of its folder: nothing is written through it.`, [
    'Put a file in its place, or choose another name.',
  ]);
}

/**
 * `MyPlans.json.backup`, `MyPlans.json.backup2`: not `.json` at the end, or it would be taken for plans. A second name for the very file, so that
 * nothing can break off in the middle of it.
 */
function keep(path: string, old: Stats): string {
  for (let number = 1; ; number += 1) {
    const copy = `${path}.backup${number === 1 ? '' : number}`;
    try {
      linkSync(path, copy);
      return copy;
    } catch (error) {
      const code = codeOf(error) ?? '';
      if (code === 'EEXIST') {
        // Of a run that was killed before it came to replace the file.
        if (isSame(lstatSync(copy, { throwIfNoEntry: false }), old)) return copy;
        continue;
      }
      if (!withoutLinks.has(code)) throw error;
    }
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

function isSame(found: Stats | undefined, old: Stats): boolean {
  return (
    found !== undefined &&
    found.dev === old.dev &&
    found.ino === old.ino &&
    found.size === old.size &&
    found.mtimeMs === old.mtimeMs
  );
}

/** Unless somebody else has replaced it since it was kept. */
function replace(temporary: string, path: string, old: Stats, backup: string | undefined): void {
  if (!isSame(lstatSync(path, { throwIfNoEntry: false }), old)) {
    throw new Trouble(`${path} has been written by somebody else in the meantime.`, [
      `What stood there before is kept as ${backup}.`,
    ]);
  }
  renameSync(temporary, path);
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
      removeQuietly(path);
      throw failure;
    }
  }
}

/** A pipe that nobody reads would be waited for without end. */
function writeInto(path: string, text: string): void {
  const descriptor = openSync(path, constants.O_WRONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
  try {
    writeWhole(descriptor, text);
  } finally {
    closeSync(descriptor);
  }
}

/** Writes everything at once, so that nothing is lost when the process ends; waits for a reader of a pipe that is slower than we are. */
export function writeWhole(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
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

/** Of a failed write, without the name that the file had meanwhile. */
function reasonOf(error: unknown, path: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const folder = dirname(path);
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return `there is no folder ${folder}`;
    case 'EISDIR':
      return 'it is a folder';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `${folder} may not be written to`;
    case 'ENOSPC':
      return 'the disk is full';
    case 'EDQUOT':
      return 'your quota of the disk is used up';
    case 'ENAMETOOLONG':
      return 'its name is too long';
    case 'ENXIO':
      return 'nobody reads from this pipe';
    case 'ELOOP':
      return 'links lead in a circle';
    default:
      return message;
  }
}
