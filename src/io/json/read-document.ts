import type { JsonDocument, JsonProblem, TextPosition } from './document.js';
import { Lines } from './lines.js';
import { scan, type TextMap } from './scan.js';
import { pathTo, textOf } from './text-map.js';
import { isObject, type JsonValue, member, pointerParts, valueAt } from './value.js';

export interface Reading {
  readonly file: string;
  /** Without its byte order mark. */
  readonly text: string;
  readonly value?: JsonValue;
  readonly problems: readonly JsonProblem[];
  /** Where the text has been scanned already. */
  readonly map?: TextMap;
}

/** A {@link JsonDocument} that looks into its text when it is asked where something stands. */
export class ReadDocument implements JsonDocument {
  readonly file: string;
  readonly value: JsonValue | undefined;
  readonly problems: readonly JsonProblem[];
  readonly #text: string;
  #map: TextMap | undefined;
  #lines: Lines | undefined;
  /** `null`: not asked yet. */
  #keysOfFloats: ReadonlySet<string> | undefined | null = null;

  constructor({ file, text, value, problems, map }: Reading) {
    this.file = file;
    this.value = value;
    this.problems = problems;
    this.#text = text;
    this.#map = map;
  }

  get length(): number {
    return this.#text.length;
  }

  get text(): string | undefined {
    return this.value === undefined ? undefined : this.#text;
  }

  position(pointer: string): TextPosition | undefined {
    const map = this.#textMap();
    if (map === undefined) return undefined;
    const entry = pathTo(this.#text, map, pointer).at(-1) ?? 0;
    return this.#textLines().position(map.starts[entry] ?? 0, map.ends[entry] ?? 0);
  }

  keyPosition(pointer: string): TextPosition | undefined {
    const map = this.#textMap();
    const entry = this.#entry(pointer);
    const start = map?.keyStarts[entry ?? -1] ?? -1;
    if (map === undefined || start === -1) return this.position(pointer);
    return this.#textLines().position(start, map.keyEnds[entry ?? -1] ?? start);
  }

  numberText(pointer: string): string | undefined {
    if (typeof valueAt(this.value, pointer) !== 'number') return undefined;
    const map = this.#textMap();
    const entry = this.#entry(pointer);
    return map === undefined || entry === undefined ? undefined : textOf(this.#text, map, entry);
  }

  isFloat(pointer: string): boolean {
    const number = valueAt(this.value, pointer);
    if (typeof number !== 'number') return false;
    if (Number.isFinite(number) && !Number.isInteger(number)) return true;
    if (this.#map === undefined && this.#hasNoFloatUnder(pointer)) return false;
    return /[.eEN]|^-?I/.test(this.numberText(pointer) ?? '');
  }

  lineText(line: number): string | undefined {
    return this.#textLines().text(line);
  }

  mayHoldFloats(key: string): boolean {
    if (this.#keysOfFloats === null) this.#keysOfFloats = keysOfFloats(this.#text);
    return this.#keysOfFloats === undefined || this.#keysOfFloats.has(key);
  }

  #hasNoFloatUnder(pointer: string): boolean {
    const key = keyAbove(this.value ?? null, pointer);
    return key !== undefined && !this.mayHoldFloats(key);
  }

  #entry(pointer: string): number | undefined {
    const map = this.#textMap();
    if (map === undefined) return undefined;
    const path = pathTo(this.#text, map, pointer);
    return path.length === pointerParts(pointer).length + 1 ? path.at(-1) : undefined;
  }

  #textMap(): TextMap | undefined {
    if (this.value === undefined) return undefined;
    // The value was read within limits, so the text keeps to them.
    this.#map ??= scan(this.#text, { maximumDepth: Infinity, maximumValues: Infinity }).map;
    return this.#map;
  }

  #textLines(): Lines {
    this.#lines ??= new Lines(this.#text);
    return this.#lines;
  }
}

/**
 * The keys of a JSON text whose numbers may be written with a point or an exponent; `undefined` when only a scan of the text can tell.
 * A quick look, so that asking whether `patch_size` holds floats costs no scan only because `spacing` does.
 */
function keysOfFloats(text: string): ReadonlySet<string> | undefined {
  if (text.includes('\\')) return undefined;
  const keys = new Set<string>();
  const float = /\d[.eE]/g;
  const numbers = /[-+\d.eE,[\]\s]*/y;
  for (let found = float.exec(text); found !== null; found = float.exec(text)) {
    const keyEnd = text.lastIndexOf('"', found.index);
    const between = text.slice(keyEnd + 1, found.index);
    // Anything but a key's own numbers in between: a string, a word, the end of an object.
    if (!/^\s*:[-+\d.eE,[\]\s]*$/.test(between)) return undefined;
    keys.add(text.slice(text.lastIndexOf('"', keyEnd - 1) + 1, keyEnd));
    numbers.lastIndex = found.index;
    numbers.exec(text);
    float.lastIndex = numbers.lastIndex;
  }
  return keys;
}

/** The key that a value belongs to, directly or through lists; `undefined` where all around it are lists. */
function keyAbove(value: JsonValue, pointerText: string): string | undefined {
  let around: JsonValue | undefined = value;
  let key: string | undefined;
  for (const part of pointerParts(pointerText)) {
    if (isObject(around)) key = part;
    around = Array.isArray(around) ? around[Number(part)] : member(around, part);
  }
  return key;
}
