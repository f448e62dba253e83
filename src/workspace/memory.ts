import type { JsonDocument } from '../io/json/document.js';
import type { Storage } from '../io/storage.js';

/** Something that was read of a file. Asked again after it was let go, it is read again. */
export interface Kept<T> {
  get(): T;
  /** Computed from it once, and let go with it. */
  alongside<U>(compute: () => U): () => U;
}

/** Values in memory, in rough bytes. Many ordinary files fit; one may be larger, since it was read at all. */
const room = 96 * 2 ** 20;

/**
 * What has been read of the large files of a run: of those, only as much is kept as there is room for, and what was asked for last stays. So thirty
 * checkpoints whose plans have a million values take no more memory than three.
 */
export class Memory {
  /** In the order in which they were asked for. */
  readonly #held = new Map<object, { readonly size: number; readonly letGo: () => void }>();
  #size = 0;

  constructor(private readonly most = room) {}

  /** @param sizeOf rough bytes of the value */
  keep<T>(read: () => T, sizeOf: (value: T) => number): Kept<T> {
    let found: { readonly value: T } | undefined;
    const dependents: (() => void)[] = [];
    const kept: Kept<T> = {
      get: () => {
        if (found === undefined) {
          const value = read();
          found = { value };
          this.#add(kept, sizeOf(value), () => {
            found = undefined;
            for (const forget of dependents) forget();
          });
          return value;
        }
        this.#touch(kept);
        return found.value;
      },
      alongside: <U>(compute: () => U) => {
        let known: { readonly value: U } | undefined;
        dependents.push(() => {
          known = undefined;
        });
        return () => {
          // Reads it first where it was let go: what is computed belongs to what is kept now.
          if (known === undefined) {
            kept.get();
            known = { value: compute() };
          }
          return known.value;
        };
      },
    };
    return kept;
  }

  #add(key: object, size: number, letGo: () => void): void {
    for (const [oldest, entry] of this.#held) {
      if (this.#size + size <= this.most) break;
      this.#held.delete(oldest);
      this.#size -= entry.size;
      entry.letGo();
    }
    this.#held.set(key, { size, letGo });
    this.#size += size;
  }

  #touch(key: object): void {
    const entry = this.#held.get(key);
    if (entry === undefined) return;
    this.#held.delete(key);
    this.#held.set(key, entry);
  }
}

const memories = new WeakMap<Storage, Memory>();

/** One for everything that is read from a storage. */
export function memoryOf(storage: Storage): Memory {
  const known = memories.get(storage);
  if (known !== undefined) return known;
  const memory = new Memory();
  memories.set(storage, memory);
  return memory;
}

/** Texts below this are a thousandth of what a run may take, and are kept as they are. */
const worthLettingGo = 2 ** 20;

/** Of a text, with its values and the places of all of them. */
const bytesPerCharacter = 12;

const documents = new WeakMap<JsonDocument, Kept<JsonDocument>>();

/** A document whose content is let go where it is large. */
export function keptDocument(memory: Memory, read: () => JsonDocument): JsonDocument {
  const first = read();
  const { file, length = 0 } = first;
  if (length < worthLettingGo) return first;
  let fresh: JsonDocument | undefined = first;
  const kept = memory.keep(
    () => {
      const document = fresh ?? read();
      fresh = undefined;
      return document;
    },
    () => length * bytesPerCharacter,
  );
  kept.get();
  const document: JsonDocument = {
    file,
    length,
    get value() {
      return kept.get().value;
    },
    get text() {
      return kept.get().text;
    },
    get problems() {
      return kept.get().problems;
    },
    position: (pointer) => kept.get().position(pointer),
    keyPosition: (pointer) => kept.get().keyPosition(pointer),
    numberText: (pointer) => kept.get().numberText(pointer),
    isFloat: (pointer) => kept.get().isFloat(pointer),
    mayHoldFloats: (key) => kept.get().mayHoldFloats(key),
    lineText: (line) => kept.get().lineText(line),
  };
  documents.set(document, kept);
  return document;
}

/** Computed from a document once, and let go with it where it is large. */
export function alongside<T>(document: JsonDocument, compute: () => T): (() => T) | undefined {
  return documents.get(document)?.alongside(compute);
}
