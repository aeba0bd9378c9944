#!/usr/bin/env bash
# Everything that is checked without running the program. The types take half of the time and one core: the rest runs beside them.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
export PYTHONPATH=.
"$bin/ruff" check --quiet .
"$bin/ruff" format --quiet --check .

types="$(mktemp)"
trap 'kill "$mypy" 2>/dev/null || true; rm -f "$types"' EXIT
"$bin/mypy" --no-error-summary >"$types" 2>&1 &
mypy=$!

"$bin/lint-imports" --no-logo 2>&1 | tail -n 20
"$bin/python" .ci/notice.py --check || { echo "NOTICE is out of date: run .ci/notice.py"; exit 1; }
"$bin/python" .ci/hardware_table.py --check || { echo "The hardware table in README.md is out of date: run .ci/hardware_table.py"; exit 1; }
"$bin/python" .ci/settings_page.py --check || { echo "docs/settings.zh.md is out of date: run .ci/settings_page.py"; exit 1; }
"$bin/python" .ci/bands_page.py --check || { echo "docs/bands.zh.md is out of date: run .ci/bands_page.py"; exit 1; }
"$bin/python" .ci/manual_pictures.py --check || { echo "These pictures of the manuals are out of date: run PYTHONPATH=. .venv/bin/python .ci/manual_pictures.py and look at them"; exit 1; }
.ci/qmllint.sh
wait "$mypy" || { cat "$types"; exit 1; }
echo "lint: ruff, mypy --strict, import-linter and qmllint have nothing to say"
