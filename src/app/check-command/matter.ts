import type { Finding } from '../../engine/report.js';
import type { Intent, Train } from '../../nnunet/command-line/intent.js';
import type { Installation } from '../../nnunet/installation/installation.js';
import { overrideIn } from '../../nnunet/installation/trainer-overrides.js';
import { networkOfTrainer } from '../../nnunet/network/trainer-network.js';
import type { ModelFolder } from '../../workspace/model-subjects.js';
import { narrowedDataset, narrowedModel, plansUnderTrainer } from '../../workspace/narrowed.js';
import type { Reach } from '../../workspace/reach.js';
import type { PlannedJob, ScriptCommand, Surroundings } from '../../workspace/script-subjects.js';
import type { AnySubject, Transfer } from '../../workspace/subjects.js';
import { caseSubjects, modelSubjects } from '../../workspace/subjects-of.js';
import { makeTransfer } from '../../workspace/transfer.js';
import { aboutOthersThan } from '../configurations-in-use.js';

/** What a command is about, as far as it exists. */
export interface CommandMatter {
  readonly intent: Intent;
  readonly jobs: readonly PlannedJob[];
  /** For training that starts from a checkpoint. */
  readonly transfer: Transfer | undefined;
  /** The model that predicts, or that training goes on with. */
  readonly model: ModelFolder | undefined;
}

export function matterOf(command: ScriptCommand): CommandMatter {
  const { invocation, intent, jobs, model, surroundings } = command;
  const nothing = { intent, jobs: [], transfer: undefined, model: undefined };
  if (invocation.asksForHelp || invocation.problems.some(({ isIgnored }) => !isIgnored)) return nothing;
  if (intent.kind === 'predict') {
    const folds = (intent.folds ?? []).map((fold) => `fold_${fold}`);
    return { ...nothing, model: model === undefined ? undefined : narrowedModel(model, folds, intent.checkpoint) };
  }
  if (intent.kind !== 'train' || jobs[0] === undefined) return { ...nothing, jobs };
  const transfer = transferOf(intent, jobs[0], surroundings);
  return { intent, jobs, transfer, model: intent.mode === 'anew' ? undefined : model };
}

/** The subjects of rules that the command touches, each as far as it does. */
export function* matterSubjects(
  { intent, jobs, transfer, model }: CommandMatter,
  { storage }: Reach,
  installation: Installation | undefined,
): Iterable<AnySubject> {
  const trainer = intent.kind === 'train' ? intent.trainer : undefined;
  const doesOtherwise = trainer !== undefined && departsFromPlans(trainer, installation);
  if (transfer !== undefined) {
    yield transfer;
    yield* transfer.configurations;
    yield transfer.pretraining;
    for (const { pretraining } of transfer.configurations) yield pretraining;
    if (transfer.checkpoint !== undefined) yield transfer.checkpoint;
  }
  for (const { dataset, plansFile, configurations } of jobs) {
    const withData = intent.kind === 'train';
    const narrowed = narrowedDataset(dataset, configurations, { withData, models: model === undefined ? [] : [model] });
    yield narrowed;
    if (doesOtherwise) yield* plansUnderTrainer(plansFile, configurations, trainer);
    else {
      yield plansFile;
      yield* configurations;
    }
    yield* caseSubjects(storage, narrowed);
  }
  if (model !== undefined) yield* modelSubjects(model);
}

/** Whether a trainer surely builds another network than the plans describe or another loss, or changes the plans. */
function departsFromPlans(trainer: string, installation: Installation | undefined): boolean {
  if (networkOfTrainer(trainer, installation).kind === 'own') return true;
  return (['loss', 'plans'] as const).some((aspect) => overrideIn(installation, trainer, aspect) !== undefined);
}

/** Tells findings that are about other configurations or plans than the command uses. What would destroy data is never set aside. */
export function isBesides(
  { jobs, transfer }: CommandMatter,
  nameFile: (file: string) => string,
): (finding: Finding) => boolean {
  const isAboutOthers = aboutOthersThan(
    [
      ...jobs.flatMap(({ configurations }) => configurations),
      ...(transfer?.configurations ?? []).map(({ pretraining }) => pretraining),
    ],
    nameFile,
  );
  // Which folds have to be finished, which plans are meant and which data are wanted, the command says: workflow/prediction, plans-flag, preprocessed.
  return (finding) =>
    finding.rule === 'model/folds' ||
    (finding.rule === 'transfer/plans-flag' && finding.messageId === 'default') ||
    (finding.rule === 'dataset/missing-data-folder' && finding.messageId === 'pending') ||
    isAboutOthers(finding);
}

function transferOf(
  { weights, configuration, mode, trainer }: Train,
  { plansFile }: PlannedJob,
  surroundings: Surroundings,
): Transfer | undefined {
  const checkpoint = weights === undefined || mode !== 'anew' ? undefined : surroundings.checkpoint(weights);
  if (checkpoint?.plansFile === undefined) return undefined;
  const requested = configuration === undefined ? [] : [configuration];
  return makeTransfer(checkpoint.plansFile, plansFile, requested, checkpoint, trainer);
}
