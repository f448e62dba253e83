import type { AnySubject, PlansConfiguration, Transfer } from '../../workspace/subjects.js';

/** What is looked at before one finetuning: the pair itself, and each side by itself as far as this job touches it. */
export function* checkSubjects(transfer: Transfer): Iterable<AnySubject> {
  const { pretraining, finetuning, checkpoint } = transfer;
  yield transfer;
  yield* transfer.configurations;
  for (const dataset of new Set([pretraining.dataset, finetuning.dataset])) if (dataset !== undefined) yield dataset;
  for (const file of new Set([pretraining, finetuning])) {
    yield file;
    yield* file.configurations.filter((candidate) => isPartOfTheJob(candidate, transfer));
  }
  if (checkpoint !== undefined) yield checkpoint;
}

/** Those asked for, with the stages of a cascade that they build on; all where none was asked for. */
function isPartOfTheJob({ configuration, plansFile }: PlansConfiguration, { requested }: Transfer): boolean {
  if (requested.length === 0) return true;
  const needed = new Set<string>();
  const open = [...requested];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (needed.has(name)) continue;
    needed.add(name);
    const previous = plansFile.plans.configuration(name)?.previousStage;
    if (previous !== undefined) open.push(previous);
  }
  return needed.has(configuration.name);
}
