"""全部自检: everything is tried once, with the technician's eyes, ears and hands; the result is kept with who and when.

Of a card only that a reader read one is looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from devices.clock import Instant
from devices.events import IdentityRead, ReadFailed
from devices.printers.printer import Printed, Printer
from devices.signals.signal import Signal
from kiosk.accounts.permissions import Permission
from kiosk.desk.events import CardEvent
from kiosk.desk.page import Context, Page, action
from kiosk.device_bench.live import Live
from kiosk.device_bench.parts import BenchParts
from kiosk.device_bench.self_test import CELLS, Kind, Outcome, SelfTest, Step, steps_of
from kiosk.device_bench.slip import printed
from kiosk.device_bench.standing import entries
from kiosk.device_bench.view import StateView
from kiosk.sentences import NO_WORDS, Text, sentence, table

LAMP_S = 4.0
_TEST = Permission.DEVICES_CALIBRATE
_SIGNS = {
    Outcome.PASSED: ("ok", "done"),
    Outcome.FAILED: ("oct", "alarm"),
    Outcome.SKIPPED: ("minus", "soft"),
}


@dataclass(frozen=True, slots=True)
class StepView:
    """One line of the list; `now` is the one that is tried."""

    id: str
    title: Text
    state: StateView
    now: bool


@dataclass(frozen=True, slots=True)
class SelfTestView:
    """The page.

    Attributes:
        kind: Of the step; "" when it is over.
        good, bad, again: Labels of the answers; empty where there is none.
        touched: A digit a cell, 1 where it was touched.
        last: What came of the test before this one.
    """

    note: Text
    steps: tuple[StepView, ...]
    kind: str
    headline: Text
    lead: Text
    good: Text = NO_WORDS
    bad: Text = NO_WORDS
    again: Text = NO_WORDS
    touched: str = ""
    last: Text = NO_WORDS
    kept: bool = False


class SelfTestPage(Page):
    """See the module.

    Args:
        ring: Plays the sound; raises DeviceError when it cannot. Slow.
        last: What is known of the test before; slow.
    """

    name = "self-test"
    needs = _TEST

    def __init__(
        self, context: Context, parts: BenchParts, *, ring: Callable[[], None], last: Callable[[], Text]
    ) -> None:
        super().__init__(context)
        self._parts, self._ring, self._last = parts, ring, last
        self._live = Live(context, parts)
        self._test = SelfTest(steps_of(entries(parts)))
        self._begun_s, self._lead, self._before, self._kept = 0.0, NO_WORDS, NO_WORDS, False

    # --- what is done on it -------------------------------------------------------------------------------------------
    @action(needs=_TEST)
    def good(self) -> None:
        """看得清, 听到了, 亮了. Where the thing itself answers nobody may answer for it."""
        step = self._test.step
        if step is not None and step.kind in (Kind.SCREEN, Kind.SOUND, Kind.LAMP, Kind.PRINT):
            self._ended(Outcome.PASSED)

    @action(needs=_TEST)
    def bad(self) -> None:
        """It does not do what it should."""
        self._ended(Outcome.FAILED)

    @action(needs=_TEST)
    def skip(self) -> None:
        """Not now."""
        self._ended(Outcome.SKIPPED)

    @action(needs=_TEST)
    def cell(self, at: int) -> None:
        """A cell of the grid was touched."""
        before = self._test
        self._test = self._test.touch(at)
        if self._test.step != before.step:
            self._begins()

    @action(needs=_TEST)
    def again(self) -> None:
        """Once more: ring, light, measure; or the whole test when it is over."""
        if self._test.step is None:
            self._test, self._kept = SelfTest(self._test.steps), False
            self._begins()
        else:
            self._try()

    @action(needs=_TEST)
    def back(self) -> None:
        """To all devices."""
        self.context.open("devices")

    # --- the page -----------------------------------------------------------------------------------------------------
    def opened(self, **values: object) -> None:
        """See `Page`."""
        self.context.work(self._last, self._known, lambda _: None)
        self._begins()

    def taken_up(self) -> None:
        """See `Page`."""
        self._begins()

    def set_aside(self) -> None:
        """See `Page`."""
        self._rest()

    def left(self) -> None:
        """See `Page`."""
        self._rest()

    def tick(self, now: Instant) -> None:
        """See `Page`. What answers by itself is looked for."""
        step = self._test.step
        if step is None:
            return
        self.context.keep_open()
        if step.kind is Kind.MEASURE:
            heard = self._parts.watch.readings(step.id)
            if heard and heard[-1].good and heard[-1].at.monotonic_s >= self._begun_s:
                self._ended(Outcome.PASSED)
            else:
                self._live.ask(step.id)

    def view(self) -> SelfTestView:
        """See `Page`."""
        step, words = self._test.step, table("self-test.leads")
        if step is None:
            failed = len(self._test.of(Outcome.FAILED))
            headline = sentence("self-test.failed", count=failed) if failed else table("self-test.end")["passed"]
            kept = table("self-test.end")["kept" if self._kept else "keeping"]
            return SelfTestView(
                self._note(), self._lines(), "", headline, kept, again=table("self-test.end")["again"],
                last=self._before, kept=self._kept,
            )  # fmt: skip
        goods, bads, agains = table("self-test.good"), table("self-test.bad"), table("self-test.again")
        lead = (
            sentence("self-test.left", count=self._test.missed) if step.kind is Kind.TOUCH else words[step.kind.value]
        )
        return SelfTestView(
            note=self._note(),
            steps=self._lines(),
            kind=step.kind.value,
            headline=step.title,
            lead=self._lead or lead,
            good=goods.get(step.kind.value, NO_WORDS),
            bad=bads[step.kind.value],
            again=agains.get(step.kind.value, NO_WORDS),
            touched="".join("1" if at in self._test.touched else "0" for at in range(CELLS)),
            last=self._before,
        )

    # --- inside -------------------------------------------------------------------------------------------------------
    def _begins(self) -> None:
        """The next step, or the end."""
        self._lead, self._begun_s = NO_WORDS, self.context.clock.now().monotonic_s
        self.context.turn()
        step = self._test.step
        self.context.cards(self._card if step is not None and step.kind is Kind.CARD else None)
        if step is None:
            self._rest()
            self._keep()
            return
        self._live.begin()
        if step.kind in (Kind.SOUND, Kind.LAMP, Kind.PRINT, Kind.MEASURE):
            self._try()

    def _try(self) -> None:
        step = self._test.step
        device = self._parts.devices.get(step.id) if step is not None else None
        if step is None:
            return
        if step.kind is Kind.SOUND:
            self.context.work(self._ring, lambda _: None, self._no_sound)
        elif isinstance(device, Signal):
            device.signal(LAMP_S)
        elif isinstance(device, Printer):
            self._lead = table("self-test.leads")["printing"]
            self.context.work(lambda: printed(device), lambda came: self._printed(step, came), self._not_printed)
        elif step.kind is Kind.MEASURE:
            self._live.ask(step.id)

    def _no_sound(self, error: Exception) -> None:
        step = self._test.step
        if step is not None and step.kind is Kind.SOUND:
            self._ended(Outcome.FAILED)

    def _printed(self, step: Step, came: Printed) -> None:
        if self._test.step == step:
            self._lead = table("self-test.printed")[came.value]

    def _not_printed(self, error: Exception) -> None:
        self._lead = table("self-test.printed")[Printed.LOST.value]

    def _card(self, event: CardEvent) -> None:
        step = self._test.step
        if step is None or event.token.reader != step.id:
            return
        if isinstance(event, IdentityRead):
            self._ended(Outcome.PASSED)
        elif isinstance(event, ReadFailed):
            self._lead = table("self-test.leads")["card-again"]

    def _ended(self, outcome: Outcome) -> None:
        if self._test.step is not None:
            self._test = self._test.ended(outcome)
            self._begins()

    def _keep(self) -> None:
        by, test = self.context.session.login, self._test
        told = {outcome.value: " ".join(test.of(outcome)) or "-" for outcome in Outcome}
        self.context.work(
            lambda: self._parts.trail.note(by, "devices.self-tested", **told), self._was_kept, self._not_kept
        )

    def _was_kept(self, _: None) -> None:
        self._kept = True

    def _not_kept(self, error: Exception) -> None:
        self.context.tell(table("self-test.end")["not-kept"])

    def _known(self, said: Text) -> None:
        self._before = said

    def _rest(self) -> None:
        self.context.cards(None)
        self._live.end()

    def _note(self) -> Text:
        return sentence("self-test.note", done=len(self._test.outcomes), count=len(self._test.steps))

    def _lines(self) -> tuple[StepView, ...]:
        words = table("self-test.outcomes")
        found = []
        for at, step in enumerate(self._test.steps):
            outcome = self._test.outcomes[at] if at < len(self._test.outcomes) else None
            icon, tone = _SIGNS[outcome] if outcome is not None else ("", "soft")
            word = words[outcome.value] if outcome is not None else NO_WORDS
            found.append(StepView(step.id, step.title, StateView(word, icon, tone), step is self._test.step))
        return tuple(found)
