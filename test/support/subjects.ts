import type { Rule } from '../../src/engine/rule.js';
import { readInvocation } from '../../src/nnunet/command-line/invocation.js';
import { plainWords } from '../../src/nnunet/command-line/word.js';
import { openCheckpoint } from '../../src/workspace/checkpoint.js';
import { commandScript } from '../../src/workspace/command-script.js';
import type { ModelFolder } from '../../src/workspace/model-subjects.js';
import { withPickles } from '../../src/workspace/pickled-file.js';
import { openReach } from '../../src/workspace/reach.js';
import type { AnySubject, PlansConfiguration, Subjects } from '../../src/workspace/subjects.js';
import { caseSubjects, datasetSubjects } from '../../src/workspace/subjects-of.js';
import { makeTransfer } from '../../src/workspace/transfer.js';
import type { Workspace } from '../../src/workspace/workspace.js';

export interface SubjectChoice {
  /** Plans of both sides, for rules about a transfer: `[pretraining, finetuning]` as `Dataset/plans`. */
  readonly transfer?: readonly [string, string];
  readonly configurations?: readonly string[];
  /** Path of the checkpoint whose weights are to be loaded. */
  readonly checkpoint?: string;
  /** Class of the trainer that is to finetune. */
  readonly trainer?: string;
  /** Paths of plans files outside of nnU-Net's folders. */
  readonly plansFiles?: readonly string[];
  /** A command line without quotes, for rules about commands. */
  readonly command?: string;
  /** A shell script, for rules about the order of commands. */
  readonly script?: string;
  /** Whether the script sees the folders of the project; without that nothing is known of them. */
  readonly seesProject?: boolean;
  /** Range of nnU-Net versions that the command is for. */
  readonly nnunet?: string;
  /** Whether none of nnU-Net's variables is set. */
  readonly withoutRoots?: true;
}

/** What brings a shell parser and all rules along: loaded only where a rule looks at scripts or suppressions. */
export type LateSubjects = typeof import('./late-subjects.js');

function notLoaded(): never {
  throw new Error('subjects of this kind want late-subjects.js');
}

const exampleTransfer = ['Dataset121_AbdomenCT/TinyPlans', 'Dataset122_PancreasCT/PretrainedPlansCustom'] as const;

/** Everything in a project that a rule looks at. */
export function subjectsOf(
  rule: Rule,
  workspace: Workspace,
  choice: SubjectChoice = {},
  late: () => LateSubjects = notLoaded,
): readonly AnySubject[] {
  const datasets = workspace.roots.datasets;
  const [pretraining, finetuning] = choice.transfer ?? exampleTransfer;
  const plans = (name: string) => workspace.plansFile(`nnUNet_preprocessed/${name}.json`);
  const transfer = () =>
    makeTransfer(
      plans(pretraining),
      plans(finetuning),
      choice.configurations,
      choice.checkpoint === undefined ? undefined : openCheckpoint(workspace.storage, choice.checkpoint),
      choice.trainer,
    );
  const all: { [K in keyof Subjects]: () => readonly Subjects[K][] } = {
    roots: () => [workspace.roots],
    dataset: () => datasets,
    plans: () => [
      ...datasets.flatMap((dataset) => [...dataset.plansFiles, ...dataset.models.map((model) => model.plansFile)]),
      ...(choice.plansFiles ?? []).map((path) => workspace.plansFile(path)),
    ],
    configuration: () =>
      datasets.flatMap((dataset) => [
        ...dataset.plansFiles.flatMap((file) => file.configurations),
        ...dataset.models.flatMap(ownConfigurations),
      ]),
    transfer: () => [transfer()],
    'transfer-configuration': () => transfer().configurations,
    model: () => datasets.flatMap((dataset) => dataset.models),
    checkpoint: () =>
      datasets.flatMap((dataset) => dataset.models.flatMap((model) => model.folds.flatMap((fold) => fold.checkpoints))),
    script: () => [
      ...(choice.command === undefined ? [] : [commandIn(workspace, choice.command, choice)]),
      ...(choice.script === undefined ? [] : scriptsIn(workspace, choice.script, choice, late)),
    ],
    case: () => casesIn(workspace).filter((one) => one.kind === 'case'),
    pickle: () => [...withPickles([...all.model(), ...all.checkpoint(), ...all.case()])].filter(isPickle),
    'raw-case': () => casesIn(workspace).filter((one) => one.kind === 'raw-case'),
    suppression: () => late().suppressionUses(workspace, (other) => subjectsOf(other, workspace, choice, late)),
  };
  return all[rule.subject]();
}

function isPickle(subject: AnySubject): subject is Subjects['pickle'] {
  return subject.kind === 'pickle';
}

function casesIn({ storage, roots }: Workspace) {
  return roots.datasets.flatMap((dataset) => [...caseSubjects(storage, dataset)]);
}

/** The configuration that a model was trained with, from its own plans.json: no other is read there. */
function ownConfigurations({ plansFile, nameParts }: ModelFolder): readonly PlansConfiguration[] {
  return plansFile.configurations.filter(({ configuration }) => configuration.name === nameParts?.configuration);
}

/** A command line as a script of its own, over a project's folders. */
function commandIn(workspace: Workspace, line: string, { nnunet, withoutRoots }: SubjectChoice): Subjects['script'] {
  const invocation = readInvocation(plainWords(line.split(' ')), nnunet);
  if (invocation === undefined) throw new Error(`no command of nnU-Net: ${line}`);
  const { storage, roots } = workspace;
  const reach = openReach({ storage, cwd: '/', roots: withoutRoots === true ? {} : roots, isComplete: false });
  const home = withoutRoots === true ? reach.home : workspace;
  return commandScript(invocation, { ...reach, home, absolute: (path) => path });
}

/** A script, read as run.sh. */
function scriptsIn(
  workspace: Workspace,
  text: string,
  { seesProject, nnunet }: SubjectChoice,
  late: () => LateSubjects,
): readonly Subjects['script'][] {
  const bytes = new TextEncoder().encode(text);
  const storage = {
    ...workspace.storage,
    readBytes: (path: string, most: number) => (path === '/run.sh' ? bytes : workspace.storage.readBytes(path, most)),
  };
  const roots = seesProject === true ? workspace.roots : {};
  const reach = openReach({ storage, cwd: '/', roots, isComplete: false });
  const opened = late().openScript(seesProject === true ? { ...reach, home: workspace } : reach, '/run.sh', nnunet);
  return opened?.scripts ?? [];
}

/** Everything that an audit of the roots looks at, one after the other. */
export function* auditSubjects(workspace: Workspace): Iterable<AnySubject> {
  yield workspace.roots;
  for (const dataset of workspace.roots.datasets) {
    yield* datasetSubjects(dataset);
    yield* caseSubjects(workspace.storage, dataset);
  }
}
