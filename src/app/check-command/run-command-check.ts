import type { NotCheckedEntry, SubjectEntry } from '../../engine/report.js';
import type { Storage } from '../../io/storage.js';
import { commandNames, releaseOf } from '../../nnunet/command-line/entry-points.js';
import { type Invocation, readInvocation } from '../../nnunet/command-line/invocation.js';
import { programName } from '../../nnunet/command-line/locate-command.js';
import { commandText, plainWords } from '../../nnunet/command-line/word.js';
import { countCases } from '../../nnunet/dataset/case-files.js';
import { commandScript } from '../../workspace/command-script.js';
import { NnplansError } from '../../workspace/nnplans-error.js';
import { relativeTo } from '../../workspace/paths.js';
import { openReach } from '../../workspace/reach.js';
import type { Script, ScriptCommand } from '../../workspace/script-subjects.js';
import { notLookedInto } from '../audit/scope.js';
import { datasetLine } from '../audit/subjects.js';
import { comparisonsOf } from '../check/comparison.js';
import { transferEntries } from '../check/entries.js';
import { filesOf } from '../check/run-check.js';
import { type Judgement, judge } from '../judge.js';
import { modelEntry } from '../model-entry.js';
import type { Setting } from '../setting.js';
import { type Prospect, prospectOf } from '../transfer/prospect.js';
import { isAsideOfProspect, prospectSubjects, rulesOfProspect } from '../transfer/prospect-subjects.js';
import { didYouMean, UsageError } from '../trouble.js';
import { type CommandUse, scopeOfUse, subjectsOfUse, useOf } from './command-use.js';
import { effectsOf } from './effects.js';

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
  const use = useOf(script.commands[0]);
  const prospect = moveProspect(script.commands[0], setting, storage, cwd);
  const transfer = prospect?.transfer ?? use.transfer;
  const nameFile = (file: string) => relativeTo(cwd, file);
  const scope = scopeOfUse(use, prospect === undefined ? [] : [prospect.target]);
  return judge(prospect === undefined ? setting : rulesOfProspect(setting), {
    command: 'check',
    cwd,
    storage,
    judged: [
      ...(transfer === undefined ? [] : filesOf(transfer)),
      ...use.jobs.map(({ dataset }) => dataset.folder),
      ...use.planned.map(({ folder }) => folder),
      ...(use.checkpoint === undefined ? [] : [use.checkpoint.path]),
      ...(use.model === undefined ? [] : [use.model.folder]),
      ...(use.pickle === undefined ? [] : [reach.absolute(use.pickle)]),
    ],
    subjects: (function* () {
      yield script;
      yield* subjectsOfUse(use, reach, setting.nnunet.installation);
      if (prospect !== undefined) yield* prospectSubjects(prospect);
    })(),
    ...(scope === undefined ? {} : { scope }),
    isAside: (finding) => prospect !== undefined && isAsideOfProspect(finding, prospect, nameFile),
    notChecked: () => [...notLookedInto(reach), ...notLookedAt(invocation, script.label)],
    overview: (findings) => ({
      subjects: [
        scriptEntry(script, use, nameFile),
        ...(transfer === undefined ? jobEntries(use, nameFile) : transferEntries(transfer, nameFile)),
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

/** The command itself: what it reads, writes and deletes. */
function scriptEntry(script: Script, use: CommandUse, nameFile: (file: string) => string): SubjectEntry {
  const [command] = script.commands;
  const facts = new Map<string, string | readonly string[]>();
  for (const { text, surroundings } of command === undefined ? [] : [command]) {
    facts.set('command', text);
    const { reads, writes, deletes } = effectsOf(use, surroundings, nameFile);
    if (reads.length > 0) facts.set('reads', reads);
    if (deletes.length > 0) facts.set('deletes', deletes);
    if (writes.length > 0) facts.set('writes', writes);
  }
  return { kind: 'script', label: script.label, facts: Object.fromEntries(facts) };
}

/** The datasets and models that it uses, one line each. */
function jobEntries({ jobs, model }: CommandUse, nameFile: (file: string) => string): readonly SubjectEntry[] {
  return [
    ...jobs.map(({ dataset, plansFile, configurations }) => {
      const identifiers = new Set(configurations.map(({ configuration }) => configuration.dataIdentifier));
      const folders = dataset.dataFolders.filter((folder) => identifiers.has(folder.name));
      return {
        ...datasetLine(dataset, nameFile),
        facts: {
          plans: plansFile.stem,
          configurations: configurations.map(({ configuration }) => configuration.name),
          cases: countCases(folders.map(({ files }) => files)),
        },
      };
    }),
    ...(model === undefined ? [] : [modelEntry(model, nameFile)]),
  ];
}

/**
 * Both sides as they will stand once nnUNetv2_move_plans_between_datasets has run.
 * @returns `undefined` for other commands, and for a move that will not happen: what stops it, rules about commands tell
 */
function moveProspect(
  { invocation, intent }: ScriptCommand,
  setting: Setting,
  storage: Storage,
  cwd: string,
): Prospect | undefined {
  if (intent.kind !== 'move' || invocation.asksForHelp || invocation.runsElsewhere) return undefined;
  const { source, target, sourcePlans, targetPlans } = intent;
  if (invocation.problems.length > 0 || source === undefined || target === undefined) return undefined;
  try {
    return prospectOf({ source, target, sourcePlans, targetPlans }, setting, storage, cwd);
  } catch (error) {
    if (error instanceof NnplansError) return undefined;
    throw error;
  }
}

/**
 * The command behind `--`.
 * @param range versions of nnU-Net in use
 * @throws UsageError when it is none of nnU-Net
 */
function readCommand(words: readonly string[], range: string | undefined): Invocation {
  const plain = plainWords(words);
  const invocation = readInvocation(plain, range);
  if (invocation !== undefined) return invocation;
  const program = programName(plain);
  if (program === undefined) {
    throw new UsageError('A command of nnU-Net is missing after --.', [
      'As in: nnplans check -- nnUNetv2_train 122 3d_fullres 0 -p MyPlans',
    ]);
  }
  if (commandNames.includes(program)) throw new UsageError(`nnU-Net ${releaseOf(range)} has no command ${program}.`);
  throw new UsageError(`nnplans finds no command of nnU-Net in: ${commandText(plain)}`, [
    ...didYouMean(program, commandNames),
    ...(/^nnUNet_/.test(program) ? [`${program} belongs to nnU-Net v1, which has other plans.`] : []),
  ]);
}
