#!/usr/bin/env bash
# Brings a Debian or Ubuntu machine to the point where the kiosk runs: system packages (as root), uv, Python packages.
# Safe to call again; does nothing when all is there. Everything it makes lies in .tools/ and .venv/.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(
  ca-certificates python3-venv python3-dev gcc libc6-dev          # pyscard has no wheel for Linux: it is built once, here
  libpcsclite-dev libpcsclite1 pcscd swig pkg-config
  vsmartcard-vpcd                                 # the virtual card reader: demonstration and tests only
  alsa-utils                                      # aplay: the chime by which staff are called
  xvfb x11-xserver-utils                          # tests of a window on a real X server
  fonts-noto-cjk fonts-hanazono fontconfig
  libegl1 libgl1 libglib2.0-0 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1
  libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0
  libxcb-xinerama0 libxcb-xkb1
)
say() { printf '%s\n' "$*" >&2; }

need_system() {
  local stamp=.tools/system-packages
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "${packages[*]}" ]; then return; fi
  command -v dpkg-query >/dev/null || { say "Not a Debian-like system: install what corresponds to: ${packages[*]}"; return; }
  local missing=()
  for package in "${packages[@]}"; do
    dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing+=("$package")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" -eq 0 ]; then
      say "Installing system packages: ${missing[*]}"
      export DEBIAN_FRONTEND=noninteractive
      apt-get update -qq
      apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
      # The package puts its network-open virtual reader into the system's own card service; only ours may have it.
      case " ${missing[*]} " in *" vsmartcard-vpcd "*) rm -f /etc/reader.conf.d/vpcd ;; esac
    else
      say "Some system packages are missing. Type this one line, then try again:"
      say "  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]} && sudo rm -f /etc/reader.conf.d/vpcd"
      exit 1
    fi
  fi
  mkdir -p .tools
  echo "${packages[*]}" > "$stamp"
}

find_python() {
  local candidate
  for candidate in /usr/bin/python3 python3 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null
    then command -v "$candidate"; return; fi
  done
  say "Python 3.11, 3.12 or 3.13 with its venv module is needed and was not found."
  exit 1
}

need_python() {
  local python="$1" wanted
  wanted="$(cat requirements-dev.lock .ci/setup.sh pyproject.toml | sha256sum | cut -d' ' -f1)"
  if [ -x .venv/bin/kiosk ] && [ "$(cat .venv/lock-in-place 2>/dev/null)" = "$wanted" ]; then return; fi
  say "Installing Python packages into .venv (a few minutes on the first day, nothing afterwards) …"
  [ -x .tools/bin/pip ] || "$python" -m venv .tools
  [ -x .tools/bin/uv ] || .tools/bin/pip install --quiet --disable-pip-version-check "uv>=0.9,<1"
  # The system's certificates: a hall's network may have a certificate authority of its own.
  export UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy UV_SYSTEM_CERTS=true
  [ -x .venv/bin/python ] || .tools/bin/uv venv --quiet --python "$python" .venv
  .tools/bin/uv pip sync --quiet --require-hashes --python .venv/bin/python requirements-dev.lock
  .tools/bin/uv pip install --quiet --no-deps --no-build-isolation --python .venv/bin/python --editable .
  echo "$wanted" > .venv/lock-in-place
}

need_system
need_python "$(find_python)"
