"""Records what Python finds under names that plans could hold: `python generate_names.py ../../fixtures/networks/names.json`."""

import importlib
import inspect
import json
import os
import pkgutil
import pydoc
import sys
import warnings

warnings.filterwarnings("ignore")

import dynamic_network_architectures  # noqa: E402
import torch  # noqa: E402
from nnunetv2.utilities.find_class_by_name import recursive_find_python_class  # noqa: E402

OPERATORS = [
    "torch.nn.Conv3d", "torch.nn.modules.conv.Conv3d", "torch.nn.modules.Conv3d", "torch.nn..Conv3d", ".torch.nn.Conv3d.", "torch.nn.Conv4d",
    "torch.nn.conv3d", "torch.nn.Conv3d ", " torch.nn.Conv3d", "Torch.nn.Conv3d", "torch.Conv3d", "Conv3d", "nn.Conv3d", "conv3d", "",
    ".", "torch", "torch.nn", "torch.nn.modules", "torch.nn.modules.conv", "torch.nn.modules.instancenorm.InstanceNorm3d",
    "torch.nn.modules.instancenorm.BatchNorm3d", "torch.nn.modules.batchnorm.InstanceNorm3d", "torch.nn.modules.norm.InstanceNorm3d",
    "torch.nn.InstanceNorm3D", "InstanceNorm3d", "torch.nn.BatchNorm", "torch.nn.LeakyReLU", "torch.nn.LeakyRelu", "torch.nn.modules.activation.LeakyReLU",
    "torch.nn.modules.LeakyReLU", "torch.nn.activation.LeakyReLU", "LeakyReLU", "leakyrelu", "ReLU", "relu", "None", "none", "null",
    "torch.nn.Dropout3d", "torch.nn.modules.dropout.Dropout3d", "torch.nn.functional.dropout3d", "torch.nn.functional", "torch.nn.Identity",
    "torch.nn.modules.linear.Identity", "torch.nn.modules.transformer.Dropout", "torch.nn.Swish", "torch.nn.modules.activation.Swish",
    "dynamic_network_architectures.building_blocks.residual.BottleneckD", "dynamic_network_architectures.building_blocks.residual.BasicBlockD",
    "dynamic_network_architectures.architectures.unet.BottleneckD", "dynamic_network_architectures.building_blocks.residual_encoders.BasicBlockD",
    "dynamic_network_architectures.initialization.weight_init.BasicBlockD", "dynamic_network_architectures.architectures.resnet.BottleneckD",
    "BottleneckD", "print", "str", "dict", "torch.nn.GroupNorm", "torch.nn.SyncBatchNorm",
]  # fmt: skip
NETWORKS = [
    "dynamic_network_architectures.architectures.unet.PlainConvUNet", "dynamic_network_architectures.architectures.unet.ResidualEncoderUNet",
    "dynamic_network_architectures.architectures.unet.ResidualUNet", "PlainConvUNet", "ResidualEncoderUNet", "ResidualUNet",
    "dynamic_network_architectures.architectures.residual_unet.ResidualEncoderUNet", "dynamic_network_architectures.architectures.PlainConvUNet",
    "my_module.PlainConvUNet", "plainconvunet", "PlainConvUnet", "dynamic_network_architectures.architectures.unet.PlainConvUNet ",
    "dynamic_network_architectures.architectures.unet.PlainConvUNet.", "dynamic_network_architectures.architectures.unet",
    "dynamic_network_architectures.architectures", "dynamic_network_architectures", "torch", "torch.nn", "", ".", "nnunetv2", "None",
    "dynamic_network_architectures.architectures.unet.UNetDecoder", "UNetDecoder", "VGG16", "dynamic_network_architectures.architectures.primus.Primus",
    "Primus", "ResNet18", "a.b.ResNet50", "nnunetv2.training.attention_unet.AttentionUNet", "SwinUNETR", "monai.networks.nets.UNet",
    "dynamic_network_architectures.architectures.unet.SomethingElse", "ResidualEncoder", "torch.nn.PlainConvUNet",
]  # fmt: skip


def kind(found):
    if found is None:
        return "none"
    if inspect.ismodule(found):
        return "module"
    if inspect.isclass(found):
        return f"class {found.__name__}"
    return "other"


def network(name):
    found = pydoc.locate(name)
    if found is None:
        folder = os.path.join(dynamic_network_architectures.__path__[0], "architectures")
        found = recursive_find_python_class(folder, name.split(".")[-1], "dynamic_network_architectures.architectures")
    return kind(found)


def torch_classes():
    for entry in pkgutil.iter_modules(torch.nn.modules.__path__):
        if entry.name.startswith("_"):
            continue
        module = importlib.import_module(f"torch.nn.modules.{entry.name}")
        for name, value in vars(module).items():
            own = inspect.isclass(value) and issubclass(value, torch.nn.Module) and value.__module__ == module.__name__
            if own and hasattr(torch.nn, name):
                yield f"{entry.name}.{name}"


record = {
    "torch": sorted(torch_classes()),
    "operators": [[name, kind(pydoc.locate(name))] for name in OPERATORS],
    "networks": [[name, network(name)] for name in NETWORKS],
}
with open(sys.argv[1], "w") as file:
    json.dump(record, file, indent=0, separators=(",", ":"))
    file.write("\n")
