import { isPythonName } from '../values/python-names.js';
import { nearMiss } from '../words/near-miss.js';
import { type ClassKind, knownClass, knownClasses, normalizationOfChannelName, otherKindOf } from './class-names.js';

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
  /** Stock nnU-Net does not have it; a fork may. */
  | { readonly kind: 'foreign' };

/**
 * Judges the name of a class or function that nnU-Net looks up in one of its packages: it takes the first attribute of exactly that name
 * (utilities/find_class_by_name.py).
 * @param own names that are known to exist here (`knownClasses` of the config)
 */
export function judgeName(kind: ClassKind, name: string, own: ReadonlySet<string> = new Set()): NameJudgement {
  if (own.has(name)) return { kind: 'known' };
  const found = knownClass(kind, name);
  if (found !== undefined) {
    return found.unusable === undefined ? { kind: 'known' } : { kind: 'unusable', why: found.unusable };
  }
  const channel = kind === 'normalization' ? normalizationOfChannelName.get(name.toLowerCase()) : undefined;
  if (channel !== undefined) return { kind: 'channel name', meant: channel };
  const other = otherKindOf(kind, name);
  if (other !== undefined) return { kind: 'other kind', what: other };
  const usable = knownClasses(kind).filter((one) => one.unusable === undefined);
  // A dotted path is a common guess at what stands here.
  const meant = [name, name.split('.').at(-1) ?? ''].map((typed) =>
    usable.some((one) => one.name === typed)
      ? typed
      : nearMiss(
          typed,
          usable.map((one) => one.name),
        ),
  );
  const near = meant.find((one) => one !== undefined);
  if (near !== undefined) return { kind: 'near miss', meant: near };
  return { kind: isPythonName(name) ? 'foreign' : 'no name' };
}
