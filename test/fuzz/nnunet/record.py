"""Runs commands of the real nnU-Net, each in a forked child, and says what became of them. Needs nnunetv2 and torch (CPU).

Reads lines of JSON {id, root, command} and writes lines {id, outcome}: {"class": "crash", "stage", "exception", "message"} or {"class": "ran", "digest"}.
Nothing of nnU-Net's logic is replaced: pools run in this process, data are loaded in it too, an epoch is one step, and plots are skipped.
"""
import os

for name in ('OMP_NUM_THREADS', 'MKL_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'ITK_GLOBAL_DEFAULT_NUMBER_OF_THREADS', 'BLOSC_NTHREADS'):
    os.environ[name] = '1'
os.environ.update(nnUNet_n_proc_DA='0', nnUNet_def_n_proc='1', nnUNet_raw='/-', nnUNet_preprocessed='/-', nnUNet_results='/-')

import hashlib
import json
import multiprocessing
import random
import signal
import sys
import warnings
from pathlib import Path

warnings.filterwarnings('ignore')
import numpy as np
import torch

torch.set_num_threads(1)


class Done:
    def __init__(self, function, arguments):
        self.error = None
        try:
            self.value = [function(*one) for one in arguments]
        except Exception as error:  # a pool hands every exception to .get()
            self.error = error

    def ready(self):
        return True

    def get(self, *_):
        if self.error is not None:
            raise self.error
        return self.value


class Pool:
    _pool = ()

    def __init__(self, *_, **__):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    def starmap_async(self, function, arguments, *_, **__):
        return Done(function, list(arguments))

    def starmap(self, function, arguments, *_, **__):
        return Done(function, list(arguments)).get()

    def map(self, function, arguments, *_, **__):
        return Done(function, [(one,) for one in arguments]).get()


class Context:
    def __init__(self, method):
        self.real = real_context(method)
        self.Pool = Pool

    def __getattr__(self, name):
        return getattr(self.real, name)


real_context = multiprocessing.get_context
multiprocessing.get_context = lambda method=None: Context(method)

import nnunetv2.utilities.utils
from nnunetv2.experiment_planning.plan_and_preprocess_api import preprocess_dataset
from nnunetv2.experiment_planning.plans_for_pretraining.move_plans_between_datasets import move_plans_between_datasets
from nnunetv2.inference.predict_from_raw_data import nnUNetPredictor
from nnunetv2.run.run_training import get_trainer_from_args, maybe_load_checkpoint
from nnunetv2.training.logging import nnunet_logger
from nnunetv2.utilities.find_objects import recursive_find_trainer_class_by_name

nnunetv2.utilities.utils.Pool = Pool
for logger in vars(nnunet_logger).values():
    if hasattr(logger, 'plot_progress_png'):
        logger.plot_progress_png = lambda self, output_folder: None
recursive_find_trainer_class_by_name('nnUNetTrainer')  # imports every trainer: once is enough

STAGE = ['start']


def seed():
    random.seed(1), np.random.seed(1), torch.manual_seed(1)


def options(words):
    """Words by the option before them, and those before any option."""
    found, name = {'': []}, ''
    for word in words:
        if word.startswith('-') and not word.lstrip('-').isdigit():
            name = word
            found[name] = []
        else:
            found[name].append(word)
    return found


def numbers(value):
    array = np.asarray(value, dtype=np.float64)
    return [list(array.shape), *(float(f'{x:.4g}') for x in (array.mean(), array.std(), array.min(), array.max()))] if array.size else [list(array.shape)]


def meet_every_case(trainer, seen):
    """A real training draws every case within minutes; one step does not. Draws until each was there, and takes a step with it."""
    real = trainer.get_dataloaders

    def get_dataloaders():
        loaders = real()
        for loader, step in zip(loaders, (trainer.train_step, trainer.validation_step)):
            left = {str(key) for key in loader.data_loader._data.identifiers}
            for _ in range(60):
                if not left:
                    break
                batch = next(loader)
                keys = {str(key) for key in batch['keys']}
                seen.append([sorted(keys), numbers(batch['data'])])
                if keys & left:
                    with torch.set_grad_enabled(step == trainer.train_step):
                        step(batch)
                left -= keys
        seed()
        return loaders

    trainer.get_dataloaders = get_dataloaders


def train(given, root):
    STAGE[0] = 'load plans'
    dataset, configuration, fold = given['']
    trainer = get_trainer_from_args(dataset, configuration, int(fold), plans_identifier=given['-p'][0], device=torch.device('cpu'))
    trainer.num_epochs = trainer.num_iterations_per_epoch = trainer.num_val_iterations_per_epoch = 1
    STAGE[0] = 'initialize'
    seed()
    trainer.initialize()
    if '-pretrained_weights' in given:
        STAGE[0] = 'load weights'
        maybe_load_checkpoint(trainer, False, False, str(root) + given['-pretrained_weights'][0])
    STAGE[0] = 'train'
    seed()
    seen = []
    meet_every_case(trainer, seen)
    trainer.run_training()
    STAGE[0] = 'validate'
    trainer.perform_actual_validation(False)
    summary = json.loads((Path(trainer.output_folder) / 'validation' / 'summary.json').read_text())
    network = [[key, list(value.shape)] for key, value in trainer.network.state_dict().items()]
    return [network, seen, summary['foreground_mean'], str(trainer.output_folder)[len(str(root)):]]


def preprocess(given, root):
    import blosc2
    STAGE[0] = 'preprocess'
    preprocess_dataset(int(given['-d'][0]), given['-plans_name'][0], given['-c'], [1])
    folder = next((root / 'nnUNet_preprocessed').glob(f"Dataset{given['-d'][0]}_*"))
    return [[path.relative_to(folder).as_posix(), numbers(blosc2.open(urlpath=str(path), mode='r')[:])] for path in sorted(folder.glob('*/*.b2nd'))]


def move(given, root):
    STAGE[0] = 'move'
    move_plans_between_datasets(int(given['-s'][0]), int(given['-t'][0]), given['-sp'][0], given['-tp'][0])
    return json.loads(next((root / 'nnUNet_preprocessed').glob(f"Dataset{given['-t'][0]}_*/{given['-tp'][0]}.json")).read_text())


def predict(given, root):
    STAGE[0] = 'load model'
    predictor = nnUNetPredictor(use_mirroring=False, device=torch.device('cpu'), allow_tqdm=False)
    predictor.initialize_from_trained_model_folder(str(root) + given['-m'][0], tuple(given['-f']), 'checkpoint_final.pth')
    STAGE[0] = 'predict'
    out = root / 'predictions'
    out.mkdir()
    predictor.predict_from_files_sequential(str(root) + given['-i'][0], str(out), save_probabilities=True)
    return [[path.name, numbers(np.load(path)['probabilities'])] for path in sorted(out.glob('*.npz'))]


ACTIONS = {'nnUNetv2_train': train, 'nnUNetv2_preprocess': preprocess, 'nnUNetv2_move_plans_between_datasets': move,
           'nnUNetv2_predict_from_modelfolder': predict}


def outcome(command, root):
    for name in ('nnUNet_raw', 'nnUNet_preprocessed', 'nnUNet_results'):
        path = str(root / name)
        os.environ[name] = path
        # Before 2.8 every module keeps the text that it found when it was imported.
        for module in list(sys.modules.values()):
            if getattr(module, '__name__', '').startswith('nnunetv2') and isinstance(vars(module).get(name), str):
                setattr(module, name, path)
    words = command.split()
    try:
        behaviour = ACTIONS[words[0]](options(words[1:]), root)
        text = json.dumps(behaviour, sort_keys=True, default=str)
        return {'class': 'ran', 'digest': hashlib.sha256(text.encode()).hexdigest()[:16]}
    except BaseException as error:  # SystemExit is an outcome, too
        message = ' '.join(str(error).replace(str(root), '').split())[:120]
        return {'class': 'crash', 'stage': STAGE[0], 'exception': type(error).__name__, 'message': message}


def in_child(command, root):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1), os.dup2(1, 2)
        signal.alarm(90)
        os.write(writer, json.dumps(outcome(command, root)).encode())
        os._exit(0)
    os.close(writer)
    text = b''.join(iter(lambda: os.read(reader, 65536), b''))
    os.close(reader)
    _, status = os.waitpid(child, 0)
    return json.loads(text) if text else {'class': 'crash', 'stage': 'unknown', 'exception': f'Signal{os.WTERMSIG(status)}', 'message': ''}


for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps({'id': request['id'], 'outcome': in_child(request['command'], Path(request['root']))}), flush=True)
