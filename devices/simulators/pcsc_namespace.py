"""Runs pcscd in a mount namespace of its own: as root, or as anybody where the kernel lets users make one."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
from pathlib import Path

LIBRARY = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
"""vpcd's driver, where Debian's package vsmartcard-vpcd puts it."""

_PATH = os.environ.get("PATH", os.defpath) + ":/usr/sbin:/sbin"

# $1 folder for the socket, $2 configuration, $3... the daemon. Other daemons' sockets and the drivers of USB readers
# are hidden from it. What reads in the background ends the daemon when our end of its standard input closes, be it
# that we died; more than once, since pcscd loses a signal at the moment of its start. The shell becomes the daemon,
# so that its process id is the one we know.
_SCRIPT = """
set -e
mount -t tmpfs tmpfs /run
mkdir /run/pcscd
mount --bind "$1" /run/pcscd
for usb in /usr/lib/pcsc/drivers/*.bundle; do [ ! -d "$usb" ] || mount -t tmpfs tmpfs "$usb"; done
config=$2
shift 2
exec 3<&0
( read -r _ <&3 || true; for try in 1 2 3 4 5; do kill $$ || exit; sleep 0.2; done ) >/dev/null 2>&1 &
exec "$@" --foreground --info --config "$config" </dev/null 3<&-
"""


def namespace_command(run: Path, config: Path) -> list[str]:
    """The command that runs a daemon whose /run/pcscd is `run`, until its standard input ends.

    Raises:
        ValueError: a folder lies under /run, which the daemon sees empty.
    """
    if any(folder.is_relative_to("/run") for folder in (run, config)):
        raise ValueError("the folder of a private pcscd must not lie under /run")
    daemon = [_tool("pcscd") or "pcscd"]
    if _knows_polkit():
        daemon.append("--disable-polkit")
    return [*(_unshare() or ["unshare"]), "sh", "-c", _SCRIPT, "sh", str(run), str(config), *daemon]


def why_not() -> str | None:
    """What is missing here: no-pcscd, no-virtual-reader or no-namespace (not root); None when nothing is."""
    if _tool("pcscd") is None:
        return "no-pcscd"
    if not LIBRARY.exists():
        return "no-virtual-reader"
    if _unshare() is None:
        return "no-namespace"
    return None


def _tool(name: str) -> str | None:
    return shutil.which(name, path=_PATH)


@functools.cache
def _unshare() -> list[str] | None:
    """The form of unshare that works here, None when none does."""
    program = _tool("unshare")
    if program is None:
        return None
    forms = [[program, "--mount"], [program, "--map-root-user", "--mount"]]
    return next((form for form in forms if _succeeds([*form, "sh", "-c", "mount -t tmpfs tmpfs /run"])), None)


def _succeeds(command: list[str]) -> bool:
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


@functools.cache
def _knows_polkit() -> bool:
    """Whether this build of pcscd can and must be told to leave polkit out, which it cannot reach in here."""
    try:
        shown = subprocess.run(
            [_tool("pcscd") or "pcscd", "--help"], stdin=subprocess.DEVNULL, capture_output=True, timeout=5, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return b"--disable-polkit" in shown.stdout + shown.stderr
