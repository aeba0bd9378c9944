"""An unknown serial device is learnt by touch: its port, what it sends, where its numbers stand, a try, its profile.

What was heard is in memory while the page is open and nowhere else; only the profile is written.
"""

from __future__ import annotations

from devices.clock import Instant
from devices.lines.metrics import KINDS
from kiosk.accounts.permissions import Permission
from kiosk.desk.page import action
from kiosk.desk.view import QuestionView
from kiosk.learning.cells import readings_at
from kiosk.learning.draft import Draft
from kiosk.learning.finding import typed
from kiosk.learning.learning import Learning
from kiosk.learning.speeds import RATES
from kiosk.learning.view import LearnView
from kiosk.learning.view_builder import learn_view
from kiosk.sentences import NO_WORDS, sentence, table


class LearnPage(Learning):
    """See the module."""

    name = "learn"
    needs = Permission.DEVICES_LEARN

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
