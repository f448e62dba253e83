import type { Installation, TrainerSource } from './installation.js';

/** What nnplans judges by the plans or by nnU-Net's own trainer, and a trainer may do otherwise. */
export type TrainerAspect = 'network' | 'plans' | 'batch size' | 'loss';

interface Signs {
  /** Methods of nnUNetTrainer that decide it. */
  readonly methods: readonly string[];
  /** Attributes of a trainer that hold it. */
  readonly attributes: readonly string[];
}

/** Source: training/nnUNetTrainer/nnUNetTrainer.py */
const signs: Readonly<Record<TrainerAspect, Signs>> = {
  network: { methods: ['build_network_architecture'], attributes: ['network'] },
  plans: { methods: [], attributes: ['plans_manager', 'configuration_manager'] },
  'batch size': { methods: ['_set_batch_size_and_oversample'], attributes: ['batch_size'] },
  loss: { methods: ['_build_loss', '_get_deep_supervision_scales'], attributes: ['loss', 'enable_deep_supervision'] },
};

/** `plans['configurations'][configuration]['batch_size'] = 8`: whatever the file says. */
const plansChanged = /^(self\.)?(plans|plans_manager\.plans|configuration_manager\.configuration)$/;

/** Where a trainer does something of its own, in its class or in one that it extends. */
export interface Override {
  /** `build_network_architecture`, `batch_size` */
  readonly name: string;
  /** The class that does it, with its file. */
  readonly by: string;
  readonly file: string;
}

/** @returns `undefined` where a trainer leaves it as nnU-Net has it */
export function overrideOf(source: TrainerSource, aspect: TrainerAspect): Override | undefined {
  const { methods, attributes } = signs[aspect];
  for (const { name: by, file, members, assigned, changed } of source.classes) {
    // nnU-Net's own trainer is what everything is judged by.
    if (by === 'nnUNetTrainer') continue;
    const method = methods.find((one) => members.has(one));
    const attribute = attributes.find((one) => assigned.has(one) || members.has(one));
    const edited = aspect === 'plans' ? [...changed].find((one) => plansChanged.test(one)) : undefined;
    const name = method ?? attribute ?? edited;
    if (name !== undefined) return { name, by, file };
  }
  return undefined;
}

/** The override of a trainer by its name; `undefined` also where its source is not known. */
export function overrideIn(
  installation: Installation | undefined,
  trainer: string | undefined,
  aspect: TrainerAspect,
): Override | undefined {
  const source = trainer === undefined ? undefined : installation?.trainer(trainer);
  return source === undefined ? undefined : overrideOf(source, aspect);
}

/** `nnUNetTrainerMine has a batch size of its own (batch_size in mine.py)` */
export function overrideText(trainer: string, aspect: TrainerAspect, { name, file }: Override): string {
  return `${trainer} has ${aspect === 'plans' ? 'values' : `a ${aspect}`} of its own, whatever the plans say (${name} in ${file.slice(file.lastIndexOf('/') + 1)})`;
}
