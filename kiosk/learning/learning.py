"""What the page of an unknown device holds and works out: listening to its port, looking for its numbers, keeping its
profile.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from devices.lines.decoder import Outcome
from devices.lines.profile import Field
from kiosk.accounts.permissions import Permission
from kiosk.desk.page import Context, Page
from kiosk.learning.draft import Draft
from kiosk.learning.finding import overlap
from kiosk.learning.heard import Burst, newest
from kiosk.learning.parts import LearnParts, Listener
from kiosk.learning.ports import Port
from kiosk.learning.saving import NAME, NotSaved, config_lines, save
from kiosk.sentences import NO_WORDS, Refusal, Text, sentence, table
from kiosk.settings import SettingsError

LOOKED_AT = 30
"""Newest frames a typed number is looked for in."""
ANALYSED = 4096
"""Bytes of what was heard last that are cut into frames: enough for some hundred of them."""


class Learning(Page):
    """What `kiosk.learning.page.LearnPage` does things with; its view is made of what is public."""

    def __init__(self, context: Context, parts: LearnParts) -> None:
        super().__init__(context)
        self._parts = parts
        self._listening: Listener | None = None
        self._forget()

    def _forget(self) -> None:
        self.step = "port"
        self.ports: tuple[Port, ...] = ()
        self.port = ""
        self.rate: int | None = None
        self.draft = Draft("blood-pressure")
        self.asked = ""
        self.units: dict[str, str] = {}
        self.candidates: tuple[Field, ...] = ()
        self.candidate = 0
        self.problem: Text = NO_WORDS
        self.bursts: tuple[Burst, ...] = ()
        self.told: tuple[Outcome, ...] = ()
        self.settled, self.sure = False, False
        self.frame: bytes = b""
        self.profile_name = ""
        self.file: Path | None = None
        self.added = False
        self.busy = False
        self._evidence: dict[str, list[tuple[bytes, Decimal]]] = {}
        self._seen: tuple[float, int] | None = None

    # --- asked by the view --------------------------------------------------------------------------------------------
    def unit_of(self, metric: str) -> str:
        """The unit the display shows a metric in."""
        return self.units.get(metric, self.draft.units(metric)[0])

    def exists(self, name: str) -> bool:
        """Whether a profile has this name already."""
        return (self._parts.folder / f"{name}.toml").exists()

    def lines(self) -> str:
        """What the configuration file needs."""
        file = self.file or self._parts.folder / f"{self.profile_name}.toml"
        return config_lines(self.draft.kind, self.profile_name, self.port, file)

    @property
    def shown_frame(self) -> bytes:
        """The frame whose cells are shown: the one a number was found in, else the newest."""
        return self.frame or next(iter(self.draft.frames(1)), b"")

    @property
    def may_add(self) -> bool:
        """Whether the lines can be put into the configuration file from here."""
        return self._parts.add is not None and self.context.allowed(Permission.SETTINGS_EDIT)

    @property
    def fault(self) -> str:
        """Why the port cannot be listened to; "" while it can."""
        return (self._listening.fault or "") if self._listening is not None else ""

    # --- inside -------------------------------------------------------------------------------------------------------
    def _go(self, step: str) -> None:
        self.step, self.problem, self.candidates, self.frame = step, NO_WORDS, (), b""
        self.context.turn()

    def _look(self) -> None:
        self.context.work(lambda: tuple(self._parts.ports()), self._found, lambda _: self._found(()))

    def _found(self, ports: tuple[Port, ...]) -> None:
        self.ports = ports

    def _listen(self, *, keep: bool = False) -> None:
        self._silence()
        if not keep:
            kind = self.draft.kind
            self.draft, self.bursts, self._seen = Draft(kind), (), None
        self.settled, self.sure = False, False
        self._listening = self._parts.listen(self.port, self.rate, self.context.show)
        self._listening.start()

    def _silence(self) -> None:
        listening, self._listening = self._listening, None
        if listening is not None:
            listening.stop()

    def _analyse(self) -> None:
        listening = self._listening
        if listening is None:
            return
        self.settled, self.sure = listening.settled
        bursts = listening.bursts
        seen = (bursts[-1].at_s, sum(len(burst.data) for burst in bursts)) if bursts else None
        if seen is None or seen == self._seen:
            return
        self._seen, self.bursts = seen, newest(bursts, ANALYSED)
        self.draft.line = listening.line
        if self.step == "hear":
            self.draft.heard(self.bursts)
        else:
            self.draft.hear_more(self.bursts)
        if self.step == "try":
            self.told = self.draft.readings(self.bursts)

    def _looked_for(self, value: Decimal) -> tuple[bytes, tuple[Field, ...]]:
        """The newest frame that holds the number, and where: the display may have gone on while it was typed."""
        unit, before = self.unit_of(self.asked), self._evidence.get(self.asked, [])
        others = [field for metric, field in self.draft.fields.items() if metric != self.asked]
        for frame in reversed(self.draft.frames(LOOKED_AT)):
            for evidence in ([*before, (frame, value)], [(frame, value)]):
                found = self.draft.candidates(self.asked, unit, evidence)
                free = tuple(each for each in found if not any(overlap(each, other) for other in others))
                if free:
                    return frame, free
        return b"", ()

    def _take(self, found: tuple[Field, ...], problem: Text) -> None:
        self.candidates, self.candidate = found, 0
        self.problem = NO_WORDS if found else problem
        if found:
            self.draft.put(found[0])
            left = [metric for metric in self.draft.may if metric not in self.draft.fields]
            self.asked = left[0] if left else self.asked

    def _number(self) -> int:
        tail = self.profile_name.rpartition("-")[2]
        return int(tail) if tail.isdigit() else 1

    def _free_name(self) -> str:
        names = (self.draft.kind, *(f"{self.draft.kind}-{number}" for number in range(2, 100)))
        return next((name for name in names if NAME.fullmatch(name) and not self.exists(name)), names[-1])

    def _store(self, *, over: bool) -> None:
        if self.busy:
            return
        self.busy = True
        name, profile, by = self.profile_name, self.draft.profile(self.profile_name), self.context.session.login

        def write() -> Path:
            file = save(self._parts.folder, name, profile, over=over)
            self._parts.note(by, "profile.saved", None, profile=name, model=f"line-{profile.kind}")
            return file

        self.context.work(write, self._stored, self._not_stored)

    def _stored(self, file: Path) -> None:
        self.busy, self.file = False, file
        self._silence()
        self.bursts, self.told = (), ()
        self._go("done")

    def _not_stored(self, error: Exception) -> None:
        self.busy = False
        problem = error.code if isinstance(error, NotSaved) else "disk"
        self.problem = table("learning.not-saved")[problem].fill(name=self.profile_name)

    def _was_added(self, _: None) -> None:
        self.busy, self.added = False, True

    def _not_added(self, error: Exception) -> None:
        self.busy = False
        self.problem = _why(error)


def _why(error: Exception) -> Text:
    if isinstance(error, Refusal):
        return error.sentence
    if isinstance(error, SettingsError):
        return Text(str(error.mistakes[0]))
    return sentence("learning.said.not-added")
