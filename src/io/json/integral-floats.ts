import { isObject, type JsonValue, pointer, pointerParts, valueAt } from './value.js';

/**
 * Tells quickly, for most numbers, that they are written without a point and an exponent, so that the text need not be scanned:
 * looks at what follows their key wherever it stands in the text. `undefined`: only a scan can tell.
 */
export class IntegralFloats {
  readonly #text: string;
  readonly #value: JsonValue;
  readonly #known = new Map<string, boolean>();

  constructor(text: string, value: JsonValue) {
    this.#text = text;
    this.#value = value;
  }

  /** Whether the text surely holds no float under the pointer. */
  surelyNone(pointerText: string): boolean {
    const parts = pointerParts(pointerText);
    let length = parts.length;
    while (length > 0 && !isObject(valueAt(this.#value, pointer(...parts.slice(0, length - 1))))) length -= 1;
    const key = parts[length - 1];
    if (key === undefined) return false;
    const holder = pointer(...parts.slice(0, length));
    let known = this.#known.get(holder);
    if (known === undefined) {
      known = holdsOnlyNumbers(valueAt(this.#value, holder)) && this.#writesNoFloatAfter(key);
      this.#known.set(holder, known);
    }
    return known;
  }

  /** Such a value is followed by the next key's quote or the object's brace: up to there stand only its numbers. */
  #writesNoFloatAfter(key: string): boolean {
    const text = this.#text;
    if (text.includes('\\')) return false;
    const quoted = `"${key}"`;
    for (let at = text.indexOf(quoted); at !== -1; at = text.indexOf(quoted, at + 1)) {
      for (let next = at + quoted.length; ; next += 1) {
        const character = text.charAt(next);
        if (character === '.' || character === 'e' || character === 'E') return false;
        if (character === '"' || character === '}' || character === '{' || character === '') break;
      }
    }
    return true;
  }
}

function holdsOnlyNumbers(value: JsonValue | undefined): boolean {
  return Array.isArray(value) ? value.every(holdsOnlyNumbers) : typeof value === 'number';
}
