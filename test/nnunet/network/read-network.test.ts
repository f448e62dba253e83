import fc from 'fast-check';
import { isObject, type JsonObject, type JsonValue, member } from '../../../src/io/json/value.js';
import { forwardProblems } from '../../../src/nnunet/network/forward-problems.js';
import { legacyArchitectureKeys } from '../../../src/nnunet/network/legacy-keys.js';
import { architecture, plain, plainArguments, read, residualArguments } from './example-networks.js';

const legacy: JsonObject = {
  patch_size: [128, 128, 128],
  UNet_class_name: 'PlainConvUNet',
  UNet_base_num_features: 32,
  unet_max_num_features: 320,
  n_conv_per_stage_encoder: [2, 2, 2, 2, 2, 2],
  n_conv_per_stage_decoder: [2, 2, 2, 2, 2],
  num_pool_per_axis: [3, 5, 5],
  pool_op_kernel_sizes: member(plainArguments, 'strides') ?? [],
  conv_kernel_sizes: member(plainArguments, 'kernel_sizes') ?? [],
};

describe('where the network stands', () => {
  test('legacy keys give the same network as the architecture block that replaced them', () => {
    const { network, origin, classPath } = read(legacy);
    expect(network).toEqual({ ...plain(), origin: 'legacy' });
    expect(origin).toBe('legacy');
    expect(classPath).toBe('dynamic_network_architectures.architectures.unet.PlainConvUNet');
  });

  test('legacy ResEnc plans lead to a module that is gone, and to the class all the same', () => {
    const { network, networkClass, classPath } = read({ ...legacy, UNet_class_name: 'ResidualEncoderUNet' });
    expect(classPath).toBe('dynamic_network_architectures.architectures.residual_unet.ResidualEncoderUNet');
    expect(networkClass).toEqual({ kind: 'known', name: 'ResidualEncoderUNet', found: 'search' });
    expect(network?.convsPerStage).toEqual([2, 2, 2, 2, 2, 2]);
  });

  test('beside an architecture, legacy keys are dead', () => {
    const { network, origin, problems } = read({
      ...architecture(plainArguments),
      ...legacy,
      conv_kernel_sizes: 'nonsense',
    });
    expect(problems).toEqual([]);
    expect(origin).toBe('architecture');
    expect(network?.kernelSizes[0]).toEqual([1, 3, 3]);
  });

  test('an architecture that is null counts as one', () => {
    const { problems } = read({ ...legacy, architecture: null });
    expect(problems.map(({ code, at }) => [code, at])).toEqual([['architecture-type', ['architecture']]]);
  });

  test('without either, the first key that nnU-Net misses is named first', () => {
    const { problems, origin } = read({ patch_size: [64, 64] });
    expect(origin).toBeUndefined();
    expect(problems.map(({ at }) => at[0])).toEqual(legacyArchitectureKeys);
    expect(problems[0]).toMatchObject({
      code: 'legacy-key-missing',
      exception: { type: 'KeyError', text: "'UNet_class_name'" },
    });
  });

  test('num_pool_per_axis is never read but must be there', () => {
    const { num_pool_per_axis: _, ...rest } = legacy;
    expect(read(rest).problems).toMatchObject([{ code: 'legacy-key-missing', at: ['num_pool_per_axis'] }]);
  });

  test('problems in legacy plans point at legacy keys', () => {
    const { problems } = read({
      ...legacy,
      pool_op_kernel_sizes: [[1, 1, 1]],
      n_conv_per_stage_encoder: [2, 2, 2, 2, 2, 0],
    });
    expect(problems.map(({ code, at }) => [code, at])).toEqual([
      ['list-length', ['pool_op_kernel_sizes']],
      ['too-few-convolutions', ['n_conv_per_stage_encoder', 5]],
    ]);
  });
});

describe('names', () => {
  test('a misspelt normalization is left out without a word, and told as unresolved', () => {
    const { network, problems, unresolved } = read(architecture({ ...plainArguments, norm_op: 'InstanceNorm3d' }));
    expect(network?.normalization).toBeNull();
    expect(problems).toEqual([]);
    expect(unresolved).toEqual([
      { argument: 'norm_op', written: 'InstanceNorm3d', at: ['architecture', 'arch_kwargs', 'norm_op'] },
    ]);
  });

  test('in a residual network the same typing error stops the initialization', () => {
    const { problems } = read(architecture({ ...residualArguments, norm_op: 'InstanceNorm3d' }, 'ResidualEncoderUNet'));
    expect(problems).toMatchObject([
      { code: 'normalization-without-weights', phase: 'build', exception: { type: 'AttributeError' } },
    ]);
  });

  test('foreign classes are told apart from broken ones', () => {
    const foreign = read(architecture({ ...plainArguments, nonlin: 'mypackage.layers.Swish' }));
    expect(foreign.foreign).toEqual(['nonlin']);
    expect(foreign.problems).toEqual([]);
    expect(foreign.network).toBeUndefined();
    const network = read(architecture(plainArguments, 'AttentionUNet'));
    expect(network.foreign).toEqual(['network_class_name']);
    expect(network.problems).toMatchObject([{ code: 'network-class-unknown', exception: { type: 'ImportError' } }]);
  });

  test('an argument of the other class says whose it is', () => {
    const { problems } = read(architecture(plainArguments, 'ResidualEncoderUNet'));
    expect(problems.map(({ code, data }) => [code, data])).toEqual([
      ['argument-unknown', { name: 'n_conv_per_stage', class: 'ResidualEncoderUNet', belongsTo: 'PlainConvUNet' }],
      ['argument-missing', { name: 'n_blocks_per_stage', class: 'ResidualEncoderUNet' }],
    ]);
  });
});

describe('values', () => {
  test('a float that looks like an int is one only in the text', () => {
    const configuration = architecture({ ...plainArguments, n_stages: 6 });
    expect(read(configuration).problems).toEqual([]);
    const isFloat = (at: readonly (string | number)[]) => at.at(-1) === 'n_stages';
    expect(read(configuration, { isFloat }).problems).toMatchObject([
      { code: 'stages-type', data: { type: 'float' }, exception: { type: 'TypeError' } },
    ]);
  });

  test('all problems are found, the first being where nnU-Net stops', () => {
    const problems = read(
      architecture({
        ...plainArguments,
        kernel_sizes: [[3, 3, 3]],
        features_per_stage: [32, 64, 128, '256', 320, 320],
        nonlin_kwargs: { inplace: true, slope: 0.1 },
        n_conv_per_stage_decoder: [2, 2, 2, 2],
      }),
    ).problems.filter(({ phase }) => phase === 'resolve' || phase === 'build');
    expect(problems.map(({ code, at }) => [code, at.slice(2).join('.')])).toEqual([
      ['list-length', 'n_conv_per_stage_decoder'],
      ['list-length', 'kernel_sizes'],
      ['operator-argument-unknown', 'nonlin_kwargs.slope'],
      ['entry-type', 'features_per_stage.3'],
    ]);
    expect(problems[0]?.exception).toEqual({
      type: 'AssertionError',
      text: 'n_conv_per_stage_decoder must have one less entries as we have resolution stages. here: 6 stages, so it should have 5 entries. n_conv_per_stage_decoder: [2, 2, 2, 2]',
    });
  });

  test('dropout without arguments fails, though null arguments are fine elsewhere', () => {
    const { problems } = read(
      architecture({ ...plainArguments, dropout_op: 'torch.nn.Dropout3d', norm_op_kwargs: null, nonlin_kwargs: null }),
    );
    expect(problems).toMatchObject([
      { code: 'operator-arguments-type', at: ['architecture', 'arch_kwargs', 'dropout_op_kwargs'] },
    ]);
  });

  test('two stages train on NaN without an exception', () => {
    const short: JsonObject = {
      ...plainArguments,
      n_stages: 2,
      features_per_stage: [4, 4],
      kernel_sizes: [
        [3, 3, 3],
        [3, 3, 3],
      ],
      strides: [
        [1, 1, 1],
        [2, 2, 2],
      ],
      n_conv_per_stage: 1,
      n_conv_per_stage_decoder: 1,
    };
    expect(read(architecture(short)).problems).toMatchObject([
      { code: 'too-few-stages', phase: 'loss', exception: null },
    ]);
    expect(read(architecture(short), { trainer: 'nnUNetTrainerNoDeepSupervision' }).problems).toEqual([]);
  });
});

describe('trainers', () => {
  test('nnUNetTrainerBN replaces the normalization, even where there was none', () => {
    const configuration = architecture({ ...residualArguments, norm_op: null }, 'ResidualEncoderUNet');
    expect(read(configuration).network).toBeUndefined();
    const { network } = read(configuration, { trainer: 'nnUNetTrainerBN' });
    expect(network?.normalization).toMatchObject({ kind: 'BatchNorm', dimension: 3, trackRunningStats: true });
  });

  test('but it needs a norm_op to replace', () => {
    const { norm_op: _, ...rest } = plainArguments;
    expect(read(architecture(rest), { trainer: 'nnUNetTrainerBN' }).problems).toMatchObject([
      { code: 'argument-missing', exception: { type: 'RuntimeError' } },
    ]);
  });
});

/** The value with `change` in place of the `place`-th value inside it, counted through all depths. */
function replacedAt(value: JsonValue, place: number, change: JsonValue): JsonValue {
  let left = place;
  const walk = (current: JsonValue): JsonValue => {
    if (left-- === 0) return change;
    if (Array.isArray(current)) return current.map(walk);
    if (!isObject(current)) return current;
    return Object.fromEntries(Object.entries(current).map(([key, entry]) => [key, walk(entry)]));
  };
  return walk(value);
}

/** Any JSON in any place of a valid configuration. */
const damaged = fc
  .tuple(
    fc.constantFrom(architecture(plainArguments), architecture(residualArguments, 'ResidualEncoderUNet'), legacy),
    fc.array(fc.tuple(fc.integer({ min: 1, max: 70 }), fc.jsonValue({ maxDepth: 3 })), { minLength: 1, maxLength: 3 }),
  )
  .map(([configuration, changes]) =>
    changes.reduce<JsonValue>((value, [place, change]) => replacedAt(value, place, change as JsonValue), configuration),
  )
  .filter(isObject);

test('whatever stands in a configuration, reading it neither throws nor lets a broken network through', () => {
  fc.assert(
    fc.property(damaged, fc.array(fc.integer({ min: -2, max: 40 }), { maxLength: 4 }), (configuration, patch) => {
      const { network, problems } = read(configuration);
      const building = problems.filter(({ phase }) => phase === 'resolve' || phase === 'build');
      if (building.length > 0) expect(network).toBeUndefined();
      if (network !== undefined) {
        const numbers: JsonValue = [...network.featuresPerStage, ...network.kernelSizes.flat()];
        expect(numbers.every((number) => Number.isInteger(number))).toBe(true);
        forwardProblems(network, patch);
      }
      for (const { message } of problems) expect(message).toMatch(/\S.*\.$/s);
    }),
    { numRuns: 400 },
  );
});
