import { isObject, type JsonValue, member, pointerParts } from './value.js';

/**
 * The keys of a JSON text whose numbers may be written with a point or an exponent; `undefined` when only a scan of the text can tell.
 * A quick look, so that asking whether `patch_size` holds floats costs no scan only because `spacing` does.
 */
export function keysOfFloats(text: string): ReadonlySet<string> | undefined {
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
export function keyAbove(value: JsonValue, pointerText: string): string | undefined {
  let around: JsonValue | undefined = value;
  let key: string | undefined;
  for (const part of pointerParts(pointerText)) {
    if (isObject(around)) key = part;
    around = Array.isArray(around) ? around[Number(part)] : member(around, part);
  }
  return key;
}
