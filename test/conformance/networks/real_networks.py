"""Builds networks as nnU-Net does, and puts what they are into few words."""

import hashlib
import os
import sys
import warnings
from copy import deepcopy

os.environ.setdefault("OMP_NUM_THREADS", "1")
warnings.filterwarnings("ignore")

import torch  # noqa: E402
from nnunetv2.training.nnUNetTrainer.nnUNetTrainer import nnUNetTrainer  # noqa: E402
from nnunetv2.utilities.plans_handling.plans_handler import ConfigurationManager  # noqa: E402

torch.set_num_threads(1)


class Silence:
    """nnU-Net prints where it found a class."""

    def __enter__(self):
        self.stdout, sys.stdout = sys.stdout, open(os.devnull, "w")

    def __exit__(self, *_):
        sys.stdout.close()
        sys.stdout = self.stdout


def build(configuration, channels=1, heads=2, trainer=nnUNetTrainer):
    with Silence():
        manager = ConfigurationManager(deepcopy(configuration))
        return trainer.build_network_architecture(None, manager, channels, heads, True)


def digest(lines):
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def entries(network):
    """`name, shape, dtype, number of the tensor` for each entry of the state_dict; shared tensors have the same number."""
    numbers = {}
    for name, value in network.state_dict(keep_vars=True).items():
        number = numbers.setdefault(id(value), len(numbers))
        yield name, list(value.shape), str(value.dtype).removeprefix("torch."), number


def fingerprint(network):
    """Number of entries, number of trainable weights, digest of all entries."""
    lines = [f"{name}\t{','.join(map(str, shape))}\t{dtype}\t{number}" for name, shape, dtype, number in entries(network)]
    return [len(lines), sum(p.numel() for p in network.parameters()), digest(lines)]


def groups(network):
    """Entries per module, in runs: tells where a prediction went wrong when the digest differs."""
    runs = []
    for name, *_ in entries(network):
        parts = name.replace("decoder.encoder.", "decoder.encoder:").split(".")
        group = ".".join(parts[: 2 if "stem" in name else 3])
        if runs and runs[-1][0] == group:
            runs[-1][1] += 1
        else:
            runs.append([group, 1])
    return " ".join(f"{group}*{count}" for group, count in runs)


def failure(error):
    return [type(error).__name__, str(error).replace("\n", " ")[:120]]
