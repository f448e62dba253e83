import { isObject, type JsonObject, type JsonValue, member } from '../../io/json/value.js';
import { pythonLength } from '../values/python-builtins.js';

/** Where dataset.json names its channels: `modality` is the name that nnU-Net v1 used. */
export type ChannelKey = 'channel_names' | 'modality';

/**
 * The key whose entries training counts as input channels: `modality` outranks `channel_names`
 * (utilities/label_handling/label_handling.py, determine_num_input_channels).
 */
export function trainingChannelKey(datasetJson: JsonValue | undefined): ChannelKey | undefined {
  if (member(datasetJson, 'modality') !== undefined) return 'modality';
  return member(datasetJson, 'channel_names') === undefined ? undefined : 'channel_names';
}

/** The key whose names planning turns into normalization schemes: here `channel_names` outranks `modality` (default_experiment_planner.py). */
export function planningChannelKey(datasetJson: JsonValue | undefined): ChannelKey | undefined {
  if (member(datasetJson, 'channel_names') !== undefined) return 'channel_names';
  return member(datasetJson, 'modality') === undefined ? undefined : 'modality';
}

/** Input channels of the network without those of a cascade: `len()` of whatever stands there; `undefined` where Python raises. */
export function trainingChannels(datasetJson: JsonValue | undefined): number | undefined {
  const key = trainingChannelKey(datasetJson);
  return key === undefined ? undefined : pythonLength(member(datasetJson, key));
}

/** Names of the channels as planning reads them, in the order of their keys; `undefined` unless they are an object of texts. */
export function channelNames(datasetJson: JsonValue | undefined): readonly string[] | undefined {
  const key = planningChannelKey(datasetJson);
  const names = key === undefined ? undefined : member(datasetJson, key);
  if (!isObject(names)) return undefined;
  const values = Object.values(names);
  return values.every((name) => typeof name === 'string') ? (values as string[]) : undefined;
}

/**
 * The names of channels with number and name put in their places, where they were exchanged as in `labels`: `{"CT": 0}` for `{"0": "CT"}`.
 * @returns `undefined` where they were not
 */
export function exchangedNames(datasetJson: JsonValue | undefined): JsonObject | undefined {
  const names = member(datasetJson, planningChannelKey(datasetJson) ?? '');
  if (!isObject(names)) return undefined;
  const pairs = Object.entries(names);
  const areExchanged = ([name, number]: readonly [string, JsonValue]) =>
    !/^\d+$/.test(name) && /^\d+$/.test(typeof number === 'number' || typeof number === 'string' ? String(number) : '');
  if (pairs.length === 0 || !pairs.every(areExchanged)) return undefined;
  const numbers = pairs.map(([, number]) => Number(number)).sort((a, b) => a - b);
  if (!numbers.every((number, i) => number === i)) return undefined;
  const byNumber = new Map(pairs.map(([name, number]) => [Number(number), name]));
  return Object.fromEntries(numbers.map((number) => [String(number), byNumber.get(number) ?? '']));
}
