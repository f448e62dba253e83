"""Records what nnU-Net 2.8.1 and dynamic_network_architectures 0.4.4 make of random network descriptions.

    python generate.py ../../fixtures/networks    # the committed record (torch on CPU, half a minute)
    python generate.py more 5 7                   # five times as many cases from seed 7, for a bigger comparison:
                                                 # NNPLANS_NETWORK_RECORD=more npx jest test/conformance/networks

Each file holds one case a line; the tests beside this script replay them without Python.
"""

import hashlib
import json
import os
import random
import re
import sys
import tempfile
import warnings
from copy import deepcopy

os.environ.setdefault("OMP_NUM_THREADS", "1")
warnings.filterwarnings("ignore")

import numpy as np  # noqa: E402
import torch  # noqa: E402
from batchgeneratorsv2.transforms.utils.deep_supervision_downsampling import DownsampleSegForDSTransform  # noqa: E402
from dynamic_network_architectures.architectures import unet  # noqa: E402
from nnunetv2.run.load_pretrained_weights import load_pretrained_weights  # noqa: E402
from nnunetv2.training.loss.compound_losses import DC_and_CE_loss  # noqa: E402
from nnunetv2.training.loss.deep_supervision import DeepSupervisionWrapper  # noqa: E402
from nnunetv2.training.loss.dice import MemoryEfficientSoftDiceLoss  # noqa: E402
from nnunetv2.training.nnUNetTrainer.nnUNetTrainer import nnUNetTrainer  # noqa: E402
from nnunetv2.training.nnUNetTrainer.variants.network_architecture.nnUNetTrainerBN import nnUNetTrainerBN  # noqa: E402
from nnunetv2.utilities.plans_handling.plans_handler import ConfigurationManager  # noqa: E402
from abbreviations import abbreviate  # noqa: E402
from random_networks import (  # noqa: E402
    CLASSES,
    apply_edits,
    integral_floats,
    random_architecture,
    random_damage,
    random_legacy,
    random_legacy_damage,
)

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


def record_architectures(rng, number, blocks):
    while number:
        configuration = {"architecture": random_architecture(rng)}
        channels, heads = rng.randint(1, 4), rng.randint(1, 6)
        trainer = nnUNetTrainerBN if rng.random() < 0.15 else nnUNetTrainer
        network = build(configuration, channels, heads, trainer)
        blocks.append(configuration["architecture"])
        yield {
            "architecture": abbreviate(configuration["architecture"]),
            "channels": channels,
            "heads": heads,
            "trainer": None if trainer is nnUNetTrainer else trainer.__name__,
            "fingerprint": fingerprint(network),
            "groups": groups(network) if number % 8 == 0 else None,
        }
        number -= 1


def record_builds(rng, number, bases, damage):
    """Damaged configurations: `[exception, message]`, or the fingerprint where the network is built all the same."""
    while number:
        base = rng.randrange(len(bases))
        edits = [damage(rng, bases[base]) for _ in range(1 if rng.random() < 0.8 else 2)]
        configuration = apply_edits(bases[base], edits)
        if configuration is None:
            continue
        case = {"base": base, "edits": edits, "floats": list(integral_floats(configuration)) or None}
        try:
            case["built"] = fingerprint(build(configuration))
        except Exception as error:
            case["raised"] = failure(error)
        yield case
        number -= 1


def train_one_batch(configuration, patch, batch, channels=1):
    """Where one iteration of nnUNetTrainer stops: `[stage, exception, message]`, or the shapes of the outputs."""
    network = build(configuration, channels)
    stage = "setup"
    try:
        strides = configuration["architecture"]["arch_kwargs"]["strides"]
        scales = list(list(i) for i in 1 / np.cumprod(np.vstack(strides), axis=0))[:-1]
        weights = np.array([1 / (2**i) for i in range(len(scales))])
        weights[-1] = 0
        weights = weights / weights.sum()
        loss = DeepSupervisionWrapper(
            DC_and_CE_loss(
                {"batch_dice": True, "smooth": 1e-5, "do_bg": False, "ddp": False}, {}, weight_ce=1, weight_dice=1,
                ignore_label=None, dice_class=MemoryEfficientSoftDiceLoss,
            ),
            weights,
        )  # fmt: skip
        segmentation = torch.zeros((1, *patch), dtype=torch.int16)
        down = DownsampleSegForDSTransform(ds_scales=scales)
        targets = [i[None].repeat(batch, *[1] * i.ndim) for i in down._apply_to_segmentation(segmentation)]
        stage = "forward"
        network.train()
        outputs = network(torch.rand((batch, channels, *patch)))
        stage = "loss"
        value = loss(outputs, targets)
        value.backward()
        if torch.isnan(value):
            return ["loss", "NaN", ""]
        stage = "inference"
        network.eval()
        network.decoder.deep_supervision = False
        with torch.no_grad():
            prediction = network(torch.rand((1, channels, *patch)))
        prediction[0].mul_(torch.ones(patch))  # the Gaussian weights of the sliding window
        return [list(output.shape[2:]) for output in outputs]
    except Exception as error:
        return [stage, *failure(error)]


def random_patch(rng, strides, dimension):
    """Mostly a multiple of the strides, sometimes a voxel off, sometimes tiny."""
    steps = [list(s) if isinstance(s, list) else [s] * dimension for s in strides] if isinstance(strides, list) else []
    patch = []
    for axis in range(dimension):
        total = int(np.prod([s[axis] for s in steps])) if steps else 8
        size = total * rng.randint(1, 3) + (rng.choice([-1, 1, 2]) if rng.random() < 0.12 else 0)
        patch.append(max(1, min(size, 60 if dimension < 3 else 24)))
    return patch


def record_forward(rng, number):
    while number:
        dimension = rng.choice([2, 2, 3, 1])
        architecture = random_architecture(
            rng, dimension, rng.choice([1, 2, 2, *[3, 4] * 8]), 3, rng.random() < 0.9, rng.choice([(1, 3), (3,), (3,), (1, 3, 5), (2, 3)])
        )
        kwargs = architecture["arch_kwargs"]
        if rng.random() < 0.15:
            name = rng.choice(["norm_op", "strides", "kernel_sizes", "features_per_stage", "dropout_op", "nonlin"])
            if name in ("norm_op", "dropout_op"):
                kwargs[name] = f"torch.nn.{'InstanceNorm' if name == 'norm_op' else 'Dropout'}{rng.choice([1, 2, 3])}d"
                kwargs["norm_op_kwargs" if name == "norm_op" else "dropout_op_kwargs"] = {"affine": True} if name == "norm_op" else {}
            elif name == "nonlin":
                kwargs["nonlin"], kwargs["nonlin_kwargs"] = "torch.nn.PReLU", {"num_parameters": rng.choice([0, 2, 3])}
            elif isinstance(kwargs[name], list):
                place = kwargs[name][rng.randrange(len(kwargs[name]))]
                if isinstance(place, list):
                    place[0] = rng.choice([0, place[0], 4])
                    if rng.random() < 0.4:
                        del place[-1]
                elif name == "features_per_stage":
                    kwargs[name][-1] = 0
        configuration = {"architecture": architecture}
        try:
            build(configuration)
        except Exception:
            continue
        tries = []
        for _ in range(rng.randint(1, 5)):
            patch, batch = random_patch(rng, kwargs["strides"] if isinstance(kwargs["strides"], list) and all(
                not isinstance(s, list) or len(s) == dimension and all(s) for s in kwargs["strides"]) else None, dimension), rng.choice([1, 2, 2])
            if rng.random() < 0.04:
                patch = patch[:-1] if dimension > 1 else [*patch, 4]
            tries.append([patch, batch, train_one_batch(configuration, patch, batch)])
            number -= 1
        yield {"architecture": abbreviate(architecture), "tries": tries}
        number = max(number, 0)


def measured_receptive_field(network, dimension, size):
    """Extent of the input voxels that one bottleneck voxel depends on, per axis, from the gradient."""
    network = network.double()
    for parameter in network.parameters():
        parameter.data.abs_().add_(0.1)
    image = torch.ones((1, 1, *[size] * dimension), dtype=torch.double, requires_grad=True)
    bottleneck = network.encoder(image)[-1]
    index = tuple(n // 2 for n in bottleneck.shape[2:])
    bottleneck[(0, slice(None), *index)].sum().backward()
    touched = (image.grad[0, 0] != 0).nonzero()
    extent = (touched.max(0).values - touched.min(0).values + 1).tolist()
    inside = all(low > 0 and high < size - 1 for low, high in zip(touched.min(0).values.tolist(), touched.max(0).values.tolist()))
    return extent, list(bottleneck.shape[2:]), inside


def record_receptive_fields(rng, number):
    while number:
        dimension = rng.choice([1, 2])
        architecture = random_architecture(rng, dimension, rng.randint(2, 4), 1, True, rng.choice([(1, 3), (3, 5), (1, 3, 7)]))
        kwargs = architecture["arch_kwargs"]
        arguments = {
            **kwargs, "conv_op": [None, torch.nn.Conv1d, torch.nn.Conv2d][dimension], "norm_op": None, "nonlin": None, "dropout_op": None,
        }  # fmt: skip
        if "block" in kwargs:
            arguments["block"] = getattr(unet, kwargs["block"].rsplit(".", 1)[1])
        network = getattr(unet, architecture["network_class_name"].rsplit(".", 1)[1])(1, num_classes=2, **arguments)
        size = 401 if dimension == 1 else 161
        try:
            extent, bottleneck, inside = measured_receptive_field(network, dimension, size)
        except RuntimeError:  # a size that the strides do not divide
            continue
        if inside:
            yield {"architecture": abbreviate(architecture), "size": size, "receptiveField": extent, "bottleneck": bottleneck}
            number -= 1


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


def write(folder, name, cases):
    cases = [{k: v for k, v in case.items() if v is not None and v != "loads"} for case in cases]
    with open(os.path.join(folder, name), "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "\n]\n")
    print(name, len(cases), os.path.getsize(os.path.join(folder, name)))


def main(folder, times=1, seed=1):
    os.makedirs(folder, exist_ok=True)
    rng = random.Random(seed)
    blocks = []
    write(folder, "architectures.json", record_architectures(rng, 320 * times, blocks))
    bases = [{"architecture": block} for block in blocks[:60]]
    write(folder, "damaged.json", list(record_builds(rng, 380 * times, bases, lambda r, b: random_damage(r, b["architecture"]))))
    legacy = [random_legacy(rng) for _ in range(30)]
    write(folder, "legacy.json", [{"bases": legacy}, *record_builds(rng, 110 * times, legacy, random_legacy_damage)])
    write(folder, "forward.json", list(record_forward(rng, 300 * times)))
    write(folder, "receptive-fields.json", list(record_receptive_fields(rng, 40 * times)))
    write(folder, "pairs.json", list(record_pairs(rng, 120 * times)))


if __name__ == "__main__":
    main(sys.argv[1], *(int(i) for i in sys.argv[2:]))
