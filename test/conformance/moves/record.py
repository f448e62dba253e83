"""Records what nnU-Net's move makes of plans: of every plans file and every checkpoint below test/fixtures/golden, run here with the installed
nnunetv2; and of the releases that ../shared/golden-versions was written by, as they left it there.

python record.py GOLDEN GOLDEN_VERSIONS OUT.jsonl SOURCES

A line is one move: the plans it started from, its arguments, the target's dataset.json, and SHA-256 of the file that was written. Plans of other
releases that lines refer to are copied into the folder SOURCES, once for equal content.
"""

import hashlib
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

folder = Path(tempfile.mkdtemp())
for name in ("raw", "preprocessed", "results"):
    os.environ[f"nnUNet_{name}"] = str(folder / name)
    (folder / name).mkdir()

import numpy as np
import SimpleITK as sitk
import torch
from nnunetv2.experiment_planning.plans_for_pretraining.move_plans_between_datasets import move_plans_between_datasets
from skimage import io

NOT_PLANS = {"dataset.json", "dataset_fingerprint.json", "splits_final.json", "expected.json", "scenarios.json"}

TARGETS = {
    "Dataset901_Nifti": {"file_ending": ".nii.gz", "channel_names": {"0": "CT"}, "labels": {"background": 0, "a": 1}},
    "Dataset902_Photographs": {"file_ending": ".png", "channel_names": {"0": "R"}, "labels": {"background": 0, "a": 1}},
    "Dataset903_Nibabel": {
        "file_ending": ".nii.gz",
        "overwrite_image_reader_writer": "NibabelIOWithReorient",
        "channel_names": {"0": "CT"},
        "labels": {"background": 0, "a": 1},
    },
}


def sha(data):
    return hashlib.sha256(data).hexdigest()


def make_targets():
    for name, dataset in TARGETS.items():
        ending = dataset["file_ending"]
        raw = folder / "raw" / name
        (raw / "imagesTr").mkdir(parents=True)
        (raw / "labelsTr").mkdir()
        (folder / "preprocessed" / name).mkdir()
        (raw / "dataset.json").write_text(json.dumps({**dataset, "numTraining": 1}))
        image = np.zeros((8, 8, 8), np.int16)
        if ending == ".png":
            io.imsave(raw / "imagesTr" / f"a_0000{ending}", np.zeros((8, 8), np.uint8), check_contrast=False)
        else:
            sitk.WriteImage(sitk.GetImageFromArray(image), str(raw / "imagesTr" / f"a_0000{ending}"))
        shutil.copy(raw / "imagesTr" / f"a_0000{ending}", raw / "labelsTr" / f"a{ending}")


def move(text, source, source_plans, target, target_plans):
    (folder / "preprocessed" / source).mkdir(exist_ok=True)
    (folder / "raw" / source).mkdir(exist_ok=True)
    (folder / "preprocessed" / source / f"{source_plans}.json").write_bytes(text)
    move_plans_between_datasets(source, target, source_plans, target_plans)
    return (folder / "preprocessed" / target / f"{target_plans}.json").read_bytes()


def files_of(root, name=""):
    """Where each file of a golden folder lies, with what its overlays share, as test/support/example-project.ts reads them."""
    start = root.parent.parent / name if name.startswith("examples/") else root / name
    files = {}
    # Own files take the place of shared ones.
    for path in sorted(start.rglob("*"), key=lambda path: path.name != "overlay.json"):
        inside = path.relative_to(start)
        if path.name == "overlay.json":
            overlay = json.loads(path.read_bytes())
            gone = overlay.get("without", [])
            for shared, source in files_of(root, overlay["over"]).items():
                if not any(f"{shared}/".startswith(f"{one}/") for one in gone):
                    files[(inside.parent / shared).as_posix()] = source
        elif path.is_file():
            files[inside.as_posix()] = path
    return files


def here(root):
    """Every plans file and every checkpoint, once for equal plans."""
    seen = set()
    for inside, path in sorted(files_of(root).items()):
        if path.suffix == ".json" and path.name not in NOT_PLANS:
            text, via, plans = path.read_bytes(), "file", json.loads(path.read_bytes())
            if not isinstance(plans, dict) or "configurations" not in plans:
                continue
            name = plans["plans_name"] if path.name == "plans.json" else path.stem
        elif path.suffix == ".pth":
            plans = torch.load(path, map_location="cpu", weights_only=False)["init_args"]["plans"]
            # As nnUNetTrainer.on_train_start saves them: save_json(plans, sort_keys=False).
            text, via, name = json.dumps(plans, indent=4).encode(), "checkpoint", plans["plans_name"]
        else:
            continue
        if (via, name, sha(text)) in seen:
            continue
        seen.add((via, name, sha(text)))
        targets = TARGETS if via == "file" else ["Dataset901_Nifti"]
        for target in targets:
            for target_plans in (name, "Moved"):
                result = move(text, plans["dataset_name"], name, target, target_plans)
                yield {
                    "release": "2.8.1",
                    "source": f"golden/{inside}",
                    "via": via,
                    "sourcePlans": name,
                    "target": target,
                    "targetPlans": target_plans,
                    "datasetJson": TARGETS[target],
                    "sha256": sha(result),
                }


def releases(root, sources):
    """What each release wrote into Dataset102 from plans of Dataset101."""
    source, target = "Dataset101_GoldenPre", "Dataset102_GoldenFine"
    for version in sorted(path.name for path in root.iterdir() if path.is_dir() and path.name[0].isdigit()):
        names = [path.stem for path in (root / version / "nnUNet_preprocessed" / source).glob("nnUNet*Plans.json")]
        for source_plans in sorted(names):
            kind = "PreResEncPlans" if "ResEnc" in source_plans else "PrePlans"
            text = (root / version / "nnUNet_preprocessed" / source / f"{source_plans}.json").read_bytes()
            # Of the default plans the file without -tp was replaced by the target's own plans.
            candidates = [kind] + ([source_plans] if "ResEnc" in source_plans else [])
            for target_plans in candidates:
                result = root / version / "nnUNet_preprocessed" / target / f"{target_plans}.json"
                if not result.exists():
                    continue
                copy = sources / f"{source_plans}-{sha(text)[:8]}.json"
                copy.write_bytes(text)
                dataset = json.loads((root / version / "nnUNet_preprocessed" / target / "dataset.json").read_bytes())
                yield {
                    "release": version.split("-")[0],
                    "source": f"moved/sources/{copy.name}",
                    "via": "file",
                    "sourcePlans": source_plans,
                    "target": target,
                    "targetPlans": target_plans,
                    "datasetJson": {"file_ending": dataset["file_ending"]},
                    "sha256": sha(result.read_bytes()),
                }


def main(golden, versions, out, sources):
    make_targets()
    sources = Path(sources)
    sources.mkdir(parents=True, exist_ok=True)
    with open(out, "w") as file:
        for line in [*releases(Path(versions), sources), *here(Path(golden))]:
            file.write(json.dumps(line) + "\n")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
