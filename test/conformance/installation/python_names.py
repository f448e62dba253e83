"""What Python itself finds in an installed nnU-Net, as JSON: every name of every module that nnU-Net looks into. Executed, not scanned."""
import importlib, importlib.metadata, inspect, json, os, pkgutil, pydoc, sys, warnings

warnings.simplefilter('ignore')
os.environ.setdefault('nnUNet_raw', '/nowhere'), os.environ.setdefault('nnUNet_preprocessed', '/nowhere'), os.environ.setdefault('nnUNet_results', '/nowhere')
out, sys.stdout = sys.stdout, sys.stderr
import torch
# A torchvision that was built for another torch stops every import of timm, and with it every search that passes the Primus trainers.
register_fake, torch.library.register_fake = torch.library.register_fake, lambda *_, **__: lambda function: function
try:
    import torchvision
except ImportError:
    pass
torch.library.register_fake = register_fake
import nnunetv2
import dynamic_network_architectures
from nnunetv2.utilities.find_class_by_name import recursive_find_python_class

FOLDERS = {
    'trainer': 'training.nnUNetTrainer', 'reader': 'imageio', 'normalization': 'preprocessing.normalization',
    'resampling function': 'preprocessing.resampling', 'preprocessor': 'preprocessing',
    'label manager': 'utilities.label_handling', 'planner': 'experiment_planning',
}
root = nnunetv2.__path__[0]


def names(folder, module):
    found = set()
    for _, name, is_package in pkgutil.iter_modules([folder]):
        if is_package:
            found |= names(os.path.join(folder, name), f'{module}.{name}')
        else:
            found |= set(vars(importlib.import_module(f'{module}.{name}')))
    return found


def what(value):
    if inspect.isclass(value):
        return 'class'
    if inspect.ismodule(value):
        return 'module'
    return 'function' if inspect.isfunction(value) else 'value'


def file_of(value):
    try:
        return inspect.getsourcefile(inspect.unwrap(value))
    except Exception:
        return None


def signature(value):
    if not inspect.isfunction(value):
        return None
    parameters = inspect.signature(value).parameters.values()
    positional = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    more = any(p.kind == p.VAR_POSITIONAL for p in parameters)
    return {'required': sum(p.default is p.empty for p in positional), 'most': None if more else len(positional)}


def members(cls):
    return sorted(name for name in vars(cls) if not (name.startswith('__') and name != '__init__'))


result = {'version': importlib.metadata.version('nnunetv2'), 'kinds': {}, 'trainers': {}, 'locate': {}}
for kind, package in FOLDERS.items():
    module = f'nnunetv2.{package}'
    folder = os.path.join(root, *package.split('.'))
    known = sorted(name for name in names(folder, module) if not name.startswith('_'))
    entries = {}
    for name in [*known, 'nnUNetTrainerOfNobody', 'SimpleItkIO', 'DefaultPreprocesor']:
        value = recursive_find_python_class(folder, name, module)
        entries[name] = None if value is None else {'what': what(value), 'file': file_of(value), 'positional': signature(value)}
    result['kinds'][kind] = entries

from nnunetv2.training.nnUNetTrainer.nnUNetTrainer import nnUNetTrainer
for name, entry in result['kinds']['trainer'].items():
    if entry is None or entry['what'] != 'class':
        continue
    cls = recursive_find_python_class(os.path.join(root, 'training', 'nnUNetTrainer'), name, 'nnunetv2.training.nnUNetTrainer')
    if isinstance(cls, type) and issubclass(cls, nnUNetTrainer):
        result['trainers'][name] = {'bases': [base.__name__ for base in cls.__mro__[1:-1]], 'members': members(cls)}

architectures = dynamic_network_architectures.__path__[0]
paths = {f'dynamic_network_architectures.architectures.unet.{n}' for n in names(os.path.join(architectures, 'architectures'), 'dynamic_network_architectures.architectures') if not n.startswith('_')}
paths |= {'nowhere.PlainConvUNet', 'PlainConvUNet', 'dynamic_network_architectures.architectures.residual_unet.ResidualEncoderUNet', 'torch.nn.Nowhere', 'torch.nn',
          'dynamic_network_architectures.architectures.unet', 'dynamic_network_architectures.building_blocks.helper', 'torch.nn.LeakyReLU', 'torch.nn.modules.conv.Conv3d',
          'torch.nn.modules.instancenorm.InstanceNorm3d', 'InstanceNorm3d', 'torch.nn.InstanceNorm3D', 'monai.networks.nets.UNet'}
for path in sorted(paths):
    value = pydoc.locate(path)
    result['locate'][path] = None if value is None else {'what': what(value), 'file': file_of(value)}
json.dump(result, out)
