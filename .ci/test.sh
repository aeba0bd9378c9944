#!/usr/bin/env bash
# All tests, in as many processes as there are cores, without a display.
set -euo pipefail
cd "$(dirname "$0")/.."
export QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 OPENBLAS_NUM_THREADS=1
# Every process a test starts would compile the whole program again, and every worker the tests.
unset PYTHONDONTWRITEBYTECODE
exec .venv/bin/pytest -q -n auto --dist loadfile --no-loadscope-reorder "$@"
