"""The far end of an HBP-9030's wire: an arm-in monitor somebody measures with."""

from __future__ import annotations

from datetime import datetime

from devices.simulators.speaking_instruments import SpeakingInstrument


class CuffSimulator(SpeakingInstrument):
    """An HBP-9030 on a pseudo-terminal, set to output item 32, format 5.

    Does not imitate: inflation and its minute of waiting, the printer, the monitor's other output formats, or which
    errors it has (the meaning of the error digits is not published).
    """

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
        at = self._now(when)
        numbers = "   ,   ,   " if error else f"{sys:03},{dia:03},{pulse:03}"
        stamp = f"{at.year:04},{at.month:02},{at.day:02},{at.hour:02},{at.minute:02}"
        record = f"{stamp},{patient_id:<20.20},{error},{numbers},{int(movement)}"
        self.send_raw(record.encode("ascii") + b"\r\n")
