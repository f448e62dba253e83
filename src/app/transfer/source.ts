import { FormatError } from '../../io/format-error.js';
import { StorageError } from '../../io/storage.js';
import { type OrderedJson, parseOrdered } from '../../nnunet/values/python-json.js';
import { sentence } from '../../nnunet/words/wording.js';
import { knownRemedies } from '../../schema/document-problems.js';
import type { Checkpoint } from '../../workspace/model-subjects.js';
import { pythonJsonOf } from '../../workspace/pickled-python-json.js';
import type { Reach } from '../../workspace/reach.js';
import { resolveSide, type Side } from '../../workspace/resolve.js';
import type { PlansFile } from '../../workspace/subjects.js';
import { Trouble } from '../trouble.js';

/** Plans that are to be taken over. */
export interface TransferSource {
  readonly plansFile: PlansFile;
  /** What nnU-Net calls `-sp`. */
  readonly identifier: string;
  /** The plans with the order of their keys and the text of their numbers. */
  readonly content: OrderedJson;
  /** Where they were taken out of one. */
  readonly checkpoint: Checkpoint | undefined;
  /** What `-s` named, when it was no dataset. */
  readonly bringer: string | undefined;
}

/** More than any plans have; a model's plans.json of many configurations has 100 kB. */
const maximumBytes = 64 * 2 ** 20;

/**
 * The source of a transfer as it is typed: a dataset with its plans, a plans file, a model folder or a checkpoint.
 * @throws Unresolved, Trouble
 */
export function transferSource(reach: Reach, dataset: string, plans: string | undefined): TransferSource {
  const side = resolveSide(reach, { dataset, plans, options: { dataset: '-s', plans: '-sp' } });
  const { plansFile, checkpoint } = side;
  const [fatal] = plansFile.document.problems.filter((problem) => problem.fatal);
  if (fatal !== undefined) {
    throw new Trouble(`${plansFile.label} cannot be moved: ${fatal.message}.`, [
      'nnUNetv2_move_plans_between_datasets stops there too.',
      ...knownRemedies(fatal),
    ]);
  }
  return {
    plansFile,
    // Only in a preprocessed folder do plans go by the name of their file.
    identifier: plansFile.place === 'preprocessed' ? plansFile.stem : (plansFile.plans.plansName ?? plansFile.stem),
    content: contentOf(reach, side),
    checkpoint,
    bringer: plansFile.place === 'preprocessed' ? undefined : dataset,
  };
}

function contentOf(reach: Reach, { plansFile, checkpoint }: Side): OrderedJson {
  const pickled = checkpoint?.content.checkpoint?.initArguments?.pickledPlans;
  try {
    if (pickled !== undefined) return pythonJsonOf(pickled);
    const bytes = reach.storage.readBytes(plansFile.document.file, maximumBytes);
    return parseOrdered(new TextDecoder().decode(bytes));
  } catch (error) {
    if (error instanceof FormatError) {
      throw new Trouble(`The plans in ${plansFile.label} cannot be written as JSON: ${error.message}.`);
    }
    if (error instanceof StorageError || error instanceof SyntaxError) {
      throw new Trouble(`${plansFile.label} cannot be read: ${sentence(error.message)}`);
    }
    throw error;
  }
}
