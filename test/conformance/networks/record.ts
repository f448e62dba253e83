import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject, type JsonValue, member } from '../../../src/io/json/value.js';
import type { ConfigurationGetter } from '../../../src/nnunet/network/constructor-arguments.js';
import { type NetworkReading, type ReadingOptions, readNetwork } from '../../../src/nnunet/network/read-network.js';

/** The committed record, or a bigger one made with `generate.py FOLDER TIMES SEED`. */
const folder = process.env['NNPLANS_NETWORK_RECORD'] ?? join(__dirname, '../../fixtures/networks');

/** All cases of one file of the record. */
export function cases<T>(file: string): T[] {
  return JSON.parse(readFileSync(join(folder, file), 'utf8')) as T[];
}

/** `[class, arguments, imports]` with abbreviated names; see abbreviations.py. */
export type ShortArchitecture = [string, JsonObject, JsonValue?];

/** A path into the configuration and the new value, or the path alone for a deletion. */
export type Edit = [(string | number)[], JsonValue] | [(string | number)[]];

const keys = new Map([
  ['S', 'n_stages'],
  ['F', 'features_per_stage'],
  ['C', 'conv_op'],
  ['K', 'kernel_sizes'],
  ['T', 'strides'],
  ['N', 'n_conv_per_stage'],
  ['B', 'n_blocks_per_stage'],
  ['M', 'n_conv_per_stage_decoder'],
  ['b', 'conv_bias'],
  ['n', 'norm_op'],
  ['nk', 'norm_op_kwargs'],
  ['d', 'dropout_op'],
  ['dk', 'dropout_op_kwargs'],
  ['a', 'nonlin'],
  ['ak', 'nonlin_kwargs'],
  ['af', 'nonlin_first'],
  ['st', 'stem_channels'],
  ['bl', 'block'],
  ['bc', 'bottleneck_channels'],
]);

const prefixes = new Map([
  ['%u', 'dynamic_network_architectures.architectures.unet.'],
  ['%r', 'dynamic_network_architectures.building_blocks.residual.'],
  ['%m', 'torch.nn.modules.'],
  ['%n', 'torch.nn.'],
]);

function longName(value: JsonValue): JsonValue {
  const prefix = typeof value === 'string' ? prefixes.get(value.slice(0, 2)) : undefined;
  return typeof value === 'string' && prefix !== undefined ? prefix + value.slice(2) : value;
}

/** The configuration `{ architecture }` of a recorded block. */
export function configurationOf([className, kwargs, imports]: ShortArchitecture): JsonObject {
  const arch_kwargs = Object.fromEntries(
    Object.entries(kwargs).map(([key, value]) => [keys.get(key) ?? key, longName(value)]),
  );
  return {
    architecture: {
      network_class_name: longName(className),
      arch_kwargs,
      _kw_requires_import: imports ?? ['conv_op', 'norm_op', 'dropout_op', 'nonlin'],
    },
  };
}

/** A copy of the configuration with the edits made. */
export function edited(configuration: JsonObject, edits: readonly Edit[]): JsonObject {
  const copy = structuredClone(configuration);
  for (const [path, value] of edits) {
    let place: JsonValue | undefined = copy;
    for (const key of path.slice(0, -1)) {
      place = Array.isArray(place) ? place[Number(key)] : member(place, String(key));
    }
    const last = path.at(-1);
    if (Array.isArray(place)) {
      if (value === undefined) place.splice(Number(last), 1);
      else place[Number(last)] = value;
    } else if (isObject(place)) {
      if (value === undefined) delete place[String(last)];
      else place[String(last)] = value;
    }
  }
  return copy;
}

export function getter(configuration: JsonObject): ConfigurationGetter {
  return (key) => member(configuration, key);
}

/** Reads a recorded configuration; `floats` are the places of numbers such as `2.0`. */
export function readRecorded(
  configuration: JsonObject,
  floats: readonly (string | number)[][] = [],
  options: ReadingOptions = {},
): NetworkReading {
  const places = new Set(floats.map((path) => JSON.stringify(path)));
  return readNetwork(getter(configuration), { ...options, isFloat: (at) => places.has(JSON.stringify(at)) });
}
