import { pointerParts } from '../../io/json/value.js';

/**
 * How a sentence calls a place in a plans file: `patch_size of 3d_fullres`, `entry 1 of patch_size of 3d_fullres`.
 * @param pointer JSON pointer into the plans file; `key` a key that is missing there
 */
export function placeName(pointer: string, key?: string): string {
  const parts = [...pointerParts(pointer), ...(key === undefined ? [] : [key])];
  const [top, configuration, ...inside] = parts;
  if (top === undefined) return 'the file';
  if (top !== 'configurations') return inContainer(parts);
  if (configuration === undefined) return 'configurations';
  const owner = inside.length === 0 ? `configuration "${configuration}"` : configuration;
  return inside.length === 0 ? owner : `${inContainer(inside)} of ${owner}`;
}

/** `entry 0 of strides` for the parts `architecture, arch_kwargs, strides, 0`: the last key is enough to find it. */
function inContainer(parts: readonly string[]): string {
  const last = parts.findLastIndex((part) => !/^\d+$/.test(part));
  const key = parts[last] ?? '';
  const indices = parts.slice(last + 1);
  if (indices.length === 0) return key;
  const isChannel = key.startsWith('foreground_intensity_properties');
  return isChannel ? `${key} for channel ${indices.join('.')}` : `entry ${indices.join('.')} of ${key}`;
}

/** The same at the start of a sentence; a key keeps its spelling. */
export function placeNameAtStart(pointer: string, key?: string): string {
  const name = placeName(pointer, key);
  return /^(the file|configuration "|entry )/.test(name) ? name.charAt(0).toUpperCase() + name.slice(1) : name;
}
