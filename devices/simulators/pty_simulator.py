"""What the far ends of serial wires share: a pseudo-terminal that is plugged in and pulled."""

from __future__ import annotations

from pathlib import Path

from devices.simulators.pty_port import PtyPort, WireFaults


class PtySimulator:
    """A device on a pseudo-terminal. One that listens overrides `_receive`.

    Does not imitate a line of another speed or parity: a pseudo-terminal has none.

    Args:
        link: Always points at the present port, so that a driver finds it again.
    """

    def __init__(self, link: Path | None = None) -> None:
        self._port = PtyPort(lambda data: self._receive(data), link=link)

    @property
    def path(self) -> str:
        """Where the driver finds the port."""
        return self._port.path

    @property
    def faults(self) -> WireFaults:
        """What the wire does to what the device sends."""
        return self._port.faults

    @property
    def written_at_s(self) -> float:
        """When it last put bytes on the wire, monotonic."""
        return self._port.written_at_s

    def plug(self) -> None:
        """Plug it in."""
        self._port.plug()

    def start(self) -> None:
        """The same."""
        self.plug()

    def unplug(self) -> None:
        """Pull its cable."""
        self._port.unplug()

    def close(self) -> None:
        """The same, for good."""
        self.unplug()

    def send_raw(self, data: bytes) -> None:
        """Put any bytes on the wire."""
        self._port.send(data)

    def _receive(self, data: bytes) -> None:
        """What the driver sent, on the port's thread."""
