import { limits } from '../../budget.js';
import type { JsonProblem } from './document.js';
import { isObject, type JsonValue, pointer } from './value.js';

/** Members of a file, or of the entries of its list, that hold as much as there are cases or findings: only the file's own limits hold for them. */
const onePerCase: ReadonlySet<string> = new Set([
  'dataset',
  'shapes_after_crop',
  'spacings',
  'train',
  'val',
  'metric_per_case',
  'entries',
  'findings',
  'notChecked',
  'subjects',
]);

/**
 * What is larger in a file than nnU-Net and people write, so that rules cannot be let loose on it; `undefined` where nothing is.
 * @param length characters of its text
 */
export function beyondShape(value: JsonValue, length: number): JsonProblem | undefined {
  const { values, members, characters, configurations } = limits.shape;
  const own = isObject(value) && Object.hasOwn(value, 'configurations') ? value['configurations'] : undefined;
  const count = isObject(own) ? Object.keys(own).length : 0;
  if (count > configurations) return tooMuch('configurations', 'configurations', count, configurations);
  // A shorter text has no room for more than the others.
  if (length < Math.min(2 * members, 2 * values, characters)) return undefined;
  let left = values;
  const open: Place[] = [{ value, depth: 0 }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    left -= 1;
    if (left < 0) {
      const message = `it holds more than the ${values} values that are read of such a file, besides those of its cases`;
      return { kind: 'too-large', fatal: true, message };
    }
    const { value: one, depth } = place;
    if (typeof one === 'string' && one.length > characters) return tooMuch(place, 'characters', one.length, characters);
    if (typeof one !== 'object' || one === null) continue;
    const keys = Array.isArray(one) ? undefined : Object.keys(one);
    const size = keys?.length ?? (one as JsonValue[]).length;
    if (size > members) return tooMuch(place, 'entries', size, members);
    for (let i = size - 1; i >= 0; i -= 1) {
      const key = keys?.[i] ?? i;
      if (typeof key === 'string') {
        if (key.length > characters) return tooMuch(place, 'characters in one name', key.length, characters);
        if (depth <= 1 && onePerCase.has(key)) continue;
      }
      open.push({
        value: (one as Record<string | number, JsonValue>)[key] as JsonValue,
        depth: depth + 1,
        key,
        parent: place,
      });
    }
  }
  return undefined;
}

interface Place {
  readonly value: JsonValue;
  readonly depth: number;
  readonly key?: string | number;
  readonly parent?: Place;
}

function tooMuch(place: Place | string, what: string, count: number, most: number): JsonProblem {
  const parts: (string | number)[] = [];
  for (let at = typeof place === 'string' ? undefined : place; at?.key !== undefined; at = at.parent)
    parts.unshift(at.key);
  const where = pointer(...(typeof place === 'string' ? [place] : parts));
  const message = `${count} ${what} stand ${where === '' ? 'in it' : `at ${where}`}, more than the ${most} that are read`;
  return { kind: 'too-large', fatal: true, message };
}
