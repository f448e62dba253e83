import type { Finding, NotCheckedEntry } from '../../engine/report.js';
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

/** Tells findings that are worth knowing in an audit, but are about other plans of the two datasets than this job uses. */
export function asideOf(
  { pretraining, finetuning }: Transfer,
  nameFile: (file: string) => string,
): (finding: Finding) => boolean {
  const others = [pretraining.dataset, finetuning.dataset]
    .flatMap((dataset) => dataset?.plansFiles ?? [])
    .filter((file) => file !== pretraining && file !== finetuning)
    .map((file) => nameFile(file.document.file));
  return ({ severity, location }) => severity === 'info' && location !== undefined && others.includes(location.file);
}

/** What a check says about weights without having seen any. */
export function withoutCheckpoint({ label, checkpoint }: Transfer): readonly NotCheckedEntry[] {
  if (checkpoint !== undefined) return [];
  const reason = 'the weights themselves were not read, only what plans say of them (no --checkpoint)';
  return [{ rule: 'transfer/weights-loadable', subject: label, reason }];
}
