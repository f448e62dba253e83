import { type Budget, limits } from '../../budget.js';
import { FormatError } from '../format-error.js';
import { type PickleValue, PyBytes, PyTuple, PyValue } from './values.js';

const emptyMapBytes = 300;
const entryBytes = 120;

/**
 * What two equal keys have in common, as Python compares keys: `1 == True == 1.0 == np.int64(1)`, tuples by their items,
 * all else by identity.
 */
type CanonicalKey = string | number | bigint | null | object;

/** `dict`, `OrderedDict` or `defaultdict`: entries in the order of insertion. */
export class PyDict extends PyValue {
  readonly typeName = 'dict';
  #entries: Map<CanonicalKey, [PickleValue, PickleValue]> | undefined;
  /** What BUILD gave to an OrderedDict: `_metadata` of a state_dict. */
  state: PickleValue | undefined;

  get size(): number {
    return this.#entries?.size ?? 0;
  }

  get(key: string): PickleValue | undefined {
    return this.#entries?.get(textKey(key))?.[1];
  }

  *entries(): IterableIterator<[PickleValue, PickleValue]> {
    if (this.#entries !== undefined) yield* this.#entries.values();
  }

  /** A key that is there already keeps its place, as in Python. */
  override setItem(key: PickleValue, value: PickleValue, budget: Budget): void {
    if (this.#entries === undefined) {
      budget.take(emptyMapBytes);
      this.#entries = new Map();
    }
    const canonical = canonicalKey(key, budget);
    const entry = this.#entries.get(canonical);
    if (entry !== undefined) {
      entry[1] = value;
      return;
    }
    budget.take(entryBytes);
    this.#entries.set(canonical, [key, value]);
  }

  override build(state: PickleValue): void {
    this.state = state;
  }
}

/** `set` or `frozenset`. */
export class PySet extends PyValue {
  readonly typeName = 'set';
  readonly #items = new PyDict();

  add(item: PickleValue, budget: Budget): void {
    this.#items.setItem(item, null, budget);
  }

  get size(): number {
    return this.#items.size;
  }

  *items(): IterableIterator<PickleValue> {
    for (const [item] of this.#items.entries()) yield item;
  }
}

function textKey(text: string): string {
  return `s${text}`;
}

function canonicalKey(key: PickleValue, budget: Budget): CanonicalKey {
  if (!(key instanceof PyTuple)) return canonicalAtom(key, budget);
  const left = { items: limits.pickle.keyItems, characters: limits.pickle.keyCharacters };
  return canonicalTuple(key, 1, left, budget) ?? key;
}

/** Numbers as numbers, bytes as text, all else as itself. */
function canonicalAtom(key: PickleValue, budget: Budget): CanonicalKey {
  if (key === null || typeof key === 'bigint') return key;
  if (typeof key === 'boolean') return Number(key);
  if (typeof key === 'number') return canonicalNumber(key);
  if (typeof key === 'string') {
    budget.step(key.length >>> 3);
    return textKey(key);
  }
  if (Array.isArray(key) || key instanceof PyDict || key instanceof PySet) {
    throw new FormatError('corrupt', 'a list, dict or set is used as a dictionary key, which Python refuses');
  }
  if (key instanceof PyBytes && key.latin1 !== undefined) {
    budget.step(key.length >>> 3);
    return `b${key.latin1}`;
  }
  const number = key.number;
  return typeof number === 'number' ? canonicalNumber(number) : (number ?? key);
}

/** A large float equals the integer of the same value. */
function canonicalNumber(number: number): number | bigint {
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? BigInt(number) : number;
}

/** `undefined` when an item of the tuple compares by identity. */
function canonicalTuple(
  tuple: PyTuple,
  depth: number,
  left: { items: number; characters: number },
  budget: Budget,
): string | undefined {
  if (depth > limits.pickle.keyDepth) throw new FormatError('limit', 'a dictionary key nests tuples too deeply');
  left.items -= tuple.items.length;
  if (left.items < 0) throw new FormatError('limit', 'a dictionary key has too many items');
  budget.step(tuple.items.length);
  let text = 't';
  for (const item of tuple.items) {
    const part =
      item instanceof PyTuple ? canonicalTuple(item, depth + 1, left, budget) : atomText(canonicalAtom(item, budget));
    if (part === undefined) return undefined;
    left.characters -= part.length;
    if (left.characters < 0) throw new FormatError('limit', 'a dictionary key is too long');
    // With its length in front no part can be mistaken for two.
    text += `${part.length}:${part}`;
  }
  return text;
}

function atomText(atom: CanonicalKey): string | undefined {
  if (atom === null) return 'n';
  if (typeof atom === 'object') return undefined;
  return typeof atom === 'string' ? atom : `#${atom}`;
}
