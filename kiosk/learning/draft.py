"""The profile as far as it is learnt: how what was heard is cut, proved and read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from devices.lines.checks import Problem, problems
from devices.lines.decoder import LineDecoder, Outcome
from devices.lines.fields import Refusal, Values, converted, decode, number, pieces_of
from devices.lines.frames import LineFramer
from devices.lines.metrics import KINDS, units_of
from devices.lines.profile import Checksum, Field, Frame, Kind, Line, Profile, Steady
from devices.metrics import conversion
from kiosk.learning.finding import body_of, places
from kiosk.learning.framing import Guess, guesses
from kiosk.learning.heard import Burst
from kiosk.learning.proving import checksums

FAST_HZ = 3.0
"""A device that sends more often than this sends its display, whether somebody measures or not."""
AGREE = 3
MOST_DIFFERENT = 200
"""Frames that differ which are kept to prove a checksum: a display that rests sends the same one for minutes."""
EMPTY_KG = 5.0
"""A scale that shows less than this has nobody on it: what we choose, to be changed in the file."""


@dataclass(frozen=True, slots=True, repr=False)
class Decoded:
    """One frame and what the profile so far makes of it.

    Attributes:
        values: By metric; empty when it is none.
        refused: "unreadable", "out-of-limits" or "".
    """

    frame: bytes
    values: tuple[tuple[str, float], ...] = ()
    refused: str = ""


class Draft:
    """See the module. Changed by what the technician chooses, and by what is heard.

    Attributes:
        guesses: Ways to cut what was heard; `chosen` is the place of the one that was confirmed.
        checks: Checksums that hold in all its frames.
    """

    def __init__(self, kind: Kind) -> None:
        self.kind: Kind = kind
        self.line = Line()
        self.guesses: tuple[Guess, ...] = ()
        self.chosen = 0
        self.checks: tuple[Checksum, ...] = ()
        self.check = 0
        self.steady = Steady()
        self.fields: dict[str, Field] = {}
        self._hz = 0.0
        self._different: dict[bytes, None] = {}
        self._of = Frame()

    @property
    def guess(self) -> Guess | None:
        """The way to cut that is in use."""
        return self.guesses[self.chosen] if self.chosen < len(self.guesses) else None

    @property
    def frame(self) -> Frame:
        """Where frames begin and end."""
        return self.guess.frame if self.guess is not None else Frame()

    @property
    def checksum(self) -> Checksum:
        """The one in use; none when none was recognised or it was declined."""
        return self.checks[self.check] if 0 <= self.check < len(self.checks) else Checksum()

    @property
    def distinct(self) -> int:
        """How many frames that differ were heard, cut in this way."""
        return len(self._different)

    @property
    def may(self) -> tuple[str, ...]:
        """Metrics a device of this kind may have, those it must have first."""
        needed, every = KINDS[self.kind]
        return (*needed, *sorted(every - set(needed)))

    @property
    def needed(self) -> tuple[str, ...]:
        """Metrics it must have."""
        return KINDS[self.kind][0]

    def heard(self, bursts: Sequence[Burst]) -> None:
        """Cut anew what was heard until now."""
        before = self.guess
        self.guesses = guesses([burst.data for burst in bursts])
        same = (i for i, guess in enumerate(self.guesses) if before is not None and guess.frame == before.frame)
        self.chosen = next(same, 0) if self.chosen else 0
        span_s = bursts[-1].at_s - bursts[0].at_s if len(bursts) > 1 else 0.0
        frames = len(self.guesses[0].frames) if self.guesses else 0
        self._hz = frames / span_s if span_s > 0.5 and frames > 5 else 0.0
        self._prove()

    def hear_more(self, bursts: Sequence[Burst]) -> None:
        """Cut what was heard until now as it was confirmed; frames whose checksum does not hold are left out."""
        guess = self.guess
        if guess is None:
            return
        framer = LineFramer(guess.frame, self.checksum)
        cut = [framed.data for burst in bursts for framed in framer.feed(burst.data, burst.at_s) if framed.whole]
        if cut:
            self.guesses = (Guess(guess.frame, tuple(cut), guess.share),)
            self.chosen = 0

    def choose(self, index: int) -> None:
        """Confirm a way to cut; fields and checksum are looked for anew."""
        if 0 <= index < len(self.guesses) and index != self.chosen:
            self.chosen = index
            self.fields.clear()
            self._prove()

    def frames(self, most: int) -> tuple[bytes, ...]:
        """The newest frames, oldest of them first."""
        return self.guess.frames[-most:] if self.guess is not None else ()

    def candidates(self, metric: str, unit: str, shown: Sequence[tuple[bytes, Decimal]]) -> tuple[Field, ...]:
        """Fields that give the frames what the display showed."""
        return places(self.frame, self.checksum, shown, metric, unit)

    def put(self, field: Field) -> None:
        """A number was found."""
        self.fields[field.metric] = field
        self.steady = self._steadiness()

    def drop(self, metric: str) -> None:
        """It was not that one."""
        self.fields.pop(metric, None)

    def units(self, metric: str) -> tuple[str, ...]:
        """Units the display may show a metric in, its own first."""
        return units_of(metric)

    def value_at(self, field: Field, data: bytes) -> float | None:
        """What a field says in a frame, in the metric's unit; None when there is no number."""
        begin, end = body_of(self.frame, self.checksum, data)
        del begin
        place = pieces_of(self._with((field,)), data[:end])[0]
        bare = None if place is None else number(field, data[place[0] : place[1]])
        return None if bare is None or conversion(field.unit, field.metric) is None else converted(field, bare)

    def profile(self, title: str) -> Profile:
        """As it is now."""
        return Profile(
            title=title, kind=self.kind, line=self.line, frame=self.frame, checksum=self.checksum, steady=self.steady,
            field=tuple(self.fields[metric] for metric in self.may if metric in self.fields),
        )  # fmt: skip

    def problems(self) -> tuple[Problem, ...]:
        """What keeps it from being used."""
        return problems(self.profile("x"))

    def decoded(self, most: int) -> tuple[Decoded, ...]:
        """The newest frames with their values."""
        profile = self.profile("x")
        return tuple(_decoded(profile, frame) for frame in self.frames(most))

    def readings(self, bursts: Sequence[Burst]) -> tuple[Outcome, ...]:
        """The readings a terminal with this profile would have had from what was heard; none while it has problems."""
        if self.problems():
            return ()
        decoder = LineDecoder(self.profile("x"))
        found = (outcome for burst in bursts for outcome in decoder.feed(burst.data, burst.at_s))
        return tuple(outcome for outcome in found if not outcome.refused)

    def _with(self, fields: tuple[Field, ...], check: Checksum | None = None) -> Profile:
        return Profile(title="x", kind=self.kind, frame=self.frame, checksum=check or Checksum(), field=fields)

    def _prove(self) -> None:
        guess = self.guess
        self.check = 0
        if guess is None:
            self.checks = ()
            return
        if guess.frame != self._of:
            self._of, self._different = guess.frame, {}
        before = len(self._different)
        self._different |= dict.fromkeys(guess.frames)
        if len(self._different) == before and before:
            return
        self._different = dict.fromkeys(list(self._different)[-MOST_DIFFERENT:])
        self.checks = checksums(guess.frame, tuple(self._different))

    def _steadiness(self) -> Steady:
        """For a device that sends its display on and on; what it says once needs nothing."""
        if self._hz < FAST_HZ or self.kind == "thermometer":
            return Steady()
        first = self.fields.get(self.may[0])
        step = abs(first.scale) if first is not None and first.way == "bytes" else 0.1
        return Steady(
            marker=self._marker().hex().upper(), frames=AGREE, within=max(step, 0.1),
            idle_below=EMPTY_KG if self.kind == "scale" else -1e6,
        )  # fmt: skip

    def _marker(self) -> bytes:
        """What the newest line begins with, when others begin otherwise: ST and US of scales."""
        guess = self.guess
        if guess is None or guess.frame.way != "lines" or not guess.frames:
            return b""
        words = [frame.split(b",")[0][:8] for frame in guess.frames]
        last = words[-1]
        others = set(words) - {last}
        return last if last.isalpha() and others and all(word.isalpha() for word in others) else b""


def _decoded(profile: Profile, frame: bytes) -> Decoded:
    if not profile.field:
        return Decoded(frame)
    said = decode(profile, frame)
    if isinstance(said, Values):
        return Decoded(frame, tuple((q.metric, q.value) for q in said.quantities if q.value is not None))
    return Decoded(frame, refused=said.code if isinstance(said, Refusal) else "")
