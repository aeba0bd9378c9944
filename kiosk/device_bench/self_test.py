"""The self-test: what is tried one after the other, and what came of each. A pure table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from devices.device import DeviceKind
from kiosk.device_bench.standing import CHIME, METRICS, READERS, Entry
from kiosk.sentences import Text, table

CELLS = 24
"""Of the grid on which every place of the glass is touched."""


class Kind(StrEnum):
    """How something is tried."""

    SCREEN = "screen"  # looked at
    TOUCH = "touch"  # every cell is touched
    SOUND = "sound"  # listened to
    CARD = "card"  # a card is laid on it
    MEASURE = "measure"  # it measures, by itself or when somebody does
    LAMP = "lamp"  # looked at
    PRINT = "print"  # a slip is printed and looked at


class Outcome(StrEnum):
    """What came of it."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is tried; `id` is the device's name where it is one."""

    id: str
    kind: Kind
    title: Text


@dataclass(frozen=True, slots=True)
class SelfTest:
    """A run. Outcomes are those of the first steps; the next one is being tried."""

    steps: tuple[Step, ...]
    outcomes: tuple[Outcome, ...] = ()
    touched: frozenset[int] = field(default_factory=frozenset)

    @property
    def step(self) -> Step | None:
        """What is tried now; None when it is over."""
        return self.steps[len(self.outcomes)] if len(self.outcomes) < len(self.steps) else None

    @property
    def missed(self) -> int:
        """Cells not touched yet."""
        return CELLS - len(self.touched)

    def ended(self, outcome: Outcome) -> SelfTest:
        """The step that is tried came to this."""
        return self if self.step is None else replace(self, outcomes=(*self.outcomes, outcome))

    def touch(self, cell: int) -> SelfTest:
        """A cell was touched; the last one ends the step."""
        if self.step is None or self.step.kind is not Kind.TOUCH or not 0 <= cell < CELLS:
            return self
        touched = replace(self, touched=self.touched | {cell})
        return touched.ended(Outcome.PASSED) if not touched.missed else touched

    def of(self, outcome: Outcome) -> tuple[str, ...]:
        """Ids of the steps that came to this."""
        done = zip(self.steps, self.outcomes, strict=False)
        return tuple(step.id for step, came in done if came is outcome)


def steps_of(entries: Iterable[Entry]) -> tuple[Step, ...]:
    """Screen and touch, then each device that somebody's hands or eyes are needed for."""
    words = table("self-test.titles")
    found = [Step("screen", Kind.SCREEN, words["screen"]), Step("touch", Kind.TOUCH, words["touch"])]
    for entry in entries:
        kind = by_hand(entry.kind)
        if kind is not None:
            found.append(Step(entry.name, kind, entry.title))
    return tuple(found)


def by_hand(kind: str) -> Kind | None:
    """What somebody does or looks at to try a thing of this kind; None where nobody can."""
    if kind in READERS:
        return Kind.CARD
    if kind in METRICS:
        return Kind.MEASURE
    return LOOKED_AT.get(kind)


LOOKED_AT = {CHIME: Kind.SOUND, DeviceKind.SIGNAL.value: Kind.LAMP, DeviceKind.PRINTER.value: Kind.PRINT}
"""What only somebody's eyes or ears can judge."""
