import { type JsonObject, type JsonValue, pointer } from '../json/value.js';
import { PyDict } from './dictionary.js';
import { NumpyScalar } from './numpy-values.js';
import { type PickleValue, PyFloat, PyTuple } from './values.js';

/** Far more than plans and dataset.json need; a cyclic or exponentially shared value would never end without. */
export const jsonLimits = { depth: 64, nodes: 200_000, characters: 32 * 2 ** 20 } as const;

/** A Python value as `json.dump` would write it. */
export interface PickledJson {
  /** Tuples are arrays, numpy scalars numbers, keys text. What JSON cannot hold is null, and listed. */
  readonly value: JsonValue;
  /** Pointers of numbers that are Python floats although integral: `2.0`. */
  readonly integralFloats: ReadonlySet<string>;
  /** Pointers of what has no counterpart in JSON: arrays, objects, bytes, non-text keys of other kinds. */
  readonly omitted: readonly string[];
  /** Whether the value was cut because it is deeper or larger than {@link jsonLimits}. */
  readonly cut: boolean;
}

export function toJson(value: PickleValue): PickledJson {
  const walk = new JsonWalk();
  const json = walk.convert(value, []);
  return { value: json, integralFloats: walk.integralFloats, omitted: walk.omitted, cut: walk.cut };
}

class JsonWalk {
  readonly integralFloats = new Set<string>();
  readonly omitted: string[] = [];
  cut = false;
  #nodesLeft: number = jsonLimits.nodes;
  #charactersLeft: number = jsonLimits.characters;

  convert(value: PickleValue, path: readonly (string | number)[]): JsonValue {
    if (this.#nodesLeft-- <= 0 || path.length > jsonLimits.depth) {
      this.cut = true;
      return null;
    }
    if (typeof value === 'string') return this.#text(value);
    if (value === null || typeof value === 'boolean' || typeof value === 'number') return value;
    if (typeof value === 'bigint') return Number(value);
    if (Array.isArray(value)) return this.#array(value, path);
    if (value instanceof PyTuple) return this.#array(value.items, path);
    if (value instanceof PyDict) return this.#object(value, path);
    if (value instanceof NumpyScalar && typeof value.value === 'boolean') return value.value;
    if (value.number === undefined) return this.#omit(path);
    const number = Number(value.number);
    const isFloat = value instanceof PyFloat || (value instanceof NumpyScalar && value.dtype.code.startsWith('f'));
    if (isFloat && Number.isInteger(number)) this.integralFloats.add(pointer(...path));
    return number;
  }

  #array(items: readonly PickleValue[], path: readonly (string | number)[]): JsonValue {
    const array: JsonValue[] = [];
    for (const [index, item] of items.entries()) {
      if (this.#nodesLeft <= 0) break;
      array.push(this.convert(item, [...path, index]));
    }
    if (array.length < items.length) this.cut = true;
    return array;
  }

  #object(dict: PyDict, path: readonly (string | number)[]): JsonObject {
    const members: [string, JsonValue][] = [];
    for (const [key, value] of dict.entries()) {
      if (this.#nodesLeft <= 0) {
        this.cut = true;
        break;
      }
      const name = keyText(key);
      if (name === undefined) this.#omit(path);
      else members.push([name, this.convert(value, [...path, this.#text(name)])]);
    }
    // Defines own members whatever their names, `__proto__` included.
    return Object.fromEntries(members);
  }

  /** A text that many places share is written once for each of them. */
  #text(text: string): string {
    this.#charactersLeft -= text.length;
    if (this.#charactersLeft >= 0) return text;
    this.cut = true;
    return '';
  }

  #omit(path: readonly (string | number)[]): null {
    this.omitted.push(pointer(...path));
    return null;
  }
}

/** As `json.dump` turns keys into text; `undefined` for all other kinds, which it refuses. */
export function keyText(key: PickleValue): string | undefined {
  if (typeof key === 'string') return key;
  if (key === null || typeof key === 'boolean' || typeof key === 'number' || typeof key === 'bigint')
    return String(key);
  if (key instanceof PyFloat) return Number.isFinite(key.number) ? `${key.number}.0` : String(key.number);
  return undefined;
}
