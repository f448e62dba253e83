import { type JsonValue, member } from '../../io/json/value.js';
import { fileEnding } from '../dataset/case-names.js';
import { channelNames, planningChannelKey } from '../dataset/channels.js';
import { type LabelManager, readLabels } from '../dataset/labels.js';
import { overwrittenReader } from '../dataset/readers.js';
import { pythonLength } from '../values/python-builtins.js';
import { plainNumber, quoted, wordList } from '../words/wording.js';

/** A way in which the preprocessed dataset.json says something else than the raw one that it was copied from. */
export interface DatasetDifference {
  readonly key: string;
  /** In words, both sides named. */
  readonly words: string;
  /** Whether training or preprocessing goes wrong with it, and not only the reports. */
  readonly isGrave: boolean;
}

/**
 * Compares what nnU-Net reads of the two copies. What either cannot be read for is left out, as are names, descriptions and the like.
 * @param filesAreListed whether the files can be looked at: then the rules about them tell which ending is wrong
 * @param witnesses copies that models were trained with: where they side with the preprocessed one, the raw one was changed later,
 * and the preprocessed data fit the labels that they were made with
 */
export function datasetDifferences(
  preprocessed: JsonValue | undefined,
  raw: JsonValue | undefined,
  witnesses: readonly (JsonValue | undefined)[],
  filesAreListed = false,
): readonly DatasetDifference[] {
  return [
    ...labelDifferences(preprocessed, raw, witnesses),
    ...channelDifferences(preprocessed, raw),
    ...simpleDifference('file_ending', fileEnding(preprocessed), fileEnding(raw), !filesAreListed),
    ...simpleDifference('numTraining', member(preprocessed, 'numTraining'), member(raw, 'numTraining'), false),
    ...simpleDifference(
      'overwrite_image_reader_writer',
      overwrittenReader(preprocessed) ?? 'None',
      overwrittenReader(raw) ?? 'None',
      false,
    ),
  ];
}

function* labelDifferences(
  preprocessed: JsonValue | undefined,
  raw: JsonValue | undefined,
  witnesses: readonly (JsonValue | undefined)[],
): Iterable<DatasetDifference> {
  const own = readLabels(preprocessed)?.manager;
  const other = readLabels(raw)?.manager;
  if (own === undefined || other === undefined) return;
  const [here, there] = [valuesOf(own), valuesOf(other)];
  const unknown = [...there].filter((value) => !here.has(value));
  const gone = [...here].filter((value) => !there.has(value));
  const rawIsNewer = sideWith(own, other, witnesses);
  if (unknown.length > 0) {
    const words = `the raw labels have ${wordList(unknown.map(plainNumber))}, which the preprocessed copy lacks`;
    yield { key: 'labels', words, isGrave: !own.hasRegions && !rawIsNewer && isConsecutive(own) };
  } else if (gone.length > 0) {
    const words = `the raw labels lack ${wordList(gone.map(plainNumber))}${rawIsNewer ? ', which the data were trained with' : ''}`;
    yield { key: 'labels', words, isGrave: !other.hasRegions && rawIsNewer };
  } else if (sorted(member(preprocessed, 'labels')) !== sorted(member(raw, 'labels'))) {
    const words = `labels are ${shown(preprocessed)} here and ${shown(raw)} in the raw folder`;
    yield { key: 'labels', words, isGrave: false };
  }
  if (own.hasRegions && other.hasRegions)
    yield* simpleDifference('regions_class_order', orderOf(preprocessed), orderOf(raw), false);
}

/** A gap or a negative value is a mistake of its own, told by dataset/label-values. */
function isConsecutive({ allLabels }: LabelManager): boolean {
  return allLabels.every((label, index) => label === index);
}

function valuesOf({ allLabels, ignoreLabel }: LabelManager): ReadonlySet<number> {
  return new Set(ignoreLabel === undefined ? allLabels : [...allLabels, ignoreLabel]);
}

function sideWith(own: LabelManager, other: LabelManager, witnesses: readonly (JsonValue | undefined)[]): boolean {
  const said = witnesses.map((witness) => readLabels(witness)?.manager).filter((manager) => manager !== undefined);
  const same = (a: LabelManager, b: LabelManager) => String([...valuesOf(a)]) === String([...valuesOf(b)]);
  return said.some((witness) => same(witness, own)) && !said.some((witness) => same(witness, other));
}

function* channelDifferences(
  preprocessed: JsonValue | undefined,
  raw: JsonValue | undefined,
): Iterable<DatasetDifference> {
  const counts = [preprocessed, raw].map((copy) => pythonLength(member(copy, planningChannelKey(copy) ?? '')));
  const [own, other] = counts;
  if (own === undefined || other === undefined) return;
  if (own !== other) {
    const words = `channel_names has ${own} entries here and ${other} in the raw folder`;
    yield { key: 'channel_names', words, isGrave: true };
    return;
  }
  const names = [preprocessed, raw].map(channelNames);
  if (names.every((list) => list !== undefined))
    yield* simpleDifference('channel_names', [...(names[0] ?? [])], [...(names[1] ?? [])], false);
}

function* simpleDifference(
  key: string,
  own: JsonValue | undefined,
  other: JsonValue | undefined,
  isGrave: boolean,
): Iterable<DatasetDifference> {
  if (own === undefined || other === undefined || JSON.stringify(own) === JSON.stringify(other)) return;
  yield { key, words: `${key} is ${quoted(own)} here and ${quoted(other)} in the raw folder`, isGrave };
}

function orderOf(datasetJson: JsonValue | undefined): JsonValue | undefined {
  return member(datasetJson, 'regions_class_order');
}

/** Labels without regard to the order of their keys, which is the business of dataset/label-order. */
function sorted(labels: JsonValue | undefined): string {
  return JSON.stringify(Object.entries(labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function shown(datasetJson: JsonValue | undefined): string {
  const entries = Object.entries(member(datasetJson, 'labels') ?? {});
  const words = entries.slice(0, 6).map(([name, value]) => `${name} ${quoted(value as JsonValue)}`);
  return `${words.join(', ')}${entries.length > 6 ? ' …' : ''}`;
}
