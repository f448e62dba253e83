import { decodeText, withoutMark } from './decode.js';
import type { JsonDocument, JsonProblem } from './document.js';
import { explainFault } from './explain-fault.js';
import { Lines } from './lines.js';
import { peculiarities } from './peculiarities.js';
import { ReadDocument } from './read-document.js';
import { recognise } from './recognise.js';
import { scan } from './scan.js';
import { countKeys, isDeeperThan, survey } from './survey.js';
import { buildValue } from './text-map.js';
import type { JsonValue } from './value.js';

export interface JsonOptions {
  /** Larger files are not read; 256 MiB unless told. */
  readonly maximumBytes?: number;
  /** Objects and lists that may stand within each other; 64 unless told. Python itself gives up below 1000. */
  readonly maximumDepth?: number;
}

export const defaultJsonOptions = { maximumBytes: 256 * 1024 * 1024, maximumDepth: 64 } as const;

/**
 * Reads a JSON text as Python 3.11's `json.load` does. Never throws for bad data: `problems` of the document say what is wrong.
 * @param source bytes as read, or text
 * @param file the path to name in the document
 */
export function parseJsonDocument(source: Uint8Array | string, file: string, options: JsonOptions = {}): JsonDocument {
  const { maximumBytes, maximumDepth } = { ...defaultJsonOptions, ...options };
  if (source.length > maximumBytes) return unreadDocument(file, tooLarge(source.length, maximumBytes));
  const { text, problem } = typeof source === 'string' ? withoutMark(source) : decodeText(source);
  if (problem?.kind === 'not-utf-8') return new ReadDocument({ file, text, problems: [problem] });
  const before = problem === undefined ? [] : [problem];
  return readWell(text, file, maximumDepth, before) ?? readThoroughly(text, file, maximumDepth, before);
}

/** A document of which nothing could be read. */
export function unreadDocument(file: string, problem: JsonProblem): JsonDocument {
  return new ReadDocument({ file, text: '', problems: [problem] });
}

export function tooLarge(size: number, maximumBytes: number): JsonProblem {
  const message = `the file has ${size} bytes, more than the ${maximumBytes} that are read`;
  return { kind: 'too-large', fatal: true, message };
}

/** Above this size (in characters) nesting is counted first: `JSON.parse` spends 40 bytes of memory on each `[`. */
const worthCounting = 1_000_000;

/** The usual case: `JSON.parse` takes the text, and nothing in it is a reason to look closer. */
function readWell(text: string, file: string, maximumDepth: number, problems: JsonProblem[]): JsonDocument | undefined {
  if (text.length > worthCounting && isDeeperThan(text, maximumDepth)) return undefined;
  let value: JsonValue;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { keys, depth, allFinite } = survey(value, maximumDepth);
  const isPlain = depth <= maximumDepth && allFinite && keys === countKeys(text);
  return isPlain ? new ReadDocument({ file, text, value, problems }) : undefined;
}

/** Looks at every character: to find what `JSON.parse` drops in silence, or refuses although Python does not. */
function readThoroughly(text: string, file: string, maximumDepth: number, before: JsonProblem[]): JsonDocument {
  const { map, fault } = scan(text, maximumDepth);
  const lines = new Lines(text);
  if (fault !== undefined) {
    const problem = recognise(text, file) ?? explainFault(text, fault, lines);
    return new ReadDocument({ file, text, problems: [...before, problem] });
  }
  const problems = [...before, ...peculiarities(text, map, lines)];
  return new ReadDocument({ file, text, value: buildValue(text, map), problems, map });
}
