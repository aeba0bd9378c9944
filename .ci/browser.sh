#!/usr/bin/env bash
# Tests only: a headless Chromium for the page of the window clerk. Where none can be had those tests are skipped, and say so.
set -euo pipefail
cd "$(dirname "$0")/.."
package=chromium-headless-shell tried=.tools/browser-tried

for program in "$package" chromium chromium-browser google-chrome; do
  command -v "$program" >/dev/null && exit 0
done
[ ! -e "$tried" ] || exit 0
if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
  echo "No Chromium: the tests of the clerk's page in a browser are skipped. With it: sudo apt-get install $package" >&2
  exit 0
fi
echo "Installing $package, for the tests only (about 100 MB to fetch, once) …" >&2
export DEBIAN_FRONTEND=noninteractive
{ apt-get update -qq && apt-get install -y -qq --no-install-recommends "$package" >/dev/null; } \
  || echo "$package cannot be had here: the tests of the clerk's page in a browser are skipped." >&2
mkdir -p .tools && touch "$tried"
