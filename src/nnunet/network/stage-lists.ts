import type { ArchitectureBlock } from './architecture.js';
import { encoderArgument } from './description.js';
import { multiplication, stageList } from './entry-checks.js';
import type { NetworkClassName } from './network-class.js';
import { type ProblemLog, raises } from './problem.js';
import { isInt, jsonOf, lengthOf, numberOf, type PythonValue, representation } from './python-value.js';

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
  const stages = numberOfStages(written, block.arguments.get(convsName), log);
  if (stages === undefined) return undefined;
  const here = representation(written);
  const read = (name: string, count: number, text: (value: PythonValue) => string): readonly PythonValue[] => {
    const value = block.arguments.get(name);
    return value === undefined ? [] : (stageList(value, name, count, text, log) ?? []);
  };
  const convs = read(
    convsName,
    stages,
    (value) =>
      `${convsName} must have as many entries as we have resolution stages. here: ${here}. ${convsName}: ${representation(value)}`,
  );
  const decoder = read(
    'n_conv_per_stage_decoder',
    stages - 1,
    (value) =>
      `n_conv_per_stage_decoder must have one less entries as we have resolution stages. here: ${here} stages, so it should have ${stages - 1} entries. n_conv_per_stage_decoder: ${representation(value)}`,
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
  return { stages, features, kernels, strides, convs, convsName, decoder, bottleneck };
}

function asserted(name: string, verb: string): string {
  return `${name} must ${verb} as many entries as we have resolution stages (n_stages)`;
}

/**
 * `n_stages` as a count. A float that equals the lengths passes all assertions and fails in `range`; other values fail at the first comparison,
 * or where a scalar is to be repeated.
 */
function numberOfStages(written: PythonValue, convs: PythonValue | undefined, log: ProblemLog): number | undefined {
  const count = numberOf(written);
  if (isInt(written) && count !== undefined && count >= 1) return count;
  const convsLength = convs === undefined ? undefined : lengthOf(convs);
  const passesAssertions = convsLength !== undefined && convsLength === count;
  const repeats = convs !== undefined && isInt(convs) && !isInt(written);
  const exception = repeats
    ? raises('TypeError', multiplication(written))
    : raises(
        passesAssertions || (convs !== undefined && convsLength === undefined && !isInt(convs))
          ? 'TypeError'
          : 'AssertionError',
      );
  log.add({
    code: 'stages-type',
    phase: 'build',
    at: written.at,
    data: { found: jsonOf(written), type: written.kind },
    message: `n_stages is ${representation(written)}, but must be a whole number of at least 1; building the network stops there.`,
    exception: isInt(written) ? raises('AssertionError') : exception,
  });
  return undefined;
}
