#!/usr/bin/env bash
# All tests without a display, in two processes more than there are cores: a good part of them waits (tests/support/lanes.py).
set -euo pipefail
cd "$(dirname "$0")/.."
export QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 OPENBLAS_NUM_THREADS=1
# Every process a test starts would compile the whole program again, and every worker the tests.
unset PYTHONDONTWRITEBYTECODE
exec .venv/bin/pytest -q -n "$(($(nproc) + 2))" --dist loadfile --no-loadscope-reorder "$@"
