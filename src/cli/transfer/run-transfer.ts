import type { PlannedTransfer } from '../../engine/report.js';
import { relativeTo } from '../../workspace/paths.js';
import { type Arguments, UsageError } from '../arguments.js';
import { notLookedInto } from '../audit/scope.js';
import { transferEntries } from '../check/entries.js';
import { exitCodeOf } from '../conclude.js';
import { exitCodes } from '../exit-codes.js';
import { type Judgement, judge } from '../judge.js';
import type { Setting } from '../setting.js';
import type { Terminal } from '../terminal.js';
import { plannedTransfer } from './planned.js';
import { type Prospect, prospectOf } from './prospect.js';
import { isBesidesProspect, prospectSubjects } from './prospect-subjects.js';

export interface TransferJudgement extends Judgement {
  /** Whether the file may not be written, for what was found or for what stands there. */
  readonly isRefused: boolean;
}

/**
 * Judges a transfer as it would stand once the plans are moved, and moves them where that is asked for and nothing speaks against it.
 * @throws Unresolved, Trouble
 */
export function runTransfer(given: Arguments, setting: Setting, terminal: Terminal): TransferJudgement {
  const { storage, cwd } = terminal;
  const [isWrite, isForced] = [given.flag('write'), given.flag('force')];
  if (isForced && !isWrite) throw new UsageError('--force replaces a file, so it goes with --write.');
  const request = {
    source: given.text('s') ?? '',
    target: given.text('t') ?? '',
    sourcePlans: given.text('sp'),
    targetPlans: given.text('tp'),
  };
  const prospect = prospectOf(request, setting, storage, cwd);
  const nameFile = (file: string) => relativeTo(cwd, file);
  const judgement = judge(setting, {
    command: 'transfer',
    cwd,
    subjects: prospectSubjects(prospect),
    isAside: (finding) => isBesidesProspect(finding, prospect, nameFile),
    notChecked: () => notLookedInto(prospect.reach),
    overview: () => ({ subjects: transferEntries(prospect.transfer, nameFile) }),
  });
  const wasChecked = judgement.checks > 0 || given.flag('allow-empty');
  const isClean =
    wasChecked && judgement.crashes.length === 0 && exitCodeOf(judgement.report, given) === exitCodes.clean;
  const refusal = !isClean ? 'findings' : prospect.existing === 'other plans' && !isForced ? 'other plans' : undefined;
  // Before anything is written: it compares with what is there now.
  const planned = plannedTransfer(prospect, cwd);
  const result = isWrite ? saved(prospect, refusal, terminal) : unsaved(prospect);
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
  { saveFile, cwd }: Terminal,
): Outcome {
  if (existing === 'the same') return { outcome: 'already there' };
  if (refusal !== undefined) return { outcome: 'refused', refusal };
  const backup = saveFile(file, moved.text, existing === 'other plans');
  return { outcome: 'written', ...(backup === undefined ? {} : { backup: relativeTo(cwd, backup) }) };
}
