import { nearestName } from '../../nnunet/words/nearest-name.js';
import { wordList } from '../../nnunet/words/wording.js';
import type { Checkpoint } from '../../workspace/model-subjects.js';
import { checkpointAt } from '../../workspace/open-found.js';
import type { Reach } from '../../workspace/reach.js';
import { resolveSide, type SideRequest } from '../../workspace/resolve.js';
import type { Transfer } from '../../workspace/subjects.js';
import { makeTransfer } from '../../workspace/transfer.js';
import { Unresolved } from '../../workspace/unresolved.js';

/** What is to be compared, in the letters of nnU-Net's own commands. */
export interface CheckRequest {
  /** `-s`: the pretraining dataset, or its plans, model or checkpoint. */
  readonly source: string;
  /** `-t`: the finetuning dataset, or its plans. */
  readonly target: string;
  readonly sourcePlans?: string | undefined;
  readonly targetPlans?: string | undefined;
  /** None: all that both sides have. */
  readonly configurations?: readonly string[];
  readonly checkpoint?: string | undefined;
  /** Class of the trainer that is to finetune; nnUNetTrainer where left out. */
  readonly trainer?: string | undefined;
}

/** How the parts of a request are called where they were given, for messages. */
export interface RequestNames {
  readonly source: SideRequest['options'];
  readonly target: SideRequest['options'];
  readonly checkpoint: string;
}

const optionNames: RequestNames = {
  source: { dataset: '-s', plans: '-sp' },
  target: { dataset: '-t', plans: '-tp' },
  checkpoint: '--checkpoint',
};

/** @throws Unresolved when a name leads nowhere */
export function transferOf(reach: Reach, request: CheckRequest, names = optionNames): Transfer {
  const source = resolveSide(reach, {
    dataset: request.source,
    plans: request.sourcePlans,
    options: names.source,
  });
  const target = resolveSide(reach, {
    dataset: request.target,
    plans: request.targetPlans,
    source: source.plansFile,
    options: names.target,
  });
  const named = request.configurations ?? [];
  const requested = named.length === 0 && source.configuration !== undefined ? [source.configuration] : named;
  const transfer = makeTransfer(
    source.plansFile,
    target.plansFile,
    requested,
    checkpointOf(reach, request, names.checkpoint) ?? source.checkpoint,
    request.trainer,
  );
  for (const name of named) refuseUnknownConfiguration(name, transfer);
  return transfer;
}

function checkpointOf(reach: Reach, { checkpoint }: CheckRequest, name: string): Checkpoint | undefined {
  if (checkpoint === undefined) return undefined;
  const path = reach.absolute(checkpoint);
  const kind = reach.storage.stat(path)?.kind;
  if (kind === 'file') return checkpointAt(reach, path);
  throw new Unresolved(
    `${name} is ${checkpoint}, ${kind === undefined ? 'where there is nothing' : 'which is no file'}.`,
  );
}

/** One side without it is a finding; on neither side it is a slip of the keyboard. */
function refuseUnknownConfiguration(name: string, { pretraining, finetuning }: Transfer): void {
  const known = [...new Set([pretraining, finetuning].flatMap((file) => file.plans.configurationNames))];
  if (known.length === 0 || known.includes(name)) return;
  const nearest = nearestName(name, known);
  throw new Unresolved(`The plans of neither side have a configuration "${name}".`, [
    ...(nearest === undefined ? [] : [`Did you mean ${nearest}?`]),
    `There are ${wordList(known)}.`,
  ]);
}
