import { largest } from '../nnunet/values/numbers.js';
import { lazy } from './lazy.js';
import type { Checkpoint } from './model-subjects.js';
import { originsOf } from './origins.js';
import type { PlansConfiguration, PlansFile, Transfer, TransferConfiguration } from './subjects.js';

/**
 * Two plans files side by side.
 * @param requested configurations to be checked; empty: the checkpoint's, or all that both sides have
 * @param checkpoint the weights to be loaded, where they are known
 * @param trainer class of the trainer that is to finetune, where a command names it
 */
export function makeTransfer(
  pretraining: PlansFile,
  finetuning: PlansFile,
  requested: readonly string[] = [],
  checkpoint?: Checkpoint,
  trainer?: string,
): Transfer {
  const label = `${pretraining.label} → ${finetuning.label}`;
  const configurations = lazy(() =>
    namesToCheck(finetuning, requested, checkpoint).flatMap((name) => pairOf(transfer, name)),
  );
  const trained = lazy(() => {
    const sources = configurations().map((pair) => pair.pretraining.plansFile);
    return sources.find((file) => file !== pretraining) ?? sources[0] ?? checkpoint?.plansFile ?? pretraining;
  });
  const origins = lazy(() => originsOf(trained(), finetuning, [finetuning.dataset, pretraining.dataset]));
  const transfer: Transfer = {
    kind: 'transfer',
    label,
    pretraining,
    finetuning,
    get configurations() {
      return configurations();
    },
    requested,
    trainer,
    checkpoint,
    get trained() {
      return trained();
    },
    get origins() {
      return origins();
    },
  };
  return transfer;
}

function namesToCheck(
  finetuning: PlansFile,
  requested: readonly string[],
  checkpoint: Checkpoint | undefined,
): readonly string[] {
  if (requested.length > 0) return requested;
  const trained = trainedWith(checkpoint)?.configuration.name;
  return trained === undefined ? finetuning.plans.configurationNames : [trained];
}

function pairOf(transfer: Transfer, name: string): readonly TransferConfiguration[] {
  const to = configurationOf(transfer.finetuning, name);
  if (to === undefined) return [];
  // A configuration that was added for finetuning is trained from the one that it inherits from.
  const ancestors = transfer.requested.length > 0 ? to.configuration.lineage : [name];
  const from =
    trainedWith(transfer.checkpoint) ??
    firstOf(ancestors, (ancestor) => trainedConfiguration(transfer.pretraining, ancestor));
  if (from === undefined) return [];
  const label = `${transfer.label}#${name}`;
  const trainedBy = trainerOf(transfer, from);
  return [{ kind: 'transfer-configuration', label, name, transfer, pretraining: from, finetuning: to, trainedBy }];
}

function trainerOf({ checkpoint, pretraining }: Transfer, { plansFile }: PlansConfiguration): string | undefined {
  if (checkpoint !== undefined) {
    return checkpoint.content.checkpoint?.trainerName ?? checkpoint.model?.nameParts?.trainer;
  }
  if (plansFile.place !== 'model') return undefined;
  return pretraining.dataset?.models.find((model) => model.plansFile === plansFile)?.nameParts?.trainer;
}

/** What the checkpoint says that its weights were trained with. */
function trainedWith(checkpoint: Checkpoint | undefined): PlansConfiguration | undefined {
  const name = checkpoint?.content.checkpoint?.initArguments?.configuration;
  if (checkpoint?.plansFile === undefined || name === undefined) return undefined;
  const found = configurationOf(checkpoint.plansFile, name);
  return found !== undefined && hasWeightsOfItsDimension(checkpoint, found) ? found : undefined;
}

/** `init_args` can be wrong, weights cannot: convolutions of a 3d configuration have five axes, those of a 2d one four. */
function hasWeightsOfItsDimension(checkpoint: Checkpoint, { configuration }: PlansConfiguration): boolean {
  const shapes = [...(checkpoint.content.checkpoint?.tensors.values() ?? [])].map((tensor) => tensor.shape.length);
  const axes = largest(shapes, 0) - 2;
  return axes < 2 || configuration.patchSize === undefined || configuration.patchSize.length === axes;
}

/** The plans beside a trained model outrank a plans file that may have changed since. */
function trainedConfiguration(pretraining: PlansFile, name: string): PlansConfiguration | undefined {
  const models = (pretraining.dataset?.models ?? []).filter(
    ({ nameParts }) => nameParts?.configuration === name && nameParts.plans === planIdentifier(pretraining),
  );
  const model = models.find(({ nameParts }) => nameParts?.trainer === 'nnUNetTrainer') ?? models[0];
  const trained = model === undefined ? undefined : configurationOf(model.plansFile, name);
  return trained ?? configurationOf(pretraining, name);
}

/** The model folder is named after `plans_name`; a file that is not there can only be known by its own name. */
function planIdentifier(file: PlansFile): string {
  return file.plans.plansName ?? file.stem;
}

/** The configuration of that name in a plans file. */
export function configurationOf(file: PlansFile, name: string | undefined): PlansConfiguration | undefined {
  return file.configurations.find((candidate) => candidate.configuration.name === name);
}

function firstOf<T, R>(values: readonly T[], find: (value: T) => R | undefined): R | undefined {
  for (const value of values) {
    const found = find(value);
    if (found !== undefined) return found;
  }
  return undefined;
}
