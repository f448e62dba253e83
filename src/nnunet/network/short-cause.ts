import { plainNumber, timesList } from '../words/wording.js';
import { argumentName, type NetworkDescription } from './description.js';
import type { LoadCause } from './load-causes.js';

/** A cause in a few words, from the checkpoint to the network: `n_stages 6 → 5`, `1 channel instead of 4`. */
export function shortCause(cause: LoadCause, network: NetworkDescription): string {
  const { field, stage, expected, found } = cause;
  switch (field) {
    case 'inputChannels':
      return `${channels(expected)} instead of ${valueText(found)}`;
    case 'heads':
      return `outputs ${valueText(found)} → ${valueText(expected)}`;
    case 'dimension':
      return `${valueText(found)}D → ${valueText(expected)}D`;
    case 'className':
      return `${valueText(found)} → ${valueText(expected)}`;
    case 'prefix':
      return `names start with ${valueText(found)}`;
    case 'foreign':
      return 'another network than plans describe';
    default: {
      const place = stage === undefined ? '' : ` of stage ${stage}`;
      const change = expected === null && found === null ? 'differs' : `${valueText(found)} → ${valueText(expected)}`;
      return `${argumentName(field, network.className)}${place} ${change}`;
    }
  }
}

function channels(count: LoadCause['expected']): string {
  return count === 1 ? '1 channel' : `${valueText(count)} channels`;
}

function valueText(value: LoadCause['expected']): string {
  if (typeof value === 'number') return plainNumber(value);
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((one) => typeof one === 'number')) return timesList(value);
  return value === null ? 'none' : JSON.stringify(value);
}
