from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

right = str(Path(__file__).parent / "example" / "nnUNet_preprocessed")
wrong = str(Path(__file__).parent / "own-plans" / "nnUNet_preprocessed")


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, capture_output=True, text=True, check=False)


def test_there_is_no_other_node() -> None:
    assert shutil.which("node") is None


def test_it_is_the_program() -> None:
    version = run("nnplans", "--version")
    assert version.returncode == 0 and version.stdout.count(".") == 2
    assert run(sys.executable, "-m", "nnplans", "--version").stdout == version.stdout


def test_its_exit_codes_are_those_of_the_program() -> None:
    words = ["check", "-s", "121", "-t", "122", "-sp", "TinyPlans"]
    assert run("nnplans", *words, "-tp", "PretrainedPlansCustom", "--preprocessed", right).returncode == 0
    assert run("nnplans", *words, "-tp", "TinyPlans", "--preprocessed", wrong).returncode == 1
    usage = run("nnplans", "check", "--nonsense")
    assert usage.returncode == 2 and "--nonsense" in usage.stderr and usage.stdout == ""


@pytest.mark.skipif(os.name != "posix", reason="only there a process can become another")
def test_a_signal_reaches_the_program_itself(tmp_path: Path) -> None:
    # A command that nnplans hands over to: the program waits for it, in the very process that was started.
    command = tmp_path / "nnUNetv2_train"
    command.write_text("#!/bin/sh\nexec /bin/sleep 30\n")
    command.chmod(0o755)
    words = ["nnplans", "run", "--fail-on", "never", "--", str(command), "122", "2d", "0"]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=tmp_path)
    time.sleep(2)
    assert Path(f"/proc/{process.pid}/comm").read_text().strip() in ("node", "MainThread")
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) in (-signal.SIGTERM, 128 + signal.SIGTERM)
