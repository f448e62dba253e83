import { identifierOfPlanner } from '../installation/class-names.js';

/** Plans identifiers that a planner of nnU-Net writes unless told otherwise: planning again replaces plans of such a name. */
export const defaultPlansIdentifiers: ReadonlySet<string> = new Set(identifierOfPlanner.values());

/** Where a data identifier leads, seen from the dataset's preprocessed folder. */
export type DataIdentifierTarget =
  /** A folder inside, as it should be. */
  | 'a folder of its own'
  /** The dataset's preprocessed folder itself, with plans, fingerprint and splits. */
  | 'the preprocessed folder'
  /** The segmentations that the final validation compares with. */
  | 'gt_segmentations'
  /** A folder above or beside it. */
  | 'outside'
  /** A name that no folder can have here. */
  | 'no folder';

/**
 * What nnUNetv2_preprocess deletes and fills for a data identifier: it joins the identifier to the dataset's preprocessed folder as it is, and
 * removes whatever folder it arrives at (preprocessing/preprocessors/default_preprocessor.py).
 */
export function targetOfDataIdentifier(identifier: string): DataIdentifierTarget {
  if (identifier.includes('\0')) return 'no folder';
  // On Windows a drive letter starts anew, and a backslash separates.
  if (/^([/\\]|[A-Za-z]:)/.test(identifier)) return 'outside';
  const inside: string[] = [];
  for (const part of identifier.split(/[/\\]/)) {
    if (part === '' || part === '.') continue;
    if (part !== '..') inside.push(part);
    else if (inside.pop() === undefined) return 'outside';
  }
  const [first, second] = inside;
  if (first === undefined) return 'the preprocessed folder';
  if (first === 'gt_segmentations') return 'gt_segmentations';
  return second === undefined && /\.json$/.test(first) ? 'no folder' : 'a folder of its own';
}
