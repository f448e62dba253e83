import type { Storage } from '../../io/storage.js';
import { relativeTo } from '../../workspace/paths.js';
import { openReach } from '../../workspace/reach.js';
import { notLookedInto } from '../audit/scope.js';
import { type Judgement, judge } from '../judge.js';
import type { Setting } from '../setting.js';
import { comparisonsOf } from './comparison.js';
import { transferEntries } from './entries.js';
import { asideOf, checkSubjects, withoutCheckpoint } from './subjects.js';
import { type CheckRequest, transferOf } from './transfer-of.js';

/**
 * Checks one transfer.
 * @throws Unresolved when a name or path of the request leads nowhere
 */
export function runCheck(request: CheckRequest, setting: Setting, storage: Storage, cwd: string): Judgement {
  const reach = openReach({ storage, cwd, roots: setting.roots, isComplete: false });
  const transfer = transferOf(reach, request);
  const nameFile = (file: string) => relativeTo(cwd, file);
  return judge(setting, {
    command: 'check',
    cwd,
    subjects: checkSubjects(transfer),
    isAside: asideOf(transfer, nameFile),
    notChecked: () => [...notLookedInto(reach), ...withoutCheckpoint(transfer)],
    overview: (findings) => ({
      subjects: transferEntries(transfer, nameFile),
      comparisons: comparisonsOf(transfer, findings),
    }),
  });
}
