import { isObject, type JsonValue, member } from '../../io/json/value.js';
import { readArchitectureBlock } from '../network/architecture-block.js';
import { legacyArchitectureKeys } from '../network/legacy-keys.js';
import { locateNetwork } from '../network/network-class.js';
import { locateOperator } from '../network/operators.js';
import { ProblemLog } from '../network/problem.js';
import type { ConfigurationPath, PythonValue } from '../network/python-value.js';
import type { NetworkReading } from '../network/read-network.js';
import { readNetworkOnce } from '../network/read-network-once.js';
import { torchAliases } from '../network/torch-names.js';
import type { Configuration } from '../plans/configuration.js';
import type { Side } from './field-change.js';
import { keysOfBlock } from './fields.js';

/** What a configuration says about its network, in one form for all versions of plans, so that equal networks are equal values. */
export interface Architecture {
  readonly origin: 'architecture' | 'legacy' | undefined;
  /** Keys of the block and arguments of the class; lists spread over stages, class names in one spelling. */
  readonly arguments: ReadonlyMap<string, Side>;
  readonly reading: NetworkReading;
}

/** More than any network has, and few enough to look at one by one. */
const mostStages = 64;

const stageArguments: ReadonlySet<string> = new Set([
  'features_per_stage',
  'n_conv_per_stage',
  'n_blocks_per_stage',
  'n_conv_per_stage_decoder',
  'kernel_sizes',
  'strides',
]);

const operatorArguments: ReadonlySet<string> = new Set(['conv_op', 'norm_op', 'dropout_op', 'nonlin', 'block']);

/** Legacy keys whose entries are those of an argument. */
const areEntriesWritten: ReadonlySet<string> = new Set([
  'conv_kernel_sizes',
  'pool_op_kernel_sizes',
  'n_conv_per_stage_encoder',
  'n_conv_per_stage_decoder',
]);

/** What the classes of dynamic_network_architectures take where plans are silent (architectures/unet.py). */
const defaults: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ['conv_bias', false],
  ['norm_op', null],
  ['norm_op_kwargs', {}],
  ['dropout_op', null],
  ['dropout_op_kwargs', {}],
  ['nonlin', null],
  ['nonlin_kwargs', {}],
  ['nonlin_first', false],
  ['stem_channels', null],
  ['bottleneck_channels', null],
  ['deep_supervision', false],
]);

const known = new WeakMap<Configuration, Architecture>();

/** Reads the architecture of a configuration, whatever is missing or wrong in it; once for all who ask. */
export function architectureOf(configuration: Configuration): Architecture {
  const found = known.get(configuration) ?? readArchitecture(configuration);
  known.set(configuration, found);
  return found;
}

function readArchitecture(configuration: Configuration): Architecture {
  const written = configuration.get('architecture');
  const { arguments: found, origin } = written === undefined ? legacy(configuration) : modern(configuration, written);
  const stages = numberIn(found.get('n_stages')?.value);
  const dimension = dimensionOf(found.get('conv_op')?.value);
  const className = found.get('network_class_name')?.value;
  const isKnown = typeof className === 'string' && locateNetwork(className).kind === 'known';
  const canonical = new Map<string, Side>();
  for (const [name, side] of found) {
    const value = canonicalValue(name, side.value ?? null, stages, dimension);
    const isDefault = defaults.has(name) && isEmpty(value) && (isKnown || value !== false);
    if (!isDefault)
      canonical.set(name, { value, at: side.at, isMade: side.isMade === true || isSpread(side.value, value) });
  }
  return {
    origin,
    arguments: canonical,
    reading: readNetworkOnce((key) => configuration.get(key)),
  };
}

/** The value of an argument, or the class's default where plans are silent. */
export function argumentOf(architecture: Architecture, name: string): Side {
  const found = architecture.arguments.get(name);
  if (found !== undefined) return found;
  const isKnown = architecture.reading.networkClass?.kind === 'known';
  return { value: isKnown ? defaults.get(name) : undefined, at: undefined };
}

function modern(configuration: Configuration, written: JsonValue) {
  const found = new Map<string, Side>();
  const add = (name: string, value: JsonValue, ...path: string[]) =>
    found.set(name, { value, at: configuration.at('architecture', ...path) });
  if (!isObject(written)) add('architecture', written);
  else {
    for (const key of Object.keys(written)) {
      const value = member(written, key) ?? null;
      const isArguments = key === 'arch_kwargs' && isObject(value);
      if (!isArguments) add(keysOfBlock.has(key) ? key : `architecture.${key}`, value, key);
      else for (const name of Object.keys(value)) add(name, member(value, name) ?? null, key, name);
    }
  }
  return { arguments: found, origin: 'architecture' as const };
}

/** Legacy keys as nnU-Net converts them; a class that it does not know is read as if it took the same arguments. */
function legacy(configuration: Configuration) {
  const found = new Map<string, Side>();
  const className = configuration.get('UNet_class_name');
  const isConvertible = className === 'PlainConvUNet' || className === 'ResidualEncoderUNet';
  const get = (key: string) =>
    key === 'UNet_class_name' && !isConvertible && className !== undefined ? 'PlainConvUNet' : configuration.get(key);
  const block = readArchitectureBlock(get, undefined, new ProblemLog());
  const at = ([key = '', ...rest]: ConfigurationPath) => configuration.at(String(key), ...rest);
  if (block === undefined) {
    for (const key of legacyArchitectureKeys) {
      const value = configuration.get(key);
      if (value !== undefined) found.set(key, { value, at: configuration.at(key) });
    }
    return { arguments: found, origin: found.size === 0 ? undefined : ('legacy' as const) };
  }
  const classValue = isConvertible ? plainJson(block.networkClass) : (className ?? null);
  found.set('network_class_name', { value: classValue, at: at(block.networkClass.at) });
  for (const [name, value] of block.arguments) {
    found.set(name, { value: plainJson(value), at: at(value.at), isMade: !areEntriesWritten.has(String(value.at[0])) });
  }
  found.set('_kw_requires_import', { value: block.imports.map(plainJson), at: at(['UNet_class_name']) });
  return { arguments: found, origin: 'legacy' as const };
}

function canonicalValue(name: string, value: JsonValue, stages: number, dimension: number): JsonValue {
  if (name === 'network_class_name' && typeof value === 'string') return plainClassName(value);
  if (operatorArguments.has(name) && typeof value === 'string') return plainOperatorName(value);
  if (name.endsWith('_kwargs') && isEmpty(value)) return {};
  if (!stageArguments.has(name)) return value;
  const count = name === 'n_conv_per_stage_decoder' ? stages - 1 : stages;
  const list =
    typeof value === 'number' && count >= 0 && count < mostStages ? new Array<JsonValue>(count).fill(value) : value;
  const isPerAxis = name === 'kernel_sizes' || name === 'strides';
  if (!isPerAxis || !Array.isArray(list) || dimension === 0) return list;
  return list.map((entry) => (typeof entry === 'number' ? new Array<JsonValue>(dimension).fill(entry) : entry));
}

/** nnU-Net looks for the last part of a dotted name wherever the rest leads nowhere. */
function plainClassName(path: string): string {
  const located = locateNetwork(path);
  return located.kind === 'known' || located.kind === 'other' ? located.name : path;
}

/** `torch.nn.Conv3d` and `torch.nn.modules.conv.Conv3d` are the same class; the shortest name that Python finds stands for all. */
function plainOperatorName(name: string): string {
  const located = locateOperator(name);
  if (located.kind === 'block') return located.name;
  return located.kind === 'torch' ? (torchAliases(located.name)[1] ?? name) : name;
}

function isSpread(written: JsonValue | undefined, value: JsonValue): boolean {
  return Array.isArray(value) && !Array.isArray(written);
}

function isEmpty(value: JsonValue): boolean {
  return value === null || value === false || (isObject(value) && Object.keys(value).length === 0);
}

function dimensionOf(convolution: JsonValue | undefined): number {
  return typeof convolution === 'string' ? Number(/Conv([123])d$/.exec(convolution)?.[1] ?? 0) : 0;
}

function numberIn(value: JsonValue | undefined): number {
  return typeof value === 'number' && Number.isInteger(value) ? value : Number.NaN;
}

function plainJson(value: PythonValue): JsonValue {
  switch (value.kind) {
    case 'NoneType':
      return null;
    case 'list':
      return value.items.map(plainJson);
    case 'dict':
      return Object.fromEntries([...value.entries].map(([key, entry]) => [key, plainJson(entry)]));
    default:
      return value.value;
  }
}
