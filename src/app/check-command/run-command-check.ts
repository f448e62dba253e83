import type { NotCheckedEntry } from '../../engine/report.js';
import type { Storage } from '../../io/storage.js';
import type { Invocation } from '../../nnunet/command-line/invocation.js';
import { commandScript } from '../../workspace/command-script.js';
import { relativeTo } from '../../workspace/paths.js';
import { openReach } from '../../workspace/reach.js';
import { notLookedInto } from '../audit/scope.js';
import { comparisonsOf } from '../check/comparison.js';
import { transferEntries } from '../check/entries.js';
import { filesOf } from '../check/run-check.js';
import { type Judgement, judge } from '../judge.js';
import type { Setting } from '../setting.js';
import { isBesidesProspect, prospectSubjects, rulesOfProspect } from '../transfer/prospect-subjects.js';
import { jobEntries, scriptEntry } from './entries.js';
import { matterOf, matterScope, matterSubjects } from './matter.js';
import { moveProspect } from './move-prospect.js';
import { readCommand } from './read-command.js';

/**
 * Checks one command of nnU-Net: its words, and everything on disk that it is going to use.
 * @param setting with the roots of the command's own environment
 * @throws UsageError when it is no command of nnU-Net
 */
export function runCommandCheck(words: readonly string[], setting: Setting, storage: Storage, cwd: string): Judgement {
  const invocation = readCommand(words, setting.nnunet.versions);
  const roots = invocation.runsElsewhere ? {} : setting.roots;
  const reach = openReach({ storage, cwd, roots, isComplete: false });
  const script = commandScript(invocation, reach);
  const matter = matterOf(script.commands[0]);
  const prospect = moveProspect(script.commands[0], setting, storage, cwd);
  const transfer = prospect?.transfer ?? matter.transfer;
  const nameFile = (file: string) => relativeTo(cwd, file);
  const scope = matterScope(matter, prospect === undefined ? [] : [prospect.target]);
  return judge(prospect === undefined ? setting : rulesOfProspect(setting), {
    command: 'check',
    cwd,
    storage,
    judged: [
      ...(transfer === undefined ? [] : filesOf(transfer)),
      ...matter.jobs.map(({ dataset }) => dataset.folder),
      ...matter.planned.map(({ folder }) => folder),
      ...(matter.checkpoint === undefined ? [] : [matter.checkpoint.path]),
      ...(matter.model === undefined ? [] : [matter.model.folder]),
      ...(matter.pickle === undefined ? [] : [reach.absolute(matter.pickle)]),
    ],
    subjects: (function* () {
      yield script;
      yield* matterSubjects(matter, reach, setting.nnunet.installation);
      if (prospect !== undefined) yield* prospectSubjects(prospect);
    })(),
    ...(scope === undefined ? {} : { scope }),
    isAside: (finding) => prospect !== undefined && isBesidesProspect(finding, prospect, nameFile),
    notChecked: () => [...notLookedInto(reach), ...notLookedAt(invocation, script.label)],
    overview: (findings) => ({
      subjects: [
        scriptEntry(script, matter, nameFile),
        ...(transfer === undefined ? jobEntries(matter, nameFile) : transferEntries(transfer, nameFile)),
      ],
      ...(transfer === undefined ? {} : { comparisons: comparisonsOf(transfer, findings, setting) }),
    }),
  });
}

function notLookedAt(
  { runsElsewhere, asksForHelp, problems }: Invocation,
  subject: string,
): readonly NotCheckedEntry[] {
  const because = (reason: string) => [{ rule: 'search', subject, reason }];
  if (asksForHelp) return because('it only prints its help');
  if (runsElsewhere) {
    const reason = 'it runs in a container or on another machine, whose folders nnplans does not see';
    return [{ rule: 'search', subject, reason, leavesOpen: true }];
  }
  return problems.some(({ isIgnored }) => !isIgnored)
    ? because('it would stop at its arguments, before it looks at any folder')
    : [];
}
