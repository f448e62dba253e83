import { limits } from '../../budget.js';
import { type JsonObject, type JsonValue, pointer, pointerParts } from '../json/value.js';
import { itemsOf } from './access.js';
import { PyDict } from './dictionary.js';
import { NumpyScalar } from './numpy-values.js';
import { type PickleValue, PyFloat, PyTuple } from './values.js';

/** A Python value as `json.dump` would write it. */
export interface PickledJson {
  /** Tuples are arrays, numpy scalars numbers, keys text. What JSON cannot hold is null, and listed. */
  readonly value: JsonValue;
  /** Whether the number that a pointer names is a Python float although integral: `2.0`. */
  isIntegralFloat(pointer: string): boolean;
  /** Whether there is any. */
  readonly hasIntegralFloats: boolean;
  /** Pointers of what has no counterpart in JSON: arrays, objects, bytes, non-text keys of other kinds. */
  readonly omitted: readonly string[];
  /** How many values it has. */
  readonly nodes: number;
  /** Whether the value was cut because it is deeper or larger than the limits. */
  readonly cut: boolean;
}

export function toJson(value: PickleValue): PickledJson {
  const walk = new JsonWalk();
  const json = walk.convert(value);
  return {
    value: json,
    hasIntegralFloats: walk.hasIntegralFloats,
    isIntegralFloat: (pointerText) => walk.hasIntegralFloats && isIntegralFloat(memberAt(value, pointerText)),
    omitted: walk.omitted,
    nodes: walk.nodes,
    cut: walk.cut,
  };
}

function isIntegralFloat(value: PickleValue | undefined): boolean {
  if (value instanceof PyFloat) return Number.isInteger(value.number);
  return value instanceof NumpyScalar && value.dtype.code.startsWith('f') && Number.isInteger(Number(value.number));
}

/** The value that a pointer into the JSON names. */
function memberAt(value: PickleValue, pointerText: string): PickleValue | undefined {
  return pointerParts(pointerText).reduce<PickleValue | undefined>((found, part) => {
    if (found instanceof PyDict) return found.get(part) ?? membersByText(found).get(part);
    return itemsOf(found)?.[Number(part)];
  }, value);
}

const byText = new WeakMap<PyDict, ReadonlyMap<string, PickleValue>>();

/** Of a dictionary whose keys are not all text. */
function membersByText(dict: PyDict): ReadonlyMap<string, PickleValue> {
  const known = byText.get(dict);
  if (known !== undefined) return known;
  const members = new Map([...dict.entries()].map(([key, member]) => [keyText(key) ?? '', member] as const));
  byText.set(dict, members);
  return members;
}

class JsonWalk {
  hasIntegralFloats = false;
  readonly omitted: string[] = [];
  cut = false;
  #nodesLeft: number = limits.pickledJson.nodes;
  #charactersLeft: number = limits.pickledJson.characters;

  get nodes(): number {
    return limits.pickledJson.nodes - this.#nodesLeft;
  }

  /** Keys and indices down to the value. */
  readonly #path: (string | number)[] = [];

  convert(value: PickleValue): JsonValue {
    if (this.#nodesLeft-- <= 0 || this.#path.length > limits.pickledJson.depth) {
      this.cut = true;
      return null;
    }
    if (typeof value === 'string') return this.#text(value);
    if (value === null || typeof value === 'boolean' || typeof value === 'number') return value;
    if (typeof value === 'bigint') return Number(value);
    if (Array.isArray(value)) return this.#array(value);
    if (value instanceof PyTuple) return this.#array(value.items);
    if (value instanceof PyDict) return this.#object(value);
    if (value instanceof NumpyScalar && typeof value.value === 'boolean') return value.value;
    if (value.number === undefined) return this.#omit();
    const number = Number(value.number);
    this.hasIntegralFloats ||= isIntegralFloat(value);
    return number;
  }

  #within(key: string | number, value: PickleValue): JsonValue {
    this.#path.push(key);
    const converted = this.convert(value);
    this.#path.pop();
    return converted;
  }

  #array(items: readonly PickleValue[]): JsonValue {
    const array: JsonValue[] = [];
    for (const [index, item] of items.entries()) {
      if (this.#nodesLeft <= 0) break;
      array.push(this.#within(index, item));
    }
    if (array.length < items.length) this.cut = true;
    return array;
  }

  #object(dict: PyDict): JsonObject {
    const members: [string, JsonValue][] = [];
    for (const [key, value] of dict.entries()) {
      if (this.#nodesLeft <= 0) {
        this.cut = true;
        break;
      }
      const name = keyText(key);
      if (name === undefined) this.#omit();
      else members.push([name, this.#within(this.#text(name), value)]);
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

  #omit(): null {
    this.omitted.push(pointer(...this.#path));
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
