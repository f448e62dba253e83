"""Random architectures, damages and legacy configurations, as plans could hold them."""

import copy
import math

CLASSES = {
    "P": "dynamic_network_architectures.architectures.unet.PlainConvUNet",
    "E": "dynamic_network_architectures.architectures.unet.ResidualEncoderUNet",
    "R": "dynamic_network_architectures.architectures.unet.ResidualUNet",
}
IMPORTS = ["conv_op", "norm_op", "dropout_op", "nonlin"]
FILES = {"Conv": "conv", "InstanceNorm": "instancenorm", "BatchNorm": "batchnorm", "Dropout": "dropout"}


def torch_name(rng, name, file):
    return rng.choice([f"torch.nn.{name}", f"torch.nn.modules.{file}.{name}", f"torch.nn.modules.{name}"])


def vector(rng, choices, dimension):
    return [rng.choice(choices) for _ in range(dimension)]


def normalization(rng, dimension, must_be_affine):
    kind = rng.choice(["InstanceNorm"] * 3 + ["BatchNorm"] * 2 + (["none"] if not must_be_affine else []))
    if kind == "none":
        return None, rng.choice([None, {"eps": 1e-05, "affine": True}])
    kwargs = {"eps": 1e-05}
    if must_be_affine:
        kwargs["affine"] = True
    elif rng.random() < 0.6:
        kwargs["affine"] = rng.random() < 0.6
    if rng.random() < 0.25:
        kwargs["track_running_stats"] = rng.random() < 0.5
    if not must_be_affine and rng.random() < 0.1:
        return torch_name(rng, f"{kind}{dimension}d", FILES[kind]), None
    return torch_name(rng, f"{kind}{dimension}d", FILES[kind]), kwargs


def activation(rng):
    name = rng.choice(["LeakyReLU"] * 4 + ["ReLU", "PReLU", "PReLU", "GELU", "SiLU", "none"])
    if name == "none":
        return None, rng.choice([None, {"inplace": True}])
    kwargs = {"inplace": True} if name in ("LeakyReLU", "ReLU", "SiLU") else rng.choice([None, {}])
    return torch_name(rng, name, "activation"), kwargs


def features(rng, stages, largest):
    form = rng.random()
    if form < 0.2:
        return rng.randint(1, largest)
    if form < 0.6:
        base = rng.randint(1, 3)
        return [min(base * 2**i, largest) for i in range(stages)]
    return [rng.randint(1, largest) for _ in range(stages)]


def per_stage(rng, stages, draw):
    return draw() if rng.random() < 0.2 else [draw() for _ in range(stages)]


def random_architecture(rng, dimension=None, stages=None, largest=6, vectors_only=False, kernels=(1, 3, 3, 3, 5)):
    """An `architecture` block that the constructor accepts."""
    key = rng.choice("PPPEEER")
    dimension = dimension or rng.choice([3, 3, 3, 2, 2, 2, 1])
    stages = stages or rng.randint(2, 5)
    kwargs = {"n_stages": stages, "features_per_stage": features(rng, stages, largest)}
    kwargs["conv_op"] = torch_name(rng, f"Conv{dimension}d", "conv")
    kernel_form = 0 if vectors_only else rng.random()
    kwargs["kernel_sizes"] = (
        [vector(rng, kernels, dimension) for _ in range(stages)]
        if kernel_form < 0.7
        else rng.choice([3, [rng.choice(kernels) for _ in range(stages)]])
    )
    strides = [vector(rng, (1, 1, 2, 2, 3), dimension) for _ in range(stages)]
    if rng.random() < 0.85:
        strides[0] = [1] * dimension
    if not vectors_only and rng.random() < 0.2:
        strides = rng.choice([2, [1] + [rng.choice((1, 2)) for _ in range(stages - 1)]])
    kwargs["strides"] = strides
    encoder = "n_conv_per_stage" if key == "P" else "n_blocks_per_stage"
    kwargs[encoder] = per_stage(rng, stages, lambda: rng.randint(1, 3))
    kwargs["n_conv_per_stage_decoder"] = per_stage(rng, stages - 1, lambda: rng.randint(1, 2))
    if rng.random() < 0.85:
        kwargs["conv_bias"] = rng.random() < 0.75
    kwargs["norm_op"], kwargs["norm_op_kwargs"] = normalization(rng, dimension, key != "P")
    has_dropout = rng.random() < 0.25
    kwargs["dropout_op"] = torch_name(rng, f"Dropout{'' if dimension == 1 else f'{dimension}d'}", "dropout") if has_dropout else None
    kwargs["dropout_op_kwargs"] = {"p": 0.1} if has_dropout else None
    kwargs["nonlin"], kwargs["nonlin_kwargs"] = activation(rng)
    imports = list(IMPORTS)
    if key == "P":
        if rng.random() < 0.3:
            kwargs["nonlin_first"] = rng.random() < 0.8
    else:
        if rng.random() < 0.3:
            kwargs["stem_channels"] = rng.choice([None, rng.randint(1, largest)])
        if rng.random() < 0.4:
            kwargs["block"] = "dynamic_network_architectures.building_blocks.residual." + rng.choice(
                ["BasicBlockD", "BottleneckD", "BottleneckD"]
            )
            imports.append("block")
        if kwargs.get("block", "").endswith("BottleneckD"):
            counts = kwargs[encoder]
            counts = [counts] * stages if isinstance(counts, int) else counts
            form = rng.random()
            kwargs["bottleneck_channels"] = (
                rng.randint(1, 4)
                if form < 0.3
                else [rng.randint(1, 4) for _ in range(stages)]
                if form < 0.8
                else [[rng.randint(1, 4) for _ in range(n)] for n in counts]
            )
    if not has_dropout and rng.random() < 0.2:
        imports.remove("dropout_op")
    return {"network_class_name": CLASSES[key], "arch_kwargs": kwargs, "_kw_requires_import": imports}


ODD_VALUES = [None, True, False, 0, -1, 1, 2, 7, 2.0, 2.5, "", "x", "2", [], [3], [2, 2], [2, 2, 2], [1, 1, 1, 1], {}, {"a": 1}]
ODD_NAMES = [
    "Conv3d", "torch.nn.Conv4d", "torch.nn.modules.conv.Conv2d", "torch.nn.ConvTranspose3d", "torch.nn.Linear", "torch.nn",
    "InstanceNorm3d", "torch.nn.InstanceNorm2d", "torch.nn.modules.instancenorm.BatchNorm3d", "torch.nn.BatchNorm3d ",
    "torch.nn.modules.batchnorm.BatchNorm2d", "torch.nn.Identity", "torch.nn.GroupNorm", "torch.nn.LeakyRelu", "LeakyReLU",
    "torch.nn.ELU", "torch.nn.GELU", "torch.nn.PReLU", "torch.nn.Sigmoid", "torch.nn.Dropout1d", "torch.nn.Dropout2d", "",
    "torch.nn..ReLU", "dynamic_network_architectures.building_blocks.residual.BottleneckD", "BottleneckD",
]  # fmt: skip
ODD_CLASSES = [
    "PlainConvUNet", "ResidualEncoderUNet", "dynamic_network_architectures.architectures.residual_unet.ResidualEncoderUNet",
    "my.ResidualUNet", "PlainConvUnet", "torch", "", "dynamic_network_architectures.architectures.unet", "a.b.AttentionUNet",
    CLASSES["P"] + " ", CLASSES["E"] + ".", *CLASSES.values(),
]  # fmt: skip
ODD_ARGUMENTS = {
    "inplace": [True, "x"], "negative_slope": [0.1, "0.1", None], "eps": ["1e-5", None, 0, -1.0], "momentum": [0.1, None, "a"],
    "affine": [False, 0, "no"], "track_running_stats": [True, None], "bias": [False, True], "num_features": [4],
    "p": [0, 1, 2, -0.5, "0.1", None], "num_parameters": [1, 3, 2.0, -1], "num_channels": [4], "approximate": ["tanh", "x"],
    "dtype": [None, "float32"],
}  # fmt: skip
OTHER_ARGUMENTS = [
    "n_conv_per_stage", "n_blocks_per_stage", "n_conv_per_stage_encoder", "conv_kernel_sizes", "deep_supervision", "input_channels",
    "num_classes", "nonlin_first", "block", "stem_channels", "bottleneck_channels", "squeeze_excitation", "pool",
]  # fmt: skip


def places(value, path=()):
    """Every path in a JSON value."""
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from places(child, (*path, key))


def random_damage(rng, architecture):
    """One edit `[path, value]`, or `[path]` for a deletion; paths count from the configuration."""
    kwargs = architecture["arch_kwargs"]
    kind = rng.random()
    root = ("architecture", "arch_kwargs")
    if kind < 0.08:
        return [["architecture", "network_class_name"], rng.choice(ODD_CLASSES)]
    if kind < 0.22:
        name = rng.choice(["conv_op", "norm_op", "nonlin", "dropout_op", "block", "norm_op", "nonlin"])
        return [[*root, name], rng.choice(ODD_NAMES)]
    if kind < 0.36:
        holder = rng.choice(["norm_op_kwargs", "norm_op_kwargs", "nonlin_kwargs", "dropout_op_kwargs"])
        if rng.random() < 0.25 or not isinstance(kwargs[holder], dict):
            return [[*root, holder], rng.choice([None, {}, [], "", {"foo": 1}, {"p": 0.2}, {"inplace": True}])]
        name = rng.choice(sorted(ODD_ARGUMENTS))
        return [[*root, holder, name], rng.choice(ODD_ARGUMENTS[name])]
    if kind < 0.44:
        return [[*root, rng.choice(OTHER_ARGUMENTS)], rng.choice([None, True, 2, [2, 2, 2], "x"])]
    if kind < 0.5:
        return [["architecture", "_kw_requires_import"], rng.choice([[], ["conv_op"], ["conv_op", "norm_op", "nonlin"], "conv_op", None,
                [*IMPORTS, "foo"], [*IMPORTS, "nonlin"], [*IMPORTS, "block"], [3], [["a"]], [None], {"conv_op": 1}])]  # fmt: skip
    if kind < 0.6:
        lists = [name for name, value in kwargs.items() if isinstance(value, list)]
        if lists:
            name = rng.choice(lists)
            value = kwargs[name]
            return [[*root, name], value[:-1] if rng.random() < 0.5 else [*value, value[-1] if value else 1]]
    candidates = [p for p in places(architecture) if p]
    path = rng.choice(candidates)
    if rng.random() < 0.15 and not isinstance(path[-1], int):
        return [["architecture", *path]]
    return [["architecture", *path], copy.deepcopy(rng.choice(ODD_VALUES))]


def apply_edits(configuration, edits):
    changed = copy.deepcopy(configuration)
    for edit in edits:
        *parents, last = edit[0]
        place = changed
        try:
            for key in parents:
                place = place[key]
            if len(edit) == 1:
                del place[last]
            else:
                place[last] = copy.deepcopy(edit[1])
        except (KeyError, IndexError, TypeError):
            return None
    return changed


def integral_floats(value):
    """Paths of floats such as 2.0, which JavaScript cannot tell from 2."""
    for path in places(value):
        place = value
        for key in path:
            place = place[key]
        if isinstance(place, float) and math.isfinite(place) and place == int(place):
            yield list(path)


def random_legacy(rng):
    """A configuration with the keys of nnU-Net 2.0 to 2.2.1."""
    dimension = rng.choice([2, 3])
    stages = rng.randint(2, 5)
    configuration = {
        "patch_size": [16] * dimension,
        "UNet_class_name": rng.choice(["PlainConvUNet", "ResidualEncoderUNet"]),
        "UNet_base_num_features": rng.randint(1, 4),
        "n_conv_per_stage_encoder": [rng.randint(1, 2) for _ in range(stages)],
        "n_conv_per_stage_decoder": [rng.randint(1, 2) for _ in range(stages - 1)],
        "num_pool_per_axis": [stages - 1] * dimension,
        "pool_op_kernel_sizes": [[1] * dimension] + [vector(rng, (1, 2), dimension) for _ in range(stages - 1)],
        "conv_kernel_sizes": [vector(rng, (1, 3), dimension) for _ in range(stages)],
        "unet_max_num_features": rng.randint(3, 9),
    }
    return configuration


def random_legacy_damage(rng, configuration):
    path = rng.choice([p for p in places(configuration) if p])
    if len(path) == 1 and rng.random() < 0.4:
        return [list(path)]
    if path[0] == "UNet_class_name" or rng.random() < 0.1:
        return [["UNet_class_name"], rng.choice(["SwinUNETRPlus", "PlainConvUNet", "ResidualUNet", None, 3])]
    return [list(path), copy.deepcopy(rng.choice(ODD_VALUES))]
