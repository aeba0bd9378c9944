#!/usr/bin/env bash
# Every QML file through qmllint, warnings as errors. What Python adds to QML is described afresh from the code itself.
set -euo pipefail
cd "$(dirname "$0")/.."
types="$(mktemp -d)"
trap 'rm -rf "$types"' EXIT
QT_QPA_PLATFORM=offscreen PYTHONPATH=. .venv/bin/python .ci/qmltypes.py "$types"
mapfile -t files < <(find "$PWD/ui" "$PWD/tests" -name '*.qml' | sort)
.venv/bin/pyside6-qmllint --max-warnings 0 -I "$PWD" -I "$types" "$@" "${files[@]}"
