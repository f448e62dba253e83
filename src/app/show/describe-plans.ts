import type { JsonValue } from '../../io/json/value.js';
import { isLaterStage } from '../../nnunet/network/built-network.js';
import { expectedParameters } from '../../nnunet/network/expected-parameters.js';
import { judgeNetwork } from '../../nnunet/network/judge-network.js';
import { countWeights } from '../../nnunet/network/parameters.js';
import { plainNumber, timesList } from '../../nnunet/words/wording.js';
import { type Fact, type FactGroup, fact } from '../../report/description.js';
import type { PlansConfiguration, PlansFile } from '../../workspace/subjects.js';
import { clipRangeText, normalizationText } from '../check/configuration-text.js';
import { networkText, receptiveFieldText, stagesText } from '../check/network-text.js';
import { inThousands } from '../numbers.js';

/** Whose plans these are. */
export function plansFacts({ plans }: PlansFile): readonly Fact[] {
  const order = plans.transposeForward;
  const spacing = plans.originalMedianSpacing;
  const shape = plans.originalMedianShape;
  return [
    ...fact('plansName', 'plans', plans.plansName),
    ...fact('dataset', 'dataset', plans.datasetName),
    ...fact('planner', 'planner', textOf(plans.get('experiment_planner_used'))),
    ...fact('reader', 'image reader', plans.imageReaderWriter),
    ...fact('axisOrder', 'axis order', listOf(order), order?.join(', ')),
    ...fact('medianSpacing', 'median spacing', listOf(spacing), spacing && `${timesList(spacing)} mm`),
    ...fact('medianShape', 'median shape', listOf(shape), shape && `${timesList(shape)} voxels`),
  ];
}

/** Every configuration with what it does to images and which network it builds. */
export function configurationGroup(file: PlansFile): FactGroup {
  return {
    key: 'configurations',
    name: 'configuration',
    layout: 'columns',
    items: file.configurations.map(configurationFacts),
  };
}

function configurationFacts(side: PlansConfiguration): readonly Fact[] {
  const { configuration, plansFile } = side;
  const { spacing, patchSize, batchSize, normalizationSchemes, previousStage } = configuration;
  const [, parent] = configuration.lineage;
  const weights = weightsOf(side);
  const isOld = configuration.get('architecture') === undefined;
  return [
    ...fact('name', 'configuration', configuration.name),
    ...fact('inheritsFrom', 'inherits from', parent),
    ...fact('spacing', 'spacing (mm)', listOf(spacing), spacing && timesList(spacing)),
    ...fact('patchSize', 'patch size', listOf(patchSize), patchSize && timesList(patchSize)),
    ...fact('batchSize', 'batch size', batchSize, batchSize === undefined ? undefined : plainNumber(batchSize)),
    ...fact('normalization', 'normalization', listOf(normalizationSchemes), normalizationText(side)),
    ...fact('clipRange', 'intensities', clipRangeText(side)),
    ...fact('network', 'network', networkText(side)),
    ...fact('stages', 'stages', Number(stagesText(side) ?? Number.NaN) || undefined, stagesText(side)),
    ...fact('weights', 'weights', weights, weights === undefined ? undefined : inThousands(weights)),
    ...fact('receptiveField', 'receptive field', receptiveFieldText(side)),
    ...fact('dataIdentifier', 'data folder', configuration.dataIdentifier),
    ...(isLaterStage(configuration) ? fact('previousStage', 'previous stage', previousStage) : []),
    ...(isOld && judgeNetwork(configuration, plansFile.document).reading.network !== undefined
      ? fact('format', 'written as', 'legacy', 'before nnU-Net 2.3')
      : []),
  ];
}

/** All weights of the network, where dataset.json tells its inputs and outputs. */
function weightsOf({ configuration, plansFile }: PlansConfiguration): number | undefined {
  const { parameters } = expectedParameters(configuration, plansFile.datasetJson?.value);
  return parameters === undefined ? undefined : countWeights(parameters);
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function listOf(values: readonly (number | string)[] | undefined): JsonValue | undefined {
  return values === undefined ? undefined : [...values];
}
