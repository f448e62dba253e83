import type { ConfiguredTransfer } from '../../engine/config-transfers.js';
import { type Coverage, noCoverage } from '../../engine/step.js';
import type { Storage } from '../../io/storage.js';
import { absolutePath, relativeTo } from '../../workspace/paths.js';
import { openReach, type Reach } from '../../workspace/reach.js';
import type { Transfer } from '../../workspace/subjects.js';
import { Unresolved } from '../../workspace/unresolved.js';
import { notLookedInto } from '../audit/scope.js';
import { type Judgement, judge } from '../judge.js';
import { placed } from '../placed.js';
import type { Setting } from '../setting.js';
import { Trouble } from '../trouble.js';
import { comparisonsOf } from './comparison.js';
import { transferEntries } from './entries.js';
import { checkSubjects, scopeOfTransfers, withoutCheckpoint, withoutComparison } from './subjects.js';
import { type CheckRequest, type RequestNames, transferOf } from './transfer-of.js';

/**
 * Checks one transfer.
 * @throws Unresolved when a name or path of the request leads nowhere
 */
export function runCheck(request: CheckRequest, setting: Setting, storage: Storage, cwd: string): Judgement {
  const reach = openReach({ storage, cwd, roots: setting.roots, isComplete: false });
  const transfer = transferOf(reach, request);
  refuseThemselves(transfer, request);
  return checked([transfer], reach, setting, noCoverage);
}

/** A slip of the keyboard that would pass every check. */
function refuseThemselves({ pretraining, finetuning }: Transfer, { checkpoint }: CheckRequest): void {
  if (pretraining.document.file !== finetuning.document.file || checkpoint !== undefined) return;
  throw new Unresolved(`-s and -t both lead to ${finetuning.label}: plans always fit themselves.`, [
    'Name the plans of the other side with -sp or -tp, or the weights with --checkpoint.',
  ]);
}

/**
 * Checks all transfers of the config.
 * @throws Trouble when one of them leads nowhere
 */
export function runConfiguredChecks(setting: Setting, storage: Storage, cwd: string): Judgement {
  const reach = openReach({ storage, cwd, roots: setting.roots, isComplete: false });
  const transfers = setting.transfers.map((transfer) => configuredTransfer(reach, transfer));
  return checked(transfers, reach, setting, { ...noCoverage, transfers: true });
}

/** Where the weights and plans of a transfer lie. */
export function filesOf({ checkpoint, pretraining, finetuning }: Transfer): readonly string[] {
  return [pretraining.document.file, finetuning.document.file, ...(checkpoint === undefined ? [] : [checkpoint.path])];
}

function checked(transfers: readonly Transfer[], reach: Reach, setting: Setting, coverage: Coverage): Judgement {
  const nameFile = (file: string) => relativeTo(reach.cwd, file);
  return judge(setting, {
    command: 'check',
    cwd: reach.cwd,
    storage: reach.storage,
    judged: transfers.flatMap(filesOf),
    subjects: checkSubjects(transfers),
    scope: scopeOfTransfers(transfers),
    coverage,
    notChecked: () => [
      ...notLookedInto(reach),
      ...transfers.flatMap(withoutComparison),
      ...transfers.flatMap(withoutCheckpoint),
    ],
    overview: (findings) => ({
      subjects: transfers.flatMap((transfer) => transferEntries(transfer, nameFile)),
      comparisons: transfers.flatMap((transfer) => comparisonsOf(transfer, findings, setting)),
    }),
  });
}

const configNames: RequestNames = {
  source: { dataset: '"pretraining"', plans: '"pretraining": "DATASET/PLANS"' },
  target: { dataset: '"finetuning"', plans: '"finetuning": "DATASET/PLANS"' },
  checkpoint: '"checkpoint"',
};

/**
 * A transfer as the config names it: its paths start at the folder of the config.
 * @throws Trouble when one of its names leads nowhere, with its place in the config
 */
function configuredTransfer(reach: Reach, configured: ConfiguredTransfer): Transfer {
  const { pretraining, finetuning, configurations, checkpoint, folder, document, pointer } = configured;
  const inFolder: Reach = { ...reach, cwd: folder, absolute: (path) => absolutePath(folder, path) };
  try {
    return transferOf(inFolder, { source: pretraining, target: finetuning, configurations, checkpoint }, configNames);
  } catch (error) {
    if (!(error instanceof Unresolved)) throw error;
    const place = placed(relativeTo(reach.cwd, document.file), document.position(pointer));
    throw new Trouble(`${place}: ${error.message}`, error.hints, 'config');
  }
}
