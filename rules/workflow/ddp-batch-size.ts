import { defineRule } from '../../src/engine/rule.js';
import { trainerNames } from '../../src/nnunet/installation/trainer-names.js';
import { overrideOf, overrideText } from '../../src/nnunet/installation/trainer-overrides.js';
import { counted } from '../../src/nnunet/words/wording.js';

interface TooSmall {
  readonly batchSize: number;
  readonly gpus: number;
  readonly configuration: string;
}

/** The batch is divided among the GPUs; none may go without (training/nnUNetTrainer/nnUNetTrainer.py, _set_batch_size_and_oversample). */
export const ddpBatchSize = defineRule({
  id: 'workflow/ddp-batch-size',
  subject: 'script',
  severity: 'error',
  since: '0.1.0',
  summary: 'A training on several GPUs has at least one patch in its batch for each.',
  why: `With \`-num_gpus\` nnU-Net divides the batch of the plans among the GPUs; it does not multiply it. With more GPUs than patches it stops with "Cannot run DDP if the batch size is smaller than the number of GPUs", after it has
started a process on each.`,
  remedy: 'Use fewer GPUs, or add a configuration with a larger batch to the plans.',
  sources: [
    'nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py: _set_batch_size_and_oversample',
    'https://github.com/MIC-DKFZ/nnUNet/issues/856',
  ],
  examples: [
    {
      title: 'Four GPUs for a batch of two',
      changes: [],
      command: 'nnUNetv2_train 122 3d_fullres 0 -p PretrainedPlansCustom -num_gpus 4',
      reports: 'tooSmall',
    },
  ],
  messages: {
    tooSmall: ({ batchSize, gpus, configuration }: TooSmall) =>
      `${gpus} GPUs share a batch of ${counted(batchSize, 'patch', 'patches')}, the batch size of ${configuration}. nnUNetv2_train stops: each GPU needs at least one patch.`,
  },
  *check({ commands }, { installation }) {
    for (const { intent, jobs, place } of commands) {
      if (intent.kind !== 'train' || intent.gpus === undefined || intent.gpus < 2) continue;
      const { gpus, trainer } = intent;
      // Some trainers bring a batch size of their own.
      if (trainer === undefined || /BS\d/.test(trainer)) continue;
      if (!trainerNames.includes(trainer)) {
        const source = installation?.trainer(trainer);
        if (source?.isComplete !== true) continue;
        const aspect = overrideOf(source, 'batch size') === undefined ? 'plans' : 'batch size';
        const override = overrideOf(source, aspect);
        if (override !== undefined) {
          yield { notChecked: overrideText(trainer, aspect, override) };
          continue;
        }
      }
      for (const { label, configuration } of jobs.flatMap((job) => job.configurations)) {
        const { name, batchSize } = configuration;
        if (name !== intent.configuration || batchSize === undefined || batchSize >= gpus) continue;
        const remedy = batchSize > 1 ? `Use at most -num_gpus ${batchSize}.` : 'Leave out -num_gpus.';
        yield { message: 'tooSmall', at: place, data: { batchSize, gpus, configuration: label }, remedy };
      }
    }
  },
});
