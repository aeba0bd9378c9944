"""The technician's page on which a device is calibrated: does what the table wants, and tells it what came of it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Protocol, TypeVar, runtime_checkable

from devices.clock import Instant
from devices.device import Device, where_it_broke
from devices.events import DeviceEvent, Quality, Reading, ReadingTaken
from kiosk.accounts.permissions import Permission
from kiosk.accounts.session import Session
from kiosk.calibrating import effects as x
from kiosk.calibrating import events as e
from kiosk.calibrating.flow import At, Flow, Rules, Step
from kiosk.calibrating.looking_back import Affected
from kiosk.calibrating.scheduling import due_of
from kiosk.calibrating.table import advanced
from kiosk.calibrating.target import Target
from kiosk.calibrating.view import CalibrateView
from kiosk.calibrating.view_builder import calibrate_view
from kiosk.calibration.keeping import CalibrationKeeping
from kiosk.calibration.refusals import CalibrationRefused
from kiosk.calibration.words import of_refusal
from kiosk.desk.page import Context, Page, action
from kiosk.desk.view import QuestionView
from kiosk.ids import new_id
from kiosk.sentences import Refusal, Text, fault_sentences, sentence, table
from kiosk.store.errors import StoreError

log = logging.getLogger("kiosk.calibrating")

T = TypeVar("T")

_CALIBRATE = Permission.DEVICES_CALIBRATE
_SIGN = Permission.CALIBRATION_SIGN


@runtime_checkable
class Requestable(Protocol):
    """A device that takes a reading when it is asked to."""

    def request(self) -> None:
        """Ask for one reading now; any thread."""


class CertificatePrinter(Protocol):
    """Makes certificates, as `kiosk.certificates` does. Slow; raises Refusal, StoreError or OSError."""

    def print(self, record_id: str, by: str) -> Text:
        """Print it; what is said of it."""

    def to_stick(self, record_id: str, by: str) -> Text:
        """Put it on a stick; what is said of it."""


@dataclass(frozen=True, slots=True)
class CalibrateParts:
    """What the page is made of.

    Attributes:
        targets: What can be calibrated here.
        hear: Be told what devices tell, on their threads; what it gives back ends it.
        certificates: None where this terminal has none to give.
        affected: Readings that are to be followed up, by the id of a signed record.
    """

    targets: tuple[Target, ...]
    devices: Mapping[str, Device]
    hear: Callable[[Callable[[DeviceEvent], None]], Callable[[], None]]
    keeping: CalibrationKeeping
    zone: tzinfo
    two_sign: bool = False
    certificates: CertificatePrinter | None = None
    affected: Callable[[str], Affected | None] = lambda _: None


class CalibratePage(Page):
    """See the module."""

    name = "calibrate"
    needs = _CALIBRATE

    def __init__(self, context: Context, parts: CalibrateParts) -> None:
        super().__init__(context)
        self._parts = parts
        self._flow = Flow(Rules(parts.two_sign), parts.targets)
        self._unhear: Callable[[], None] = lambda: None

    def opened(self, **values: object) -> None:
        """With `device` and `metric` it begins with their first method; with `check` it is one point only."""
        self._unhear = self._parts.hear(self._heard)
        device, metric = values.get("device"), values.get("metric")
        self._flow = Flow(self._flow.rules, self._flow.targets, check=bool(values.get("check")))
        wanted = [t for t in self._flow.targets if t.device == device and t.metric == metric]
        if wanted and (values.get("check") or len(wanted) == 1):
            self._happens(e.Chosen(wanted[0]))

    # --- what the technician presses ----------------------------------------------------------------------------------
    @action(needs=_CALIBRATE)
    def choose(self, key: str) -> None:
        """One of the choices that are shown."""
        match self._flow.step:
            case Step.CHOOSE:
                target = next((one for one in self._flow.targets if one.key == key), None)
                if target is not None:
                    self._happens(e.Chosen(target))
            case Step.REFERENCE:
                self._happens(e.ReferenceChosen(key))
            case Step.GIVING_UP:
                words = table("calibrating.give-up")
                if key in words:
                    self._happens(e.GivenUpFor(key))

    @action(needs=_CALIBRATE)
    def field(self, key: str) -> None:
        """What is typed goes into this field."""
        self._happens(e.FieldChosen(key))

    @action(needs=_CALIBRATE)
    def type(self, text: str) -> None:
        """A value was typed."""
        self._happens(e.Typed(text))

    @action(needs=_CALIBRATE)
    def unit(self, unit: str) -> None:
        """What is typed is in this unit."""
        self._happens(e.UnitChosen(unit))

    @action(needs=_CALIBRATE)
    def confirm(self) -> None:
        """下一步."""
        self._happens(e.Confirmed())

    @action(needs=_CALIBRATE)
    def back(self) -> None:
        """上一步."""
        self._happens(e.BackPressed())

    @action(needs=_CALIBRATE)
    def resume(self) -> None:
        """接着做."""
        self._happens(e.TakenUpAgain())

    @action(needs=_CALIBRATE)
    def give_up(self) -> None:
        """放弃."""
        self._happens(e.GivenUpFor(""))

    @action(needs=_CALIBRATE)
    def new_reference(self) -> None:
        """登记一台."""
        self._happens(e.NewReference())

    @action(needs=_CALIBRATE)
    def begin_point(self) -> None:
        """开始采."""
        self._happens(e.PointBegun())

    @action(needs=_CALIBRATE)
    def point_again(self) -> None:
        """重测这点."""
        self._happens(e.PointAgain())

    @action(needs=_CALIBRATE)
    def next_point(self) -> None:
        """下一点."""
        self._happens(e.PointNext())

    @action(needs=_CALIBRATE)
    def outlier_out(self) -> None:
        """不算它."""
        self._happens(e.OutlierJudged(counts=False))

    @action(needs=_CALIBRATE)
    def outlier_counts(self) -> None:
        """算."""
        self._happens(e.OutlierJudged(counts=True))

    @action(needs=_CALIBRATE)
    def finish(self) -> None:
        """看结果."""
        self._happens(e.RunFinished())

    @action(needs=_CALIBRATE)
    def leave_as_is(self) -> None:
        """不调整."""
        self._happens(e.Adjusted(adjust=False))

    @action(needs=_CALIBRATE)
    def adjust(self) -> None:
        """按拟合调整."""
        self._happens(e.Adjusted(adjust=True))

    @action(needs=_CALIBRATE)
    def read_again(self) -> None:
        """再复核一遍."""
        self._happens(e.ReadAgain())

    @action(needs=_SIGN)
    def sign(self) -> None:
        """签名生效."""
        self._happens(e.SignWanted())

    @action(needs=_CALIBRATE)
    def another(self) -> None:
        """去做校准, after a check."""
        target = self._flow.target
        self._flow = Flow(self._flow.rules, self._flow.targets, ticket=self._flow.ticket)
        if target is not None:
            self._happens(e.Chosen(target))

    @action(needs=_CALIBRATE)
    def leave(self) -> None:
        """回校准列表."""
        self.context.open("calibrations")

    @action(needs=_CALIBRATE)
    def print(self) -> None:
        """打印证书."""
        self._certify(lambda printer, record_id, by: printer.print(record_id, by))

    @action(needs=_CALIBRATE)
    def to_stick(self) -> None:
        """存到 U 盘."""
        self._certify(lambda printer, record_id, by: printer.to_stick(record_id, by))

    # --- what the desk says -------------------------------------------------------------------------------------------
    def view(self) -> CalibrateView:
        """What it shows."""
        return calibrate_view(self._flow, self._today(), certificates=self._parts.certificates is not None)

    def tick(self, now: Instant) -> None:
        """The device is asked once a second. While readings are taken the wing does not lock for want of a touch."""
        self._happens(e.Ticked())
        if self._flow.taking is not None and self._flow.taking.running:
            self.context.keep_open()

    def set_aside(self) -> None:
        """What was read waits."""
        self._unhear()
        self._happens(e.SetAside())

    def taken_up(self) -> None:
        """Where it was left."""
        self._unhear = self._parts.hear(self._heard)

    def unsaved(self) -> QuestionView | None:
        """See `Page`. What was kept waits on the disk; what was only typed or read at a point would be lost."""
        if self._flow.step in (Step.CHOOSE, Step.RESUME, Step.DONE, Step.LOOKING_UP):
            return None
        words = table("calibrating.drop")
        return QuestionView(words["headline"], words["body"], words["confirm"], words["cancel"])

    def left(self) -> None:
        """Nothing is asked of a device any more."""
        self._unhear()

    # --- the table and its effects ------------------------------------------------------------------------------------
    def _happens(self, event: e.Event) -> None:
        before = self._flow
        now = self.context.clock.now()
        at = At(now.monotonic_s, now.utc, self._today(), new_id(), self.context.session.login)
        self._flow, effects = advanced(before, event, at)
        if _shown(before) != _shown(self._flow):
            self.context.turn()
        for effect in effects:
            self._perform(effect)

    def _perform(self, effect: x.Effect) -> None:
        keeping, by = self._parts.keeping, self.context.session.login
        match effect:
            case x.AskDevice():
                self._ask(effect.device)
            case x.AskSecond():
                self._ask_second(effect.number)
            case x.LookUp():
                self._work(effect.ticket, lambda: self._looked_up(effect), lambda found: found)
            case x.KeepReference():
                reference = effect.reference

                def keep() -> e.Event:
                    keeping.keep_reference(reference, by)
                    return e.ReferencesKnown(effect.ticket, keeping.references(), reference.id)

                self._work(effect.ticket, keep, lambda event: event)
            case x.KeepRun():
                run = effect.run
                self._work(effect.ticket, lambda: keeping.keep_run(run), lambda _: e.Kept(effect.ticket, run))
            case x.GiveUp():
                why, calibration_id = table("calibrating.give-up")[effect.reason], effect.calibration_id
                self._work(
                    effect.ticket, lambda: keeping.give_up(calibration_id, by, why), lambda _: e.GivenUp(effect.ticket)
                )
            case x.Prepare():
                self._work(effect.ticket, lambda: self._prepared(effect), lambda event: event)
            case x.Sign():
                record = effect.record

                def sign() -> e.Event:
                    keeping.sign(record)
                    return e.Signed(effect.ticket, record, self._parts.affected(record.id))

                self._work(effect.ticket, sign, lambda event: event)

    def _ask(self, name: str) -> None:
        device = self._parts.devices.get(name)
        if isinstance(device, Requestable):
            device.request()

    def _ask_second(self, number: str) -> None:
        what = sentence("calibrating.second", number=number)
        self.context.second_signature(_SIGN, what, self._second_signed)

    def _second_signed(self, second: Session) -> None:
        self._happens(e.SecondSigned(second.login))

    def _looked_up(self, effect: x.LookUp) -> e.Event:
        keeping, target = self._parts.keeping, effect.target
        return e.LookedUp(
            effect.ticket,
            keeping.in_force(target.device, target.metric, self.context.clock.now()),
            keeping.references(),
            keeping.open_runs(target.device, target.metric),
            keeping.site(),
        )

    def _prepared(self, effect: x.Prepare) -> e.Event:
        keeping, target, today = self._parts.keeping, effect.target, self._today()
        history = keeping.history(target.device, target.metric)
        return e.Prepared(effect.ticket, keeping.next_number(today), due_of(history, effect.verdict, today))

    def _work(self, ticket: int, job: Callable[[], T], then: Callable[[T], e.Event]) -> None:
        def failed(error: Exception) -> None:
            self._happens(e.WentWrong(ticket, _why(error)))

        self.context.work(job, lambda outcome: self._happens(then(outcome)), failed)

    def _heard(self, event: DeviceEvent) -> None:
        """On a device's thread."""
        target = self._flow.target
        if isinstance(event, ReadingTaken) and target is not None and event.reading.device == target.device:
            reading, metric = event.reading, target.metric
            self.context.later(lambda: self._happens(_took(reading, metric)))

    def _certify(self, how: Callable[[CertificatePrinter, str, str], Text]) -> None:
        printer, record, by = self._parts.certificates, self._flow.record, self.context.session.login
        if printer is not None and record is not None:
            self.context.tell(sentence("calibrating.certificate.working"))
            self.context.work(
                lambda: how(printer, record.id, by),
                self.context.tell,
                lambda error: self.context.tell(_why(error)),
            )

    def _today(self) -> date:
        return self.context.clock.now().utc.astimezone(self._parts.zone).date()


def _shown(flow: Flow) -> tuple[object, ...]:
    """What is to be pressed: where it changes, a press that was meant for something else does not count."""
    taking = flow.taking
    where = None if taking is None else (taking.stage, taking.at, taking.apart)
    return flow.step, where


def _took(reading: Reading, metric: str) -> e.Took:
    """A reading, as far as it is a value of this metric."""
    value = reading.value(metric)
    if value is None or reading.quality is Quality.INVALID:
        return e.Took(None, sentence("calibrating.problems.no-value"))
    if reading.quality is Quality.DOUBTFUL:
        return e.Took(None, sentence("calibrating.problems.unsteady"))
    return e.Took(value)


def _why(error: Exception) -> Text:
    """What went wrong, for a technician."""
    if isinstance(error, CalibrationRefused):
        return of_refusal(error)
    if isinstance(error, Refusal):
        return error.sentence
    if isinstance(error, StoreError):
        return fault_sentences(error.code).technician
    log.error("a calibration was not brought on: %s", where_it_broke(error))
    return sentence("calibrating.problems.not-done")
