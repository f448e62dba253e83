/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Random = () => number;
type Mutation = (bytes: Uint8Array, random: Random) => Uint8Array;

/** Values at which lengths and offsets go wrong. */
const numbers = [0, 1, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

const mutations: readonly Mutation[] = [
  (bytes, random) => set(bytes, place(bytes, random), [below(256, random)]),
  (bytes, random) => {
    const at = place(bytes, random);
    return set(bytes, at, [(bytes[at] ?? 0) ^ (1 << below(8, random))]);
  },
  (bytes, random) => set(bytes, place(bytes, random), littleEndian(numbers[below(numbers.length, random)] ?? 0)),
  (bytes, random) =>
    set(bytes, place(bytes, random), littleEndian(numbers[below(numbers.length, random)] ?? 0).reverse()),
  (bytes, random) => set(bytes, place(bytes, random), new Array(below(16, random)).fill(random() < 0.5 ? 0 : 0xff)),
  (bytes, random) => bytes.slice(0, below(bytes.length + 1, random)),
  (bytes, random) => {
    const start = place(bytes, random);
    return joined(bytes.subarray(0, start), bytes.subarray(start + 1 + below(20, random)));
  },
  (bytes, random) => {
    const start = place(bytes, random);
    const piece = bytes.subarray(start, start + 1 + below(40, random));
    const target = place(bytes, random);
    return joined(bytes.subarray(0, target), piece, bytes.subarray(target));
  },
  (bytes, random) =>
    joined(
      bytes,
      Uint8Array.from({ length: below(64, random) }, () => below(256, random)),
    ),
];

/** A copy with one to four changes, of the kinds that damage files and deceive readers. */
export function mutated(bytes: Uint8Array, random: Random): Uint8Array {
  let changed = bytes;
  for (let changes = 1 + below(4, random); changes > 0; changes--) {
    const mutation = mutations[below(mutations.length, random)];
    if (mutation !== undefined && changed.length > 0) changed = mutation(changed, random);
  }
  return changed;
}

export function below(limit: number, random: Random): number {
  return Math.floor(random() * limit);
}

/** Headers and directories stand at both ends: half of the places are there. */
function place(bytes: Uint8Array, random: Random): number {
  const end = Math.min(300, bytes.length);
  const kind = random();
  if (kind < 0.25) return below(end, random);
  return kind < 0.5 ? bytes.length - 1 - below(end, random) : below(bytes.length, random);
}

function littleEndian(value: number): number[] {
  return [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24];
}

function set(bytes: Uint8Array, offset: number, content: readonly number[]): Uint8Array {
  const copy = bytes.slice();
  copy.set(content.slice(0, copy.length - offset), offset);
  return copy;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
