import type { Change } from '../../src/engine/rule.js';

/** Plans of the example project that a case makes into plans for nnssl. */
export const nnsslPlans = 'nnUNet_preprocessed/Dataset122_PancreasCT/PretrainedPlansCustom.json';

const inputs = ['encoder.stem.convs.0.conv', 'encoder.stem.convs.0.all_modules.0'];

/** `pretrain_info` as nnUNetv2_preprocess_like_nnssl writes it, with something else in it. */
export function withPretrainInfo(
  changed: Readonly<Record<string, never | string | number | null | object>> = {},
): Change {
  const info = {
    checkpoint_path: '/weights/nnssl.pth',
    checkpoint_name: 'MAE',
    key_to_encoder: 'encoder.stages',
    key_to_stem: 'encoder.stem',
    keys_to_in_proj: inputs,
    key_to_lpe: null,
    pt_num_in_channels: 1,
    pt_used_patchsize: [16, 16, 16],
    pt_recommended_downstream_patchsize: [16, 16, 16],
    citations: [],
    ...changed,
  };
  const given = Object.fromEntries(Object.entries(info).filter(([, value]) => value !== undefined));
  return { file: nnsslPlans, set: '/pretrain_info', to: given };
}

/** The checkpoint of test/conformance/nnssl/record.py: pretrained on one channel, or on two. */
export const nnsslCheckpointFile = (channels: 1 | 2) =>
  ['weights/nnssl.pth', `../nnssl/nnssl-${channels}.pth`] as const;
