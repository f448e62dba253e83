import { defineRule } from '../../src/engine/rule.js';
import { isAbsolutePath, pretrainInfo } from '../../src/nnunet/plans/nnssl.js';
import { quoted } from '../../src/nnunet/words/wording.js';

const folder = 'nnUNet_preprocessed/Dataset122_PancreasCT';

/** PretrainedTrainer takes the path of the weights from the plans, and its description from the checkpoint (training/nnUNetTrainer/pretraining). */
export const checkpoint = defineRule({
  id: 'nnssl/checkpoint',
  subject: 'plans',
  severity: 'error',
  since: '0.1.0',
  summary: 'The checkpoint that plans for nnssl name exists, and nnssl made it.',
  why: `\`nnUNetv2_preprocess_like_nnssl\` and \`nnUNetv2_plan_like_dynamic\` write the path of the checkpoint into the plans. Training reads the checkpoint from this path. If you copied the
data to a cluster, or moved the checkpoint, training stops before the first epoch.`,
  remedy: 'Name the checkpoint when training starts: nnUNetv2_train_pretrained … -overwrite_ckpt_path FILE.',
  sources: [
    'nnunetv2/training/nnUNetTrainer/pretraining/pretrainedTrainer.py (after 2.8.1)',
    'nnunetv2/experiment_planning/like_nnssl.py (after 2.8.1)',
  ],
  examples: [
    {
      title: 'The checkpoint lay on another machine',
      changes: [
        {
          file: `${folder}/PretrainedPlansCustom.json`,
          set: '/pretrain_info',
          to: { checkpoint_path: '/home/me/nnssl/checkpoint_final.pth', pt_num_in_channels: 1 },
        },
      ],
      reports: 'missing',
    },
  ],
  messages: {
    missing: ({ path }: { readonly path: string }) =>
      `The plans name ${quoted(path)} as the pretrained checkpoint, but there is no such file. nnUNetv2_train_pretrained stops and says that the path does not exist.`,
    noPath: ({ found }: { readonly found: string }) =>
      `checkpoint_path of pretrain_info is ${found}; it must be the path of a checkpoint. nnUNetv2_train_pretrained stops when it opens it.`,
    foreign: ({ path }: { readonly path: string }) =>
      `The checkpoint ${quoted(path)} has no nnssl_adaptation_plan, which says where the encoder is. PretrainedTrainer stops with a KeyError.`,
  },
  *check({ plans, place, pretrainedCheckpoint }) {
    const info = pretrainInfo(plans);
    // Null is what --from_scratch leaves in the plans of a model.
    if (info === undefined || place !== 'preprocessed' || info.checkpointPath === null) return;
    const at = '/pretrain_info/checkpoint_path';
    const path = info.checkpointPath;
    if (path === undefined || path === '') {
      yield { message: 'noPath', at, data: { found: path === undefined ? 'not a text' : 'empty' } };
    } else if (!isAbsolutePath(path)) {
      yield {
        notChecked: `checkpoint_path of pretrain_info, ${quoted(path)}, is relative to the folder where training starts`,
      };
    } else if (pretrainedCheckpoint?.size === undefined) {
      yield { message: 'missing', at, data: { path } };
    } else {
      const { checkpoint, fault } = pretrainedCheckpoint.content;
      if (fault !== undefined) {
        yield { notChecked: `the pretrained checkpoint cannot be read: ${fault.message}`, leavesOpen: true };
      } else if (!info.isDynamic && checkpoint.nnsslAdaptationPlan === undefined) {
        yield { message: 'foreign', at, data: { path } };
      }
    }
  },
});
