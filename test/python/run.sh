#!/usr/bin/env bash
# The wheel as others get it: built by pip, installed into an empty environment on a PATH without Node, used, type-checked, removed.
# Needs python3 and PyPI: npm run test:python
set -euo pipefail
cd "$(dirname "$0")/../.."
outside=$(mktemp -d)
trap 'rm -rf "$outside"' EXIT
export PIP_DISABLE_PIP_VERSION_CHECK=1 HOME="$outside/home"
unset NODE_EXTRA_CA_CERTS
mkdir "$HOME"

python3 -m pip wheel --quiet --no-deps --wheel-dir "$outside/wheels" ./src/python
python3 -m venv "$outside/venv"
"$outside/venv/bin/pip" install --quiet "$outside"/wheels/nnplans-*.whl pytest==8.4.2 mypy==1.18.2

cp -r test/examples/transfer "$outside/example"
cp -r test/examples/own-plans "$outside/own-plans"
cp test/python/test_*.py "$outside/"
cd "$outside"
# Tests run the installed package, not the sources.
PATH="$outside/venv/bin" pytest -q --rootdir "$outside" "$outside"/test_*.py
venv/bin/mypy --strict "$outside"/test_*.py

venv/bin/pip uninstall --quiet --yes nnplans
left=$(find "$outside/venv" "$HOME" -iname '*nnplans*' -not -path '*/.mypy_cache/*')
if [ -n "$left" ]; then echo "left behind: $left"; exit 1; fi
echo 'pip uninstall leaves nothing'
