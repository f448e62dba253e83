import { fingerprintCommand } from '../../nnunet/command-line/commands.js';
import { imageDimension, readerOfMove } from '../../nnunet/dataset/readers.js';
import { isMoveFailure, type MoveEdit, type MoveRelease, moveEdits } from '../../nnunet/plans/move-plans.js';
import { type OrderedJson, printPython, withValue } from '../../nnunet/values/python-json.js';
import type { Dataset } from '../../workspace/subjects.js';
import { Trouble } from '../trouble.js';
import type { TransferSource } from './source.js';

/** What the move makes of plans. */
export interface MovedPlans {
  readonly edits: readonly MoveEdit[];
  /** The file, byte for byte as nnU-Net writes it (save_json: indent 4, no line feed at the end). */
  readonly text: string;
}

/** @throws Trouble where the move stops, or what it would write is not known */
export function movedPlans(
  source: TransferSource,
  target: Dataset,
  identifier: string,
  release: MoveRelease,
): MovedPlans {
  const edits = moveEdits({
    plans: source.plansFile.document.value,
    sourceIdentifier: source.identifier,
    targetIdentifier: identifier,
    targetDataset: target.name,
    reader: readerFor(target),
    release,
  });
  if (isMoveFailure(edits)) {
    const place = edits.path.length === 0 ? '' : ` at ${edits.path.join('.')}`;
    throw new Trouble(
      `${source.plansFile.label} cannot be moved: nnUNetv2_move_plans_between_datasets stops${place} with ${edits.exception}: ${edits.message}.`,
      release === 'before 2.2.1' ? ['nnU-Net 2.2.1 and later move configurations without data_identifier.'] : [],
    );
  }
  const moved = edits.reduce<OrderedJson>((value, { path, to }) => withValue(value, path, to), source.content);
  return { edits, text: printPython(moved) };
}

/** dataset.json of the raw folder, which the move reads; where that is gone, its copy in the preprocessed folder says the same. */
function datasetJsonOf({ rawDatasetJson, datasetJson }: Dataset) {
  return rawDatasetJson?.value === undefined ? datasetJson : rawDatasetJson;
}

function readerFor(target: Dataset): string {
  const { value } = datasetJsonOf(target);
  if (value === undefined) {
    throw new Trouble(
      `${target.name} has no dataset.json that can be read, so nnplans does not know its image reader.`,
      [
        `nnplans looked in ${target.rawFolder ?? 'nnUNet_raw'} and in ${target.folder}.`,
        'nnUNetv2_move_plans_between_datasets needs the one in the raw folder.',
      ],
    );
  }
  const reader = readerOfMove(value, imageDimension(target.fingerprint.value));
  if (reader !== undefined) return reader;
  throw new Trouble(`No reader is known for the images of ${target.name}.`, [
    'dataset.json does not say a file_ending that nnU-Net reads, or it depends on whether images are two or three dimensional.',
    `The fingerprint tells that: ${fingerprintCommand(target)}`,
  ]);
}
