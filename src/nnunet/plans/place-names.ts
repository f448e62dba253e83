import { pointerParts } from '../../io/json/value.js';

/**
 * How a sentence calls a place in a plans file: `"patch_size" of 3d_fullres`, `entry 1 of "patch_size" of 3d_fullres`.
 * @param pointer JSON pointer into the plans file
 */
export function placeName(pointer: string): string {
  const [top, configuration, ...inside] = pointerParts(pointer);
  if (top === undefined) return 'the file';
  if (top !== 'configurations' || configuration === undefined) return inContainer(pointerParts(pointer));
  return inside.length === 0 ? `configuration "${configuration}"` : `${inContainer(inside)} of ${configuration}`;
}

/** `entry 0 of "strides"` for the parts `architecture, arch_kwargs, strides, 0`: the last key is enough to find it. */
function inContainer(parts: readonly string[]): string {
  const last = parts.findLastIndex((part) => !/^\d+$/.test(part));
  const key = `"${parts[last] ?? ''}"`;
  const indices = parts.slice(last + 1).join('.');
  if (indices === '') return key;
  return parts[0]?.startsWith('foreground_intensity_properties')
    ? `channel ${indices} of ${key}`
    : `entry ${indices} of ${key}`;
}

/** A clause as the beginning of a sentence: a word gets its capital letter, a key is quoted and keeps its spelling. */
export function atStart(clause: string): string {
  if (/^(the|entry|channel|configuration) /.test(clause)) return clause.charAt(0).toUpperCase() + clause.slice(1);
  return clause.replace(/^[a-z_][A-Za-z_]*(?=[ [])/, (key) => (key.startsWith('nnU') ? key : `"${key}"`));
}
