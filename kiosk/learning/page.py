"""An unknown serial device is learnt by touch: its port, what it sends, where its numbers stand, a try, its profile.

What was heard is in memory while the page is open and nowhere else; only the profile is written.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from devices.clock import Instant
from devices.lines.decoder import Outcome
from devices.lines.metrics import KINDS
from devices.lines.profile import Field
from kiosk.accounts.permissions import Permission
from kiosk.desk.page import Context, Page, action
from kiosk.desk.view import QuestionView
from kiosk.learning.cells import readings_at
from kiosk.learning.draft import Draft
from kiosk.learning.finding import overlap, typed
from kiosk.learning.heard import Burst, newest
from kiosk.learning.parts import LearnParts, Listener
from kiosk.learning.ports import Port
from kiosk.learning.saving import NAME, NotSaved, config_lines, save
from kiosk.learning.speeds import RATES
from kiosk.learning.view import LearnView
from kiosk.learning.view_builder import learn_view
from kiosk.sentences import NO_WORDS, Refusal, Text, sentence, table
from kiosk.settings import SettingsError

LOOKED_AT = 30
"""Newest frames a typed number is looked for in."""
ANALYSED = 4096
"""Bytes of what was heard last that are cut into frames: enough for some hundred of them."""


class LearnPage(Page):
    """See the module."""

    name = "learn"
    needs = Permission.DEVICES_LEARN

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

    # --- which port ---------------------------------------------------------------------------------------------------
    @action(needs=Permission.DEVICES_LEARN)
    def kind(self, key: str) -> None:
        """What kind of device it is."""
        if key in KINDS and self.step == "port":
            self.draft = Draft(key)  # type: ignore[arg-type]

    @action(needs=Permission.DEVICES_LEARN)
    def rescan(self) -> None:
        """Look for ports again."""
        self._look()

    @action(needs=Permission.DEVICES_LEARN)
    def choose(self, key: str) -> None:
        """A port: listened to at once."""
        if self.step == "port" and any(port.path == key for port in self.ports):
            self.port, self.rate = key, None
            self._listen()
            self._go("hear")

    # --- what it sends ------------------------------------------------------------------------------------------------
    @action(needs=Permission.DEVICES_LEARN)
    def speed(self) -> None:
        """The next speed, from the one it is at."""
        now = self.draft.line.baudrate
        self.rate = RATES[(RATES.index(now) + 1) % len(RATES)] if now in RATES else RATES[0]
        self._listen()

    @action(needs=Permission.DEVICES_LEARN)
    def cut(self) -> None:
        """The next way to cut what was heard into frames."""
        self.draft.choose((self.draft.chosen + 1) % max(1, len(self.draft.guesses)))

    @action(needs=Permission.DEVICES_LEARN)
    def again(self) -> None:
        """Forget what was heard, and its speed."""
        self.rate = None
        self._listen()

    @action(needs=Permission.DEVICES_LEARN)
    def framed(self) -> None:
        """What was heard is cut right: on to its numbers."""
        if self.draft.guess is not None:
            self.asked = self.draft.may[0]
            self._go("fields")

    # --- where its numbers stand --------------------------------------------------------------------------------------
    @action(needs=Permission.DEVICES_LEARN)
    def ask(self, key: str) -> None:
        """Another number."""
        if key in self.draft.may:
            self.asked, self.candidates, self.problem, self.frame = key, (), NO_WORDS, b""

    @action(needs=Permission.DEVICES_LEARN)
    def unit(self) -> None:
        """The next unit the display may show the number in."""
        units = self.draft.units(self.asked)
        self._evidence.pop(self.asked, None)
        self.units[self.asked] = units[(units.index(self.unit_of(self.asked)) + 1) % len(units)]

    @action(needs=Permission.DEVICES_LEARN)
    def type(self, text: str) -> None:
        """What the display shows now: looked for in the newest frame."""
        value = typed(text)
        if value is None or not self.draft.frames(1):
            self.problem = sentence("learning.said.no-number")
            return
        shown, found = self._looked_for(value)
        if found:
            self._evidence.setdefault(self.asked, []).append((shown, value))
            self.frame = shown
        self._take(found, sentence("learning.said.not-there", value=text))

    @action(needs=Permission.DEVICES_LEARN)
    def cell(self, index: int) -> None:
        """A byte or column was touched: the number that is asked for begins there."""
        data = self.shown_frame
        if data and self.asked:
            frame, check, unit = self.draft.frame, self.draft.checksum, self.unit_of(self.asked)
            self.frame = data
            found = readings_at(frame, check, data, index, self.asked, unit)
            self._take(found, sentence("learning.said.no-number-there"))

    @action(needs=Permission.DEVICES_LEARN)
    def other(self) -> None:
        """Another place or reading that fits as well."""
        if len(self.candidates) > 1:
            self.candidate = (self.candidate + 1) % len(self.candidates)
            self.draft.put(self.candidates[self.candidate])

    @action(needs=Permission.DEVICES_LEARN)
    def proceed(self) -> None:
        """Every number is found: try it."""
        if not self.draft.problems():
            self.profile_name = self._free_name()
            self.told = self.draft.readings(self.bursts)
            self._go("try")

    # --- saving -------------------------------------------------------------------------------------------------------
    @action(needs=Permission.DEVICES_LEARN)
    def back(self) -> None:
        """One step back."""
        before = {"hear": "port", "fields": "hear", "try": "fields"}.get(self.step)
        if before == "port":
            self._silence()
            self._look()
        if before is not None:
            self._go(before)

    @action(needs=Permission.DEVICES_LEARN)
    def rename(self, step: int) -> None:
        """The next (1) or the one before (-1) of the numbered names."""
        number = max(1, min(99, self._number() + step))
        self.profile_name = self.draft.kind if number == 1 else f"{self.draft.kind}-{number}"

    @action(needs=Permission.DEVICES_LEARN)
    def store(self) -> None:
        """Save the profile; over another one only when it is said so."""
        if not self.exists(self.profile_name):
            self._store(over=False)
            return
        words = table("learning.replace")
        self.context.ask(
            QuestionView(
                words["headline"].fill(name=self.profile_name), words["body"], words["confirm"], words["cancel"], True
            ),
            lambda: self._store(over=True),
        )

    @action(needs=Permission.DEVICES_LEARN)
    def add(self) -> None:
        """Put the lines into the configuration file."""
        add, by = self._parts.add, self.context.session.login
        if add is not None and not self.added and not self.busy and self.context.allowed(Permission.SETTINGS_EDIT):
            self.busy = True
            self.context.work(lambda: add(self.lines(), by), self._was_added, self._not_added)

    @action(needs=Permission.DEVICES_LEARN)
    def another(self) -> None:
        """Another device."""
        self._silence()
        self._forget()
        self._look()
        self.context.turn()

    # --- the page -----------------------------------------------------------------------------------------------------
    def opened(self, **values: object) -> None:
        """See `Page`."""
        self._look()

    def tick(self, now: Instant) -> None:
        """See `Page`."""
        if self._listening is not None:
            self._analyse()
            self.context.keep_open()

    def set_aside(self) -> None:
        """See `Page`: the port is let go of; what was learnt stays."""
        self._silence()

    def taken_up(self) -> None:
        """See `Page`."""
        if self.step == "port":
            self._look()
        elif self.step != "done" and self._listening is None:
            self.rate = self.draft.line.baudrate
            self._listen(keep=True)

    def left(self) -> None:
        """See `Page`: whatever was heard is gone."""
        self._silence()
        self._forget()

    def unsaved(self) -> QuestionView | None:
        """See `Page`."""
        if self.step not in ("fields", "try"):
            return None
        words = table("learning.give-up")
        return QuestionView(words["headline"], words["body"], words["confirm"], words["cancel"])

    def view(self) -> LearnView:
        """See `Page`."""
        return learn_view(self)

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
