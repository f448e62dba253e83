import { configurationConsequenceOf, type FieldConsequence } from '../nnunet/compare/consequences.js';
import { type Architecture, keysOfBlock } from './architecture.js';
import { canonicalText } from './canonical-text.js';
import type { DiffOptions } from './change.js';
import type { FieldChange } from './field-change.js';
import { gravestOfMembers, type JudgedChange, judged } from './judgement.js';
import { argumentOfField } from './network-changes.js';
import type { Loading } from './weights.js';

/**
 * What follows from each difference between two networks. From the field alone it may be that weights no longer load; where all parameters of both
 * networks are known, it is looked up whether they do.
 * @param loading weights of A in the network of B; `undefined` when one of the networks is not known
 */
export function judgedNetwork(
  changes: readonly FieldChange[],
  a: Architecture,
  b: Architecture,
  loading: Loading | undefined,
  options: DiffOptions,
): JudgedChange[] {
  return changes.map((change) => judged(change, consequence(change, a, b, loading), options));
}

function consequence(
  change: FieldChange,
  a: Architecture,
  b: Architecture,
  loading: Loading | undefined,
): FieldConsequence {
  const usual =
    change.shape === 'members'
      ? gravestOfMembers(change, configurationConsequenceOf)
      : configurationConsequenceOf(change.field.split('.'));
  const isUnread =
    /^architecture\.(?!arch_kwargs)/.test(change.field) && !keysOfBlock.has(argumentOfField(change.field) ?? '');
  if (isUnread) return { consequence: 'no effect', reason: `nnU-Net reads no key called ${change.field}.` };
  const [before, after] = [a.reading?.network, b.reading?.network];
  if (loading === undefined || !before || !after) return usual;
  const isImportList = change.field === 'architecture._kw_requires_import';
  if (isImportList && canonicalText(plain(before)) === canonicalText(plain(after))) {
    return { consequence: 'no effect', reason: 'Both lists lead to the same network.' };
  }
  const argument = argumentOfField(change.field)?.replace(/_kwargs$/, '') ?? '';
  const isObstructing = loading.isObstructing(argument);
  if (isObstructing === undefined || isObstructing === (usual.consequence === grave)) return usual;
  return isObstructing ? renamed : filled;
}

const grave = 'weights no longer load';

const renamed: FieldConsequence = {
  consequence: grave,
  reason: 'With it the parameters of the network have other names, or there are others.',
};

const filled: FieldConsequence = {
  consequence: 'training changes',
  reason: 'It makes another network, but one that finds each of its weights in a checkpoint of A.',
};

/** Without what says how it is written. */
function plain(network: object) {
  return Object.fromEntries(Object.entries(network).filter(([key]) => key !== 'origin' && key !== 'classPath'));
}
