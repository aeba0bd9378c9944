#!/usr/bin/env bash
# Writes the two lock files: names, versions and hashes, no addresses.
set -euo pipefail
cd "$(dirname "$0")/.."
uv="${UV:-.tools/bin/uv}"
common=(--quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate)
"$uv" pip compile "${common[@]}" pyproject.toml --output-file requirements.lock
"$uv" pip compile "${common[@]}" pyproject.toml --extra evaluation --extra gateway --extra openvino --group dev --output-file requirements-dev.lock
