import type { JsonDocument } from '../../io/json/document.js';
import { isObject, type JsonValue, member } from '../../io/json/value.js';
import { channelNames, trainingChannels } from '../../nnunet/dataset/channels.js';
import { fingerprintCases, fingerprintChannels } from '../../nnunet/dataset/fingerprint.js';
import { readLabels } from '../../nnunet/dataset/labels.js';
import { casesOfFolds, isDefaultSplit, readFolds } from '../../nnunet/dataset/splits.js';
import { median, numberList } from '../../nnunet/values/numbers.js';
import { counted, firstFew, plainNumber, timesList } from '../../nnunet/words/wording.js';
import { type Description, type Fact, type FactGroup, fact } from '../../report/description.js';
import { rounded } from '../numbers.js';

type Content = Omit<Description, 'file' | 'size'>;

/** A JSON file that is no plans: those of a dataset by what they hold, any other by its keys. */
export function describeJson({ value, problems }: JsonDocument): Content {
  const remarks = problems.map(({ message }) => `nnplans read it anyway, although ${message}.`);
  return { remarks, ...contentOf(value) };
}

function contentOf(value: JsonValue | undefined): Omit<Content, 'remarks'> {
  if (isObject(member(value, 'labels'))) {
    return { kind: 'dataset-json', what: 'dataset.json: channels and labels', facts: datasetFacts(value), groups: [] };
  }
  if (member(value, 'spacings') !== undefined || member(value, 'shapes_after_crop') !== undefined) {
    return {
      kind: 'fingerprint',
      what: 'dataset fingerprint: what planning knows of the images',
      facts: fingerprintFacts(value),
      groups: [intensityGroup(member(value, 'foreground_intensity_properties_per_channel'))],
    };
  }
  const folds = readFolds(value);
  if (folds !== undefined && folds.length > 0) {
    const origin = isDefaultSplit(folds) ? 'as nnU-Net makes it' : 'made by hand';
    return {
      kind: 'splits',
      what: 'splits of the cases for cross-validation',
      facts: [
        ...fact('cases', 'cases', casesOfFolds(folds).size),
        ...fact('isDefault', 'split', isDefaultSplit(folds), origin),
      ],
      groups: [
        {
          key: 'folds',
          name: '',
          layout: 'rows',
          items: folds.map(({ index, train, val }) => [
            ...fact('fold', 'fold', index),
            ...fact('training', 'training', train.length),
            ...fact('validation', 'validation', val.length),
          ]),
        },
      ],
    };
  }
  return {
    kind: 'json',
    what: 'JSON, of no kind that nnU-Net needs for training',
    facts: shapeFacts(value),
    groups: [],
  };
}

/** Channels and labels as nnU-Net reads them. */
export function datasetFacts(datasetJson: JsonValue | undefined): readonly Fact[] {
  const names = channelNames(datasetJson);
  const labels = member(datasetJson, 'labels');
  const manager = readLabels(datasetJson)?.manager;
  const labelNames = isObject(labels) ? Object.keys(labels) : [];
  const heads = manager?.segmentationHeads;
  return [
    ...fact('name', 'name', textOf(member(datasetJson, 'name'))),
    ...fact(
      'channels',
      'channels',
      names === undefined ? trainingChannels(datasetJson) : [...names],
      names?.join(', '),
    ),
    ...(labelNames.length === 0 ? [] : fact('labels', 'labels', labelNames, firstFew(labelNames, 8))),
    ...fact('hasRegions', 'regions', manager?.hasRegions, manager?.hasRegions ? 'yes, labels overlap' : 'none'),
    ...fact('outputs', 'outputs', heads, heads === undefined ? undefined : counted(heads, 'channel')),
    ...fact('trainingCases', 'training cases', numberOf(member(datasetJson, 'numTraining'))),
    ...fact('fileEnding', 'file ending', textOf(member(datasetJson, 'file_ending'))),
    ...fact('reader', 'image reader', textOf(member(datasetJson, 'overwrite_image_reader_writer'))),
  ];
}

function fingerprintFacts(value: JsonValue | undefined): readonly Fact[] {
  const spacing = medians(member(value, 'spacings'));
  const shape = medians(member(value, 'shapes_after_crop'));
  const shrinkage = numberOf(member(value, 'median_relative_size_after_cropping'));
  return [
    ...fact('cases', 'cases', fingerprintCases(value)),
    ...fact('channels', 'channels', fingerprintChannels(value)),
    ...fact('medianSpacing', 'median spacing', spacing, spacing && `${timesList(spacing)} mm`),
    ...fact('medianShape', 'median shape', shape, shape && `${timesList(shape)} voxels`),
    ...fact(
      'croppedSize',
      'after cropping',
      shrinkage,
      shrinkage === undefined ? undefined : `${plainNumber(100 * shrinkage)} % of the size`,
    ),
  ];
}

function medians(rows: JsonValue | undefined): number[] | undefined {
  const lists = Array.isArray(rows) ? rows.map(numberList).filter((row) => row !== undefined) : [];
  const [first] = lists;
  return first?.map((_, axis) => median(lists.map((row) => row[axis] ?? Number.NaN)));
}

/** Statistics of the foreground, one row a channel. */
function intensityGroup(properties: JsonValue | undefined): FactGroup {
  const channels = isObject(properties) ? Object.entries(properties) : [];
  const statistics = ['mean', 'std', 'min', 'percentile_00_5', 'median', 'percentile_99_5', 'max'] as const;
  const items = channels.map(([channel, values]) => [
    ...fact('channel', 'channel', channel),
    ...statistics.flatMap((name) => {
      const number = numberOf(member(values, name));
      return fact(name, statisticName(name), number, number === undefined ? undefined : rounded(number));
    }),
  ]);
  return { key: 'intensities', name: 'intensities of the foreground', layout: 'rows', items };
}

/** `percentile_00_5` as `0.5 %`. */
function statisticName(key: string): string {
  return key.replace(/^percentile_0?(\d+)_5$/, '$1.5 %');
}

function shapeFacts(value: JsonValue | undefined): readonly Fact[] {
  if (Array.isArray(value))
    return fact('entries', 'a list of', value.length, counted(value.length, 'entry', 'entries'));
  if (!isObject(value)) return fact('value', 'a single value', value ?? null);
  const keys = Object.keys(value);
  return fact('keys', 'keys', keys, keys.length === 0 ? 'none' : firstFew(keys, 12));
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function numberOf(value: JsonValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
