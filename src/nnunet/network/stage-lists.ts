import type { ArchitectureBlock } from './constructor-arguments.js';
import { encoderArgument } from './description.js';
import { multiplication, reportDict, stageList } from './entry-checks.js';
import type { NetworkClassName } from './network-class.js';
import { type ProblemLog, raises } from './problem.js';
import { asString, isInt, jsonOf, lengthOf, numberOf, type PythonValue, representation } from './python-value.js';
import { checkStageCount } from './size-limit.js';

/** The arguments that hold one entry per stage, with scalars spread out; a list that does not fit is left empty. */
export interface StageLists {
  readonly stages: number;
  readonly features: readonly PythonValue[];
  readonly kernels: readonly PythonValue[];
  readonly strides: readonly PythonValue[];
  readonly convs: readonly PythonValue[];
  readonly convsName: string;
  readonly decoder: readonly PythonValue[];
  /** Residual classes only; `undefined` where not given. */
  readonly bottleneck: readonly PythonValue[] | undefined;
}

/** Reads `n_stages` and all lists that must agree with it, in the order of the constructor's assertions. */
export function readStageLists(
  block: ArchitectureBlock,
  className: NetworkClassName,
  log: ProblemLog,
): StageLists | undefined {
  const convsName = encoderArgument(className);
  const written = block.arguments.get('n_stages');
  if (written === undefined) return undefined;
  const scalars = [block.arguments.get(convsName), block.arguments.get('n_conv_per_stage_decoder')];
  const stages = numberOfStages(written, scalars, log);
  if (stages === undefined || !checkStageCount(written, log)) return undefined;
  const here = asString(written);
  const read = (name: string, count: number, text: (value: PythonValue) => string): readonly PythonValue[] => {
    const value = block.arguments.get(name);
    return value === undefined ? [] : (stageList(value, name, count, text, log) ?? []);
  };
  const convs = read(
    convsName,
    stages,
    (value) =>
      `${convsName} must have as many entries as we have resolution stages. here: ${here}. ${convsName}: ${asString(value)}`,
  );
  const decoder = read(
    'n_conv_per_stage_decoder',
    stages - 1,
    (value) =>
      `n_conv_per_stage_decoder must have one less entries as we have resolution stages. here: ${here} stages, so it should have ${stages - 1} entries. n_conv_per_stage_decoder: ${asString(value)}`,
  );
  const bottleneckValue = className === 'PlainConvUNet' ? undefined : block.arguments.get('bottleneck_channels');
  const bottleneck =
    bottleneckValue === undefined || bottleneckValue.kind === 'NoneType'
      ? undefined
      : read('bottleneck_channels', stages, () => asserted('bottleneck_channels', 'be None or have'));
  const kernels = read('kernel_sizes', stages, () => asserted('kernel_sizes', 'have'));
  const features = read('features_per_stage', stages, () => asserted('features_per_stage', 'have'));
  const strides = read(
    'strides',
    stages,
    () =>
      `${asserted('strides', 'have')}. Important: first entry is recommended to be 1, else we run strided conv drectly on the input`,
  );
  for (const name of ['features_per_stage', 'kernel_sizes', 'strides', convsName]) {
    reportDict(block.arguments.get(name), name, stages, log);
  }
  reportDict(bottleneckValue, 'bottleneck_channels', stages, log);
  reportDict(block.arguments.get('n_conv_per_stage_decoder'), 'n_conv_per_stage_decoder', stages - 1, log);
  return { stages, features, kernels, strides, convs, convsName, decoder, bottleneck };
}

function asserted(name: string, verb: string): string {
  return `${name} must ${verb} as many entries as we have resolution stages (n_stages)`;
}

/**
 * `n_stages` as a count. Anything but a positive int fails: where a scalar is to be repeated for the stages, at the comparison with a length,
 * or, for a float that equals the length, in `range`.
 */
function numberOfStages(
  written: PythonValue,
  [convs, decoder]: readonly (PythonValue | undefined)[],
  log: ProblemLog,
): number | undefined {
  const count = numberOf(written);
  if (isInt(written) && count !== undefined && count >= 1) return count;
  const convsLength = convs === undefined ? undefined : lengthOf(convs);
  const repeatsConvs = convs !== undefined && isInt(convs);
  const repeatsDecoder = decoder !== undefined && isInt(decoder);
  const hasNoLength = convs !== undefined && !repeatsConvs && convsLength === undefined;
  const passesAssertions = convsLength !== undefined && convsLength === count;
  let exception = raises('AssertionError');
  if (!isInt(written)) {
    if (repeatsConvs) exception = raises('TypeError', multiplication(written));
    else if (repeatsDecoder || hasNoLength || passesAssertions) exception = raises('TypeError');
  } else if (hasNoLength) exception = raises('TypeError');
  log.add({
    code: 'stages-type',
    phase: 'build',
    at: written.at,
    data: { found: jsonOf(written), type: written.kind },
    message: `n_stages is ${representation(written)}, but must be a whole number of at least 1; building the network stops there.`,
    exception,
  });
  return undefined;
}
