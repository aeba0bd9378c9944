"""All calibrations of this terminal: which holds till when, what was before it, what a technician may do about it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from enum import StrEnum

from devices.device import where_it_broke
from kiosk.accounts.permissions import Permission
from kiosk.calibrating.calendar_view import CalibrationsView
from kiosk.calibrating.calendar_words import SOON_DAYS, facts_of, history_rows, line_of, name_of
from kiosk.calibrating.looking_back import Affected
from kiosk.calibrating.target import Target
from kiosk.calibrating.view import ButtonView, FieldView
from kiosk.calibration.channels import channel, recorded
from kiosk.calibration.device_checks import DeviceCheck, DeviceChecks
from kiosk.calibration.keeping import CalibrationKeeping, Due
from kiosk.calibration.records import CalibrationRecord, Standing
from kiosk.calibration.refusals import CalibrationRefused
from kiosk.calibration.words import of_refusal
from kiosk.desk.page import Context, Page, action
from kiosk.desk.steps import ChoiceView
from kiosk.sentences import NO_WORDS, Text, fault_sentences, sentence, table
from kiosk.store.errors import StoreError

log = logging.getLogger("kiosk.calibrating")

_READ = Permission.DEVICES_READ
_CALIBRATE = Permission.DEVICES_CALIBRATE
_OVERRIDE = Permission.CALIBRATION_OVERRIDE

HISTORY = 6
_Read = tuple[
    tuple[Due, ...], tuple[CalibrationRecord, ...], tuple[DeviceCheck, ...], str, Affected | None
]  # fmt: skip
DAYS = (0, 2, 6)
"""Till today, for three days, for a week."""


class Mode(StrEnum):
    """What is shown."""

    LIST = "list"
    ONE = "one"
    REASONS = "reasons"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class CalendarParts:
    """What the page is made of.

    Attributes:
        soon_days: With so many days left it is said that a calibration ends.
        affected: Readings that are to be followed up, by the id of a signed record.
    """

    targets: tuple[Target, ...]
    keeping: CalibrationKeeping
    checks: DeviceChecks
    zone: tzinfo
    soon_days: int = SOON_DAYS
    affected: Callable[[str], Affected | None] = lambda _: None


class CalibrationsPage(Page):
    """See the module."""

    name = "calibrations"
    needs = _CALIBRATE

    def __init__(self, context: Context, parts: CalendarParts) -> None:
        super().__init__(context)
        self._parts = parts
        self._pairs = {f"{t.device}/{t.metric}": t for t in reversed(parts.targets) if t.metric == channel(t.metric)}
        self._pairs = dict(reversed(self._pairs.items()))
        self._mode, self._key, self._busy = Mode.LIST, "", True
        self._due: dict[str, Due] = {}
        self._history: tuple[CalibrationRecord, ...] = ()
        self._checks: tuple[DeviceCheck, ...] = ()
        self._affected: Affected | None = None
        self._site, self._problem, self._days = "", NO_WORDS, 0

    def opened(self, **values: object) -> None:
        """The list; with `device` and `metric` that one."""
        key = f"{values.get('device')}/{values.get('metric')}"
        if key in self._pairs:
            self._mode, self._key = Mode.ONE, key
        self._read()

    def taken_up(self) -> None:
        """As it is now."""
        self._read()

    # --- what the technician presses ----------------------------------------------------------------------------------
    @action(needs=_READ)
    def choose(self, key: str) -> None:
        """A line of the list, or a reason."""
        if self._mode is Mode.LIST and key in self._pairs:
            self._go(Mode.ONE, key)
            self._read()
        elif self._mode is Mode.REASONS and key in table("calibrations.reasons"):
            self._allow(table("calibrations.reasons")[key])

    @action(needs=_READ)
    def back(self) -> None:
        """返回."""
        self._go(Mode.ONE if self._mode is Mode.REASONS else Mode.LIST, self._key)

    @action(needs=_CALIBRATE)
    def calibrate(self) -> None:
        """开始校准 the one that is shown, or choose."""
        target = self._pairs.get(self._key) if self._mode is Mode.ONE else None
        if target is None:
            self.context.open("calibrate")
        else:
            self.context.open("calibrate", device=target.device, metric=target.metric)

    @action(needs=_CALIBRATE)
    def check(self) -> None:
        """检查一点."""
        target = self._pairs.get(self._key)
        if target is not None:
            self.context.open("calibrate", device=target.device, metric=target.metric, check=True)

    @action(needs=_OVERRIDE)
    def allow(self) -> None:
        """临时放行: why is asked first."""
        if self._mode is Mode.ONE:
            self._go(Mode.REASONS, self._key)

    @action(needs=_OVERRIDE)
    def for_days(self, key: str) -> None:
        """For how long."""
        if key.isdigit() and int(key) in DAYS:
            self._days = int(key)

    @action(needs=_CALIBRATE)
    def move(self) -> None:
        """终端搬家."""
        self._go(Mode.SITE)

    @action(needs=_CALIBRATE)
    def type(self, text: str) -> None:
        """Where the terminal stands now."""
        if self._mode is not Mode.SITE:
            return
        site, by, keeping = text.strip(), self.context.session.login, self._parts.keeping
        self._work(lambda: keeping.moved(site, by), sentence("calibrations.moved", site=site), Mode.LIST)

    # --- what the desk says -------------------------------------------------------------------------------------------
    def view(self) -> CalibrationsView:
        """What it shows."""
        words, target = table("calibrations.headlines"), self._pairs.get(self._key)
        one = self._mode in (Mode.ONE, Mode.REASONS) and target is not None
        due = self._due.get(self._key)
        today = self._today()
        return CalibrationsView(
            mode=self._mode.value,
            title=name_of(target) if one and target is not None else table("calibrating.titles")["calibrate"],
            note=sentence("calibrations.site", site=self._site or table("calibrations.problems")["no-site"]),
            headline=words[self._mode.value],
            lead=table("calibrations.leads").get(self._mode.value, NO_WORDS),
            choices=self._choices(today),
            fields=self._fields(),
            standing=facts_of(target, due, today, self._parts.soon_days, self._affected)
            if one and target is not None and due is not None
            else None,
            history=history_rows(self._history, self._checks, self._parts.zone)[:HISTORY] if one else (),
            problem=self._problem,
            busy=self._busy,
            buttons=self._buttons(due),
            days=self._day_choices() if self._mode is Mode.REASONS else (),
            empty=table("calibrations.problems")["nothing"] if not self._pairs else NO_WORDS,
        )

    def _choices(self, today: date) -> tuple[ChoiceView, ...]:
        if self._mode is Mode.LIST:
            known = ((key, target, self._due.get(key)) for key, target in self._pairs.items())
            return tuple(
                line_of(key, target, due, today, self._parts.soon_days) for key, target, due in known if due is not None
            )
        if self._mode is Mode.REASONS:
            return tuple(ChoiceView(key, words, "") for key, words in table("calibrations.reasons").items())
        return ()

    def _fields(self) -> tuple[FieldView, ...]:
        if self._mode is not Mode.SITE:
            return ()
        return (FieldView("site", table("calibrations.facts")["site"], "", focused=True, letters=True),)

    def _day_choices(self) -> tuple[ChoiceView, ...]:
        words = table("calibrations.days")
        return tuple(
            ChoiceView(str(days), words[str(days)], "", tone="act" if days == self._days else "") for days in DAYS
        )

    def _buttons(self, due: Due | None) -> tuple[ButtonView, ...]:
        words = table("calibrations.acts")
        if self._mode is Mode.LIST:
            return (ButtonView("move", words["move"], "quiet", "home"),
                    ButtonView("calibrate", words["calibrate"], "primary", "thermo"))  # fmt: skip
        back = ButtonView("back", words["back"], "quiet", "back")
        if self._mode is not Mode.ONE:
            return (back,)
        acts = [back]
        if due is not None and due.standing in (Standing.DUE, Standing.MOVED, Standing.FAILED):
            acts.append(ButtonView("allow", words["allow"], "quiet", "unlock"))
        if due is not None and due.record is not None:
            acts.append(ButtonView("check", words["check"], "secondary", "pin"))
        return (*acts, ButtonView("calibrate", words["calibrate"], "primary", "thermo"))

    # --- what is kept -------------------------------------------------------------------------------------------------
    def _go(self, mode: Mode, key: str = "") -> None:
        self._mode, self._key, self._problem, self._days = mode, key, NO_WORDS, 0
        self.context.turn()

    def _read(self) -> None:
        keeping, now, key, checks = self._parts.keeping, self.context.clock.now(), self._key, self._parts.checks
        pairs, target = dict(self._pairs), self._pairs.get(key)
        self._busy = True

        def read() -> _Read:
            asked = tuple((one.device, one.metric) for one in pairs.values())
            history = () if target is None else keeping.history(target.device, target.metric)
            affected = self._parts.affected(history[0].id) if history else None
            noted = () if target is None else checks.of(target.device, (target.metric, *recorded(target.metric)))
            return keeping.calendar(asked, now), history, noted, keeping.site(), affected

        def then(found: _Read) -> None:
            dues, self._history, self._checks, self._site, self._affected = found
            self._due = dict(zip(pairs, dues, strict=True))
            self._busy = False

        self.context.work(read, then, self._failed)

    def _allow(self, reason: Text) -> None:
        target, by, keeping = self._pairs[self._key], self.context.session.login, self._parts.keeping
        until = self._today() + timedelta(days=self._days)
        self._work(
            lambda: keeping.allow(target.device, target.metric, reason, until, by),
            sentence("calibrations.allowed", until=f"{until:%Y-%m-%d}"),
            Mode.ONE,
        )

    def _work(self, job: Callable[[], object], done: Text, mode: Mode) -> None:
        self._busy = True

        def then(_: object) -> None:
            self._go(mode, self._key)
            self.context.tell(done)
            self._read()

        self.context.work(job, then, self._failed)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, CalibrationRefused):
            self._problem = of_refusal(error)
        elif isinstance(error, StoreError):
            self._problem = fault_sentences(error.code).technician
        else:
            log.error("the calibrations: %s", where_it_broke(error))
            self._problem = sentence("calibrating.problems.not-done")

    def _today(self) -> date:
        return self.context.clock.now().utc.astimezone(self._parts.zone).date()
