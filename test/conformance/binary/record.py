"""Writes what torch, numpy, pickle and blosc2 themselves make of every binary file below some folders.

python record.py OUT.jsonl FOLDER [FOLDER ...]

Names in the output are relative to the common parent of the folders. Tensors and JSON values are kept as SHA-256 of one
canonical text, which test/conformance/binary/facts.ts writes the same way.
"""

import hashlib
import json
import os
import pickle
import struct
import sys

import blosc2
import numpy as np
import torch


def sha(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def canonical(value):
    """JSON in which a float is the hexadecimal text of its eight bytes, so that no two ways to print it differ."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=True)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return "f" + struct.pack(">d", value).hex()
    if isinstance(value, dict):
        return "{" + ",".join(canonical(str(k)) + ":" + canonical(v) for k, v in value.items()) + "}"
    return "[" + ",".join(canonical(v) for v in value) + "]"


def checkpoint(path):
    content = torch.load(path, map_location="cpu", weights_only=False)
    facts = {"keys": list(content) if isinstance(content, dict) else []}
    if not isinstance(content, dict) or "network_weights" not in content:
        return facts
    seen = {}
    lines = []
    for name, tensor in content["network_weights"].items():
        if not isinstance(tensor, torch.Tensor):
            continue
        alias = seen.setdefault(tensor.untyped_storage().data_ptr(), len(seen))
        shape = ",".join(map(str, tensor.shape))
        lines.append(f"{name}\t{str(tensor.dtype)[6:]}\t{shape}\t{tensor.storage_offset()}\t{alias}\n")
    facts["tensors"] = len(lines)
    facts["state"] = sha("".join(lines))
    arguments = content.get("init_args")
    if arguments is not None:
        facts["arguments"] = list(arguments)
        for key in ("plans", "dataset_json"):
            facts[key] = sha(canonical(arguments[key])) if key in arguments else None
        facts["configuration"] = arguments.get("configuration")
        facts["fold"] = arguments.get("fold")
        facts["device"] = str(arguments["device"]) if "device" in arguments else None
    facts["trainer"] = content.get("trainer_name")
    facts["epoch"] = content.get("current_epoch")
    ema = content.get("_best_ema")
    facts["ema"] = None if ema is None else struct.pack(">d", float(ema)).hex()
    axes = content.get("inference_allowed_mirroring_axes", "absent")
    facts["axes"] = list(axes) if isinstance(axes, (tuple, list)) else axes
    return facts


def frame(path):
    array = blosc2.open(path, mode="r")
    kinds = {"NOT_SPECIAL": "d", "ZERO": "z", "NAN": "n", "UNINIT": "u"}
    return {
        "shape": list(array.shape),
        "chunks": list(array.chunks),
        "blocks": list(array.blocks),
        "dtype": array.dtype.str,
        "codec": array.cparams.codec.name.lower(),
        "level": array.cparams.clevel,
        "filters": [f.name.lower() for f in array.cparams.filters if f.value != 0],
        "index": "".join(kinds[chunk.special.name] for chunk in array.schunk.iterchunks_info()),
    }


def numpy_array(path):
    array = np.load(path)
    return {"shape": list(array.shape), "dtype": array.dtype.str if array.dtype.names is None else "structured",
            "fortran": array.flags.f_contiguous and not array.flags.c_contiguous}


def archive(path):
    arrays = np.load(path)
    return {name: {"shape": list(arrays[name].shape), "dtype": arrays[name].dtype.str} for name in arrays.files}


def label(key):
    if isinstance(key, tuple):
        return ["tuple", [int(k) for k in key]]
    if isinstance(key, str):
        return ["text", key]
    return ["numpy" if isinstance(key, np.generic) else "int", int(key)]


def case(path):
    with open(path, "rb") as file:
        properties = pickle.load(file)
    facts = {"keys": list(properties.keys())}
    for key in ("spacing", "shape_before_cropping", "bbox_used_for_cropping", "shape_after_cropping_and_before_resampling"):
        value = properties.get(key)
        facts[key] = None if value is None else np.array(value).tolist()
    locations = properties.get("class_locations", "absent")
    if isinstance(locations, dict):
        locations = [[*label(k), list(np.shape(v)) if len(v) else [0]] for k, v in locations.items()]
    facts["locations"] = locations
    return facts


READERS = {".pth": checkpoint, ".b2nd": frame, ".npy": numpy_array, ".npz": archive, ".pkl": case}


def main():
    out, *folders = sys.argv[1:]
    parent = os.path.commonpath([os.path.abspath(os.path.join(f, "..")) for f in folders])
    recorded = {}
    for folder in folders:
        for directory, _, names in sorted(os.walk(folder)):
            for name in sorted(names):
                path = os.path.join(directory, name)
                reader = READERS.get(os.path.splitext(name)[1])
                if reader is None:
                    continue
                try:
                    facts = reader(path)
                except Exception as error:
                    facts = {"fails": type(error).__name__}
                recorded[os.path.relpath(os.path.abspath(path), parent)] = facts
    with open(out, "w", encoding="utf-8") as file:
        file.writelines(json.dumps([path, facts]) + "\n" for path, facts in recorded.items())


main()
