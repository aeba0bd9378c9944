"""From the samples of an oximeter or a chest strap that sends on and on to the one value of somebody who sat still."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from devices.decoding import Decoded, Outcome, RefusalCode, Refused, decoded
from devices.events import Quantity

STEADY_S = 6.0
"""So long every sample must agree before there is a value."""
SPO2_WITHIN, PULSE_WITHIN = 2.0, 8.0
"""How far samples of one value may lie apart: percent; beats a minute, which breathing alone moves."""
FLAT_S = 4.0
"""No pulse wave is flat for so long: the sensor lies on a table."""
SILENT_S = 2.0
"""After a gap this long the next samples are of somebody else."""


@dataclass(frozen=True, slots=True, repr=False)
class Sample:
    """One sample.

    Attributes:
        outcome: Oxygen and pulse, or the pulse alone, or why there is none.
        wave: Height of the pulse wave, None where the sample tells none.
    """

    outcome: Outcome
    wave: int | None = None


class Steady:
    """Waits until samples agree. One measurement is told once; after a pause the next one is waited for.

    Attributes:
        told: Whether the measurement that goes on now has been told.
    """

    def __init__(self) -> None:
        self._agreeing: list[tuple[float, Decoded]] = []
        self._wave: tuple[int, float] | None = None
        self._last_s: float | None = None
        self.told = False

    def feed(self, sample: Sample, at_s: float) -> Outcome | None:
        """What the sample completes: the median of what agreed; that the finger slipped off before; else None.

        Args:
            at_s: When it came, monotonic seconds.
        """
        if self._last_s is not None and at_s - self._last_s >= SILENT_S:
            self._forget()
        self._last_s = at_s
        outcome = self._without_wave(sample, at_s) or sample.outcome
        if isinstance(outcome, Refused):
            return self._refuse(outcome)
        self._agreeing.append((at_s, outcome))
        while not _agree([one for _, one in self._agreeing]):
            self._agreeing.pop(0)
        if self.told or at_s - self._agreeing[0][0] < STEADY_S:
            return None
        self.told = True
        return _middle([one for _, one in self._agreeing])

    def broken_off(self) -> Refused | None:
        """The samples ended. What that says to whoever was being measured; None when nobody was."""
        begun = bool(self._agreeing) and not self.told
        self._forget()
        return Refused(RefusalCode.NO_FINGER) if begun else None

    def _refuse(self, refused: Refused) -> Refused | None:
        """Off the finger, the measurement is over; said only to whoever was being measured. Searching again in the
        middle of one begins it anew and is not said.
        """
        begun = bool(self._agreeing) and not self.told
        self._agreeing.clear()
        if refused.code is not RefusalCode.NO_FINGER:
            return None
        self.told = False
        return refused if begun else None

    def _without_wave(self, sample: Sample, at_s: float) -> Refused | None:
        """Values of a sensor whose wave does not move are of nobody, whatever its status says."""
        if sample.wave is None:
            return None
        if self._wave is None or self._wave[0] != sample.wave:
            self._wave = sample.wave, at_s
        return Refused(RefusalCode.NO_FINGER) if at_s - self._wave[1] >= FLAT_S else None

    def _forget(self) -> None:
        self._agreeing.clear()
        self._wave = None
        self.told = False


def _agree(samples: list[Decoded]) -> bool:
    for metric, within in (("spo2", SPO2_WITHIN), ("pulse", PULSE_WITHIN)):
        values = [value for one in samples if (value := one.value(metric)) is not None]
        if values and max(values) - min(values) > within:
            return False
    return True


def _middle(samples: list[Decoded]) -> Outcome:
    last = samples[-1]
    if len({one.quantities for one in samples}) == 1 and last.value("perfusion") == 0.0:
        return Refused(RefusalCode.NO_FINGER)  # nothing pulses, and nothing moves: numbers of before
    held = [Quantity(each.metric, _median(samples, each.metric), each.unit) for each in last.quantities]
    doubtful = sum(bool(one.flags) for one in samples) * 2 > len(samples)
    return decoded(held, doubtful=doubtful, device_time=last.device_time, flags=last.flags if doubtful else ())


def _median(samples: list[Decoded], metric: str) -> float:
    return float(median(value for one in samples if (value := one.value(metric)) is not None))
