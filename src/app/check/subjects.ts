import type { NotCheckedEntry } from '../../engine/report.js';
import type { Scope } from '../../engine/scope.js';
import { withStages } from '../../workspace/job.js';
import type { AnySubject, PlansConfiguration, PlansFile, Transfer } from '../../workspace/subjects.js';
import { type PlannedWork, scopeOf } from '../scope.js';

/** What is looked at before some finetunings, each thing once. */
export function* checkSubjects(transfers: readonly Transfer[]): Iterable<AnySubject> {
  const seen = new Set<AnySubject>();
  for (const transfer of transfers) {
    for (const subject of jobSubjects(transfer)) {
      if (seen.has(subject)) continue;
      seen.add(subject);
      yield subject;
    }
  }
}

/** The pair itself, and each side by itself as far as this job touches it. */
function* jobSubjects(transfer: Transfer): Iterable<AnySubject> {
  const { pretraining, finetuning, checkpoint } = transfer;
  yield transfer;
  yield* transfer.configurations;
  for (const dataset of new Set([pretraining.dataset, finetuning.dataset])) if (dataset !== undefined) yield dataset;
  for (const file of new Set([pretraining, finetuning])) {
    if (file === pretraining && isReplaced(transfer)) continue;
    yield file;
    yield* file.configurations.filter((one) => isPartOfTheJob(one, transfer));
  }
  if (checkpoint !== undefined) yield checkpoint;
}

/** Weights bring the plans of their training with them: a plans file that is gone since is not missed. */
function isReplaced({ pretraining, trained }: Transfer): boolean {
  return trained !== pretraining && pretraining.document.problems.some((problem) => problem.kind === 'missing');
}

/** Those asked for, with the stages of a cascade that they build on, and those that their weights come from; all where none was asked for. */
function isPartOfTheJob(candidate: PlansConfiguration, { requested, pretraining, configurations }: Transfer): boolean {
  const { configuration, plansFile } = candidate;
  if (requested.length === 0 || withStages(plansFile, requested).has(configuration.name)) return true;
  // A configuration of finetuning may inherit from the one that was trained, under another name.
  return (
    plansFile === pretraining &&
    configurations.some((pair) => pair.pretraining.configuration.name === configuration.name)
  );
}

/**
 * What finetuning reads, from preprocessing to the last validation. Of the pretraining only the plans count, and where there are weights not even those:
 * they bring their own.
 */
export function scopeOfTransfers(transfers: readonly Transfer[]): Scope {
  const work = transfers.flatMap((transfer): PlannedWork[] => {
    const { pretraining, finetuning, checkpoint } = transfer;
    const side = (plansFile: PlansFile) => ({
      dataset: plansFile.dataset,
      plansFile,
      configurations: plansFile.configurations.filter((one) => isPartOfTheJob(one, transfer)),
    });
    return [
      { job: 'preprocess', ...side(finetuning) },
      { job: 'finetune', ...side(finetuning), checkpoint: checkpoint?.path },
      ...(checkpoint === undefined
        ? [{ job: 'train', ...side(pretraining), only: ['plans', 'dataset.json'] } satisfies PlannedWork]
        : []),
    ];
  });
  const datasets = transfers.flatMap(({ pretraining, finetuning }) => [pretraining.dataset, finetuning.dataset]);
  const models = transfers.flatMap(({ checkpoint }) => checkpoint?.model ?? []);
  return scopeOf(
    work,
    datasets.filter((one) => one !== undefined),
    models,
  );
}

/** Of two sides that have nothing in common, nothing can be said. */
export function withoutComparison({ label, configurations }: Transfer): readonly NotCheckedEntry[] {
  if (configurations.length > 0) return [];
  const reason = 'no configuration of the two sides could be compared';
  return [{ rule: 'search', subject: label, reason, leavesOpen: true }];
}

/** What a check says about weights without having seen any. */
export function withoutCheckpoint({ label, checkpoint }: Transfer): readonly NotCheckedEntry[] {
  if (checkpoint !== undefined) return [];
  const reason = 'nnplans did not read the weights, only what plans say about them (no --checkpoint)';
  return [{ rule: 'transfer/weights-loadable', subject: label, reason }];
}
