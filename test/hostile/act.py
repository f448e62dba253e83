"""Opens files as nnU-Net does, each in a process and an empty folder of its own: run by prove.py under a Python that has torch and nnunetv2."""

import json
import os
import pathlib
import signal
import sys
import tempfile

import numpy
import torch
from batchgenerators.utilities.file_and_folder_operations import load_pickle
from nnunetv2.postprocessing.remove_connected_components import apply_postprocessing

SECONDS = 120


def postprocess(file):
    apply_postprocessing(numpy.zeros((2, 2, 2), dtype="u1"), *load_pickle(file))


OPENERS = {
    "torch.load": lambda file: torch.load(file, weights_only=False),
    "pickle.load": load_pickle,
    "postprocessing": postprocess,
}


def within(folder, case, said):
    """In a process of its own: nothing that happens here comes back."""
    os.chdir(folder)
    signal.alarm(SECONDS)
    sys.path.insert(0, folder)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(said, 1)
    os.dup2(said, 2)
    found = OPENERS[case["opener"]](case["file"])
    if case["effect"] == "crash":
        print(found)


def acts(case):
    """Whether opening the file leaves its mark, and what Python said last."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as said:
        for name, content in case["files"].items():
            (pathlib.Path(folder) / name).write_bytes(bytes.fromhex(content))
        process = os.fork()
        if process == 0:
            try:
                within(folder, case, said.fileno())
            except BaseException as error:  # noqa: BLE001
                os.write(said.fileno(), f"{type(error).__name__}: {error}".encode())
            os._exit(0)
        status = os.waitpid(process, 0)[1]
        said.seek(0)
        last = said.read().decode(errors="replace").strip().splitlines()[-1:]
        if case["effect"] == "crash":
            return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGSEGV, last
        return any(path.name.startswith("ACTED") for path in pathlib.Path(folder).iterdir()), last


for line in sys.stdin:
    found, words = acts(json.loads(line))
    print(json.dumps({"acts": found, "said": words}), flush=True)
