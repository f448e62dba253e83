import { sameNumbers } from '../values/numbers.js';
import { blockSteps } from './block-differences.js';
import { argumentName, type NetworkDescription } from './description.js';
import { change, count, type NetworkDifference, replaced, type SizedNetwork, type Step } from './difference-step.js';
import { resized, withClassOf, withDimensionOf } from './network-changes.js';

/** The differences that turn `target` (the network) into `source` (the checkpoint's), coarse ones first. */
export function* networkDifferences(target: SizedNetwork, source: SizedNetwork): Generator<NetworkDifference> {
  let current = target;
  for (const nextSteps of [classSteps, sizeSteps, stageSteps, blockSteps]) {
    for (const { what, make, ...step } of nextSteps(current, source)) {
      current = make(current);
      const argument = argumentOf(step.field, target.network);
      yield { ...step, message: `${what} (${argument})`, changed: current };
    }
  }
}

function argumentOf(field: NetworkDifference['field'], network: NetworkDescription): string {
  if (field === 'inputChannels') return 'channel_names of dataset.json, and labels for a cascade';
  return field === 'heads' ? 'labels of dataset.json' : argumentName(field, network.className);
}

function* classSteps({ network: a }: SizedNetwork, { network: b }: SizedNetwork): Generator<Step> {
  if (a.className !== b.className) {
    yield {
      field: 'className',
      expected: a.className,
      found: b.className,
      what: `the checkpoint is a ${b.className} and the network a ${a.className}`,
      make: (from) => ({ ...from, network: withClassOf(from.network, b) }),
    };
  }
  if (a.dimension !== b.dimension) {
    yield {
      field: 'dimension',
      expected: a.dimension,
      found: b.dimension,
      what: `the checkpoint has ${b.dimension} dimensions and the network ${a.dimension}`,
      make: (from) => ({ ...from, network: withDimensionOf(from.network, b) }),
    };
  }
  if (a.stages !== b.stages) {
    yield {
      field: 'stages',
      expected: a.stages,
      found: b.stages,
      what: `the checkpoint has ${b.stages} stages and the network ${a.stages}`,
      make: (from) => ({ ...from, network: resized(from.network, b) }),
    };
  }
}

function* sizeSteps(a: SizedNetwork, b: SizedNetwork): Generator<Step> {
  if (a.inputChannels !== b.inputChannels) {
    yield {
      field: 'inputChannels',
      expected: a.inputChannels,
      found: b.inputChannels,
      what: `the checkpoint takes ${count(b.inputChannels, 'input channel')} and the network ${a.inputChannels}`,
      make: (from) => ({ ...from, inputChannels: b.inputChannels }),
    };
  }
  if (a.heads !== b.heads) {
    yield {
      field: 'heads',
      expected: a.heads,
      found: b.heads,
      what: `the checkpoint has ${count(b.heads, 'segmentation output')} and the network ${a.heads}`,
      make: (from) => ({ ...from, heads: b.heads }),
    };
  }
}

function* stageSteps({ network: a }: SizedNetwork, { network: b }: SizedNetwork): Generator<Step> {
  // A stem that is not given is as wide as stage 0: then both change together.
  const stemFollows = a.stemChannels === a.featuresPerStage[0] && b.stemChannels === b.featuresPerStage[0];
  if (a.stemChannels !== b.stemChannels && !stemFollows) {
    yield {
      field: 'stemChannels',
      expected: a.stemChannels,
      found: b.stemChannels,
      what: `the stem has ${b.stemChannels} features in the checkpoint and ${a.stemChannels} in the network`,
      make: change({ stemChannels: b.stemChannels }),
    };
  }
  for (const [stage, expected] of a.featuresPerStage.entries()) {
    const found = b.featuresPerStage[stage] ?? expected;
    if (found === expected) continue;
    yield {
      field: 'featuresPerStage',
      stage,
      expected,
      found,
      what: `stage ${stage} has ${count(found, 'feature')} in the checkpoint and ${expected} in the network`,
      make: ({ network, ...sizes }) => ({
        ...sizes,
        network: {
          ...network,
          featuresPerStage: replaced(network.featuresPerStage, stage, found),
          stemChannels: stage === 0 && stemFollows ? b.stemChannels : network.stemChannels,
        },
      }),
    };
  }
  yield* vectorSteps('kernelSizes', 'kernel', a, b);
  yield* vectorSteps('strides', 'stride', a, b);
}

/** Kernels, or strides: for each stage one number per axis. The stride of stage 0 is only known to be 1 or not. */
function* vectorSteps(
  field: 'kernelSizes' | 'strides',
  name: string,
  a: NetworkDescription,
  b: NetworkDescription,
): Generator<Step> {
  for (const [stage, expected] of a[field].entries()) {
    const found = b[field][stage] ?? expected;
    if (sameNumbers(found, expected)) continue;
    const isFirstStride = field === 'strides' && stage === 0;
    yield {
      field,
      stage,
      expected: isFirstStride ? null : [...expected],
      found: isFirstStride ? null : [...found],
      what: isFirstStride
        ? 'stage 0 is strided in one of the two only'
        : `stage ${stage} has ${name} ${found.join(' × ')} in the checkpoint and ${expected.join(' × ')} in the network`,
      make: ({ network, ...sizes }) => ({
        ...sizes,
        network: { ...network, [field]: replaced(network[field], stage, found) },
      }),
    };
  }
}
