import { limits as standard } from '../../budget.js';
import { decodeText, withoutMark } from './decode.js';
import type { JsonDocument, JsonProblem } from './document.js';
import { explainFault } from './explain-fault.js';
import { Lines } from './lines.js';
import { peculiarities } from './peculiarities.js';
import { ReadDocument } from './read-document.js';
import { recognise } from './recognise.js';
import { type Limits, scan } from './scan.js';
import { countKeys, exceeds, survey } from './survey.js';
import { buildValue } from './text-map.js';
import type { JsonValue } from './value.js';

export interface JsonOptions extends Partial<Limits> {
  /** Larger files are not read. */
  readonly maximumBytes?: number;
}

/**
 * Reads a JSON text as Python 3.11's `json.load` does. Never throws for bad data: `problems` of the document say what is wrong.
 * @param source bytes as read, or text
 * @param file the path to name in the document
 */
export function parseJsonDocument(source: Uint8Array | string, file: string, options: JsonOptions = {}): JsonDocument {
  const limits = { ...standard.json, ...options };
  if (source.length > limits.maximumBytes) return unreadDocument(file, tooLarge(source.length, limits.maximumBytes));
  const { text, problem } = typeof source === 'string' ? withoutMark(source) : decodeText(source);
  if (problem?.kind === 'not-utf-8') return new ReadDocument({ file, text, problems: [problem] });
  const before = problem === undefined ? [] : [problem];
  return readWell(text, file, limits, before) ?? readThoroughly(text, file, limits, before);
}

/** A document of which nothing could be read. */
export function unreadDocument(file: string, problem: JsonProblem): JsonDocument {
  return new ReadDocument({ file, text: '', problems: [problem] });
}

export function tooLarge(size: number, maximumBytes: number): JsonProblem {
  const message = `the file has ${size} bytes, more than the ${maximumBytes} that are read`;
  return { kind: 'too-large', fatal: true, message };
}

export function tooManyValues(maximumValues: number): JsonProblem {
  return {
    kind: 'too-large',
    fatal: true,
    message: `the file holds more than the ${maximumValues} values that are read`,
  };
}

/** Longer texts are measured first: `JSON.parse` spends up to 60 bytes of memory on each bracket. */
const worthMeasuring = 1_000_000;

/** The usual case: `JSON.parse` takes the text, and nothing in it is a reason to look closer. */
function readWell(text: string, file: string, limits: Limits, problems: JsonProblem[]): JsonDocument | undefined {
  const beyond = text.length > worthMeasuring ? exceeds(text, limits) : undefined;
  // Where everything stands would take more memory than the values themselves.
  if (beyond === 'values') return unreadDocument(file, recognise(text, file) ?? tooManyValues(limits.maximumValues));
  if (beyond !== undefined) return undefined;
  let value: JsonValue;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { keys, depth, allFinite } = survey(value, limits.maximumDepth);
  const isPlain = depth <= limits.maximumDepth && allFinite && keys === countKeys(text);
  return isPlain ? new ReadDocument({ file, text, value, problems }) : undefined;
}

/** Looks at every character: to find what `JSON.parse` drops in silence, or refuses although Python does not. */
function readThoroughly(text: string, file: string, limits: Limits, before: JsonProblem[]): JsonDocument {
  const { map, fault } = scan(text, limits);
  const lines = new Lines(text);
  if (fault !== undefined) {
    const problem = recognise(text, file) ?? explainFault(text, fault, lines);
    return new ReadDocument({ file, text, problems: [...before, problem] });
  }
  const problems = [...before, ...peculiarities(text, map, lines)];
  return new ReadDocument({ file, text, value: buildValue(text, map), problems, map });
}
