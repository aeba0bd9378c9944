"""Screens from the code to the goodbye."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from devices.printers.printer import Printed
from kiosk.facilities import Facility
from kiosk.measurements.plausibility import Reason
from kiosk.sentences import Text
from kiosk.visits.situation import Situation
from kiosk.visits.states import State
from kiosk.visits.visit import (
    CallStage,
    CameraUse,
    Pause,
    PauseStage,
    SelfCheck,
    Sitting,
    SlipStage,
    TemperatureStage,
    Value,
    VisitCamera,
    VisitCode,
    VisitSlip,
    VisitTemperature,
)
from ui.sample_pictures.people import LONGEST, RARE
from ui.sample_pictures.sample import Sample
from ui.sample_pictures.trend_samples import trends
from ui.sample_pictures.visit_parts import (
    AGAIN,
    CONTACT_CARD,
    CONTACT_CARD_LIES,
    CUFF,
    DONE,
    DUE,
    EARLIER,
    GLUCOSE,
    GOAL,
    GUEST,
    HIGH_PRESSURE,
    HUT,
    ID_CARD,
    ID_CARD_LIES,
    LONG_HALL,
    NOW,
    OFFLINE,
    PRESSURE,
    REFER,
    SAVED,
    WEIGHT,
    at,
    code_of,
    measured,
    pressure_of,
    view_of,
    visiting,
    without,
)


def service() -> Iterator[Sample]:
    """Code and temperature, what goes wrong with them, help and the window."""
    checking = at(State.CHECKING, GUEST)
    yield Sample("checking", view_of(checking), shows_face=True)
    yield Sample("checking-comparing", view_of(visiting(checking, camera=VisitCamera(CameraUse.COMPARING))))
    shown = VisitTemperature(TemperatureStage.SHOWN)
    yield Sample("checking-code-only", view_of(visiting(checking, temperature=shown)))
    yield Sample("checking-longest-name", view_of(visiting(checking, resident=LONGEST), demonstration=True), True, True)
    broken = replace(GUEST, temperature=VisitTemperature(TemperatureStage.BROKEN))
    fault = replace(at(State.DEVICE_FAULT, broken), terminal=without(Facility.TEMPERATURE))
    yield Sample("device-fault", view_of(fault))
    several = without(Facility.TEMPERATURE, Facility.CODE, Facility.BLOOD_PRESSURE, online=False)
    yield Sample("device-fault-several", view_of(replace(fault, terminal=several)))
    yield from _remeasure()
    yield from _result()
    window = at(State.WINDOW, replace(GUEST, queue_no=7))
    yield Sample("window", view_of(window))
    yield Sample("window-warning", view_of(replace(window, warning=True)))
    far = view_of(visiting(window, resident=LONGEST, queue_no=128), long_hall=True)
    yield Sample("window-longest-name", far, hall_name=LONG_HALL.name)
    red = visiting(replace(window, variant="red"), self_check=SelfCheck(red=True))
    yield Sample("window-red", view_of(visiting(red, help_called=True)))
    yield Sample("window-red-noted", view_of(visiting(red, committed=frozenset({"alert-red-value"}))))
    helped = replace(at(State.HELP, replace(DONE, help_called=True)), covered=State.RESULT)
    yield Sample("help", view_of(helped))
    yield Sample("help-noted", view_of(visiting(helped, committed=frozenset({"alert-help"}))))
    for stage in tuple(CallStage)[1:]:
        yield Sample(f"help-{stage.value}", view_of(visiting(helped, call=stage, committed=frozenset({"alert-help"}))))
        yield Sample(f"window-red-{stage.value}", view_of(visiting(red, help_called=True, call=stage)))
    yield Sample("help-measure", view_of(at(State.HELP, replace(GUEST, help_called=True), "measure")))


def _remeasure() -> Iterator[Sample]:
    due = replace(GUEST, temperature=VisitTemperature(TemperatureStage.SECOND_DUE, 1))
    sitting = at(State.REMEASURE, replace(due, pause=Pause(PauseStage.RUNNING, 300.0)))
    yield Sample("remeasure", view_of(sitting, left_s=186))
    again = visiting(replace(sitting, variant="again"), pause=Pause(PauseStage.RUNNING, 10.0))
    yield Sample("remeasure-again", view_of(again, left_s=6))
    measuring = visiting(replace(sitting, variant="measuring"), pause=Pause(PauseStage.MEASURING, 300.0))
    yield Sample("remeasure-measuring", view_of(measuring), shows_face=True)


def _result() -> Iterator[Sample]:
    result = at(State.RESULT, replace(DONE, committed=SAVED))
    yield Sample("result", view_of(result))
    yield Sample("result-demo", view_of(result, demonstration=True), demonstration=True)
    old = visiting(result, code=VisitCode(code_of(source="last-known", age=timedelta(hours=3))))
    yield Sample("result-offline-stale", view_of(replace(old, terminal=OFFLINE)))
    for level in ("yellow", "red"):
        window = visiting(result, code=VisitCode(code_of(level)), queue_no=7)
        yield Sample(f"result-{level}", view_of(window))
        yield Sample(f"result-{level}-discreet", view_of(window, presentation="discreet"))
    yellow = visiting(result, code=VisitCode(code_of("yellow")), queue_no=28, resident=LONGEST)
    yield Sample("result-yellow-longest-name", view_of(yellow))
    yield Sample("result-yellow-offline", view_of(replace(yellow, terminal=OFFLINE)))
    yield Sample("result-longest-name", view_of(visiting(result, resident=LONGEST)))
    yield Sample("result-rare-name", view_of(visiting(yellow, resident=RARE, queue_no=12)))
    yield Sample(
        "result-expired-code", view_of(visiting(result, code=VisitCode(replace(code_of(), expires_at=NOW.utc))))
    )
    yield Sample("result-show-code", view_of(visiting(result, code=VisitCode(failed="code-gateway-unreachable"))))
    none = VisitTemperature(TemperatureStage.NO_NUMBER)
    yield Sample("result-no-temperature", view_of(visiting(result, temperature=none)))
    warming = replace(none, hidden_by=Reason.WARMING)
    yield Sample("result-warming", view_of(visiting(result, temperature=warming)))
    yield Sample("result-help-called", view_of(visiting(result, help_called=True)))
    yield Sample("result-due", view_of(visiting(result, follow_ups=(DUE,))))
    yield Sample("result-due-longest-name", view_of(visiting(result, follow_ups=(DUE,), resident=LONGEST)))
    yield Sample("result-warning", view_of(replace(result, warning=True)))


def self_check() -> Iterator[Sample]:
    """What somebody measures or types, and what is said of it."""
    menu = at(State.MENU, DONE)
    yield Sample("menu", view_of(menu))
    yield Sample("menu-due", view_of(visiting(menu, follow_ups=(DUE,))))
    yield Sample("menu-hut", view_of(replace(menu, terminal=HUT)))
    no_cuff = replace(menu, variant="rests", terminal=without(Facility.BLOOD_PRESSURE))
    yield Sample("menu-pressure-rests", view_of(visiting(no_cuff, self_check=CUFF)))
    one = replace(DONE, self_check=SelfCheck(values=(PRESSURE,)), committed=DONE.committed | {PRESSURE.key})
    yield Sample("menu-slip", view_of(visiting(menu, self_check=one.self_check, committed=one.committed)))
    for stage, fault in ((SlipStage.PRINTING, None), (SlipStage.PRINTED, None), (SlipStage.FAILED, Printed.NO_PAPER)):
        printed = visiting(menu, self_check=one.self_check, slip=VisitSlip(stage, 1, "slip-1", 1, fault))
        yield Sample(f"menu-slip-{stage.value}", view_of(printed))
    yield Sample("menu-warning", view_of(replace(menu, warning=True)))
    resting = at(State.REST, replace(DONE, self_check=CUFF, pause=Pause(PauseStage.RUNNING, 300.0)))
    yield Sample("bp-rest", view_of(resting, left_s=222))
    yield Sample("bp-rest-arm-in", view_of(resting, left_s=222, arm_in=True))
    yield from _sitting()
    measure = at(State.MEASURE, replace(DONE, self_check=CUFF))
    yield Sample("bp-measure", view_of(measure))
    yield Sample("bp-measure-arm-in", view_of(measure, arm_in=True))
    yield Sample("bp-measure-again", view_of(replace(measure, variant="again")))
    weigh = at(State.MEASURE, replace(DONE, self_check=SelfCheck(step="weight")))
    for step in ("oxygen", "glucose", "body-temperature", "heart-rate"):
        there = replace(at(State.MEASURE, replace(DONE, self_check=SelfCheck(step=step))), terminal=HUT)
        yield Sample(f"{step}-measure", view_of(there))
        yield Sample(f"{step}-measure-again", view_of(replace(there, variant="again")))
    yield from (Sample("weigh", view_of(weigh)), Sample("weigh-again", view_of(replace(weigh, variant="again"))))
    glucose = at(State.ENTRY, replace(DONE, self_check=SelfCheck(step="glucose", entry_metric="glucose_random")))
    yield Sample("entry-glucose", view_of(glucose))
    problem = "再看一下屏幕：血糖一般是 1.1 到 33.3"
    wrong = visiting(
        glucose, self_check=SelfCheck(step="glucose", entry_metric="glucose_random", entry_problem=Text(problem))
    )
    yield Sample("entry-problem", view_of(wrong))
    yield Sample("entry-problem-offline", view_of(replace(wrong, terminal=OFFLINE)))
    yield Sample("entry-waist", view_of(visiting(glucose, self_check=SelfCheck(step="waist", entry_metric="waist"))))
    yield Sample("entry-weight", view_of(visiting(glucose, self_check=SelfCheck(step="weight", entry_metric="weight"))))
    first = at(State.VALUE, replace(DONE, committed=SAVED, self_check=SelfCheck(values=(PRESSURE,))))
    yield Sample("value-first", view_of(first))
    earlier = pressure_of(142, 88, 75, EARLIER)
    yield Sample("value-lower", view_of(visiting(first, self_check=SelfCheck(values=(PRESSURE,), last=earlier))))
    high = visiting(first, self_check=SelfCheck(values=(HIGH_PRESSURE,), last=earlier), resident=LONGEST)
    yield Sample("value-higher-longest-name", view_of(high, demonstration=True), demonstration=True)
    yield Sample("value-glucose", view_of(visiting(first, self_check=SelfCheck(values=(GLUCOSE,)))))
    planned = visiting(first, self_check=SelfCheck(values=(HIGH_PRESSURE,), last=earlier), follow_ups=(AGAIN,))
    yield Sample("value-again", view_of(planned))
    yield Sample("value-again-goal", view_of(visiting(planned, goals=(GOAL,))))
    yield Sample("value-refer", view_of(visiting(planned, follow_ups=(REFER,), goals=(GOAL,), resident=LONGEST)))
    unsaved = visiting(first, self_check=SelfCheck(values=(WEIGHT,)), committed=frozenset())
    yield Sample("value-weight-unsaved", view_of(unsaved))
    stood = (measured("weight", 62.5), measured("height", 160.0), measured("bmi", 24.4))
    yield Sample("value-stand", view_of(visiting(first, self_check=SelfCheck(values=(Value("w-1", "weight", stood),)))))
    finger = Value("o-1", "oxygen", (measured("spo2", 97), measured("pulse", 72), measured("perfusion", 4.1)))
    yield Sample("value-oxygen", view_of(visiting(first, self_check=SelfCheck(values=(finger,)))))
    far = visiting(replace(weigh, variant="again"), self_check=SelfCheck(step="weight", problem="far-from-last"))
    yield Sample("weigh-far-from-last", view_of(far))
    yield from trends(first)


def _sitting() -> Iterator[Sample]:
    """Two readings and their mean, an arm that is asked for, a value that may be red."""
    pause = Pause(PauseStage.RUNNING, 60.0)
    one = replace(CUFF, sitting=Sitting(parts=(PRESSURE,)))
    between = at(State.REST, replace(DONE, self_check=one, pause=pause), "between")
    yield Sample("bp-between", view_of(between, left_s=42))
    yield Sample("bp-between-third", view_of(replace(between, variant="third"), left_s=42))
    measure = at(State.MEASURE, replace(DONE, self_check=one), "next")
    yield Sample("bp-measure-next", view_of(measure))
    yield Sample("bp-measure-window", view_of(replace(measure, variant="window")))
    arm = at(State.ARM_SIZE, replace(DONE, self_check=CUFF))
    yield Sample("arm-size", view_of(arm))
    yield Sample("arm-size-unfit", view_of(replace(arm, variant="unfit")))
    felt = at(State.SYMPTOMS, replace(DONE, self_check=replace(one, sitting=replace(one.sitting, red=True))))
    yield Sample("symptoms", view_of(felt))
    yield Sample("symptoms-warning", view_of(replace(felt, warning=True)))
    parts = (pressure_of(134, 84, 70), pressure_of(122, 80, 74))
    saved = at(State.VALUE, replace(DONE, committed=SAVED))
    last = pressure_of(142, 88, 75, EARLIER)
    yield Sample("value-mean", view_of(visiting(saved, self_check=SelfCheck(values=(replace(PRESSURE, parts=parts),)))))
    uneven = tuple(replace(m, flags=("irregular-pulse",)) for m in HIGH_PRESSURE.measurements)
    three = replace(HIGH_PRESSURE, measurements=uneven, parts=(*parts, pressure_of(158, 96, 104)))
    high = SelfCheck(values=(three,), last=last)
    yield Sample("value-mean-irregular", view_of(visiting(saved, self_check=high)))
    short = SelfCheck(values=(replace(PRESSURE, short=True),))
    yield Sample("value-one-reading", view_of(visiting(saved, self_check=short)))


def the_end() -> Iterator[Sample]:
    """Every goodbye."""
    taken = SelfCheck(values=(PRESSURE, WEIGHT, GLUCOSE))
    bye = at(State.GOODBYE, replace(DONE, self_check=taken, committed=SAVED))
    yield Sample("goodbye", view_of(bye))
    planned = visiting(bye, follow_ups=(AGAIN,))
    yield Sample("goodbye-again", view_of(planned))
    yield Sample("goodbye-refer-longest-name", view_of(visiting(planned, follow_ups=(REFER,), resident=LONGEST)))
    card = visiting(replace(bye, terminal=ID_CARD_LIES), card=ID_CARD)
    slip = VisitSlip(SlipStage.PRINTED, 1, "slip-1", 1)
    yield Sample("goodbye-slip", view_of(visiting(bye, slip=slip)))
    yield Sample("goodbye-card", view_of(card))
    yield Sample("goodbye-card-again", view_of(visiting(card, follow_ups=(AGAIN,))))
    contact = visiting(replace(bye, terminal=CONTACT_CARD_LIES), card=CONTACT_CARD, resident=LONGEST)
    yield Sample("goodbye-card-longest-name", view_of(contact, demonstration=True), demonstration=True)
    sent = visiting(bye, queue_no=28)
    yield Sample("goodbye-window", view_of(sent))
    yield Sample("goodbye-window-longest-name", view_of(visiting(sent, resident=LONGEST)))
    yield Sample("goodbye-window-card", view_of(visiting(card, queue_no=28)))
    expired = replace(LONGEST, card_expired=True)
    yield Sample("goodbye-expired", view_of(visiting(bye, resident=expired)))
    yield Sample("goodbye-card-expired", view_of(visiting(card, resident=expired)))
    yield Sample("goodbye-nobody", view_of(Situation(State.GOODBYE, serial=9)))
    yield Sample("goodbye-card-nobody", view_of(Situation(State.GOODBYE, serial=9, terminal=ID_CARD_LIES)))
