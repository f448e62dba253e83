"""Loads the weights of one network into another, as `-pretrained_weights`, prediction and `--c` do."""

import os
import re
import tempfile
from copy import deepcopy

import torch
from abbreviations import abbreviate
from nnunetv2.run.load_pretrained_weights import load_pretrained_weights
from random_networks import CLASSES, apply_edits, random_architecture
from real_networks import Silence, build, digest


def related_edits(rng, architecture):
    """What a user changes between pretraining and finetuning."""
    kwargs = architecture["arch_kwargs"]
    root = ["architecture", "arch_kwargs"]
    encoder = "n_blocks_per_stage" if "n_blocks_per_stage" in kwargs else "n_conv_per_stage"
    dimension = len(kwargs["strides"][0])
    last = kwargs["n_stages"] - 1
    norm = f"torch.nn.{rng.choice(['BatchNorm', 'InstanceNorm'])}{dimension}d"
    choices = [
        [[[*root, "conv_bias"], not kwargs.get("conv_bias", False)]],
        [[[*root, "norm_op"], norm], [[*root, "norm_op_kwargs"], {"affine": True}]],
        [[[*root, "nonlin"], "torch.nn.PReLU"], [[*root, "nonlin_kwargs"], None]],
        [[[*root, "dropout_op"], f"torch.nn.Dropout{dimension}d" if dimension > 1 else "torch.nn.Dropout"],
         [[*root, "dropout_op_kwargs"], {"p": 0.2}]],
        [[[*root, "strides", rng.randint(0, last)], vector_of(rng, (1, 2, 3), dimension)]],
        [[[*root, "kernel_sizes", rng.randint(0, last)], vector_of(rng, (1, 3, 5), dimension)]],
    ]  # fmt: skip
    if isinstance(kwargs["features_per_stage"], list):
        choices.append([[[*root, "features_per_stage", rng.randint(0, last)], rng.randint(1, 6)]])
    if isinstance(kwargs[encoder], list):
        choices.append([[[*root, encoder, rng.randint(0, last)], rng.randint(1, 4)]])
    if encoder == "n_conv_per_stage":
        choices.append([[[*root, "norm_op"], None]])
        choices.append([[[*root, "norm_op_kwargs"], {"affine": False}]])
        choices.append([[[*root, "nonlin_first"], True]])
    else:
        choices.append([[[*root, "stem_channels"], rng.randint(1, 6)]])
        choices.append([[["architecture", "network_class_name"], rng.choice([CLASSES["E"], CLASSES["R"]])]])
    return rng.choice(choices)


def vector_of(rng, values, dimension):
    return [rng.choice(values) for _ in range(dimension)]


def one_stage_less(architecture):
    shorter = deepcopy(architecture)
    kwargs = shorter["arch_kwargs"]
    kwargs["n_stages"] -= 1
    for name, value in kwargs.items():
        if isinstance(value, list):
            kwargs[name] = value[1:] if name == "n_conv_per_stage_decoder" else value[:-1]
    return shorter


def load_outcome(target, source, folder):
    """The first key that `load_pretrained_weights` refuses, and how the predictor's strict loading goes."""
    path = os.path.join(folder, "checkpoint.pth")
    weights = source.state_dict()
    torch.save({"network_weights": weights}, path)
    strict = deepcopy(target)
    try:
        with Silence():
            load_pretrained_weights(target, path)
        pretraining = "loads"
    except AssertionError as error:
        text = str(error)
        pretraining = [text.split("; your network:")[0]]
    used = [k for k in target.state_dict() if ".seg_layers." not in k]
    dropped = sorted(k for k in weights if k not in used and ".seg_layers." not in k)
    result = strict_lists(strict, weights)
    renamed = dict(weights.items())  # without the versions of the modules, as in nnUNetTrainer.load_checkpoint
    continued = strict_lists(deepcopy(strict), renamed)
    return {
        "pretraining": pretraining,
        "dropped": [len(dropped), digest(dropped)] if dropped else None,
        "strict": result,
        "continued": None if continued == result else continued,
    }


def strict_lists(network, weights):
    """Missing, unexpected and mismatched entries, each as number and digest.

    Missing numbers of batches are left out: whether torch asks for them depends on versions that names and shapes do not tell.
    """
    try:
        network.load_state_dict(weights)
        return "loads"
    except RuntimeError as error:
        missing, unexpected, mismatched = [], [], []
        for line in str(error).split("\n\t")[1:]:
            if line.startswith("size mismatch"):
                mismatched.append(line.split(" for ", 1)[1].split(": ")[0])
            else:  # missing, unexpected, or "Unexpected running stats buffer(s) … for InstanceNorm"
                (missing if line.startswith("Missing") else unexpected).extend(re.findall(r'"([^"]+)"', line))
        missing = [name for name in missing if not name.endswith("num_batches_tracked")]
        return [[len(v), digest(sorted(v))] if v else 0 for v in (missing, unexpected, mismatched)]


def record_pairs(rng, number):
    with tempfile.TemporaryDirectory() as folder:
        while number:
            architecture = random_architecture(rng, rng.choice([2, 3]), rng.randint(3, 4), 5, True)
            target = {"architecture": architecture}
            edits, source = [], deepcopy(target)
            form = rng.random()
            if form < 0.1:
                source = {"architecture": random_architecture(rng, None, rng.randint(2, 4), 5, True)}
            elif form < 0.2:
                source = {"architecture": one_stage_less(architecture)}
            if form >= 0.1:
                for _ in range(rng.choice([0, 1, 1, 1, 2, 3])):
                    edits += related_edits(rng, source["architecture"])
            changed = apply_edits(source, edits)
            channels = [1, 1] if rng.random() < 0.85 else [1, 2]
            heads = [2, rng.choice([2, 2, 3])]
            if rng.random() < 0.4:
                source, target, changed = changed, changed, source
                if form >= 0.1:
                    target, changed = source, changed
            try:
                networks = [build(c, channels[i], heads[i]) for i, c in enumerate([target, changed])]
            except Exception:
                continue
            yield {
                "target": abbreviate(target["architecture"]), "source": abbreviate(changed["architecture"]), "channels": channels, "heads": heads,
                **load_outcome(*networks, folder),
            }  # fmt: skip
            number -= 1
