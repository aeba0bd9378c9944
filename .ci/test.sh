#!/usr/bin/env bash
# All tests without a display, in three processes more than there are cores: as many wait (tests/support/lanes.py).
set -euo pipefail
cd "$(dirname "$0")/.."
cores="$(nproc)"
export QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 OPENBLAS_NUM_THREADS=1
# Every process a test starts would compile the whole program again, and every worker the tests.
unset PYTHONDONTWRITEBYTECODE

# On a fresh tree all workers would do this at once, each for all tests: here each core takes its share, once.
compile_tests() {
  local stamp=.venv/tests-compiled changed
  changed="$(find tests -name 'test_*.py' $([ -e "$stamp" ] && echo -newer "$stamp") | sort)"
  if [ "$(wc -l <<<"$changed")" -gt 60 ]; then
    xargs -P "$cores" -n "$(($(wc -l <<<"$changed") / cores + 1))" .venv/bin/pytest -qq -p no:xdist --collect-only \
      <<<"$changed" >/dev/null 2>&1 || true # what is wrong with a test is said below
  fi
  touch "$stamp"
}

.ci/browser.sh
compile_tests
exec .venv/bin/pytest -q -n "$((cores + 3))" --dist loadfile --no-loadscope-reorder "$@"
