#!/usr/bin/env bash
# All tests without a display, in two processes more than there are cores: many of them wait (tests/support/lanes.py).
set -euo pipefail
cd "$(dirname "$0")/.."
export QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 OPENBLAS_NUM_THREADS=1
# Every process a test starts would compile the whole program again, and every worker the tests.
unset PYTHONDONTWRITEBYTECODE

# Stores wait for the disk at every commit. Tests keep theirs in memory where there is room and programs may be run.
folder="$(mktemp -d /dev/shm/kiosk-tests-XXXXXX 2>/dev/null || mktemp -d)"
trap 'rm -rf "$folder"' EXIT
if [ "$(df --output=avail -m "$folder" | tail -1)" -ge 2048 ] && cp "$(command -v true)" "$folder/runs" && "$folder/runs"; then
  export TMPDIR="$folder"
fi
.venv/bin/pytest -q -n "$(($(nproc) + 2))" --dist loadfile --no-loadscope-reorder "$@"
