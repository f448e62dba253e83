import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileSource } from '../../../src/io/byte-source.js';
import { type JsonValue, member } from '../../../src/io/json/value.js';
import { memoryStorage } from '../../../src/io/memory-storage.js';
import { readTorchCheckpoint } from '../../../src/io/torch/checkpoint.js';
import { compareForPretraining } from '../../../src/nnunet/compare/load-pretrained.js';
import { trainingChannels } from '../../../src/nnunet/dataset/channels.js';
import { readLabels } from '../../../src/nnunet/dataset/labels.js';
import { inferNetwork } from '../../../src/nnunet/network/infer-network.js';
import { type PredictedParameter, predictParameters } from '../../../src/nnunet/network/parameters.js';
import { readNetwork } from '../../../src/nnunet/network/read-network.js';
import { projectFiles } from '../../support/example-project.js';
import { parseJson, resolvedConfiguration } from './plans-file.js';

const fixtures = join(__dirname, '../../fixtures');
const golden = projectFiles('');
const storage = memoryStorage(golden);
const readJson = (path: string) => parseJson(new TextDecoder().decode(golden.get(path)));

/** The parameters that a trainer builds from plans and dataset.json. */
function parametersOf(
  plans: JsonValue,
  dataset: JsonValue,
  name: string,
  trainer = 'nnUNetTrainer',
): readonly PredictedParameter[] {
  const configuration = resolvedConfiguration(plans, name);
  const { network } = readNetwork((key) => member(configuration, key), { trainer });
  const labels = readLabels(dataset)?.manager;
  if (network === undefined || labels === undefined) throw new Error(`${name} was built by nnU-Net`);
  const cascade = member(configuration, 'previous_stage') == null ? 0 : labels.foregroundLabels.length;
  return predictParameters(network, (trainingChannels(dataset) ?? 0) + cascade, labels.segmentationHeads);
}

function storedShapes(path: string) {
  const { tensors } = readTorchCheckpoint(fileSource(storage, path));
  return [...tensors].map(([name, { shape, dtype }]) => ({ name, shape, dtype }));
}

describe('checkpoints that nnU-Net wrote', () => {
  const checkpoints = [...golden.keys()].filter((path) => path.endsWith('.pth'));

  test.each(checkpoints)('%s holds what its plans predict', (path) => {
    const { tensors, initArguments, trainerName } = readTorchCheckpoint(fileSource(storage, path));
    const { plans, datasetJson, configuration } = initArguments ?? {};
    if (plans === undefined || datasetJson === undefined || configuration === undefined)
      throw new Error('a checkpoint of nnU-Net');
    const predicted = parametersOf(plans.value, datasetJson.value, configuration, trainerName);
    const stored = [...tensors].map(([name, { shape, dtype }]) => ({ name, shape: [...shape], dtype }));
    expect(predicted.map(({ name, shape, dtype }) => ({ name, shape, dtype }))).toEqual(stored);

    const places = [...tensors.values()].map(({ storageKey, storageOffset }) => `${storageKey} ${storageOffset}`);
    const firstOf = (keys: readonly (string | number)[]) => keys.map((key) => keys.indexOf(key));
    expect(firstOf(predicted.map(({ tensor }) => tensor))).toEqual(firstOf(places));

    expect(inferNetwork(stored)).toMatchObject({ kind: 'inferred', extra: [], missing: [] });
  });
});

interface Observation {
  action: string;
  checkpoint: string;
  plans: string;
  configuration: string;
  trainer?: string;
  outcome: 'ok' | 'fails';
  message?: string;
  parameters?: {
    first: string | null;
    other_shape: [string, number[], number[]][];
    number_missing_in_checkpoint: number;
    number_unused_in_checkpoint: number;
  };
}

describe('load_pretrained_weights on golden folders', () => {
  const observed = [...golden.keys()].flatMap((path) => {
    if (!path.endsWith('/expected.json')) return [];
    const { observations } = readJson(path) as unknown as { observations: Observation[] };
    return observations
      .filter(({ action, parameters }) => action === 'load_pretrained_weights' && parameters !== undefined)
      .map((one) => ({ ...one, family: dirname(path) }))
      .filter(
        ({ family, checkpoint, plans }) => golden.has(join(family, checkpoint)) && golden.has(join(family, plans)),
      );
  });

  test('there are observations of both outcomes', () => {
    expect(observed.filter(({ outcome }) => outcome === 'ok').length).toBeGreaterThan(5);
    expect(observed.filter(({ outcome }) => outcome === 'fails').length).toBeGreaterThan(5);
  });

  test.each(observed.map((one) => [`${one.plans} ${one.configuration} ${one.trainer ?? ''}`, one] as const))(
    '%s',
    (_, one) => {
      const { family, parameters } = one;
      const besides = join(family, dirname(one.plans), 'dataset.json');
      const dataset = readJson(golden.has(besides) ? besides : besides.replace('nnUNet_preprocessed', 'nnUNet_raw'));
      const network = parametersOf(readJson(join(family, one.plans)), dataset, one.configuration, one.trainer);
      const stored = storedShapes(join(family, one.checkpoint));
      const comparison = compareForPretraining(network, stored);
      // The segmentation layers of a deeper checkpoint are unused too, but then none of them is taken over.
      const names = new Set(network.map(({ name }) => name));
      const unusedLayers = stored.filter(({ name }) => name.includes('.seg_layers.') && !names.has(name));
      const { failures, dropped, unexplained, first } = comparison;
      expect({
        loads: comparison.loads,
        first: first?.name ?? null,
        shapes: failures
          .filter(({ kind }) => kind === 'shape')
          .map(({ name, found, expected }) => [name, found, expected]),
        missing: failures.filter(({ kind }) => kind === 'missing').length,
        unused: dropped.length + unusedLayers.length,
        unexplained,
      }).toEqual({
        loads: one.outcome === 'ok',
        first: parameters?.first,
        shapes: parameters?.other_shape,
        missing: parameters?.number_missing_in_checkpoint,
        unused: parameters?.number_unused_in_checkpoint,
        unexplained: [],
      });
      if (first?.kind === 'missing') expect(first.message).toBe(one.message);
      if (first?.kind === 'shape')
        expect(one.message?.split('; your network:')[0]).toBe(first.message.split('; your network:')[0]);
    },
  );
});

describe('state_dicts that are the same from nnU-Net 2.0 to 2.8.1', () => {
  const shared = {
    patch_size: [24, 40, 40],
    UNet_base_num_features: 2,
    unet_max_num_features: 4,
    num_pool_per_axis: [2, 3, 3],
    pool_op_kernel_sizes: [
      [1, 1, 1],
      [1, 2, 2],
      [2, 2, 2],
      [2, 2, 2],
    ],
    conv_kernel_sizes: [
      [1, 3, 3],
      [3, 3, 3],
      [3, 3, 3],
      [3, 3, 3],
    ],
  };
  const two = (vectors: number[][]): number[][] => vectors.map((vector) => vector.slice(1));
  const plain = {
    ...shared,
    UNet_class_name: 'PlainConvUNet',
    n_conv_per_stage_encoder: [2, 2, 2, 2],
    n_conv_per_stage_decoder: [2, 2, 2],
  };
  const configurations: [string, { [key: string]: JsonValue }][] = [
    ['plain-3d', plain],
    [
      'plain-2d',
      {
        ...plain,
        patch_size: [40, 40],
        pool_op_kernel_sizes: [[1, 1], ...two(shared.pool_op_kernel_sizes).slice(1)],
        conv_kernel_sizes: two(shared.conv_kernel_sizes),
      },
    ],
    [
      'resenc-3d',
      {
        ...shared,
        UNet_class_name: 'ResidualEncoderUNet',
        n_conv_per_stage_encoder: [1, 3, 4, 6],
        n_conv_per_stage_decoder: [1, 1, 1],
      },
    ],
  ];

  test.each(configurations)('%s from legacy keys', (file, configuration) => {
    const { network, origin } = readNetwork((key) => member(configuration, key));
    if (network === undefined) throw new Error('legacy plans');
    expect(origin).toBe('legacy');
    const predicted = predictParameters(network, 1, 4).map(
      ({ name, dtype, shape }) => `${name}\t${dtype}\t${shape.join('x')}`,
    );
    const recorded = readFileSync(join(fixtures, 'networks/state-dicts', `${file}.tsv`), 'utf8')
      .trimEnd()
      .split('\n');
    expect(predicted).toEqual(recorded);
  });
});
