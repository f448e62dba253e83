import { memoryStorage } from '../../src/io/memory-storage.js';
import type { Installation } from '../../src/nnunet/installation/installation.js';
import { installationIn } from '../../src/workspace/installation/find-installation.js';

/** Files of a small nnU-Net in a site-packages folder: the packages in which names are looked up, with a class or two in each. */
export function fakePackages(folder: string, version = '2.8.1'): Record<string, string> {
  const sources: Record<string, string> = {
    'nnunetv2/__init__.py': '',
    [`nnunetv2-${version}.dist-info/METADATA`]: `Metadata-Version: 2.4\nName: nnunetv2\nVersion: ${version}\n\nVersion: 0.0.0\n`,
    'nnunetv2/imageio/__init__.py': '',
    'nnunetv2/imageio/base_reader_writer.py': 'class BaseReaderWriter:\n    pass\n',
    'nnunetv2/imageio/simpleitk_reader_writer.py':
      'from nnunetv2.imageio.base_reader_writer import BaseReaderWriter\n\nclass SimpleITKIO(BaseReaderWriter):\n    pass\n',
    'nnunetv2/preprocessing/__init__.py': '',
    'nnunetv2/preprocessing/preprocessors/__init__.py': '',
    'nnunetv2/preprocessing/preprocessors/default_preprocessor.py': 'class DefaultPreprocessor(object):\n    pass\n',
    'nnunetv2/preprocessing/normalization/__init__.py': '',
    'nnunetv2/preprocessing/normalization/default_normalization_schemes.py': 'class ZScoreNormalization:\n    pass\n',
    'nnunetv2/preprocessing/resampling/__init__.py': '',
    'nnunetv2/preprocessing/resampling/default_resampling.py':
      'def resample_data_or_seg_to_shape(data, new_shape, current_spacing, new_spacing, is_seg=False):\n    pass\n\ndef halve(image):\n    pass\n',
    'nnunetv2/utilities/__init__.py': '',
    'nnunetv2/utilities/label_handling/__init__.py': '',
    'nnunetv2/utilities/label_handling/label_handling.py': 'class LabelManager(object):\n    pass\n',
    'nnunetv2/experiment_planning/__init__.py': '',
    'nnunetv2/experiment_planning/experiment_planners/__init__.py': '',
    'nnunetv2/experiment_planning/experiment_planners/default_experiment_planner.py':
      'class ExperimentPlanner(object):\n    pass\n',
    'nnunetv2/training/__init__.py': '',
    'nnunetv2/training/nnUNetTrainer/__init__.py': '',
    'nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py':
      'class nnUNetTrainer(object):\n    def build_network_architecture(self):\n        pass\n',
    'nnunetv2/training/nnUNetTrainer/variants/__init__.py': '',
    'nnunetv2/training/nnUNetTrainer/variants/nnUNetTrainer_250epochs.py':
      'from nnunetv2.training.nnUNetTrainer.nnUNetTrainer import nnUNetTrainer\n\nclass nnUNetTrainer_250epochs(nnUNetTrainer):\n    def __init__(self):\n        self.num_epochs = 250\n',
    'dynamic_network_architectures/__init__.py': '',
    'dynamic_network_architectures/architectures/__init__.py': '',
    'dynamic_network_architectures/architectures/unet.py': 'class PlainConvUNet:\n    pass\n',
  };
  return Object.fromEntries(Object.entries(sources).map(([path, text]) => [`${folder}/${path}`, text]));
}

/** Where {@link fakeInstallation} lies. */
export const fakeSite = '/venv/lib/python3.11/site-packages';

/** A venv with the small nnU-Net of {@link fakePackages} and some files of a fork, by their path below site-packages. */
export function fakeInstallation(fork: Readonly<Record<string, string>> = {}, version = '2.8.1'): Installation {
  const added = Object.entries(fork).map(([path, text]) => [`${fakeSite}/${path}`, text] as const);
  const storage = memoryStorage({
    '/venv/pyvenv.cfg': 'home = /usr/bin\nversion = 3.11.7\n',
    '/usr/lib/python3.11/abc.py': '',
    ...fakePackages(fakeSite, version),
    ...Object.fromEntries(added),
  });
  const found = installationIn({ storage, env: {}, cwd: '/' }, '/venv');
  if (found === undefined) throw new Error('there is no nnU-Net in /venv');
  return found;
}
