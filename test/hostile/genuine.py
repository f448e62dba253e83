"""
Writes test/fixtures/pickles/genuine: files of torch and numpy with all that a checkpoint, or the properties of a case, may innocently hold. Wants a Python with
torch and nnunetv2.
"""

import collections
import datetime
import pathlib
import pickle
import random
import warnings

import numpy as np
import torch
from nnunetv2.postprocessing.remove_connected_components import remove_all_but_largest_component_from_segmentation

warnings.simplefilter("ignore")
FOLDER = pathlib.Path(__file__).parents[1] / "fixtures" / "pickles" / "genuine"


def with_attributes(thing):
    thing.note = "mine"
    return thing


def strided():
    return torch.zeros(1, 2, 3, 4).to(memory_format=torch.channels_last)


def optimizer(kind, **options):
    net = torch.nn.Linear(2, 2)
    made = kind(net.parameters(), lr=0.1, **options)
    net(torch.ones(1, 2)).sum().backward()
    made.step()
    return made.state_dict()


PLAIN = {
    "builtins": [b"ab", b"", bytearray(b"ab"), {1, "a"}, frozenset([1]), 1 + 2j, slice(1, 2), range(1, 9, 2), ..., 2**70, -1.5, float("nan")],
    "collections": [
        collections.OrderedDict(a=1), collections.defaultdict(list, a=[1]), collections.defaultdict(int), collections.Counter("aab"), collections.deque([1, 2]), collections.deque([1], 5),
        collections.defaultdict(None),
    ],
    "times": [
        datetime.datetime(2024, 1, 2), datetime.datetime(2024, 1, 2, tzinfo=datetime.timezone.utc), datetime.date(2024, 1, 2), datetime.time(1), datetime.timedelta(1.5),
    ],
    "paths": [pathlib.Path("a/b"), pathlib.PurePosixPath("/"), pathlib.PureWindowsPath("c:/x")],
    "numpy-scalars": [
        np.bool_(True), np.int8(1), np.int64(1), np.uint16(1), np.float16(1), np.float32(1), np.float64(1), np.longdouble(1), np.complex64(1), np.str_("ä"), np.bytes_(b"a"),
        np.datetime64("2024-01-02"), np.timedelta64(1, "s"), np.void(b"ab"),
    ],
    "numpy-types": [np.float64, np.float32, np.int64, np.bool_, np.dtype("f4"), np.dtype(">i2"), np.dtype([("a", "f4"), ("b", "i2", (2,))]), np.dtype("U5"), np.dtype("O")],
    "numpy-arrays": [
        np.zeros(3), np.zeros((2, 3), order="F"), np.zeros((2, 3))[:, ::2], np.zeros(0), np.array(1), np.array(["a", "bc"]), np.array([1, "a", None], dtype=object),
        np.zeros(2, dtype=[("a", "f4"), ("b", "O")]), np.zeros(2, dtype=">f8"), np.array([True]), np.array(["2024-01-02"], dtype="M8[D]"), np.arange(1500),
    ],
    "random-states": [np.random.RandomState(1).get_state(), random.Random(1).getstate()],
}

TORCH = {
    "tensors": [
        torch.zeros(2), torch.zeros(2, 3).t(), torch.tensor(1.0), torch.zeros(0), strided(), torch.zeros(4)[1:3], torch.zeros(2, requires_grad=True),
        torch.zeros(2, dtype=torch.complex64).conj(), torch.zeros(2, dtype=torch.complex64).imag,
    ],
    "dtypes": [
        torch.zeros(2, dtype=dtype)
        for dtype in (torch.float64, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8, torch.bool, torch.complex128)
    ],
    "new-dtypes": [torch.zeros(2, dtype=dtype) for dtype in (torch.uint16, torch.uint32, torch.uint64, torch.float8_e4m3fn, torch.float8_e5m2)],
    "parameters": [
        torch.nn.Parameter(torch.zeros(2)), with_attributes(torch.nn.Parameter(torch.zeros(2))), with_attributes(torch.zeros(2)), torch.nn.Buffer(torch.zeros(2)),
        torch.nn.Parameter(torch.zeros(2), requires_grad=False),
    ],
    "values": [torch.Size([1, 2]), torch.device("cuda:0"), torch.device("cpu"), torch.device("cuda", 1), torch.float32, torch.int64, torch.strided, torch.per_tensor_affine, torch.Size([])],
    "sparse": [torch.eye(2).to_sparse(), torch.eye(2).to_sparse_csr(), torch.eye(2).to_sparse_csc(), torch.eye(4).to_sparse_bsr((2, 2))],
    "quantized": [
        torch.quantize_per_tensor(torch.zeros(2), 0.1, 0, torch.qint8),
        torch.quantize_per_channel(torch.zeros(2, 2), torch.ones(2), torch.zeros(2, dtype=torch.long), 0, torch.quint8),
    ],
    "elsewhere": [torch.zeros(2, device="meta"), torch.nested.nested_tensor([torch.zeros(2), torch.zeros(3)])],
    "storages": [torch.zeros(2).untyped_storage(), torch.zeros(2).storage()],
    "modules": [
        torch.nn.Sequential(torch.nn.Conv3d(1, 2, 3), torch.nn.BatchNorm3d(2)).state_dict(),
        torch.nn.Linear(2, 2).state_dict(),
    ],
    "training": [
        optimizer(torch.optim.SGD, momentum=0.99, nesterov=True), optimizer(torch.optim.AdamW), optimizer(torch.optim.Adam, amsgrad=True),
        torch.amp.GradScaler("cpu", init_scale=2.0).state_dict(), torch.random.get_rng_state(),
        torch.optim.lr_scheduler.PolynomialLR(torch.optim.SGD(torch.nn.Linear(1, 1).parameters(), lr=0.1), 3).state_dict(),
        torch.optim.swa_utils.AveragedModel(torch.nn.Linear(1, 1)).state_dict(),
    ],
}

# The old form knows nothing of these.
ONLY_ZIP = {"new-dtypes", "elsewhere", "storages"}


def numpy_1(content):
    """As numpy 1 writes it, in protocols that name modules on lines of their own."""
    return content.replace(b"cnumpy._core.", b"cnumpy.core.")


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    for name, values in {**PLAIN, **TORCH}.items():
        torch.save({"network_weights": {}, "extra": [one for one in values if one is not None]}, FOLDER / f"{name}.pth")
        if name not in ONLY_ZIP:
            torch.save(values, FOLDER / f"{name}-legacy.pth", _use_new_zipfile_serialization=False)
    for name, values in PLAIN.items():
        for protocol in range(6):
            content = pickle.dumps({"extra": [one for one in values if one is not None]}, protocol)
            (FOLDER / f"{name}-{protocol}.pkl").write_bytes(content)
            if numpy_1(content) != content:
                (FOLDER / f"{name}-{protocol}-numpy-1.pkl").write_bytes(numpy_1(content))
    torch.save({"network_weights": {}, "extra": PLAIN["numpy-arrays"]}, FOLDER / "protocol-4.pth", pickle_protocol=4)
    torch.save({"network_weights": {}, "extra": TORCH["tensors"]}, FOLDER / "protocol-5.pth", pickle_protocol=5)
    step = ([remove_all_but_largest_component_from_segmentation], [{"labels_or_regions": (1, 2)}])
    (FOLDER / "postprocessing.pkl").write_bytes(pickle.dumps(step))
    for path in FOLDER.iterdir():
        if path.suffix == ".pth":
            torch.load(path, weights_only=False)
        elif "numpy-1" not in path.name:
            pickle.loads(path.read_bytes())
    print(f"{len(list(FOLDER.iterdir()))} files, {sum(path.stat().st_size for path in FOLDER.iterdir())} bytes")


if __name__ == "__main__":
    main()
