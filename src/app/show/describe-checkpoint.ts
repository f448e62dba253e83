import type { JsonValue } from '../../io/json/value.js';
import type { TorchCheckpoint } from '../../io/torch/checkpoint.js';
import { wrapperPrefix } from '../../io/torch/weights.js';
import { extractCommand } from '../../nnunet/command-line/commands.js';
import { type InferredNetwork, inferNetwork } from '../../nnunet/network/infer-network.js';
import { parametersIn } from '../../nnunet/network/inferred-blocks.js';
import { weightsByPart } from '../../nnunet/network/weights-by-part.js';
import { counted, firstFew, plainNumber, timesList, wordList } from '../../nnunet/words/wording.js';
import { type Description, type Fact, type FactGroup, fact } from '../../report/description.js';
import type { Checkpoint } from '../../workspace/model-subjects.js';
import { stemOf } from '../../workspace/paths.js';
import type { Reach } from '../../workspace/reach.js';
import { inThousands } from '../numbers.js';
import { datasetFacts } from './describe-json.js';
import { plansFacts } from './describe-plans.js';
import { globalFacts } from './globals.js';
import { originFacts, shownPath } from './origin-facts.js';

type Content = Omit<Description, 'file' | 'size'>;

const kinds = {
  nnunet: 'checkpoint of nnU-Net v2',
  'nnunet-v1': 'checkpoint of nnU-Net v1, which nnU-Net v2 does not load',
  'state-dict': 'weights and nothing else, not as nnU-Net v2 saves them',
  other: 'file of torch, not a checkpoint of nnU-Net',
} as const;

/** What weights, by whom, after how long, with which plans: everything that the file says short of the weights themselves. */
export function describeCheckpoint(
  reach: Reach,
  checkpoint: Checkpoint,
  content: TorchCheckpoint,
  knownGlobals: ReadonlySet<string>,
): Content {
  const tensors = parametersIn(content.tensors);
  const inferred = tensors.length === 0 ? undefined : inferNetwork(tensors);
  const network = inferred?.kind === 'inferred' ? inferred : undefined;
  return {
    kind: content.kind === 'nnunet' ? 'checkpoint' : content.kind,
    what: kinds[content.kind],
    facts: [
      ...trainingFacts(content),
      ...networkFacts(content, network),
      ...fileFacts(checkpoint, content),
      ...globalFacts(checkpoint.content.trace, knownGlobals),
    ],
    groups: [partGroup(content, network), ...embeddedGroups(reach, checkpoint)],
    remarks: [
      ...content.problems.map(({ fatal, message }) => `${fatal ? 'torch cannot load it' : 'Odd'}: ${message}.`),
      ...extractRemark(shownPath(reach, checkpoint.path), content),
    ],
  };
}

function trainingFacts(content: TorchCheckpoint): readonly Fact[] {
  const { initArguments, currentEpoch, bestEma, mirroringAxes } = content;
  const kept = [
    content.hasOptimizerState ? 'optimizer' : undefined,
    content.hasGradScalerState ? 'gradient scaler' : undefined,
    content.hasLogging ? 'curves' : undefined,
  ].filter((name) => name !== undefined);
  return [
    ...fact('trainer', 'trainer', content.trainerName),
    ...fact('configuration', 'configuration', initArguments?.configuration),
    ...fact('fold', 'fold', initArguments?.fold, String(initArguments?.fold)),
    ...fact('epoch', 'epochs', currentEpoch, currentEpoch === undefined ? undefined : `${currentEpoch} finished`),
    ...fact('bestEma', 'best EMA Dice', bestEma, bestEma === null ? 'none yet' : plainNumber(bestEma ?? 0)),
    ...fact(
      'mirroringAxes',
      'mirroring',
      mirroringAxes === undefined ? undefined : mirroringAxes && [...mirroringAxes],
      mirroringAxes?.length ? `axes ${mirroringAxes.join(', ')}` : 'none',
    ),
    ...fact('keeps', 'keeps', kept, kept.length === 0 ? 'nothing to continue training with' : kept.join(', ')),
  ];
}

function networkFacts({ tensors }: TorchCheckpoint, network: InferredNetwork | undefined): readonly Fact[] {
  const identities = identified(tensors);
  const weights = weightsByPart(identities).reduce((sum, part) => sum + part.weights, 0);
  const different = new Set([...identities.values()].map(({ identity }) => identity)).size;
  const prefix = wrapperPrefix(tensors.keys());
  const { className, dimension, stages } = network?.network ?? {};
  const text = [
    className,
    `${dimension}D`,
    counted(stages ?? 0, 'stage'),
    counted(network?.inputChannels ?? 0, 'input channel'),
    counted(network?.heads ?? 0, 'output'),
  ].join(', ');
  const dtypes = [...new Set([...tensors.values()].map(({ dtype }) => dtype))];
  return [
    ...fact('network', 'network', className, text),
    ...fact('inputChannels', '', network?.inputChannels, ''),
    ...fact('outputs', '', network?.heads, ''),
    ...(tensors.size === 0 ? [] : fact('weights', 'weights', weights, `${inThousands(weights)} (${firstFew(dtypes)})`)),
    ...fact(
      'entries',
      'entries',
      tensors.size,
      `${counted(tensors.size, 'name')}, ${counted(different, 'different tensor')}`,
    ),
    ...(prefix === ''
      ? []
      : fact('prefix', 'prefix', prefix, `${prefix} before every name, which nnU-Net does not remove`)),
  ];
}

function fileFacts({ fileName }: Checkpoint, { container, keys, kind, archiveName }: TorchCheckpoint): readonly Fact[] {
  const isUsual = kind === 'nnunet';
  const isRenamed = archiveName !== undefined && archiveName !== 'archive' && archiveName !== stemOf(fileName);
  return [
    ...(isRenamed ? fact('savedAs', 'saved as', archiveName, `${archiveName}, renamed since`) : []),
    ...(container === 'legacy' ? fact('container', 'written as', container, 'before torch 1.6') : []),
    ...(isUsual ? [] : fact('keys', 'keys', [...keys], keys.length === 0 ? 'none' : firstFew(keys, 8))),
  ];
}

function partGroup({ tensors }: TorchCheckpoint, network: InferredNetwork | undefined): FactGroup {
  const described = network?.network;
  const items = weightsByPart(identified(tensors)).map(({ part, tensors: count, weights }) => {
    const stage = Number(/^encoder (\d+)$/.exec(part)?.[1] ?? Number.NaN);
    const features = described?.featuresPerStage[stage];
    const kernel = described?.kernelSizes[stage];
    // Weights do not tell by how much the first stage strides.
    const stride = stage === 0 ? undefined : described?.strides[stage];
    return [
      ...fact('part', 'part', part),
      ...fact('features', 'features', features),
      ...fact('kernel', 'kernel', kernel && [...kernel], kernel && timesList(kernel)),
      ...fact(
        'stride',
        'stride',
        stride === undefined ? null : [...stride],
        stride === undefined ? '–' : timesList(stride),
      ),
      ...fact('tensors', 'tensors', count),
      ...fact('weights', 'weights', weights, inThousands(weights)),
    ];
  });
  return { key: 'parts', name: '', layout: 'rows', items };
}

function identified(tensors: TorchCheckpoint['tensors']) {
  return new Map(
    [...tensors].map(([name, { shape, storageKey, storageOffset }]) => [
      name,
      { shape, identity: `${storageKey} ${storageOffset}` },
    ]),
  );
}

/** The plans and dataset.json that it was trained with. */
function embeddedGroups(reach: Reach, { plansFile, datasetJson, model }: Checkpoint): readonly FactGroup[] {
  const plans = plansFile && [...plansFacts(plansFile), ...originFacts(reach, plansFile, model?.dataset)];
  const groups: readonly (readonly [key: string, name: string, facts: readonly Fact[] | undefined])[] = [
    ['plans', 'plans inside', plans],
    ['datasetJson', 'dataset.json inside', datasetJson && datasetFacts(datasetJson.value)],
  ];
  return groups.map(([key, name, facts]) => ({
    key,
    name,
    layout: 'list',
    items: facts === undefined ? [] : [facts],
  }));
}

function extractRemark(file: string, { initArguments }: TorchCheckpoint): readonly string[] {
  const names: readonly (readonly [string, JsonValue | undefined])[] = [
    ['plans', initArguments?.plans?.value],
    ['dataset.json', initArguments?.datasetJson?.value],
  ];
  const there = names.filter(([, value]) => value !== undefined).map(([name]) => name);
  return there.length === 0
    ? []
    : [`To extract the ${wordList(there)} that it was trained with: ${extractCommand(file, there[0] ?? '')}`];
}
