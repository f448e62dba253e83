import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from '../../src/engine/rule.js';
import { isObject, type JsonValue, pointerParts } from '../../src/io/json/value.js';
import { memoryStorage } from '../../src/io/memory-storage.js';
import type { Storage } from '../../src/io/storage.js';
import { openWorkspace, type Workspace } from '../../src/workspace/workspace.js';

const testFolder = join(process.cwd(), 'test');

/** What a folder shares with another: all that lies there, short of `without`. */
interface Overlay {
  readonly over: string;
  readonly without?: readonly string[];
}

/** Folders written by the real nnU-Net: `clean-transfer/complete`, or the project's own example `examples/transfer`. */
export function projectFiles(name: string): Map<string, Uint8Array> {
  const known = projects.get(name) ?? readProject(name);
  projects.set(name, known);
  return new Map(known);
}

/** Read once: a table asks for the same project in nearly every case. */
const projects = new Map<string, ReadonlyMap<string, Uint8Array>>();

function readProject(name: string): ReadonlyMap<string, Uint8Array> {
  const folder = name.startsWith('examples/') ? join(testFolder, name) : join(testFolder, 'fixtures', 'golden', name);
  const files = new Map<string, Uint8Array>();
  const visit = (path: string, relative: string) => {
    const entries = readdirSync(path, { withFileTypes: true });
    if (entries.some((entry) => entry.name === 'overlay.json')) {
      const { over, without = [] }: Overlay = JSON.parse(readFileSync(join(path, 'overlay.json'), 'utf8'));
      for (const [shared, bytes] of projectFiles(over)) {
        if (!without.some((gone) => shared === gone || shared.startsWith(`${gone}/`)))
          files.set(relative + shared, bytes);
      }
    }
    for (const entry of entries) {
      if (entry.isDirectory()) visit(join(path, entry.name), `${relative}${entry.name}/`);
      else if (entry.name !== 'overlay.json') files.set(relative + entry.name, readFileSync(join(path, entry.name)));
    }
  };
  visit(folder, '');
  return files;
}

/** A file below test/fixtures, such as `golden/clean-transfer/complete/nnUNet_raw/…`. */
export function fixture(path: string): Uint8Array {
  if (!path.startsWith('golden/')) return readFileSync(join(testFolder, 'fixtures', path));
  const bytes = projectFiles('').get(path.slice('golden/'.length));
  if (bytes === undefined) throw new Error(`no file ${path}`);
  return bytes;
}

/** A file of test/fixtures/binary, such as `images/plain.nii.gz`. */
export function binaryFixture(name: string): Uint8Array {
  return readFileSync(join(testFolder, 'fixtures', 'binary', name));
}

/** The files after some changes; the map that was given stays as it was. */
export function withChanges(
  files: ReadonlyMap<string, Uint8Array>,
  changes: readonly Change[],
): Map<string, Uint8Array> {
  const changed = new Map(files);
  for (const change of changes) {
    const old = () => {
      const bytes = changed.get(change.file);
      if (bytes === undefined) throw new Error(`no file ${change.file} in the example project`);
      return new TextDecoder().decode(bytes);
    };
    const write = (text: string) => changed.set(change.file, new TextEncoder().encode(text));
    if ('set' in change) write(JSON.stringify(setAt(JSON.parse(old()), pointerParts(change.set), change.to), null, 4));
    else if ('remove' in change)
      write(JSON.stringify(setAt(JSON.parse(old()), pointerParts(change.remove), undefined), null, 4));
    else if ('write' in change) write(change.write);
    else if ('replace' in change) {
      if (!old().includes(change.replace)) throw new Error(`${change.file} does not contain ${change.replace}`);
      write(old().replace(change.replace, () => change.by));
    } else if ('copyFrom' in change) copy(changed, change.copyFrom, change.file);
    else remove(changed, change.file);
  }
  return changed;
}

function copy(files: Map<string, Uint8Array>, from: string, to: string): void {
  const found = [...files].filter(([path]) => path === from || path.startsWith(`${from}/`));
  if (found.length === 0) throw new Error(`no file or folder ${from} in the example project`);
  for (const [path, bytes] of found) files.set(to + path.slice(from.length), bytes);
}

function remove(files: Map<string, Uint8Array>, name: string): void {
  const found = [...files.keys()].filter((path) => path === name || path.startsWith(`${name}/`));
  if (found.length === 0) throw new Error(`no file or folder ${name} in the example project`);
  for (const path of found) files.delete(path);
}

function setAt(value: JsonValue, parts: readonly string[], to: JsonValue | undefined): JsonValue {
  const [first, ...rest] = parts;
  if (first === undefined) return to ?? null;
  if (Array.isArray(value)) {
    const list = [...value];
    const index = first === '-' ? list.length : Number(first);
    if (rest.length === 0 && to === undefined) list.splice(index, 1);
    else list[index] = setAt(list[index] ?? {}, rest, to);
    return list;
  }
  const members = new Map(Object.entries(isObject(value) ? value : {}));
  if (rest.length === 0 && to === undefined) members.delete(first);
  else members.set(first, setAt(members.get(first) ?? {}, rest, to));
  return Object.fromEntries(members);
}

/** A workspace over files in memory, with nnU-Net's three folders at the top. */
export function openProject(
  files: ReadonlyMap<string, Uint8Array>,
  modified: Readonly<Record<string, number>> = {},
): Workspace & { readonly storage: Storage } {
  return openWorkspace(memoryStorage(files, { modified }), {
    raw: 'nnUNet_raw',
    preprocessed: 'nnUNet_preprocessed',
    results: 'nnUNet_results',
  });
}
