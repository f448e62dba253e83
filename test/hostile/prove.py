"""
Opens every file of cases.py with the real torch, each in a process and an empty folder of its own, and says which of them acted.

    npm run prove:pickles -- --python VENV/bin/python     all of them
    npm run prove:pickles -- --write                      writes test/fixtures/pickles/hostile, without running anything
"""

import argparse
import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from cases import CASES  # noqa: E402

FIXTURES = pathlib.Path(__file__).parents[1] / "fixtures" / "pickles" / "hostile"


def prove(cases, python):
    """For each file whether it acts, and what Python said."""
    lines = []
    for case in cases:
        files = {case.file: case.content.hex()}
        if case.planted:
            files[f"{case.planted_as}.py"] = case.planted.encode().hex()
        lines.append(json.dumps({"file": case.file, "opener": case.opener, "effect": case.effect, "files": files}))
    runner = pathlib.Path(__file__).parent / "act.py"
    done = subprocess.run([python, str(runner)], input="\n".join(lines), stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def write():
    FIXTURES.mkdir(parents=True, exist_ok=True)
    for old in FIXTURES.iterdir():
        old.unlink()
    for case in CASES:
        (FIXTURES / case.file).write_bytes(case.content)
    facts = [{"file": case.file, "opener": case.opener, "tells": list(case.tells)} for case in CASES]
    (FIXTURES / "cases.json").write_text(json.dumps(facts, indent=2) + "\n")
    print(f"{len(CASES)} files, {sum(len(case.content) for case in CASES)} bytes")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--python", help="a Python with torch and nnunetv2")
    parser.add_argument("--write", action="store_true", help="write the files, run nothing")
    parser.add_argument("names", nargs="*", help="only cases of these names")
    options = parser.parse_args()
    names = [case.name for case in CASES]
    assert len(names) == len(set(names)), "two cases of one name"
    if options.write:
        write()
    if options.python is None:
        return 0
    chosen = [case for case in CASES if not options.names or case.name in options.names]
    idle = 0
    for case, result in zip(chosen, prove(chosen, options.python), strict=True):
        idle += not result["acts"]
        print(f"acts  {case.name}" if result["acts"] else f"IDLE  {case.name}  {result['said']}")
    print(f"{len(chosen) - idle} of {len(chosen)} act")
    return 1 if idle else 0


if __name__ == "__main__":
    sys.exit(main())
