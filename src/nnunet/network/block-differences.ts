import type { NetworkDescription } from './description.js';
import { change, count, replaced, type SizedNetwork, type Step } from './difference-step.js';

/** Differences inside the stages: how many blocks, of which layers. */
export function* blockSteps(from: SizedNetwork, to: SizedNetwork): Generator<Step> {
  const { network: a } = from;
  const { network: b } = to;
  const layers = a.className === 'PlainConvUNet' ? 'convolution' : 'block';
  if (a.block !== b.block) {
    yield {
      field: 'block',
      expected: a.block,
      found: b.block,
      what: `the blocks are ${b.block} in the checkpoint and ${a.block} in the network`,
      make: change({ block: b.block, bottleneckChannels: b.bottleneckChannels, convsPerStage: b.convsPerStage }),
    };
  } else {
    for (const [stage, expected] of a.convsPerStage.entries()) {
      const found = b.convsPerStage[stage] ?? expected;
      const widths = a.bottleneckChannels?.[stage]?.join();
      if (found !== expected) {
        yield {
          field: 'convsPerStage',
          stage,
          expected,
          found,
          what: `stage ${stage} has ${count(found, layers)} in the checkpoint and ${expected} in the network`,
          make: ({ network, ...sizes }) => ({
            ...sizes,
            network: {
              ...network,
              convsPerStage: replaced(network.convsPerStage, stage, found),
              bottleneckChannels:
                network.bottleneckChannels &&
                replaced(network.bottleneckChannels, stage, b.bottleneckChannels?.[stage] ?? []),
            },
          }),
        };
      } else if (widths !== b.bottleneckChannels?.[stage]?.join()) {
        yield {
          field: 'bottleneckChannels',
          stage,
          expected: [...(a.bottleneckChannels?.[stage] ?? [])],
          found: [...(b.bottleneckChannels?.[stage] ?? [])],
          what: `the blocks of stage ${stage} are ${b.bottleneckChannels?.[stage]?.join(', ')} wide inside in the checkpoint and ${widths} in the network`,
          make: ({ network, ...sizes }) => ({
            ...sizes,
            network: {
              ...network,
              bottleneckChannels:
                network.bottleneckChannels &&
                replaced(network.bottleneckChannels, stage, b.bottleneckChannels?.[stage] ?? []),
            },
          }),
        };
      }
    }
  }
  for (const [level, expected] of a.convsPerStageDecoder.entries()) {
    const found = b.convsPerStageDecoder[level] ?? expected;
    if (found === expected) continue;
    const stage = a.stages - 2 - level;
    yield {
      field: 'convsPerStageDecoder',
      stage,
      expected,
      found,
      what: `the decoder at stage ${stage} has ${count(found, a.className === 'ResidualUNet' ? 'block' : 'convolution')} in the checkpoint and ${expected} in the network`,
      make: ({ network, ...sizes }) => ({
        ...sizes,
        network: { ...network, convsPerStageDecoder: replaced(network.convsPerStageDecoder, level, found) },
      }),
    };
  }
  yield* layerSteps(from, to);
}

function* layerSteps(from: SizedNetwork, to: SizedNetwork): Generator<Step> {
  const { network: a } = from;
  const { network: b } = to;
  if (a.convBias !== b.convBias) {
    yield {
      field: 'convBias',
      expected: a.convBias,
      found: b.convBias,
      what: b.convBias
        ? 'convolutions have a bias in the checkpoint and none in the network'
        : 'convolutions have no bias in the checkpoint and one in the network',
      make: change({ convBias: b.convBias }),
    };
  }
  const order = { dropout: b.dropout, activationFirst: b.activationFirst };
  const expected = normalizationText(a);
  const found = normalizationText(b);
  const isSeen = from.normalizationIndex !== undefined && to.normalizationIndex !== undefined;
  if (expected !== found) {
    yield {
      field: 'normalization',
      expected,
      found,
      what: `the checkpoint has ${found} and the network ${expected}`,
      // Where a normalization stands is only known when it has weights.
      make: change({ normalization: b.normalization, ...(isSeen ? {} : order) }),
    };
  }
  if (isSeen && (a.dropout !== b.dropout || a.activationFirst !== b.activationFirst)) {
    const isDropout = a.dropout !== b.dropout;
    yield {
      field: isDropout ? 'dropout' : 'activationFirst',
      expected: isDropout ? a.dropout !== null : a.activationFirst,
      found: isDropout ? b.dropout !== null : b.activationFirst,
      what: isDropout
        ? `the normalization stands in another place of each block, as ${b.dropout === null ? 'without dropout in the checkpoint' : 'with dropout in the checkpoint'}${a.className === 'PlainConvUNet' ? ' (nonlin_first does the same)' : ''}`
        : 'activation and normalization stand in another order',
      make: change(order),
    };
  }
  const place = isSeen ? {} : { ...order, normalization: b.normalization };
  if (a.activation?.weights !== b.activation?.weights) {
    yield {
      field: 'activation',
      expected: a.activation?.weights ?? null,
      found: b.activation?.weights ?? null,
      what: `the activation has ${weightText(b)} in the checkpoint and ${weightText(a)} in the network`,
      make: change({ activation: b.activation, ...place }),
    };
  } else if (!isSeen && a.activation?.weights !== null) {
    const [own, other] = [partsBeforeActivation(a), partsBeforeActivation(b)];
    if (own === other) return;
    yield {
      field: 'dropout',
      expected: own,
      found: other,
      what: `${other} parts without weights stand before the activation in the checkpoint and ${own} in the network: a dropout, or a normalization without weights`,
      make: change(place),
    };
  }
}

function partsBeforeActivation({ dropout, normalization }: NetworkDescription): number {
  return Number(dropout !== null) + Number(normalization !== null);
}

function weightText({ activation }: NetworkDescription): string {
  const weights = activation?.weights ?? null;
  return weights === null ? 'no weights' : `${count(weights, 'weight')} (PReLU)`;
}

function normalizationText({ normalization }: NetworkDescription): string {
  if (normalization === null) return 'no normalization with weights';
  const { kind, affine, bias, trackRunningStats } = normalization;
  if (!affine && !trackRunningStats) return 'no normalization with weights';
  return `${kind} ${affine ? (bias ? 'with weight and bias' : 'with weight') : 'without weights'}${trackRunningStats ? ' and running statistics' : ''}`;
}
