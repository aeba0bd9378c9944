"""The private pcscd: it keeps to itself, and does not outlive its owner."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from devices.errors import DeviceNotAvailable
from devices.simulators import pcsc_namespace
from devices.simulators.pcsc_service import SOCKET_VARIABLE, PcscService, available

needs_service = pytest.mark.skipif(available() is not None, reason=str(available()))

OWNER = """
import os, signal, sys
from pathlib import Path
from devices.simulators.pcsc_service import PcscService
PcscService(Path(sys.argv[1])).start()
os.kill(os.getpid(), signal.SIGKILL)
"""


def daemon_lives(folder: Path) -> bool:
    """Whether a pcscd runs with a configuration in this folder; one that is dead and not yet buried does not count."""
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and str(folder).encode() in (entry / "cmdline").read_bytes():
                return True
        except OSError:
            continue
    return False


@pytest.mark.pcsc
@needs_service
def test_the_daemon_ends_when_its_owner_is_killed(tmp_path: Path) -> None:
    folder = tmp_path / "p"
    subprocess.run([sys.executable, "-c", OWNER, str(folder)], timeout=20, check=False)
    deadline = time.monotonic() + 5
    while daemon_lives(folder):
        assert time.monotonic() < deadline, "the daemon outlives its owner"
        time.sleep(0.02)


@pytest.mark.pcsc
@needs_service
def test_the_machines_own_run_folder_is_not_touched(tmp_path: Path) -> None:
    own = Path("/run/pcscd")
    before = sorted(own.iterdir()) if own.exists() else None
    with PcscService(tmp_path / "p") as service:
        assert service.socket_path.is_socket()
        assert (sorted(own.iterdir()) if own.exists() else None) == before
    assert not service.running


@pytest.mark.pcsc
@needs_service
def test_it_keeps_its_port_over_a_crash(tmp_path: Path) -> None:
    with PcscService(tmp_path / "p") as service:
        port = service.port
        service.kill()
        assert not service.running
        service.start()
        assert service.running
        assert service.port == port


def test_a_process_that_has_chosen_keeps_its_choice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(SOCKET_VARIABLE, str(tmp_path / "run" / "pcscd.comm"))
    assert PcscService.here().folder == tmp_path
    assert os.environ[SOCKET_VARIABLE] == str(tmp_path / "run" / "pcscd.comm")


def test_a_process_that_has_not_gets_a_folder_that_is_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SOCKET_VARIABLE, "")
    service = PcscService.here()
    assert os.environ[SOCKET_VARIABLE] == str(service.folder / "run" / "pcscd.comm")
    assert service.folder.is_dir()
    service.close()
    assert not service.folder.exists()


def test_a_folder_under_run_is_refused() -> None:
    with pytest.raises(ValueError, match="/run"):
        pcsc_namespace.namespace_command(Path("/run/user/0/p"), Path("/tmp/p"))


def test_a_machine_without_the_virtual_reader_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pcsc_namespace, "LIBRARY", tmp_path / "libifdvpcd.so")
    monkeypatch.setattr(pcsc_namespace, "_tool", lambda name: f"/usr/sbin/{name}")
    assert available() == ("no-virtual-reader")
    with pytest.raises(DeviceNotAvailable) as refusal:
        PcscService(tmp_path).start()
    assert refusal.value.code == "pcsc-simulator"


def test_a_machine_without_pcscd_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pcsc_namespace, "_tool", lambda name: None)
    assert available() == "no-pcscd"
