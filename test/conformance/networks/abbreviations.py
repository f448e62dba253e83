"""Short names for what every architecture block repeats; keeps the record small. The tests expand them (record.ts)."""

KEYS = {
    "n_stages": "S", "features_per_stage": "F", "conv_op": "C", "kernel_sizes": "K", "strides": "T", "n_conv_per_stage": "N",
    "n_blocks_per_stage": "B", "n_conv_per_stage_decoder": "M", "conv_bias": "b", "norm_op": "n", "norm_op_kwargs": "nk",
    "dropout_op": "d", "dropout_op_kwargs": "dk", "nonlin": "a", "nonlin_kwargs": "ak", "nonlin_first": "af", "stem_channels": "st",
    "block": "bl", "bottleneck_channels": "bc",
}  # fmt: skip
PREFIXES = {
    "dynamic_network_architectures.architectures.unet.": "%u",
    "dynamic_network_architectures.building_blocks.residual.": "%r",
    "torch.nn.modules.": "%m",
    "torch.nn.": "%n",
}
IMPORTS = ["conv_op", "norm_op", "dropout_op", "nonlin"]


def short_name(value):
    if isinstance(value, str):
        for prefix, short in PREFIXES.items():
            if value.startswith(prefix):
                return short + value[len(prefix) :]
    return value


def abbreviate(architecture):
    """`[class, arguments]`, and the imports where they are not nnU-Net's own list."""
    arguments = {KEYS.get(key, key): short_name(value) for key, value in architecture["arch_kwargs"].items()}
    imports = architecture["_kw_requires_import"]
    return [short_name(architecture["network_class_name"]), arguments, *([] if imports == IMPORTS else [imports])]
