"""Two small CT datasets in nnUNet_raw of the folder that is given, the same bytes every time, and a model of the first that was never trained."""
import json
import os
import sys
from pathlib import Path

import numpy as np
import SimpleITK as sitk

DATASETS = {
    "Dataset121_AbdomenCT": {"spacing": (0.8, 0.8, 5.0), "size": (36, 36, 14), "prefix": "abd", "offset": 0},
    "Dataset122_PancreasCT": {"spacing": (1.5, 1.5, 2.0), "size": (31, 31, 25), "prefix": "pan", "offset": 40},
}


def main(home: Path) -> None:
    random = np.random.default_rng(7)
    for name, facts in DATASETS.items():
        folder = home / "nnUNet_raw" / name
        (folder / "imagesTr").mkdir(parents=True)
        (folder / "labelsTr").mkdir()
        for number in range(5):
            shape = tuple(reversed(facts["size"]))
            image = random.normal(-100 + facts["offset"], 60, shape).astype(np.float32)
            label = np.zeros(shape, np.uint8)
            middle = tuple(slice(length // 4, 3 * length // 4) for length in shape)
            label[middle] = 1
            image[middle] += 150 + facts["offset"]
            inner = tuple(slice(length // 3, length // 2) for length in shape)
            label[inner] = 2
            for array, path in (
                (image, folder / "imagesTr" / f"{facts['prefix']}_{number:03d}_0000.nii.gz"),
                (label, folder / "labelsTr" / f"{facts['prefix']}_{number:03d}.nii.gz"),
            ):
                picture = sitk.GetImageFromArray(array)
                picture.SetSpacing(facts["spacing"])
                sitk.WriteImage(picture, str(path))
        dataset = {
            "channel_names": {"0": "CT"},
            "labels": {"background": 0, "organ": 1, "lesion": 2},
            "numTraining": 5,
            "file_ending": ".nii.gz",
        }
        (folder / "dataset.json").write_text(json.dumps(dataset, indent=4))


def model(home: Path, trainer_name: str) -> None:
    import torch
    from nnunetv2.run.run_training import get_trainer_from_args

    trainer = get_trainer_from_args("121", "3d_fullres", 0, trainer_name, "TinyPlans", device=torch.device("cpu"))
    trainer.initialize()
    os.makedirs(trainer.output_folder, exist_ok=True)
    for name in ("plans.json", "dataset.json"):
        source = trainer.plans_manager.plans if name == "plans.json" else trainer.dataset_json
        (Path(trainer.output_folder_base) / name).write_text(json.dumps(source, indent=4))
    trainer.save_checkpoint(os.path.join(trainer.output_folder, "checkpoint_final.pth"))


if __name__ == "__main__":
    if len(sys.argv) > 2:
        model(Path(sys.argv[1]), sys.argv[2])
    else:
        main(Path(sys.argv[1]))
