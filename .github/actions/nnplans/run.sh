#!/usr/bin/env bash
# Runs nnplans in a workflow of GitHub: annotations beside the lines, a summary of the job, and files for the steps to come.
# Reads NNPLANS_ARGUMENTS (a command line), NNPLANS_SARIF and NNPLANS_MARKDOWN (files; none where empty), and what GitHub sets.
set -euo pipefail

program=${NNPLANS_PROGRAM:-$(dirname "${BASH_SOURCE[0]}")/../../../dist/nnplans.cjs}

# xargs reads quotes as a shell does and expands nothing.
words=()
while IFS= read -r -d '' word; do words+=("$word"); done < <(xargs printf '%s\0' <<<"$NNPLANS_ARGUMENTS")

outputs=(-o github)
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then outputs+=(-o "markdown=$GITHUB_STEP_SUMMARY"); fi
if [ -n "${NNPLANS_SARIF:-}" ]; then outputs+=(-o "sarif=$NNPLANS_SARIF"); fi
if [ -n "${NNPLANS_MARKDOWN:-}" ]; then outputs+=(-o "markdown=$NNPLANS_MARKDOWN"); fi

# Outputs stand before the other words: behind "--" begins the command of another program.
status=0
node "$program" "${words[0]}" "${outputs[@]}" "${words[@]:1}" || status=$?
echo "exit-code=$status" >>"${GITHUB_OUTPUT:-/dev/null}"
exit "$status"
