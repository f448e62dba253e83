import type { JsonDocument, JsonProblem } from '../io/json/document.js';
import { beyondShape } from '../io/json/shape.js';
import type { PickledJson } from '../io/pickle/to-json.js';

/** A value found inside a binary file, as a document: pointers lead into it, lines there are none. */
export function embeddedDocument(file: string, found: PickledJson): JsonDocument {
  const problem = beyondLimits(found);
  return {
    file,
    value: problem === undefined ? found.value : undefined,
    problems: problem === undefined ? [] : [problem],
    text: undefined,
    position: () => undefined,
    keyPosition: () => undefined,
    numberText: () => undefined,
    isFloat: (pointer) => found.isIntegralFloat(pointer),
    mayHoldFloats: () => found.hasIntegralFloats,
    lineText: () => undefined,
  };
}

function beyondLimits({ value, cut, nodes }: PickledJson): JsonProblem | undefined {
  if (!cut) return beyondShape(value, Number.POSITIVE_INFINITY);
  return { kind: 'too-large', fatal: true, message: `it is deeper or larger than what is read; ${nodes} values were` };
}
