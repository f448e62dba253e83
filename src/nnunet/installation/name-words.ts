import { quoted } from '../words/wording.js';
import { type ClassKind, knownClasses } from './class-names.js';
import type { NameJudgement } from './judge-name.js';

/** Why nnU-Net cannot use a name, as a clause; `undefined` where it can, or where a fork may. */
export function whyNotUsable(kind: ClassKind, name: string, judgement: NameJudgement): string | undefined {
  switch (judgement.kind) {
    case 'known':
    case 'foreign':
      return undefined;
    case 'unusable':
      return `${quoted(name)} exists, but ${judgement.why}`;
    case 'other kind':
      return `${quoted(name)} is ${withArticle(judgement.what)} of nnU-Net, not ${withArticle(kind)}`;
    case 'channel name':
      return `${quoted(name)} is a channel name of dataset.json; the class is "${judgement.meant}"`;
    case 'near miss':
      return `there is no ${kind} ${quoted(name)} in nnU-Net, but "${judgement.meant}"`;
    case 'missing': {
      const later = judgement.since === undefined ? '' : `; it came with ${judgement.since}`;
      return `there is no ${kind} ${quoted(name)} in ${judgement.installation}${later}`;
    }
    case 'no name':
      return `${quoted(name)} cannot be the name of a ${kind}`;
  }
}

/** The name to write instead, where that is sure. */
export function meantName(judgement: NameJudgement): string | undefined {
  return 'meant' in judgement ? judgement.meant : undefined;
}

/** Names of nnU-Net's own classes of a kind. */
export function usableNames(kind: ClassKind): readonly string[] {
  return knownClasses(kind)
    .filter((one) => one.unusable === undefined)
    .map((one) => one.name);
}

function withArticle(kind: ClassKind): string {
  return kind === 'normalization' ? kind : `a ${kind}`;
}
