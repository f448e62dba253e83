import { pointer } from '../io/json/value.js';
import type { Channels } from '../nnunet/compare/channels.js';
import type { FieldChange } from '../nnunet/compare/field-change.js';
import { atTop, type Difference, judged } from '../nnunet/compare/judgement.js';
import { intensityKey } from '../nnunet/compare/plans-differences.js';

/** A different number or order of the images' channels: what all lists with one entry per channel follow from. */
export function channelChanges(channels: Channels): Difference[] {
  return [countChange(channels), orderChange(channels)].filter((change) => change !== undefined);
}

function countChange({ countA, countB }: Channels): Difference | undefined {
  if (countA === undefined || countB === undefined || countA === countB) return undefined;
  const change: FieldChange = {
    kind: 'changed',
    what: 'channels',
    field: 'channels',
    before: countA,
    after: countB,
    shape: 'value',
    parts: [],
  };
  const whole = {
    consequence: 'weights no longer load',
    reason: 'The first convolution of the network has weights for each channel of the images.',
  } as const;
  return judged(change, [change.field], { whole, wouldStand: atTop });
}

function orderChange({ alignment, before, after, movedBy }: Channels): Difference | undefined {
  if (movedBy === undefined) return undefined;
  const places = alignment.flatMap(([a, b]) => (a === undefined || b === undefined ? [] : [[a, b] as const]));
  const inOrderOfB = [...places].sort(([, left], [, right]) => left - right).map(([a]) => a);
  const named = (place: number) => before?.[place] ?? after?.[inOrderOfB.indexOf(place)] ?? place;
  const isByName = movedBy === 'names' && before !== undefined && after !== undefined;
  const at = pointer(intensityKey);
  const change: FieldChange = {
    kind: 'moved',
    what: 'order of channels',
    field: 'channel_names',
    before: isByName ? [...before] : [...inOrderOfB.keys()].map(named),
    after: isByName ? [...after] : inOrderOfB.map(named),
    shape: 'channels',
    ...(isByName ? {} : { pointerA: at, pointerB: at }),
    parts: [],
  };
  const reason = isByName
    ? 'A network tells channels apart only by their place.'
    : 'A network tells channels apart only by their place. Their intensity statistics show that they moved.';
  const whole = { consequence: 'data must be preprocessed again', reason } as const;
  return judged(change, [change.field], { whole, wouldStand: atTop });
}
