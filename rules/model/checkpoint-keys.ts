import { defineRule } from '../../src/engine/rule.js';
import { quotedList } from '../../src/nnunet/words/wording.js';

interface Lacks {
  readonly file: string;
  readonly keys: readonly string[];
}

/** What the predictor takes from a checkpoint (inference/predict_from_raw_data.py, initialize_from_trained_model_folder). */
export const checkpointKeys = defineRule({
  id: 'model/checkpoint-keys',
  subject: 'checkpoint',
  severity: 'error',
  severities: { resume: 'info', mirroring: 'warning' },
  since: '0.1.0',
  summary: 'A checkpoint holds what prediction reads from it: weights, trainer and configuration.',
  yieldsTo: [{ to: 'model/checkpoint-keys:prediction', messages: ['mirroring', 'resume'] }],
  why: `A checkpoint of nnU-Net v2 holds more than weights: it names its trainer, configuration and plans, and prediction reads them. If somebody removed them to save space, or another program
wrote the file, prediction stops with a KeyError. Finetuning with \`-pretrained_weights\` needs only \`network_weights\`.`,
  remedy:
    'Use the checkpoint as nnU-Net wrote it; for finetuning alone, weights under the key network_weights are enough.',
  sources: [
    'nnunetv2/inference/predict_from_raw_data.py',
    'nnunetv2/run/load_pretrained_weights.py',
    'https://github.com/MIC-DKFZ/nnUNet/issues/1653',
  ],
  examples: [
    {
      title: 'A checkpoint that holds an empty dictionary',
      changes: [
        {
          file: 'nnUNet_results/Dataset121_AbdomenCT/nnUNetTrainer__TinyPlans__3d_fullres/fold_0/checkpoint_final.pth',
          // {} in the form before torch 1.6
          write: 'L119547037146038801333356L\n.I1001\n.(dp0\n.(dp0\n.(lp0\n.',
        },
      ],
      reports: 'weights',
    },
  ],
  messages: {
    weights: ({ file }: { readonly file: string }) =>
      `${file} has no network_weights, where nnU-Net v2 keeps the weights. Prediction, continued training and -pretrained_weights all stop with a KeyError.`,
    prediction: ({ file, keys }: Lacks) =>
      `${file} lacks ${quotedList(keys)}. Prediction and continued training stop with a KeyError; -pretrained_weights would still load it.`,
    resume: ({ file, keys }: Lacks) =>
      `${file} lacks ${quotedList(keys)}. Prediction works with it, but --c cannot continue a training from it.`,
    mirroring: ({ file }: { readonly file: string }) =>
      `${file} does not say over which axes prediction may mirror. nnU-Net then predicts without mirroring, unlike the validation of the training.`,
    notTensors: ({ file, entries }: { readonly file: string; readonly entries: readonly string[] }) =>
      `${file} has entries under network_weights that are not tensors: ${quotedList(entries)}. Loading stops there.`,
  },
  *check({ content, model, nameInModel: file }) {
    const found = content.checkpoint;
    if (found === undefined || found.kind === 'nnunet-v1') return;
    if (found.kind !== 'nnunet') {
      yield { message: 'weights', data: { file } };
      return;
    }
    if (found.nonTensors.length > 0) {
      yield { message: 'notTensors', data: { file, entries: found.nonTensors.slice(0, 3) } };
    }
    // A lone checkpoint serves for finetuning, where the rest does not matter.
    if (model === undefined) return;
    const prediction = [
      ...(found.trainerName === undefined ? ['trainer_name'] : []),
      ...(found.initArguments === undefined
        ? ['init_args']
        : found.initArguments.configuration === undefined
          ? ['init_args.configuration']
          : []),
    ];
    if (prediction.length > 0)
      yield { message: 'prediction', about: prediction.map(pointerOf), data: { file, keys: prediction } };
    const resume = ['optimizer_state', 'logging', 'current_epoch', '_best_ema'].filter(
      (key) => !found.keys.includes(key),
    );
    if (resume.length > 0) yield { message: 'resume', about: resume.map(pointerOf), data: { file, keys: resume } };
    if (found.mirroringAxes === undefined) yield { message: 'mirroring', data: { file } };
  },
});

/** `init_args.configuration` */
function pointerOf(key: string): string {
  return `/${key.replaceAll('.', '/')}`;
}
