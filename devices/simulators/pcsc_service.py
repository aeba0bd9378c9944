"""A private, real pcscd with two virtual readers, for the demonstration and the tests.

It runs in a mount namespace of its own: its `/run/pcscd` is a folder of ours, its configuration names only the
virtual readers, and the drivers of USB readers are hidden from it. The machine's own pcscd, if there is one, is not
touched, and several private ones run side by side.

libpcsclite finds it by the environment variable PCSCLITE_CSOCK_NAME, which it reads once, at its first call in a
process, and then keeps. So a process decides on its service before it opens its first PC/SC reader: `use_here`.
A service that is stopped and started again keeps its folder, hence its socket.

vpcd takes a card from anybody who can connect to its port, and it listens on all interfaces. That is good enough for
fictitious people; it must never be installed on a kiosk that serves real ones.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

from devices.clock import Clock, SystemClock
from devices.errors import DeviceNotAvailable
from devices.simulators.pcsc_namespace import LIBRARY, namespace_command, why_not

SOCKET_VARIABLE = "PCSCLITE_CSOCK_NAME"
READER_NAME = "Virtual PCD"
"""Part of both readers' names: "Virtual PCD 00 00" on `port`, "Virtual PCD 00 01" on `port + 1`."""

_READY = b"daemon ready"
_START_TRIES = 5


def available() -> str | None:
    """Why a private service cannot run here, as a code; None when it can."""
    return why_not()


class PcscService:
    """One private pcscd and its two virtual readers.

    Args:
        folder: Where socket, configuration and log go; made when missing. The path must be short: a socket's name
            has at most 107 bytes. Without it a folder in the temporary directory, removed by `close`.
    """

    def __init__(self, folder: Path | None = None, *, clock: Clock | None = None) -> None:
        self._clock: Clock = clock or SystemClock()
        self._own_folder = folder is None
        self.folder = folder or Path(tempfile.mkdtemp(prefix="pcsc-"))
        self._port = 0
        self._process: subprocess.Popen[bytes] | None = None

    @classmethod
    def here(cls, *, clock: Clock | None = None) -> PcscService:
        """The service this process points at already, or a new one that it points at from now on.

        Two services on one folder must not run at the same time.
        """
        chosen = Path(os.environ.get(SOCKET_VARIABLE, ""))
        ours = chosen.name == "pcscd.comm" and chosen.parent.name == "run" and chosen.parent.parent != Path("/")
        service = cls(chosen.parent.parent if ours else None, clock=clock)
        service.use_here()
        return service

    @property
    def socket_path(self) -> Path:
        """What PCSCLITE_CSOCK_NAME must say in a client process."""
        return self.folder / "run" / "pcscd.comm"

    @property
    def port(self) -> int:
        """Port of the first reader; the second has the next. Chosen by the first `start`, then kept."""
        return self._port

    @property
    def running(self) -> bool:
        """Whether the daemon runs."""
        return self._process is not None and self._process.poll() is None

    def use_here(self) -> None:
        """Point this process and its future children at this service. Before the first PC/SC call, or in vain."""
        os.environ[SOCKET_VARIABLE] = str(self.socket_path)

    def start(self, *, readers: bool = True, reader_name: str = READER_NAME) -> None:
        """Run the daemon, with or without readers; returns when it is ready. Does nothing when it runs.

        Args:
            readers: False starts it as if no reader were plugged in.
            reader_name: What the readers are called, before pcscd's " 00 00" and " 00 01".

        Raises:
            DeviceNotAvailable: it cannot run here, or did not come up in time.
        """
        if self.running:
            return
        reason = available()
        if reason is not None:
            raise DeviceNotAvailable(f"no private pcscd here: {reason}", code="pcsc-simulator")
        self.stop()
        for _ in range(_START_TRIES):
            self._port = self._port if self._port and _is_free(self._port) else _free_port_pair()
            if self._launch(reader_name if readers else None):
                return
            self.stop()
        raise DeviceNotAvailable("the private pcscd did not come up; see pcscd.log", code="pcsc-simulator")

    def stop(self) -> None:
        """End the daemon in good order. Does nothing when it does not run."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End the daemon by SIGKILL, as a crash would: its socket file stays behind."""
        self._end(signal.SIGKILL)

    def restart(self, *, readers: bool = True) -> None:
        """Stop and start; without `readers` it is as if all had been unplugged."""
        self.stop()
        self.start(readers=readers)

    def close(self) -> None:
        """Stop, and remove a folder of our own making."""
        self.stop()
        if self._own_folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> PcscService:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _launch(self, reader_name: str | None) -> bool:
        """One attempt; false when the daemon ended or a port was taken in the meantime."""
        run, config, log = self.folder / "run", self.folder / "readers", self.folder / "pcscd.log"
        for folder in (run, config):
            folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        for left in ("pcscd.comm", "pcscd.pid"):  # of a daemon that was killed
            (run / left).unlink(missing_ok=True)
        reader_file = config / "vpcd"
        reader_file.unlink(missing_ok=True)
        if reader_name is not None:
            reader_file.write_text(_reader_entry(reader_name, self._port), encoding="ascii")
        with log.open("wb") as sink:
            self._process = subprocess.Popen(
                namespace_command(run.resolve(), config.resolve()),
                stdin=subprocess.PIPE,  # its end of file ends the daemon, should this process die
                stdout=sink,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = self._clock.now().monotonic_s + 5.0
        while self._clock.now().monotonic_s < deadline and self._process.poll() is None:
            written = log.read_bytes()
            if _READY in written and self._answers():
                return reader_name is None or written.count(b"Waiting for virtual ICC") == 2
            try:
                self._process.wait(0.01)
            except subprocess.TimeoutExpired:
                continue
        return False

    def _answers(self) -> bool:
        """Whether clients can connect: pcscd says that it is ready a moment before."""
        with socket.socket(socket.AF_UNIX) as client:
            return client.connect_ex(str(self.socket_path)) == 0

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, how)  # the daemon, and what waits to end it should we die
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(1)
        except subprocess.TimeoutExpired:  # at the moment of its start pcscd loses a SIGTERM
            self._process.kill()
            self._process.wait(5)
        self._process = None


def _reader_entry(name: str, port: int) -> str:
    return f'FRIENDLYNAME "{name}"\nDEVICENAME /dev/null:0x{port:04X}\nLIBPATH {LIBRARY}\nCHANNELID 0x{port:04X}\n'


def _free_port_pair() -> int:
    """Two ports side by side that nobody listens on, below the range which the system gives out by itself."""
    dice = random.SystemRandom()
    for _ in range(200):
        port = dice.randrange(20000, 32000, 2)
        if _is_free(port):
            return port
    raise DeviceNotAvailable("no free pair of ports", code="pcsc-simulator")


def _is_free(port: int) -> bool:
    for one in (port, port + 1):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("", one))
            except OSError:
                return False
    return True
