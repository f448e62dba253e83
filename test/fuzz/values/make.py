"""Makes random small datasets and lets the real nnU-Net extract their fingerprint and preprocess them.

    make.py FOLDER SEED COUNT

FOLDER/K/nnUNet_preprocessed/Dataset…/ is what nnU-Net wrote; FOLDER/K/changes.json lists changes of the plans with by how much they would have moved a
voxel before resampling, for what changes nothing cannot be found.
"""

import json
import os
import sys
from multiprocessing.pool import ThreadPool
from pathlib import Path

import numpy as np

SCHEMES = ['CTNormalization', 'ZScoreNormalization', 'RescaleTo01Normalization', 'RGBTo01Normalization', 'NoNormalization']
STATISTICS = ['mean', 'std', 'percentile_00_5', 'percentile_99_5']


def smooth(rng, shape, times=2):
    noise = rng.normal(0, 1, shape)
    for _ in range(times):
        for axis in range(len(shape)):
            noise = (noise + np.roll(noise, 1, axis)) / 2
    return noise / max(noise.std(), 1e-6)


def ball(shape, centre, radius):
    grid = np.meshgrid(*[np.linspace(0, 1, n) for n in shape], indexing='ij')
    return sum((g - c) ** 2 for g, c in zip(grid, centre)) < radius**2


def image(kind, rng, shape, body, seg):
    """Images as scanners and people leave them; `body` is what is not background."""
    texture = smooth(rng, shape)
    if kind == 'ct':
        hu = np.where(body, 40 + 35 * texture + 60 * seg, -1000 + 8 * rng.normal(0, 1, shape))
        bone = ball(shape, rng.uniform(0.3, 0.7, len(shape)), 0.12)
        hu[bone] = rng.uniform(300, 1200)
        return np.clip(np.round(hu), -1024, 3071).astype(np.int16)
    if kind == 'window':
        return np.clip(np.round(np.where(body, 40 + 60 * texture + 60 * seg, -1000)), -160, 240).astype(np.int16)
    if kind == 'mr':
        gain = rng.uniform(50, 400)
        return np.where(body, np.clip(np.round(gain * (2 + 0.5 * texture + 0.4 * seg)), 1, None), 0).astype(np.int16)
    if kind == 'pet':
        hot = 20 * ball(shape, rng.uniform(0.2, 0.8, len(shape)), 0.07)
        return np.where(body, np.exp(0.4 * texture) * 0.7 + hot, 0.01).astype(np.float32)
    if kind == 'unit':
        grey = np.where(body, 1 + 0.3 * texture + 0.5 * seg, 0)
        return ((grey - grey.min()) / (grey.max() - grey.min())).astype(np.float32)
    if kind == 'standard':
        grey = np.where(body, texture + seg, 0)
        inside = body & (grey != 0)
        grey[inside] = (grey[inside] - grey[inside].mean()) / grey[inside].std()
        return grey.astype(np.float32)
    if kind == 'byte':
        top = rng.choice([255, 255, 231, 190])
        return np.clip(np.round(np.where(body, 120 + 40 * texture + 20 * seg, rng.choice([0, 12]))), 0, top).astype(np.uint8)
    if kind == 'spot':
        grey = np.zeros(shape, np.float32)
        grey[tuple(n // 2 for n in shape)] = 1000
        return grey + (1 if rng.random() < 0.5 else 0)
    raise ValueError(kind)


def make_raw(rng, folder):
    """A raw dataset; its channels, and whether it has two dimensions."""
    import SimpleITK as sitk

    is_png = rng.random() < 0.2
    channels = 3 if is_png and rng.random() < 0.6 else int(rng.integers(1, 4)) if not is_png else 1
    kinds = ['byte'] * channels if is_png else list(rng.choice(['ct', 'window', 'mr', 'mr', 'pet', 'unit', 'standard', 'byte', 'spot'], channels))
    schemes = [str(rng.choice([s for s in SCHEMES if s != 'RGBTo01Normalization' or k in ('byte', 'unit')])) for k in kinds]
    names = {'CTNormalization': 'CT', 'ZScoreNormalization': 'zscore', 'RescaleTo01Normalization': 'rescale_to_0_1', 'RGBTo01Normalization': 'rgb_to_0_1', 'NoNormalization': 'noNorm'}
    labels = int(rng.integers(1, 4))
    ending = '.png' if is_png else '.nii.gz'
    for part in ['imagesTr', 'labelsTr']:
        (folder / part).mkdir(parents=True)
    cases = int(rng.integers(3, 7))
    spacing = [1.0, 1.0, 1.0] if is_png else [float(s) for s in rng.choice([[1, 1, 1], [5, 0.8, 0.8], [3, 1, 1], [0.7, 0.9, 1.2]])]
    crop = rng.random() < 0.5
    for number in range(cases):
        shape = [int(n) for n in (rng.integers(40, 70, 2) if is_png else [rng.integers(8, 14) if spacing[0] > 2 else rng.integers(22, 34), rng.integers(24, 40), rng.integers(24, 40)])]
        body = ball(shape, [0.5] * len(shape), 0.38 if crop else 0.47)
        seg = np.zeros(shape, np.uint8)
        for label in range(1, labels + 1):
            seg[ball(shape, rng.uniform(0.38, 0.62, len(shape)), 0.13)] = label
        if rng.random() < 0.1:
            seg[:] = 0
        images = [image(kind, rng, shape, body, seg) for kind in kinds]
        if crop and rng.random() < 0.5 and 'spot' not in kinds:
            images = [np.where(body, one, 0).astype(one.dtype) for one in images]
        if is_png:
            from skimage import io

            if channels == 3:
                io.imsave(folder / 'imagesTr' / f'case_{number:03}_0000.png', np.stack(images, -1), check_contrast=False)
            else:
                io.imsave(folder / 'imagesTr' / f'case_{number:03}_0000.png', images[0], check_contrast=False)
            io.imsave(folder / 'labelsTr' / f'case_{number:03}.png', seg, check_contrast=False)
            continue
        own = [s * float(rng.uniform(0.95, 1.05)) if rng.random() < 0.5 else s for s in spacing]
        for place, array in [(f'imagesTr/case_{number:03}_{c:04}', one) for c, one in enumerate(images)] + [(f'labelsTr/case_{number:03}', seg)]:
            written = sitk.GetImageFromArray(array)
            written.SetSpacing(own[::-1])
            sitk.WriteImage(written, str(folder / f'{place}{ending}'))
    (folder / 'dataset.json').write_text(json.dumps({
        'channel_names': {str(c): names[s] for c, s in enumerate(schemes)},
        'labels': {'background': 0, **{f'organ{l}': l for l in range(1, labels + 1)}},
        'numTraining': cases, 'file_ending': ending,
    }, indent=4))
    return {'kinds': [str(k) for k in kinds], 'schemes': schemes, 'is_png': is_png, 'spacing': spacing, 'labels': labels}


def make_plans(rng, facts, fingerprint, name):
    """Plans as a planner writes them, with spacings of every kind; planning itself would take most of the time."""
    channels = len(facts['schemes'])
    reader = 'NaturalImage2DIO' if facts['is_png'] else 'SimpleITKIO'
    masked = [bool(s == 'ZScoreNormalization' and rng.random() < 0.5) for s in facts['schemes']]
    sampling = {'is_seg': False, 'order': 3, 'order_z': 0, 'force_separate_z': None}
    torch_sampling = rng.random() < 0.2
    base = {
        'preprocessor_name': 'DefaultPreprocessor', 'batch_size': 2, 'normalization_schemes': facts['schemes'], 'use_mask_for_norm': masked,
        'resampling_fn_data': 'resample_torch_fornnunet' if torch_sampling else 'resample_data_or_seg_to_shape',
        'resampling_fn_seg': 'resample_torch_fornnunet' if torch_sampling else 'resample_data_or_seg_to_shape',
        'resampling_fn_probabilities': 'resample_data_or_seg_to_shape',
        'resampling_fn_data_kwargs': {'is_seg': False, 'force_separate_z': None, 'memefficient_seg_resampling': False} if torch_sampling else sampling,
        'resampling_fn_seg_kwargs': {'is_seg': True, 'force_separate_z': None, 'memefficient_seg_resampling': False} if torch_sampling else {**sampling, 'is_seg': True, 'order': 1},
        'resampling_fn_probabilities_kwargs': {**sampling, 'order': 1},
        'architecture': {},
    }
    factor = [1.0] * 3 if rng.random() < 0.4 else [float(rng.uniform(0.6, 1.6)) for _ in range(3)]
    spacing = [s * f for s, f in zip(facts['spacing'], factor)]
    order = [0, 1, 2] if facts['is_png'] or rng.random() < 0.7 else [int(i) for i in rng.permutation(3)]
    spacing = [spacing[i] for i in order]
    configurations = {'2d': {**base, 'data_identifier': f'{name}_2d', 'patch_size': [32, 32], 'spacing': [float(s) for s in spacing[1:]]}}
    if not facts['is_png']:
        configurations['3d_fullres'] = {**base, 'data_identifier': f'{name}_3d_fullres', 'patch_size': [16, 32, 32], 'spacing': spacing}
        configurations['3d_lowres'] = {**base, 'data_identifier': f'{name}_3d_lowres', 'patch_size': [16, 32, 32], 'spacing': [1.9 * s for s in spacing], 'next_stage': '3d_cascade_fullres'}
        configurations['3d_cascade_fullres'] = {'inherits_from': '3d_fullres', 'previous_stage': '3d_lowres'}
    else:
        configurations['2d']['spacing'] = [1.0, 1.0]
    return {
        'dataset_name': facts['name'], 'plans_name': name, 'original_median_spacing_after_transp': spacing, 'original_median_shape_after_transp': [30, 30, 30],
        'image_reader_writer': reader, 'transpose_forward': order, 'transpose_backward': [int(i) for i in np.argsort(order)], 'configurations': configurations,
        'experiment_planner_used': 'ExperimentPlanner', 'label_manager': 'LabelManager',
        'foreground_intensity_properties_per_channel': fingerprint['foreground_intensity_properties_per_channel'],
    }, masked


def changes_of(rng, facts, plans, masked):
    """Every exchanged scheme, every flag, every statistic by more than a fifth."""
    for channel, scheme in enumerate(facts['schemes']):
        for other in SCHEMES:
            if other != scheme:
                yield {'channel': channel, 'scheme': other}
        if scheme == 'ZScoreNormalization':
            yield {'channel': channel, 'mask': not masked[channel]}
        if scheme == 'CTNormalization':
            for statistic in STATISTICS:
                value = plans['foreground_intensity_properties_per_channel'][str(channel)][statistic]
                for factor in [float(rng.uniform(0.4, 0.78)), float(rng.uniform(1.22, 2))]:
                    yield {'channel': channel, 'statistic': statistic, 'to': value * factor}


def effect(change, facts, plans, masked, raw):
    """By how much the change moves the voxel that it moves most, before resampling; None where nnU-Net refuses."""
    from nnunetv2.preprocessing.normalization import default_normalization_schemes as schemes

    channel = change['channel']
    most = 0.0
    for data, seg in raw:
        def run(scheme, mask, statistics):
            return getattr(schemes, scheme)(use_mask_for_norm=mask, intensityproperties=statistics).run(data[channel].astype(np.float32).copy(), seg[0])
        own = plans['foreground_intensity_properties_per_channel'][str(channel)]
        before = run(facts['schemes'][channel], masked[channel], own)
        changed = {**own, change['statistic']: change['to']} if 'statistic' in change else own
        try:
            after = run(change.get('scheme', facts['schemes'][channel]), change.get('mask', masked[channel]), changed)
        except AssertionError:
            return None
        most = max(most, float(np.abs(after - before).max()))
    return most


def as_npz(folder):
    """As nnU-Net before 2.6 stored cases."""
    from nnunetv2.training.dataloading.nnunet_dataset import nnUNetDatasetBlosc2, nnUNetDatasetNumpy

    for case in nnUNetDatasetBlosc2.get_identifiers(str(folder)):
        data, seg, _, properties = nnUNetDatasetBlosc2(str(folder)).load_case(case)
        nnUNetDatasetNumpy.save_case(np.asarray(data[:]), np.asarray(seg[:]).astype(np.int8), properties, str(folder / case))
        (folder / f'{case}.b2nd').unlink()
        (folder / f'{case}_seg.b2nd').unlink()


def main():
    target, seed, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    for number in range(count):
        rng = np.random.default_rng([seed, number])
        make_one(rng, target / f'{seed}-{number}')


def make_one(rng, folder):
    import nnunetv2
    from nnunetv2.experiment_planning.dataset_fingerprint import fingerprint_extractor
    from nnunetv2.preprocessing.cropping.cropping import crop_to_nonzero
    from nnunetv2.preprocessing.preprocessors import default_preprocessor

    name = 'Dataset701_Random'
    facts = make_raw(rng, folder / 'nnUNet_raw' / name)
    facts['name'] = name
    preprocessed = folder / 'nnUNet_preprocessed'
    (preprocessed / name).mkdir(parents=True)
    # The folders are fixed when a module is imported.
    for module in list(sys.modules.values()):
        if getattr(module, '__name__', '').startswith('nnunetv2'):
            for variable, path in [('nnUNet_raw', folder / 'nnUNet_raw'), ('nnUNet_preprocessed', preprocessed)]:
                if hasattr(module, variable):
                    setattr(module, variable, str(path))
    # Threads in place of processes, which would each import nnU-Net again.
    class Threads:
        Pool = ThreadPool
    for module in [fingerprint_extractor, default_preprocessor]:
        module.multiprocessing = type('Context', (), {'get_context': staticmethod(lambda _: Threads)})
    extractor = fingerprint_extractor.DatasetFingerprintExtractor(name, 2)
    extractor.num_foreground_voxels_for_intensitystats = 1e6
    try:
        fingerprint = extractor.run(overwrite_existing=True)
    except Exception as error:
        print(folder, 'no fingerprint:', error)
        return
    fingerprint = json.loads((preprocessed / name / 'dataset_fingerprint.json').read_text())
    plans, masked = make_plans(rng, facts, fingerprint, 'nnUNetPlans')
    (preprocessed / name / 'nnUNetPlans.json').write_text(json.dumps(plans, indent=4))
    (preprocessed / name / 'dataset.json').write_text((folder / 'nnUNet_raw' / name / 'dataset.json').read_text())
    configurations = [c for c in plans['configurations'] if 'data_identifier' in plans['configurations'][c]]
    chosen = [c for c in configurations if rng.random() < 0.6] or configurations[:1]
    for configuration in chosen:
        try:
            default_preprocessor.DefaultPreprocessor(verbose=False).run(name, configuration, 'nnUNetPlans', 2)
        except (AssertionError, ValueError) as error:
            print(folder, 'not preprocessed:', error)
            return
    if rng.random() < 0.25:
        for configuration in chosen:
            as_npz(preprocessed / name / plans['configurations'][configuration]['data_identifier'])
    from nnunetv2.utilities.plans_handling.plans_handler import PlansManager
    from nnunetv2.utilities.utils import get_filenames_of_train_images_and_targets

    reader = PlansManager(plans).image_reader_writer_class()
    files = get_filenames_of_train_images_and_targets(str(folder / 'nnUNet_raw' / name), json.loads((preprocessed / name / 'dataset.json').read_text()))
    raw = []
    for one in files.values():
        data, seg, _ = crop_to_nonzero(reader.read_images(one['images'])[0], reader.read_seg(one['label'])[0])
        raw.append((data, seg))
    changes = [{**change, 'moves': effect(change, facts, plans, masked, raw)} for change in changes_of(rng, facts, plans, masked)]
    (folder / 'changes.json').write_text(json.dumps({'facts': facts, 'masked': masked, 'configurations': chosen, 'changes': changes, 'resampling': plans['configurations']['2d']['resampling_fn_data']}, indent=1))


if __name__ == '__main__':
    for variable in ['nnUNet_raw', 'nnUNet_preprocessed', 'nnUNet_results']:
        os.environ.setdefault(variable, sys.argv[1])
    main()
