import type { JsonDocument } from '../io/json/document.js';
import type { PickledJson } from '../io/pickle/to-json.js';

/** A value found inside a binary file, as a document: pointers lead into it, lines there are none. */
export function embeddedDocument(file: string, found: PickledJson): JsonDocument {
  return {
    file,
    value: found.value,
    problems: [],
    text: undefined,
    position: () => undefined,
    keyPosition: () => undefined,
    numberText: () => undefined,
    isFloat: (pointer) => found.isIntegralFloat(pointer),
    mayHoldFloats: () => found.hasIntegralFloats,
    lineText: () => undefined,
  };
}
