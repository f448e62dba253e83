import { isPythonName } from '../values/python-names.js';
import { admitsBelow, versionOf } from '../values/version-range.js';
import { nearMiss } from '../words/near-miss.js';
import {
  type ClassKind,
  type KnownClass,
  knownClass,
  knownClasses,
  normalizationOfChannelName,
  otherKindOf,
} from './class-names.js';
import type { FoundName, Installation, LookedUpKind } from './installation.js';

/** What nnU-Net finds under a name. */
export type NameJudgement =
  | { readonly kind: 'known' }
  /** Found, but it fails when it is used. */
  | { readonly kind: 'unusable'; readonly why: string }
  /** The name of something else in nnU-Net. */
  | { readonly kind: 'other kind'; readonly what: ClassKind }
  /** A channel name of dataset.json in place of the class that it stands for. */
  | { readonly kind: 'channel name'; readonly meant: string }
  /** A known name, mistyped. */
  | { readonly kind: 'near miss'; readonly meant: string }
  /** Not a Python name: no code can bring it. */
  | { readonly kind: 'no name' }
  /** The nnU-Net that will run does not have it. */
  | { readonly kind: 'missing'; readonly installation: string; readonly since: string | undefined }
  /** Stock nnU-Net does not have it; a fork may. */
  | { readonly kind: 'foreign' };

/** What is known of names besides those that come with nnU-Net. */
export interface NameSources {
  /** Names that are known to exist here (`knownClasses` of the config). */
  readonly knownClasses?: ReadonlySet<string>;
  /** The nnU-Net that will run, where it is known. */
  readonly installation?: Installation | undefined;
}

/**
 * Judges the name of a class or function that nnU-Net looks up in one of its packages: it takes the first attribute of exactly that name
 * (utilities/find_class_by_name.py). Sources are read only for a name that does not come with nnU-Net.
 */
export function judgeName(
  kind: LookedUpKind,
  name: string,
  { knownClasses: own = new Set(), installation }: NameSources = {},
): NameJudgement {
  if (own.has(name)) return { kind: 'known' };
  const stock = knownClass(kind, name);
  const isOld = isOlderThan(stock, installation);
  // Trainers come and go with the releases; nnUNetTrainer itself is always there.
  const isSought = kind === 'trainer' && installation !== undefined && name !== 'nnUNetTrainer';
  if (stock !== undefined && !isOld && !isSought) {
    return stock.unusable === undefined ? { kind: 'known' } : { kind: 'unusable', why: stock.unusable };
  }
  const channel = kind === 'normalization' ? normalizationOfChannelName.get(name.toLowerCase()) : undefined;
  if (channel !== undefined) return { kind: 'channel name', meant: channel };
  const other = otherKindOf(kind, name);
  if (other !== undefined) return { kind: 'other kind', what: other };
  const found = installation?.lookUp(kind, name);
  if (found?.kind === 'found') return judgeFound(kind, found);
  const usable = knownClasses(kind).filter((one) => one.unusable === undefined && !isOlderThan(one, installation));
  const names = [
    ...(isSought ? [] : usable.map((one) => one.name)),
    ...(found === undefined ? [] : (installation?.namesOf(kind) ?? [])),
  ];
  // A dotted path is a common guess at what stands here.
  const meant = [name, name.split('.').at(-1) ?? ''].map((typed) =>
    names.includes(typed) ? typed : nearMiss(typed, names),
  );
  const near = meant.find((one) => one !== undefined);
  if (near !== undefined) return { kind: 'near miss', meant: near };
  if (!isPythonName(name)) return { kind: 'no name' };
  return found?.kind === 'missing' && installation !== undefined
    ? { kind: 'missing', installation: installation.label, since: isOld ? stock?.since : undefined }
    : { kind: 'foreign' };
}

/** Whether a class came with a later release than the one that is installed. */
function isOlderThan(one: KnownClass | undefined, installation: Installation | undefined): boolean {
  const release = installation?.release;
  return one?.since !== undefined && release !== undefined && admitsBelow(release, versionOf(one.since));
}

/** nnU-Net calls a resampling function with an image, a shape and two spacings, and makes an object of everything else that it looks up. */
function judgeFound(kind: LookedUpKind, { what, positional }: FoundName): NameJudgement {
  if (what === 'module') return { kind: 'unusable', why: 'it is a module' };
  if (kind !== 'resampling function') {
    return what === 'function' ? { kind: 'unusable', why: 'it is a function, not a class' } : { kind: 'known' };
  }
  if (what === 'class') return { kind: 'unusable', why: 'it is a class, not a function' };
  const { required = 0, most = 4 } = positional ?? {};
  return required > 4 || most < 4
    ? {
        kind: 'unusable',
        why: 'nnU-Net calls it with an image, a shape and two spacings, and it takes other arguments',
      }
    : { kind: 'known' };
}
