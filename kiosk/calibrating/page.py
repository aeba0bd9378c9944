"""The technician's page on which a device is calibrated or checked: presses become events of its table."""

from __future__ import annotations

from collections.abc import Callable

from devices.clock import Instant
from devices.events import DeviceEvent, ReadingTaken
from kiosk.accounts.permissions import Permission
from kiosk.calibrating import events as e
from kiosk.calibrating.flow import At, Flow, Rules, Step
from kiosk.calibrating.heard import took
from kiosk.calibrating.parts import CalibrateParts
from kiosk.calibrating.performing import Performer
from kiosk.calibrating.table import advanced
from kiosk.calibrating.view import CalibrateView
from kiosk.calibrating.view_builder import calibrate_view
from kiosk.desk.page import Context, Page, action
from kiosk.desk.view import QuestionView
from kiosk.ids import new_id
from kiosk.sentences import table

_CALIBRATE = Permission.DEVICES_CALIBRATE
_SIGN = Permission.CALIBRATION_SIGN


class CalibratePage(Page):
    """See the module."""

    name = "calibrate"
    needs = _CALIBRATE

    def __init__(self, context: Context, parts: CalibrateParts) -> None:
        super().__init__(context)
        self._parts = parts
        self._flow = Flow(Rules(parts.two_sign, parts.decision), parts.targets)
        self._unhear: Callable[[], None] = lambda: None
        self._performer = Performer(context, parts, self._happens)

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
            case Step.LIMIT:
                self._happens(e.LimitChosen(key))
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
    def limit(self) -> None:
        """换允差."""
        self._happens(e.LimitWanted())

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
        if self._flow.record is not None:
            self._performer.certify(self._flow.record.id, lambda office, record, by: office.print(record, by))

    @action(needs=_CALIBRATE)
    def to_stick(self) -> None:
        """存到 U 盘."""
        if self._flow.record is not None:
            self._performer.certify(self._flow.record.id, lambda office, record, by: office.to_stick(record, by))

    # --- what the desk says -------------------------------------------------------------------------------------------
    def view(self) -> CalibrateView:
        """What it shows."""
        return calibrate_view(self._flow, self._performer.today, certificates=self._parts.certificates is not None)

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
        at = At(now.monotonic_s, now.utc, self._performer.today, new_id(), self.context.session.login)
        self._flow, effects = advanced(before, event, at)
        if _shown(before) != _shown(self._flow):
            self.context.turn()
        for effect in effects:
            self._performer.perform(effect)

    def _heard(self, event: DeviceEvent) -> None:
        """On a device's thread."""
        target = self._flow.target
        if isinstance(event, ReadingTaken) and target is not None and event.reading.device == target.device:
            self.context.later(lambda: self._happens(self._took(event, target.metric)))

    def _took(self, event: ReadingTaken, metric: str) -> e.Took:
        return took(event.reading, metric, self._flow.in_force, self._parts.temperature)


def _shown(flow: Flow) -> tuple[object, ...]:
    """What is to be pressed: where it changes, a press that was meant for something else does not count."""
    taking = flow.taking
    where = None if taking is None else (taking.stage, taking.at, taking.apart)
    return flow.step, where
