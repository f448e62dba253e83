"""Sends batches through small networks: where an iteration of nnUNetTrainer stops, and how far a voxel of the bottleneck sees."""

import numpy as np
import torch
from abbreviations import abbreviate
from batchgeneratorsv2.transforms.utils.deep_supervision_downsampling import DownsampleSegForDSTransform
from dynamic_network_architectures.architectures import unet
from nnunetv2.training.loss.compound_losses import DC_and_CE_loss
from nnunetv2.training.loss.deep_supervision import DeepSupervisionWrapper
from nnunetv2.training.loss.dice import MemoryEfficientSoftDiceLoss
from random_networks import random_architecture
from real_networks import build, failure


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
