"""Plays scripted visits on the real terminal: the hall by its wires, the screen by real touches."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from devices.simulators.hall_client import HallError
from kiosk.archive.visit_log import LoggedVisit
from kiosk.assemble import Kiosk
from kiosk.desk.events import LockPressed
from kiosk.desk.view import StaffView
from kiosk.facilities import Facility
from kiosk.sentences import sentence
from kiosk.visits.states import State
from kiosk.visits.view import VisitView
from ui.demonstration.demo_hall import DemoHall
from ui.demonstration.report import StepSeen, VisitSeen
from ui.demonstration.script import Expectation, ScriptedVisit, Step
from ui.demonstration.watcher import Watcher
from ui.window.gui_calls import GuiTimeout

TOUCH_WITHIN_S = 10.0
"""A button that is listed is drawn and hears within half a second; on a machine that does much else it takes longer."""
SETTLE_S = 0.45
"""After a screen change buttons are deaf for 0.4 s; a person would not be quicker either."""
_KEYS = {".": "point"}

CONDITIONS: dict[str, Callable[[VisitView], bool]] = {
    "code-shown": lambda v: v.code is not None and (bool(v.code.qr_text) or v.code.stale),
    "temperature-shown": lambda v: v.temperature is not None and bool(v.temperature.parts),
    "value-saved": lambda v: v.value is not None and v.value.saved,
    "asked-alone": lambda v: v.guidance is not None and v.guidance.icon == "people",
    "offline": lambda v: v.banner is not None and v.banner.kind == "offline",
    "online": lambda v: v.banner is None or v.banner.kind != "offline",
}
KNOCKS, KNOCK_S = 3, 4.0


@dataclass
class Hands:
    """What the director needs of the screen: the calls may come from any thread and wait until done."""

    touch: Callable[[str], None]
    picture: Callable[[Path], None]
    knock: Callable[[], None]


class _Stuck(Exception):
    """A step did not come about."""


class Director:
    """Plays one visit after the other, and compares each with what was expected of it."""

    def __init__(self, kiosk: Kiosk, demo_hall: DemoHall, watcher: Watcher, hands: Hands, screens: Path) -> None:
        self._kiosk, self._demo_hall, self._watcher, self._hands = kiosk, demo_hall, watcher, hands
        self._screens = screens
        self._quarantined = 0

    def play(self, visit: ScriptedVisit) -> VisitSeen:
        """One visit, from the attract screen back to it."""
        seen = VisitSeen(visit.id, visit.title)
        if visit.needs and visit.needs not in self._demo_hall.abilities:
            seen.skipped = next(
                iter(self._demo_hall.left_out), sentence("demonstration.not-on-this-machine", needed=visit.needs)
            )
            return seen
        log = self._kiosk.store.visit_log
        before, newest = log.counts(), log.newest()
        self._quarantined = before["quarantine"]
        noted = self._kiosk.store.audit.head().seq
        self._watcher.begin()
        begun, number = self._kiosk.clock.now().monotonic_s, 0
        try:
            for number, step in enumerate(visit.steps, start=1):
                self._step(step, number, seen)
        except (_Stuck, HallError, GuiTimeout) as error:
            seen.fail(f"{error} (at step {number})" if isinstance(error, GuiTimeout) else str(error))
        self._clear_hall()
        if not self._watcher.wait_state(State.ATTRACT, 200):
            seen.fail("the terminal did not come back to the attract screen")
        seen.path = [
            StepSeen(s.state.value, s.reason, round(s.at.monotonic_s - begun, 2)) for s in self._watcher.path()
        ]
        seen.seconds = round(self._kiosk.clock.now().monotonic_s - begun, 2)
        if "camera" in self._demo_hall.abilities:
            # The next person comes when this one has left the picture: nobody pushes in here.
            self._poll(lambda: not self._kiosk.conductor.situation.terminal.present, 12)
        self._kiosk.store.settle()
        after = log.counts()
        seen.rows = {table: after[table] - before[table] for table in after if after[table] > before[table]}
        self._compare(visit.expect, log.since(newest), seen)
        missing = set(visit.expect.noted) - set(self._kiosk.store.audit.actions_after(noted))
        if missing:
            seen.fail(f"not in the audit trail: {', '.join(sorted(missing))}")
        return seen

    # --- steps ------------------------------------------------------------------------------------------------
    def _step(self, step: Step, number: int, seen: VisitSeen) -> None:
        where = f"step {number}"
        if step.hall is not None:
            self._demo_hall.simulator.tell(step.hall, **step.details())
        elif step.wait is not None:
            if not self._watcher.wait_state(step.wait, step.within_s):
                raise _Stuck(f"{where}: not {step.wait.value} within {step.within_s:.0f} s, but {self._here()}")
        elif step.press is not None:
            button = step.press
            if not self._watcher.wait_view(lambda v: v.has(button), step.within_s):
                raise _Stuck(f"{where}: no button {button} on {self._here()}")
            self._touch(f"button-{button}", where)
        elif step.type is not None:
            for key in step.type:
                self._touch(f"digit-{_KEYS.get(key, key)}", where, settle=key == step.type[0])
            self._touch("digit-ok", where, settle=False)
        elif step.shot is not None:
            self._shot(step.shot, seen)
        elif step.gateway is not None:
            self._network(step.gateway)
        elif step.kill is not None:
            self._kill_vision()
        elif step.touch is not None:
            self._touch(step.touch, where, within_s=step.within_s)
        elif step.knock is not None:
            self._knock()
        elif step.digits is not None:
            digits = self._demo_hall.staff.digits(step.digits)
            for place, key in enumerate(digits):
                self._touch(f"digit-{key}", where, settle=place == 0)
            self._touch("digit-ok", where, settle=False)
        elif step.staff is not None:
            self._wait_staff(step, where)
        elif step.pause_s is not None:
            time.sleep(step.pause_s)
        elif step.until is not None and not self._until(step):
            raise _Stuck(f"{where}: not {step.until} within {step.within_s:.0f} s on {self._here()}")

    def _knock(self) -> None:
        """As somebody who works here does: taps that were too slow for a busy machine are made once more."""
        for _ in range(KNOCKS):
            self._hands.knock()
            if self._watcher.wait_staff(lambda view: "choose" in _places(view), KNOCK_S):
                return

    def _wait_staff(self, step: Step, where: str) -> None:
        """Until the staff wing stands at a stage of the way in, or shows a page."""
        wanted = step.staff
        if not self._watcher.wait_staff(lambda view: wanted in _places(view), step.within_s):
            seen = self._watcher.staff
            here = "nothing" if seen is None else _places(seen)[-1]
            raise _Stuck(f"{where}: the staff wing not at {wanted} within {step.within_s:.0f} s, but at {here}")

    def _touch(self, item: str, where: str, *, settle: bool = True, within_s: float = TOUCH_WITHIN_S) -> None:
        time.sleep(SETTLE_S if settle else 0.05)
        wanted, *in_the_way = item.split("|")
        if not self._poll(lambda: self._touched(wanted, in_the_way), within_s):
            raise _Stuck(f"{where}: {wanted} is not drawn on {self._here()}")

    def _touched(self, wanted: str, in_the_way: list[str]) -> bool:
        """Whether it could be touched now; what stands in its way is touched first."""
        for item in (wanted, *in_the_way):
            try:
                self._hands.touch(item)
            except KeyError:
                continue
            return item == wanted
        return False

    def _shot(self, name: str, seen: VisitSeen) -> None:
        time.sleep(SETTLE_S)
        path = self._screens / f"{seen.id}-{name}.png"
        self._hands.picture(path)
        seen.screenshots.append(str(path))

    def _network(self, way: str) -> None:
        gateway = self._demo_hall.gateway
        if gateway is None:
            raise _Stuck("there is no gateway here to cut off")
        if way == "down":
            gateway.down()
        else:
            gateway.up()

    def _kill_vision(self) -> None:
        """As a crash of a native library does."""
        pid = self._kiosk.vision.pid
        if pid is not None:
            os.kill(pid, signal.SIGKILL)

    def _until(self, step: Step) -> bool:
        if step.until == "quarantined":
            return self._poll(
                lambda: self._kiosk.store.visit_log.counts()["quarantine"] > self._quarantined, step.within_s
            )
        if step.until == "compared":
            return self._poll(lambda: not self._kiosk.conductor.situation.comparing, step.within_s)
        if step.until in ("facility-works", "facility-fails"):
            facility, works = Facility(step.facility or ""), step.until == "facility-works"
            return self._poll(lambda: self._kiosk.conductor.situation.terminal.works(facility) is works, step.within_s)
        return self._watcher.wait_view(CONDITIONS[step.until or ""], step.within_s)

    @staticmethod
    def _poll(condition: Callable[[], bool], within_s: float) -> bool:
        deadline = time.monotonic() + within_s
        while not condition():
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.05)
        return True

    def _clear_hall(self) -> None:
        """Whatever the script left lying or open: the next visit begins in an empty hall."""
        self._kiosk.desk.post(LockPressed())
        self._demo_hall.simulator.tell("pull")
        if "card-service" in self._demo_hall.abilities:
            self._demo_hall.simulator.tell("start_card_service")
            self._demo_hall.simulator.tell("eject")
        self._demo_hall.simulator.tell("leave")
        self._demo_hall.simulator.tell("paper")
        self._demo_hall.simulator.tell("slips", folder=str(self._screens))
        for part in ("id-reader", "thermometer", "blood-pressure", "slip-printer", "camera"):
            self._demo_hall.simulator.tell("plug", part=part)
        for part in ("id-reader", "thermometer", "blood-pressure"):
            self._demo_hall.simulator.tell("garble", part=part)
        if self._demo_hall.gateway is not None:
            self._demo_hall.gateway.up()

    def _here(self) -> str:
        view = self._watcher.view
        return view.state.value if view else "nothing"

    # --- what came of it --------------------------------------------------------------------------------------
    def _compare(self, expect: Expectation, logged: list[LoggedVisit], seen: VisitSeen) -> None:
        log = self._kiosk.store.visit_log
        found = next((v for v in reversed(logged) if v.identified_by), logged[-1] if logged else None)
        seen.alerts = sorted({kind for visit in logged for kind in visit.alerts})
        if found is not None:
            seen.identified_by, seen.masked_name, seen.outcome = found.identified_by, found.masked_name, found.outcome
            seen.code, seen.code_source = found.level, found.code_source
            seen.temperature_c = found.values.get("temp_body")
            seen.measured = sorted(found.values)
        wanted = self._demo_hall.cast[expect.person] if expect.person else None
        if wanted is not None and (found is None or found.number_index != log.index_of(wanted.number)):
            seen.fail(f"the visit was not logged as {wanted.id}'s")
        for name, value, expected in (
            ("identified by", seen.identified_by, expect.identified_by),
            ("code", seen.code, expect.code),
            ("code source", seen.code_source, expect.code_source),
            ("outcome", seen.outcome, expect.outcome),
        ):
            if expected is not None and value != expected:
                seen.fail(f"{name}: {value}, expected {expected}")
        if expect.temperature is not None and abs((seen.temperature_c or 0.0) - expect.temperature) > 0.15:
            seen.fail(f"temperature: {seen.temperature_c}, expected about {expect.temperature}")
        missing = [metric for metric in expect.measured if metric not in seen.measured]
        if missing:
            seen.fail(f"not measured: {', '.join(missing)}")
        unheard = [kind for kind in expect.alerts if kind not in seen.alerts]
        if unheard:
            seen.fail(f"staff were not told of: {', '.join(unheard)}")
        if expect.nobody and any(v.identified_by or v.masked_name for v in logged):
            seen.fail("somebody was named in the record")
        unsaid = [reason for reason in expect.reasons if reason not in {step.reason for step in seen.path}]
        if unsaid:
            seen.fail(f"did not come about: {', '.join(unsaid)}")
        if expect.quarantined is not None and seen.rows.get("quarantine", 0) != expect.quarantined:
            seen.fail(f"quarantined: {seen.rows.get('quarantine', 0)}, expected {expect.quarantined}")


def _places(view: StaffView) -> tuple[str, ...]:
    """What a script calls where the staff wing is: the stage of the way in, the page, and the page's own step."""
    step = getattr(view.content, "step", "")
    return tuple(place for place in (view.stage.value, view.page, f"{view.page}/{step}" if step else "") if place)
