"""What a visitor can measure here: the steps of the self-check, as rows for the table, the words and the screens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.facilities import Facility
from kiosk.measurements.measurement import Measurement, Validity


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to measure: with an instrument of this terminal, or typed from an instrument of somebody's own.

    Attributes:
        id: Of its button on the menu and of its words in `self-check.toml`; with an instrument, the facility's value.
        icon: On the menu.
        metrics: What a reading of the instrument must hold to be complete; what is compared with last time.
        one_of: One of the metrics is enough, such as glucose before a meal or after it.
        facility: Whose instrument measures it; None where everything is typed.
        typed: Metrics that can be typed, the one asked for first; the others are a button on the pad away.
        rests: Whether one sits quietly first.
        repeats: Whether several readings are taken, a pause apart, and their mean is the value.
        takes_s: How long it takes, without the rest.
        picture: What the screen of the instrument shows; its icon where there is no picture.
        overview: Whether it has a line where the terminal says what works, and what does not.
    """

    id: str
    icon: str
    metrics: tuple[str, ...] = ()
    one_of: bool = False
    facility: Facility | None = None
    typed: tuple[str, ...] = ()
    rests: bool = False
    repeats: bool = False
    takes_s: float = 60.0
    picture: str = ""
    overview: bool = True

    def __post_init__(self) -> None:
        if bool(self.metrics) != (self.facility is not None) or not (self.metrics or self.typed):
            raise ValueError(f"step {self.id}: metrics come with a facility; without one they are typed")
        if self.facility is not None and self.facility.value != self.id:
            raise ValueError(f"step {self.id}: a step with an instrument is called as its facility")

    def is_complete(self, measurements: Iterable[Measurement]) -> bool:
        """Whether a reading holds a valid value of everything it must, or of one of them where one is enough."""
        valid = {m.metric for m in measurements if m.validity is Validity.VALID}
        return bool(valid.intersection(self.metrics)) if self.one_of else valid.issuperset(self.metrics)

    def compared(self, measurements: tuple[Measurement, ...]) -> tuple[str, ...]:
        """The metrics of these measurements that are read out and compared with last time."""
        first = measurements[0].metric
        return (first,) if first in self.typed else self.metrics
