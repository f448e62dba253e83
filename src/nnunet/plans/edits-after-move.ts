import { type JsonValue, pointerParts } from '../../io/json/value.js';
import { differencesBetween, differingValues } from '../compare/comparison.js';
import { type Consequence, consequences, graver } from '../compare/consequence.js';
import type { Leaf } from '../compare/judgement.js';
import type { Tolerances } from '../compare/tolerances.js';
import { type ImageDimension, readerOfMove } from '../dataset/readers.js';
import { quoted } from '../words/wording.js';
import type { ConfigurationInFile } from './plans.js';

/** A field that is not what a move would have written. */
export interface EditAfterMove extends Leaf {
  /** The configuration, for a field of one. */
  readonly configuration: string | undefined;
  /** RFC 6901, in the source plans, to the value that the move would have written. */
  readonly sourceAt: string;
}

/** What is known of the target's images, for the reader that the move would choose. */
export interface MoveTarget {
  readonly datasetJson: JsonValue | undefined;
  readonly dimension: ImageDimension;
}

/**
 * The third side of a three-way comparison: between the source plans, what a move makes of them, and what stands in the target now. The move rewrites
 * names and the reader only (see `moveEdits`), so every other difference is an edit.
 * @param pairs configurations on both sides, source first
 */
export function editsAfterMove(
  pairs: readonly (readonly [ConfigurationInFile, ConfigurationInFile])[],
  target: MoveTarget,
  tolerances: Tolerances,
): readonly EditAfterMove[] {
  const edits = new Map<string, EditAfterMove>();
  for (const [source, moved] of pairs) {
    for (const edit of differingValues(differencesBetween(source, moved, tolerances))) {
      if (isReaderOfTarget(edit, target)) continue;
      const [first, configuration] = pointerParts(edit.at);
      const [key = '', ...rest] = edit.path;
      // What stands in a parent, or at the top, shows in every configuration: it is one edit, as grave as it is in any of them.
      const known = edits.get(edit.at);
      if (known !== undefined && graver(known.consequence, edit.consequence) === known.consequence) continue;
      const isOwn = first === 'configurations';
      edits.set(edit.at, {
        ...edit,
        sourceAt: isOwn ? source.configuration.at(key, ...rest) : edit.at,
        configuration: isOwn ? configuration : undefined,
      });
    }
  }
  return [...edits.values()];
}

/** Edits by what follows from them, gravest first. */
export function editsByConsequence(
  edits: readonly EditAfterMove[],
): readonly (readonly [Consequence, readonly EditAfterMove[]])[] {
  return consequences
    .map((consequence) => [consequence, edits.filter((edit) => edit.consequence === consequence)] as const)
    .filter(([, found]) => found.length > 0);
}

/** `spacing of 3d_fullres`, `mean of channel 0` */
export function fieldName({ path, configuration }: EditAfterMove): string {
  const [key = '', channel, statistic] = path;
  if (key.startsWith('foreground_intensity_properties_') && statistic !== undefined)
    return `${statistic} of channel ${channel}`;
  const field = path.at(0) === 'architecture' ? (path.at(2) ?? path.at(1) ?? 'architecture') : path.join('.');
  return configuration === undefined ? field : `${field} of ${configuration}`;
}

/** A value as {@link quoted} writes it, and lists of lists, such as kernels and strides, in full as long as they are short. */
export function listText(value: JsonValue | undefined): string {
  const text = Array.isArray(value) ? JSON.stringify(value).replaceAll(',', ', ') : quoted(value);
  return text.length <= 80 ? text : quoted(value);
}

/** What happened to each field, in the order given; see {@link editText}. */
export function editTexts(fields: readonly string[], before: readonly string[], after: readonly string[]): string[] {
  return fields.map((field, i) => editText(field, before[i], after[i]));
}

/** What happened to a field, both values as {@link quoted} writes them: what is not there was added or is gone. */
function editText(field: string, before: string | undefined, after: string | undefined): string {
  const absent = quoted(undefined);
  if (after === absent) return `${field} is missing (it was ${before})`;
  return before === absent ? `${field} was added (${after})` : `${field} is ${after}, not ${before}`;
}

function isReaderOfTarget({ path, after }: Leaf, { datasetJson, dimension }: MoveTarget): boolean {
  if (path[0] !== 'image_reader_writer') return false;
  // Without the target's dataset.json it is not known which reader the move would choose.
  return datasetJson === undefined || after === readerOfMove(datasetJson, dimension);
}
