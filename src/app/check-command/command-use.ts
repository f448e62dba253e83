import type { Scope } from '../../engine/scope.js';
import type { Intent, Move, Train } from '../../nnunet/command-line/intent.js';
import type { Job } from '../../nnunet/command-line/reads.js';
import { flagOf, textOf } from '../../nnunet/command-line/values.js';
import type { Installation } from '../../nnunet/installation/installation.js';
import { overrideIn } from '../../nnunet/installation/trainer-overrides.js';
import { networkOfTrainer } from '../../nnunet/network/trainer-network.js';
import type { Checkpoint, ModelFolder } from '../../workspace/model-subjects.js';
import { narrowedDataset, narrowedModel, plansUnderTrainer } from '../../workspace/narrowed.js';
import { openPickledFile } from '../../workspace/pickled-file.js';
import type { Reach } from '../../workspace/reach.js';
import type { PlannedJob, ScriptCommand, Surroundings } from '../../workspace/script-subjects.js';
import type { AnySubject, Dataset, PlansConfiguration, PlansFile, Transfer } from '../../workspace/subjects.js';
import { caseSubjects, modelSubjects } from '../../workspace/subjects-of.js';
import { makeTransfer } from '../../workspace/transfer.js';
import { type PlannedWork, scopeOf } from '../scope.js';

/** What a command is about, as far as it exists. */
export interface CommandUse {
  readonly intent: Intent;
  readonly jobs: readonly PlannedJob[];
  /** Datasets that are planned anew. */
  readonly planned: readonly Dataset[];
  /** The weights that training starts from. */
  readonly checkpoint: Checkpoint | undefined;
  /** For training that starts from a checkpoint. */
  readonly transfer: Transfer | undefined;
  /** The model that predicts, or that training goes on with. */
  readonly model: ModelFolder | undefined;
  readonly work: readonly PlannedWork[];
  /** Another file that the command opens as a pickle: the `-pp_pkl_file` of nnUNetv2_apply_postprocessing. */
  readonly pickle: string | undefined;
}

export function useOf(command: ScriptCommand): CommandUse {
  const { invocation, intent, jobs, model, surroundings } = command;
  const nothing = {
    intent,
    jobs: [],
    planned: [],
    checkpoint: undefined,
    transfer: undefined,
    model: undefined,
    work: [],
    pickle: textOf(invocation, 'pp_pkl_file'),
  };
  if (invocation.asksForHelp || invocation.problems.some(({ isIgnored }) => !isIgnored)) return nothing;
  switch (intent.kind) {
    case 'predict': {
      if (model === undefined) return nothing;
      const narrowed = narrowedModel(model, (intent.folds ?? []).map(folderOfFold), intent.checkpoint);
      return { ...nothing, model: narrowed, work: [{ job: 'predict', model: narrowed, configurations: [] }] };
    }
    case 'train': {
      const [job] = jobs;
      if (job === undefined) return nothing;
      const checkpoint = weightsOf(intent, surroundings);
      const transfer = transferOf(intent, job, checkpoint);
      const resumed =
        model === undefined || intent.mode === 'anew'
          ? undefined
          : narrowedModel(model, [folderOfFold(intent.fold)], undefined);
      const configurations = job.configurations.filter(
        ({ configuration }) => configuration.name === intent.configuration,
      );
      const work: PlannedWork = {
        job: jobOf(intent, checkpoint),
        ...job,
        configurations,
        fold: intent.fold,
        model: resumed,
        checkpoint: checkpoint?.path,
      };
      return { ...nothing, jobs, checkpoint, transfer, model: resumed, work: [work] };
    }
    case 'preprocess':
      return { ...nothing, jobs, work: jobs.map((job) => ({ job: 'preprocess', ...job })) };
    case 'plan':
    case 'extract fingerprint': {
      const planned = (intent.datasets ?? []).flatMap((typed) => surroundings.dataset(typed) ?? []);
      const work = planned.flatMap((dataset) =>
        planningJobs(command).map((job) => ({ job, dataset, configurations: [] })),
      );
      return { ...nothing, planned, work };
    }
    case 'move':
      return { ...nothing, work: movingWork(intent, surroundings) };
    default:
      return nothing;
  }
}

function folderOfFold(fold: string | number | undefined): string {
  return `fold_${fold}`;
}

function jobOf({ mode }: Train, checkpoint: Checkpoint | undefined): Job {
  if (mode === 'continue') return 'continue';
  if (mode === 'validate') return 'validate';
  return checkpoint === undefined ? 'train' : 'finetune';
}

/** What a command that plans does, step by step. */
function planningJobs({ intent, invocation }: ScriptCommand): readonly Job[] {
  const verifies: readonly Job[] = flagOf(invocation, 'verify_dataset_integrity') ? ['verify'] : [];
  if (intent.kind === 'extract fingerprint') return [...verifies, 'fingerprint'];
  if (intent.kind !== 'plan') return [];
  if (invocation.name === 'nnUNetv2_plan_experiment') return ['plan'];
  return [
    ...verifies,
    'fingerprint',
    'plan',
    ...((intent.preprocesses ?? []).length > 0 ? ['preprocess planned' as const] : []),
  ];
}

/** A move reads plans of one dataset, and from the other what its images are read with. */
function movingWork({ source, target, sourcePlans }: Move, surroundings: Surroundings): readonly PlannedWork[] {
  const [from, to] = [source, target].map((typed) => (typed === undefined ? undefined : surroundings.dataset(typed)));
  const plansFile = from?.plansFiles.find(({ stem }) => stem === sourcePlans);
  const moving = { job: 'move', configurations: plansFile?.configurations ?? [] } as const;
  return [
    { ...moving, dataset: from, plansFile, only: ['plans'] },
    { ...moving, dataset: to, only: ['raw dataset.json', 'imagesTr'] },
  ];
}

/** Of all that is found, what the command reads. */
export function scopeOfUse({ work, transfer, checkpoint }: CommandUse, more: readonly Dataset[]): Scope | undefined {
  const sides = [transfer?.pretraining, transfer?.finetuning].flatMap((file) => file?.dataset ?? []);
  const model = checkpoint?.model === undefined ? [] : [checkpoint.model];
  return work.length === 0 ? undefined : scopeOf(work, [...sides, ...more], model);
}

/** The subjects of rules that the command touches, each as far as it does. */
export function* subjectsOfUse(
  { intent, jobs, planned, checkpoint, transfer, model, pickle }: CommandUse,
  reach: Reach,
  installation: Installation | undefined,
): Iterable<AnySubject> {
  const { storage } = reach;
  if (pickle !== undefined && storage.stat(reach.absolute(pickle))?.kind === 'file')
    yield openPickledFile(storage, reach.absolute(pickle));
  const trainer = intent.kind === 'train' ? intent.trainer : undefined;
  const doesOtherwise = trainer !== undefined && departsFromPlans(trainer, installation);
  if (transfer !== undefined) {
    yield transfer;
    yield* transfer.configurations;
    yield transfer.pretraining;
    for (const { pretraining } of transfer.configurations) yield pretraining;
  }
  // A file that a command names is always looked at, whether it can be read or not.
  if (checkpoint !== undefined) yield checkpoint;
  for (const { dataset, plansFile, configurations } of jobs) {
    const withData = intent.kind === 'train';
    const later = intent.kind === 'train' ? laterStages(plansFile, intent.configuration) : [];
    const used = [...new Set([...configurations, ...later])];
    const narrowed = narrowedDataset(dataset, used, { withData, models: model === undefined ? [] : [model] });
    yield narrowed;
    if (doesOtherwise) yield* plansUnderTrainer(plansFile, used, trainer);
    else {
      yield plansFile;
      yield* used;
    }
    yield* caseSubjects(storage, narrowed);
  }
  for (const dataset of planned) {
    const narrowed = narrowedDataset(dataset, [], { withData: false, models: [] });
    yield narrowed;
    yield* caseSubjects(storage, narrowed);
  }
  if (intent.kind === 'train') yield* earlierStages(intent, jobs);
  if (model !== undefined) yield* modelSubjects(model);
}

/** A later stage of a cascade is trained with what the model of the earlier one has predicted; nothing else of that model counts. */
function earlierStages({ configuration: name, trainer }: Train, jobs: readonly PlannedJob[]): readonly ModelFolder[] {
  return jobs.flatMap(({ dataset, plansFile }) => {
    const stage = name === undefined ? undefined : plansFile.plans.configuration(name)?.previousStage;
    const plans = plansFile.plans.plansName ?? plansFile.stem;
    return dataset.models.filter((one) => stage !== undefined && one.name === `${trainer}__${plans}__${stage}`);
  });
}

/** Whether a trainer surely builds another network than the plans describe or another loss, or changes the plans. */
function departsFromPlans(trainer: string, installation: Installation | undefined): boolean {
  if (networkOfTrainer(trainer, installation).kind === 'own') return true;
  return (['loss', 'plans'] as const).some((aspect) => overrideIn(installation, trainer, aspect) !== undefined);
}

/** The validation of an earlier stage looks into the data of the later ones, in whose shape it writes its predictions. */
function laterStages({ plans, configurations }: PlansFile, name: string | undefined): readonly PlansConfiguration[] {
  const next = name === undefined ? [] : (plans.configuration(name)?.nextStages ?? []);
  return configurations.filter(({ configuration }) => next.includes(configuration.name));
}

/** The weights of a training that begins; one that goes on, or is validated, takes its own. */
function weightsOf({ weights, mode }: Train, surroundings: Surroundings): Checkpoint | undefined {
  return weights === undefined || mode !== 'anew' ? undefined : surroundings.checkpoint(weights);
}

function transferOf(
  { configuration, trainer }: Train,
  { plansFile }: PlannedJob,
  checkpoint: Checkpoint | undefined,
): Transfer | undefined {
  if (checkpoint?.plansFile === undefined) return undefined;
  const requested = configuration === undefined ? [] : [configuration];
  return makeTransfer(checkpoint.plansFile, plansFile, requested, checkpoint, trainer);
}
