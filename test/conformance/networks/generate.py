"""Records what nnU-Net 2.8.1 and dynamic_network_architectures 0.4.4 make of random network descriptions.

    python generate.py ../../fixtures/networks    # the committed record (torch on CPU, half a minute)
    python generate.py more 5 7                   # five times as many cases from seed 7, for a bigger comparison:
                                                 # NNPLANS_NETWORK_RECORD=more npx jest test/conformance/networks

Each file holds one case a line; the tests beside this script replay them without Python.
"""

import json
import os
import random
import sys

from abbreviations import abbreviate
from nnunetv2.training.nnUNetTrainer.nnUNetTrainer import nnUNetTrainer
from nnunetv2.training.nnUNetTrainer.variants.network_architecture.nnUNetTrainerBN import nnUNetTrainerBN
from random_networks import (
    apply_edits,
    integral_floats,
    random_architecture,
    random_damage,
    random_legacy,
    random_legacy_damage,
)
from real_networks import build, failure, fingerprint, groups
from record_batches import record_forward, record_receptive_fields
from record_pairs import record_pairs


def record_architectures(rng, number, blocks):
    while number:
        configuration = {"architecture": random_architecture(rng)}
        channels, heads = rng.randint(1, 4), rng.randint(1, 6)
        trainer = nnUNetTrainerBN if rng.random() < 0.15 else nnUNetTrainer
        network = build(configuration, channels, heads, trainer)
        blocks.append(configuration["architecture"])
        yield {
            "architecture": abbreviate(configuration["architecture"]),
            "channels": channels,
            "heads": heads,
            "trainer": None if trainer is nnUNetTrainer else trainer.__name__,
            "fingerprint": fingerprint(network),
            "groups": groups(network) if number % 8 == 0 else None,
        }
        number -= 1


def record_builds(rng, number, bases, damage):
    """Damaged configurations: `[exception, message]`, or the fingerprint where the network is built all the same."""
    while number:
        base = rng.randrange(len(bases))
        edits = [damage(rng, bases[base]) for _ in range(1 if rng.random() < 0.8 else 2)]
        configuration = apply_edits(bases[base], edits)
        if configuration is None:
            continue
        case = {"base": base, "edits": edits, "floats": list(integral_floats(configuration)) or None}
        try:
            case["built"] = fingerprint(build(configuration))
        except Exception as error:
            case["raised"] = failure(error)
        yield case
        number -= 1


def write(folder, name, cases):
    cases = [{k: v for k, v in case.items() if v is not None and v != "loads"} for case in cases]
    with open(os.path.join(folder, name), "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "\n]\n")
    print(name, len(cases), os.path.getsize(os.path.join(folder, name)))


def main(folder, times=1, seed=1):
    os.makedirs(folder, exist_ok=True)
    rng = random.Random(seed)
    blocks = []
    write(folder, "architectures.json", record_architectures(rng, 320 * times, blocks))
    bases = [{"architecture": block} for block in blocks[:60]]
    write(folder, "damaged.json", list(record_builds(rng, 380 * times, bases, lambda r, b: random_damage(r, b["architecture"]))))
    legacy = [random_legacy(rng) for _ in range(30)]
    write(folder, "legacy.json", [{"bases": legacy}, *record_builds(rng, 110 * times, legacy, random_legacy_damage)])
    write(folder, "forward.json", list(record_forward(rng, 300 * times)))
    write(folder, "receptive-fields.json", list(record_receptive_fields(rng, 40 * times)))
    write(folder, "pairs.json", list(record_pairs(rng, 120 * times)))


if __name__ == "__main__":
    main(sys.argv[1], *(int(i) for i in sys.argv[2:]))
