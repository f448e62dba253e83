import type { ArchitectureBlock, ConfigurationGetter } from './constructor-arguments.js';
import { encoderArgument } from './description.js';
import { networkModule } from './network-class.js';
import { type ProblemLog, raises } from './problem.js';
import {
  type FloatTest,
  jsonOf,
  lengthOf,
  numberOf,
  type PythonValue,
  pythonValue,
  representation,
} from './python-value.js';

/** Keys that nnU-Net reads or deletes while it converts, in its order. `num_pool_per_axis` is only deleted, but must be there for that. */
const keysOfConversion = [
  'UNet_class_name',
  'n_conv_per_stage_encoder',
  'patch_size',
  'UNet_base_num_features',
  'unet_max_num_features',
  'conv_kernel_sizes',
  'pool_op_kernel_sizes',
  'n_conv_per_stage_decoder',
  'num_pool_per_axis',
] as const;

type LegacyKey = (typeof keysOfConversion)[number];

/** The keys that described the network until nnU-Net 2.2.1. */
export const legacyArchitectureKeys: readonly string[] = keysOfConversion.filter((key) => key !== 'patch_size');

/**
 * The architecture block that nnU-Net makes of legacy keys.
 * Source: nnunetv2/utilities/plans_handling/plans_handler.py, ConfigurationManager.__init__.
 */
export function legacyArguments(
  get: ConfigurationGetter,
  isFloat: FloatTest | undefined,
  log: ProblemLog,
): ArchitectureBlock | undefined {
  const values = new Map<LegacyKey, PythonValue>();
  for (const key of keysOfConversion) {
    const value = get(key);
    if (value !== undefined) values.set(key, pythonValue(value, [key], isFloat));
  }
  const className = legacyClass(values.get('UNet_class_name'), log);
  const stages = requiredLength(values, 'n_conv_per_stage_encoder', log);
  const dimension = requiredLength(values, 'patch_size', log);
  if (dimension !== undefined && (dimension < 1 || dimension > 3)) reportDimension(dimension, log);
  const features = stages === undefined ? undefined : legacyFeatures(values, stages, log);
  for (const key of keysOfConversion) if (!values.has(key)) reportMissing(key, log);

  const convolutions = values.get('n_conv_per_stage_encoder');
  const kernels = values.get('conv_kernel_sizes');
  const strides = values.get('pool_op_kernel_sizes');
  const decoder = values.get('n_conv_per_stage_decoder');
  const complete = convolutions && kernels && strides && decoder;
  if (!log.isEmpty || className === undefined || dimension === undefined || features === undefined || !complete) {
    return undefined;
  }
  const encoderName = encoderArgument(className);
  const text = (value: string): PythonValue => ({ kind: 'str', value, at: ['UNet_class_name'] });
  const none: PythonValue = { kind: 'NoneType', at: ['UNet_class_name'] };
  const truth = (value: boolean): PythonValue => ({ kind: 'bool', value, at: ['UNet_class_name'] });
  const dict = (entries: readonly (readonly [string, PythonValue])[]): PythonValue => ({
    kind: 'dict',
    entries: new Map(entries),
    at: ['UNet_class_name'],
  });
  const paths = new Map<string, LegacyKey>([
    ['n_stages', 'n_conv_per_stage_encoder'],
    ['features_per_stage', 'UNet_base_num_features'],
    ['conv_op', 'patch_size'],
    ['norm_op', 'patch_size'],
    ['kernel_sizes', 'conv_kernel_sizes'],
    ['strides', 'pool_op_kernel_sizes'],
    [encoderName, 'n_conv_per_stage_encoder'],
    ['n_conv_per_stage_decoder', 'n_conv_per_stage_decoder'],
  ]);
  return {
    origin: 'legacy',
    networkClass: text(
      className === 'PlainConvUNet'
        ? `${networkModule}.PlainConvUNet`
        : 'dynamic_network_architectures.architectures.residual_unet.ResidualEncoderUNet',
    ),
    arguments: new Map<string, PythonValue>([
      ['n_stages', { kind: 'int', value: stages ?? 0, at: ['n_conv_per_stage_encoder'] }],
      ['features_per_stage', features],
      ['conv_op', text(`torch.nn.modules.conv.Conv${dimension}d`)],
      ['kernel_sizes', kernels],
      ['strides', strides],
      [encoderName, convolutions],
      ['n_conv_per_stage_decoder', decoder],
      ['conv_bias', truth(true)],
      ['norm_op', text(`torch.nn.modules.instancenorm.InstanceNorm${dimension}d`)],
      [
        'norm_op_kwargs',
        dict([
          ['eps', { kind: 'float', value: 1e-5, at: ['UNet_class_name'] }],
          ['affine', truth(true)],
        ]),
      ],
      ['dropout_op', none],
      ['dropout_op_kwargs', none],
      ['nonlin', text('torch.nn.LeakyReLU')],
      ['nonlin_kwargs', dict([['inplace', truth(true)]])],
    ]),
    imports: ['conv_op', 'norm_op', 'dropout_op', 'nonlin'].map(text),
    pathOf: (argument) => [paths.get(argument) ?? 'UNet_class_name'],
  };
}

function legacyClass(
  value: PythonValue | undefined,
  log: ProblemLog,
): 'PlainConvUNet' | 'ResidualEncoderUNet' | undefined {
  if (value === undefined) {
    reportMissing('UNet_class_name', log);
    return undefined;
  }
  if (value.kind === 'str' && (value.value === 'PlainConvUNet' || value.value === 'ResidualEncoderUNet')) {
    return value.value;
  }
  const name = value.kind === 'str' ? value.value : representation(value);
  log.add({
    code: 'legacy-class-unknown',
    phase: 'resolve',
    at: ['UNet_class_name'],
    data: { found: jsonOf(value) },
    message: `nnU-Net converts legacy plans of PlainConvUNet and ResidualEncoderUNet only, and stops at ${name}.`,
    exception: raises(
      'RuntimeError',
      `Unknown architecture ${name}. This conversion only supports PlainConvUNet and ResidualEncoderUNet`,
    ),
  });
  return undefined;
}

function requiredLength(
  values: ReadonlyMap<LegacyKey, PythonValue>,
  key: LegacyKey,
  log: ProblemLog,
): number | undefined {
  const value = values.get(key);
  if (value === undefined) {
    reportMissing(key, log);
    return undefined;
  }
  const length = lengthOf(value);
  if (length === undefined) {
    reportType(value, `object of type '${value.kind}' has no len()`, log);
  }
  return length;
}

/** `min(base * 2 ** stage, max)` for each stage. */
function legacyFeatures(
  values: ReadonlyMap<LegacyKey, PythonValue>,
  stages: number,
  log: ProblemLog,
): PythonValue | undefined {
  const base = values.get('UNet_base_num_features');
  const cap = values.get('unet_max_num_features');
  if (base === undefined) reportMissing('UNet_base_num_features', log);
  if (cap === undefined) reportMissing('unet_max_num_features', log);
  if (base === undefined || cap === undefined) return undefined;
  const first = numberOf(base);
  const most = numberOf(cap);
  if (stages > 0) {
    if (first === undefined) reportType(base, null, log);
    if (most === undefined) reportType(cap, null, log);
    if (first === undefined || most === undefined) return undefined;
  }
  const items = Array.from({ length: stages }, (_, stage): PythonValue => {
    const value = (first ?? 0) * 2 ** stage;
    if (most !== undefined && most < value) return cap;
    return { kind: base.kind === 'float' ? 'float' : 'int', value, at: base.at };
  });
  return { kind: 'list', items, at: ['UNet_base_num_features'] };
}

function reportMissing(key: LegacyKey, log: ProblemLog): void {
  log.add({
    code: 'legacy-key-missing',
    phase: 'resolve',
    at: [key],
    data: { key },
    message: `There is no architecture and no ${key}: nnU-Net cannot reconstruct the network and stops at a KeyError.`,
    exception: raises('KeyError', `'${key}'`),
  });
}

function reportType(value: PythonValue, text: string | null, log: ProblemLog): void {
  log.add({
    code: 'legacy-value-type',
    phase: 'resolve',
    at: value.at,
    data: { found: jsonOf(value), type: value.kind },
    message: `${String(value.at[0])} is ${representation(value)}: nnU-Net cannot reconstruct the network from it.`,
    exception: raises('TypeError', text),
  });
}

function reportDimension(dimension: number, log: ProblemLog): void {
  log.add({
    code: 'legacy-dimension',
    phase: 'resolve',
    at: ['patch_size'],
    data: { dimension },
    message: `patch_size has ${dimension} entries: nnU-Net knows networks of 1 to 3 dimensions only.`,
    exception: raises('ValueError', 'Unknown dimension. Only 1, 2 and 3 are supported'),
  });
}
