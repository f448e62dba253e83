import type { JsonValue } from '../../io/json/value.js';
import type { ConfigurationGetter } from './constructor-arguments.js';
import type { ConfigurationPath } from './python-value.js';
import { type NetworkReading, type ReadingOptions, readNetwork } from './read-network.js';

/** Whether a number under a key of that name may be a float at all: cheaper to ask than for each number. */
export interface FloatKeys {
  mayHoldFloats(key: string): boolean;
}

interface Remembered {
  readonly reading: NetworkReading;
  /** Keys of the whole numbers in it. */
  readonly keys: ReadonlySet<string>;
}

/** More than one audit has different networks; then all are forgotten, so that memory stays flat. */
const most = 2000;
const remembered = new Map<string, Remembered>();

/**
 * {@link readNetwork}, once for equal architectures: moved plans, models and checkpoints repeat those of the plans that they stem from.
 * The keys before 2.3, which few plans have any more, are read each time.
 * @param floats tells whether the text around may hold `2.0` for 2; without it no number does
 */
export function readNetworkOnce(
  get: ConfigurationGetter,
  options: ReadingOptions = {},
  floats?: FloatKeys,
): NetworkReading {
  const architecture = get('architecture');
  if (architecture === undefined) return readNetwork(get, options);
  const key = `${options.trainer ?? ''} ${textOf(architecture)}`;
  const known = remembered.get(key);
  if (known !== undefined && mayNotHold(known.keys, floats)) return known.reading;
  const keys = new Set<string>();
  const { isFloat } = options;
  let foundFloat = false;
  const reading = readNetwork(get, {
    ...options,
    isFloat: (path) => {
      keys.add(keyOf(path));
      const answer = isFloat?.(path) ?? false;
      foundFloat ||= answer;
      return answer;
    },
  });
  if (foundFloat) return reading;
  if (remembered.size >= most) remembered.clear();
  remembered.set(key, { reading, keys });
  return reading;
}

/** JSON has null for NaN and infinity, which Python's `json` reads and writes; telling them apart takes four times as long. */
function textOf(architecture: JsonValue): string {
  return holdsOnlyFinite(architecture) ? JSON.stringify(architecture) : JSON.stringify(architecture, distinct);
}

function holdsOnlyFinite(value: JsonValue | undefined): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(holdsOnlyFinite);
}

function distinct(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? `${value}!` : value;
}

function mayNotHold(keys: ReadonlySet<string>, floats: FloatKeys | undefined): boolean {
  return floats === undefined || [...keys].every((key) => !floats.mayHoldFloats(key));
}

/** The key that a number belongs to, directly or through lists. */
function keyOf(path: ConfigurationPath): string {
  return String(path.findLast((part) => typeof part === 'string') ?? '');
}
