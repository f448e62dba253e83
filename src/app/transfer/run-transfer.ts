import type { PlannedTransfer } from '../../engine/report.js';
import type { Storage } from '../../io/storage.js';
import { relativeTo } from '../../workspace/paths.js';
import { notLookedInto } from '../audit/scope.js';
import { transferEntries } from '../check/entries.js';
import { filesOf } from '../check/run-check.js';
import { type Judgement, judge } from '../judge.js';
import type { Setting } from '../setting.js';
import { plannedTransfer } from './planned.js';
import { type Prospect, prospectOf, type TransferRequest } from './prospect.js';
import { isAsideOfProspect, prospectSubjects, rulesOfProspect } from './prospect-subjects.js';

export interface TransferJudgement extends Judgement {
  /** Whether the file may not be written, for what was found or for what stands there. */
  readonly isRefused: boolean;
}

/** How the plans are written, where that is asked for. */
export interface Writing {
  /** Whether other plans of that name may be replaced. */
  readonly isForced: boolean;
  /** See `Terminal`. */
  saveFile(path: string, text: string, mayReplace: boolean): string | undefined;
}

/**
 * Judges a transfer as it would stand once the plans are moved, and moves them where that is asked for and nothing speaks against it.
 * @param isClean whether nothing was found that speaks against writing
 * @throws Unresolved, Trouble
 */
export function runTransfer(
  request: TransferRequest,
  writing: Writing | undefined,
  isClean: (judgement: Judgement) => boolean,
  setting: Setting,
  storage: Storage,
  cwd: string,
): TransferJudgement {
  const prospect = prospectOf(request, setting, storage, cwd);
  const nameFile = (file: string) => relativeTo(cwd, file);
  const judgement = judge(rulesOfProspect(setting), {
    command: 'transfer',
    cwd,
    storage,
    judged: filesOf(prospect.transfer),
    subjects: prospectSubjects(prospect),
    isAside: (finding) => isAsideOfProspect(finding, prospect, nameFile),
    notChecked: () => notLookedInto(prospect.reach),
    overview: () => ({ subjects: transferEntries(prospect.transfer, nameFile) }),
  });
  const isTaken = prospect.existing === 'other plans' && writing?.isForced !== true;
  const refusal = !isClean(judgement) ? 'findings' : isTaken ? 'other plans' : undefined;
  // Before anything is written: it compares with what is there now.
  const planned = plannedTransfer(prospect, cwd);
  const result = writing === undefined ? unsaved(prospect) : saved(prospect, refusal, writing, cwd);
  const transfer: PlannedTransfer = { ...planned, ...result };
  return { ...judgement, report: { ...judgement.report, transfer }, isRefused: refusal !== undefined };
}

type Outcome = Pick<PlannedTransfer, 'outcome' | 'refusal' | 'backup'>;

function unsaved({ existing }: Prospect): Outcome {
  return { outcome: existing === 'the same' ? 'already there' : 'not asked for' };
}

function saved(
  { existing, file, moved }: Prospect,
  refusal: PlannedTransfer['refusal'],
  { saveFile }: Writing,
  cwd: string,
): Outcome {
  if (existing === 'the same') return { outcome: 'already there' };
  if (refusal !== undefined) return { outcome: 'refused', refusal };
  const backup = saveFile(file, moved.text, existing === 'other plans');
  return { outcome: 'written', ...(backup === undefined ? {} : { backup: relativeTo(cwd, backup) }) };
}
