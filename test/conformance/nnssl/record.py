"""Makes a small checkpoint as nnssl writes one, and records what the trainers of nnU-Net's nnssl extension do with it.

python record.py OUT_FOLDER      (with nnU-Net's repository after 2.8.1 on PYTHONPATH; no release has these trainers yet)

The checkpoint is built by hand after nnssl's AbstractTrainer.save_checkpoint and AdaptationPlan.serialize: weights of an untrained residual
encoder, and the adaptation plan that goes with them. What is recorded is real: PretrainedTrainer.load_pretrained_weights and
DynamicPretrainedTrainer.load_pretrained_weights_dynamic were called for every network of the list.
"""

import json
import sys
from copy import deepcopy
from pathlib import Path

import torch
from dynamic_network_architectures.architectures.unet import ResidualEncoderUNet
from nnunetv2.training.nnUNetTrainer.pretraining.dynamicPretrainedTrainer import DynamicPretrainedTrainer
from nnunetv2.training.nnUNetTrainer.pretraining.pretrainedTrainer import PretrainedTrainer
from torch import nn

KWARGS = {
    "n_stages": 4,
    "features_per_stage": [2, 3, 4, 4],
    "conv_op": "torch.nn.modules.conv.Conv3d",
    "kernel_sizes": [[3, 3, 3]] * 4,
    "strides": [[1, 1, 1], [2, 2, 2], [2, 2, 2], [2, 2, 2]],
    "n_blocks_per_stage": [1, 1, 1, 1],
    "n_conv_per_stage_decoder": [1, 1, 1],
    "conv_bias": True,
    "norm_op": "torch.nn.modules.instancenorm.InstanceNorm3d",
    "norm_op_kwargs": {"eps": 1e-5, "affine": True},
    "dropout_op": None,
    "dropout_op_kwargs": None,
    "nonlin": "torch.nn.modules.activation.LeakyReLU",
    "nonlin_kwargs": {"inplace": True},
}

KEYS = ["encoder.stem.convs.0.conv", "encoder.stem.convs.0.all_modules.0"]


def network(kwargs, channels):
    kwargs = deepcopy(kwargs)
    for key, value in (("conv_op", nn.Conv3d), ("norm_op", nn.InstanceNorm3d), ("nonlin", nn.LeakyReLU)):
        kwargs[key] = value
    return ResidualEncoderUNet(input_channels=channels, num_classes=2, deep_supervision=False, **kwargs)


def checkpoint(path, channels):
    pretrain_plan = {"configurations": {"onemmiso": {"spacing": [1, 1, 1], "patch_size": [16, 16, 16]}}}
    plan = {
        "architecture_plans": {"arch_class_name": "ResidualEncoderUNet", "arch_kwargs": KWARGS, "arch_kwargs_requiring_import": ["conv_op", "norm_op", "nonlin"]},
        "pretrain_plan": pretrain_plan,
        "pretrain_num_input_channels": channels,
        "recommended_downstream_patchsize": [16, 16, 16],
        "key_to_encoder": "encoder.stages",
        "key_to_stem": "encoder.stem",
        "keys_to_in_proj": KEYS,
        "key_to_lpe": None,
    }
    torch.manual_seed(0)
    weights = {k: v for k, v in network(KWARGS, channels).state_dict().items() if k.startswith("encoder.")}
    torch.save({"network_weights": weights, "trainer_name": "BaseMAETrainer", "nnssl_adaptation_plan": plan}, path)


def changed(**changes):
    return {**deepcopy(KWARGS), **changes}


NETWORKS = {
    "the same": (KWARGS, 1),
    "three channels": (KWARGS, 3),
    "kernel 1 in a stage": (changed(kernel_sizes=[[1, 3, 3], [3, 3, 3], [3, 3, 3], [3, 3, 3]]), 1),
    "kernel 5 in a stage": (changed(kernel_sizes=[[3, 3, 3], [5, 5, 5], [3, 3, 3], [3, 3, 3]]), 1),
    "more features": (changed(features_per_stage=[2, 3, 4, 8]), 1),
    "fewer stages": (
        changed(n_stages=3, features_per_stage=[2, 3, 4], kernel_sizes=[[3, 3, 3]] * 3, strides=[[1, 1, 1], [2, 2, 2], [2, 2, 2]], n_blocks_per_stage=[1, 1, 1], n_conv_per_stage_decoder=[1, 1]),
        1,
    ),
    "more blocks": (changed(n_blocks_per_stage=[1, 2, 1, 1]), 1),
    "without biases": (changed(conv_bias=False), 1),
}


def outcome(call):
    try:
        call()
    except Exception as error:
        return {"error": type(error).__name__, "message": str(error).replace("\n", " ")[:160]}
    return {"error": None}


def main(folder):
    folder = Path(folder)
    records = []
    for channels in (1, 2):
        path = folder / f"nnssl-{channels}.pth"
        checkpoint(path, channels)
        arguments = {
            "pretrained_weights_path": str(path),
            "pt_input_channels": channels,
            "pt_input_patchsize": [16, 16, 16],
            "downstream_input_patchsize": [16, 16, 16],
            "pt_key_to_encoder": "encoder.stages",
            "pt_key_to_stem": "encoder.stem",
            "pt_keys_to_in_proj": tuple(KEYS),
            "pt_key_to_lpe": None,
        }
        for name, (kwargs, downstream) in NETWORKS.items():
            target = network(kwargs, downstream)
            static = outcome(lambda: PretrainedTrainer.load_pretrained_weights(network(kwargs, downstream), downstream_input_channels=downstream, **arguments))
            before = {k: v.clone() for k, v in target.get_submodule("encoder.stages").state_dict().items()}
            dynamic = outcome(
                lambda: DynamicPretrainedTrainer.load_pretrained_weights_dynamic(
                    target, downstream_input_channels=downstream, target_kernel_sizes=kwargs["kernel_sizes"], target_n_stages=kwargs["n_stages"], **arguments
                )
            )
            after = target.get_submodule("encoder.stages").state_dict()
            stayed = sum(1 for k in before if k.endswith('conv.weight') and torch.equal(before[k], after[k]))
            records.append({"checkpoint": path.name, "network": name, "kwargs": kwargs, "channels": downstream, "static": static, "dynamic": dynamic, "untouchedKernels": stayed})
    with open(folder / "nnssl.jsonl", "w") as file:
        for record in records:
            file.write(json.dumps(record) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
