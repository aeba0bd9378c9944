"""The far end of an HBP-9030's wire: an arm-in monitor somebody measures with."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

from devices.clock import Clock, SystemClock
from devices.simulators.pty_port import PtyPort, WireFaults

CHINA = timezone(timedelta(hours=8), "CST")


class CuffSimulator:
    """An HBP-9030 on a pseudo-terminal, set to output item 32, format 5.

    Does not imitate: inflation and its minute of waiting, the printer, the monitor's other output formats, or which
    errors it has (the meaning of the error digits is not published).

    Args:
        clock: The monitor's own clock, shown in China Standard Time.
    """

    def __init__(self, link: Path | None = None, *, clock: Clock | None = None) -> None:
        self._port = PtyPort(lambda _: None, link=link)
        self._clock: Clock = clock or SystemClock()

    @property
    def path(self) -> str:
        """Where the driver finds the port."""
        return self._port.path

    @property
    def faults(self) -> WireFaults:
        """What the wire does to the records."""
        return self._port.faults

    def plug(self) -> None:
        """Plug the monitor in."""
        self._port.plug()

    start = plug

    def unplug(self) -> None:
        """Pull its cable."""
        self._port.unplug()

    close = unplug

    def measure(
        self,
        sys: int,
        dia: int,
        pulse: int,
        *,
        error: int = 0,
        movement: bool = False,
        when: datetime | None = None,
        patient_id: str = "99999999999999999999",
    ) -> None:
        """Somebody measured: send the record.

        Args:
            error: With a digit other than 0 the numbers are sent blank, as the monitor does.
            when: The monitor's local time, now when not given.
            patient_id: What was keyed in or scanned at the monitor, padded with blanks to twenty.
        """
        at = when or self._clock.now().utc.astimezone(CHINA)
        numbers = "   ,   ,   " if error else f"{sys:03},{dia:03},{pulse:03}"
        stamp = f"{at.year:04},{at.month:02},{at.day:02},{at.hour:02},{at.minute:02}"
        record = f"{stamp},{patient_id:<20.20},{error},{numbers},{int(movement)}"
        self.send_raw(record.encode("ascii") + b"\r\n")

    def send_raw(self, data: bytes) -> None:
        """Put any bytes on the wire, as a monitor in another format or a bad cable would."""
        self._port.send(data)
