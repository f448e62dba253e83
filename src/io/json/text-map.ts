import type { TextMap } from './scan.js';
import { type JsonObject, type JsonValue, pointer, pointerParts } from './value.js';

/** The text of a value, exactly as written. */
export function textOf(text: string, map: TextMap, entry: number): string {
  return text.slice(map.starts[entry], map.ends[entry]);
}

/** The key of a value, unescaped; `undefined` in arrays and for the outermost value. */
export function keyOf(text: string, map: TextMap, entry: number): string | undefined {
  const start = map.keyStarts[entry] ?? -1;
  return start === -1 ? undefined : unquoted(text.slice(start, map.keyEnds[entry]));
}

/** The values directly within an object or array. */
export function* children(map: TextMap, entry: number): Generator<number, void> {
  const end = map.nexts[entry] ?? 0;
  for (let child = entry + 1; child < end; child = map.nexts[child] ?? end) yield child;
}

/** The values from the outermost to the one that the pointer names, as far as they exist; of equal keys the last. */
export function pathTo(text: string, map: TextMap, pointerText: string): number[] {
  const path = [0];
  for (const part of pointerParts(pointerText)) {
    const child = childNamed(text, map, path.at(-1) ?? 0, part);
    if (child === undefined) break;
    path.push(child);
  }
  return path;
}

/** Where the members of large objects and lists stand, once one of them has been asked for: of a thousand, each may be. */
const indexes = new WeakMap<TextMap, Map<number, ReadonlyMap<string, number>>>();

/** Values within an object or list from which on its members are looked up in an index. */
const worthIndexing = 64;

function childNamed(text: string, map: TextMap, entry: number, part: string): number | undefined {
  const end = map.nexts[entry] ?? 0;
  if (end - entry < worthIndexing) return namedChildren(text, map, entry).findLast(([name]) => name === part)?.[1];
  const known = indexes.get(map) ?? new Map<number, ReadonlyMap<string, number>>();
  const index = known.get(entry) ?? new Map(namedChildren(text, map, entry));
  indexes.set(map, known.set(entry, index));
  return index.get(part);
}

/** Values directly within an object or list, by key or position, as a pointer names them. */
function namedChildren(text: string, map: TextMap, entry: number): (readonly [name: string, child: number])[] {
  return Array.from(children(map, entry), (child, i) => [keyOf(text, map, child) ?? String(i), child]);
}

/** Pointers of values, in the order given. One pass finds the index of every element of an array. */
export function pointersOf(text: string, map: TextMap, entries: readonly number[]): string[] {
  const indexes = new Uint32Array(map.starts.length);
  const counts = new Uint32Array(map.starts.length);
  for (let entry = 1; entry < indexes.length; entry += 1) {
    const parent = map.parents[entry] ?? 0;
    const count = counts[parent] ?? 0;
    indexes[entry] = count;
    counts[parent] = count + 1;
  }
  return entries.map((entry) => {
    const parts: (string | number)[] = [];
    for (let at = entry; at > 0; at = map.parents[at] ?? 0) parts.unshift(keyOf(text, map, at) ?? indexes[at] ?? 0);
    return pointer(...parts);
  });
}

/** The value of a whole text, as Python's `json` builds it. */
export function buildValue(text: string, map: TextMap): JsonValue {
  const containers: (JsonValue[] | JsonObject | undefined)[] = [];
  let outermost: JsonValue = null;
  for (let entry = 0; entry < map.starts.length; entry += 1) {
    const first = text.charAt(map.starts[entry] ?? 0);
    const container = first === '{' ? {} : first === '[' ? [] : undefined;
    const value = container ?? scalar(textOf(text, map, entry));
    const parent = containers[map.parents[entry] ?? -1];
    if (parent === undefined) outermost = value;
    else if (Array.isArray(parent)) parent.push(value);
    else setOwn(parent, keyOf(text, map, entry) ?? '', value);
    containers.push(container);
  }
  return outermost;
}

/** Assigning to `__proto__` would set the prototype: a key from a file must become a member like every other. */
function setOwn(object: JsonObject, key: string, value: JsonValue): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

function scalar(written: string): JsonValue {
  switch (written) {
    case 'true':
      return true;
    case 'false':
      return false;
    case 'null':
      return null;
    default:
      return written.startsWith('"') ? unquoted(written) : Number(written);
  }
}

function unquoted(written: string): string {
  return written.includes('\\') ? String(JSON.parse(written)) : written.slice(1, -1);
}
