/** What a JSON text holds, as Python's `json` reads it: `NaN` and infinities are numbers. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;

/** Keys come from files: read them with {@link member}, never as `object.key`. */
export interface JsonObject {
  [key: string]: JsonValue;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The own member `key` of an object; `undefined` for everything else, so that `toString` is never found on the prototype. */
export function member(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** An RFC 6901 pointer from its parts: `pointer('configurations', '2d', 'spacing', 0)`. */
export function pointer(...parts: readonly (string | number)[]): string {
  let text = '';
  for (const part of parts) text += `/${escaped(String(part))}`;
  return text;
}

/** Keys with either character are rare, pointers many: most pass without a copy. */
function escaped(part: string): string {
  return part.includes('~') || part.includes('/') ? part.replaceAll('~', '~0').replaceAll('/', '~1') : part;
}

/** The parts of an RFC 6901 pointer, unescaped. */
export function pointerParts(text: string): string[] {
  if (text === '') return [];
  const parts = text.slice(1).split('/');
  return text.includes('~') ? parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')) : parts;
}

/** The value that a pointer names; `undefined` when there is none. */
export function valueAt(value: JsonValue | undefined, text: string): JsonValue | undefined {
  let found = value;
  for (const part of pointerParts(text)) {
    if (Array.isArray(found)) found = /^(0|[1-9]\d*)$/.test(part) ? found[Number(part)] : undefined;
    else found = member(found, part);
  }
  return found;
}
