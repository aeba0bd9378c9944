"""The far ends of serial instruments that speak by themselves when somebody has measured, each on a pseudo-terminal."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

from devices.clock import Clock, SystemClock
from devices.instruments.tm265x_frames import bcc
from devices.simulators.pty_simulator import PtySimulator

CHINA = timezone(timedelta(hours=8), "CST")
NOBODY = "99999999999999999999"


class SpeakingInstrument(PtySimulator):
    """What they share. Does not imitate how long a measurement takes.

    Args:
        clock: The instrument's own clock, shown in China Standard Time.
    """

    def __init__(self, link: Path | None = None, *, clock: Clock | None = None) -> None:
        super().__init__(link)
        self._clock: Clock = clock or SystemClock()

    def _now(self, when: datetime | None) -> datetime:
        return when or self._clock.now().utc.astimezone(CHINA)


class Hbp9020Simulator(SpeakingInstrument):
    """An Omron HBP-9020 in output mode 5, F3."""

    def measure(
        self,
        sys: int,
        dia: int,
        pulse: int,
        *,
        movement: int = 0,
        when: datetime | None = None,
        patient_id: str = NOBODY,
    ) -> None:
        """Somebody measured: send the record. All numbers 0 is a measurement broken off."""
        at = self._now(when)
        mean = (sys + 2 * dia) // 3
        numbers = f"{sys:03},{mean:03},{dia:03},{pulse:03}"
        record = f"bp,{patient_id:<20.20},{at:%Y/%m/%d,%H:%M},{numbers},{movement}\r\n"
        self.send_raw(record.encode("ascii"))


class Tm265xSimulator(SpeakingInstrument):
    """An A&D TM-2655 or TM-2657, output format RB. It does not answer commands."""

    def measure(self, sys: int, dia: int, pulse: int, *, error: int = 0, when: datetime | None = None) -> None:
        """Somebody measured: send the frame. With an error the numbers are 0."""
        if error:
            sys = dia = pulse = 0
        mean = (sys + 2 * dia) // 3
        values = (f"E{error:02}", f"S{sys:3}", f"M{mean:3}", f"D{dia:3}", f"P{pulse:3}", "I17", "L139")
        fields = ("TM2655", f"{self._now(when):%y%m%d%H%M}", "RB", "M", *values)
        summed = b"\x0100\x02" + "\x1e".join(fields).encode("ascii") + b"\x1e\x03"
        self.send_raw(b"\x16\x16" + summed + bytes((bcc(summed),)))


class TerumoSimulator(SpeakingInstrument):
    """A Terumo ES-P or BP-500. Its check byte is always "?", as in the one printed record."""

    def measure(
        self, sys: int, dia: int, pulse: int, *, when: datetime | None = None, patient_id: str = NOBODY
    ) -> None:
        """Somebody measured: send the record. All numbers 0 is a measurement broken off."""
        mean = (sys + 2 * dia) // 3
        numbers = f"{sys:03},{mean:03},{dia:03},{pulse:03}"
        record = f"\x02R1,{patient_id:<9.9},{self._now(when):%y%m%d,%H%M%S},{numbers},0000,0000,00000,000\x03?"
        self.send_raw(record.encode("ascii"))
