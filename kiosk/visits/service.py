"""What everybody gets: code and temperature side by side, a calm second reading, and the way to the window."""

from __future__ import annotations

from dataclasses import replace

from kiosk.facilities import Facility
from kiosk.measurements.measurement import Measurement, Validity
from kiosk.measurements.plausibility import Reason
from kiosk.measurements.temperature import Verdict
from kiosk.people.person import Person
from kiosk.visits import follow_ups, renewing, repeats, self_check_measuring
from kiosk.visits.asking import compare_holder, query_code
from kiosk.visits.closing import alert, call_out, farewell
from kiosk.visits.draft import Draft
from kiosk.visits.effects import RequestReading, SaveCode, SaveVisit
from kiosk.visits.events import CodeArrived, CodeFailed, ReadingsArrived
from kiosk.visits.keeping import put_aside, save_measurements
from kiosk.visits.moves import begin_pause, cover, go, uncover, who_variant
from kiosk.visits.situation import Timer
from kiosk.visits.states import State
from kiosk.visits.visit import PauseStage, TemperatureStage

CODE_KEY = "code"
TEMPERATURE_KEY = "temperature"
CODE_TIMED_OUT = "code-unavailable"
UNKNOWN_LEVEL = "code-unknown-level"
SHORTEST_CODE_S = 5.0
CODE_RETRY_S = 10.0
BY_FACE = "face"
AT_THE_WINDOW = ("correct", "copy")
"""Ways to the window from which one comes back to one's own data."""
_RAISED = (Verdict.RAISED, Verdict.RAISED_OWN, Verdict.HIGH)
_NO_HELP = (Reason.WARMING, Reason.ROOM_RANGE)
"""Nothing a person does makes the next reading better."""
_UNWELCOMED = frozenset({State.READING, State.CONFIRM})
"""Where a visit comes from when the thermometer is broken already."""


def welcome(d: Draft, person: Person, by: str) -> None:
    """Somebody is known: greet them and ask for everything at once."""
    d.open_visit()
    d.terminal = replace(d.terminal, refusals=0)
    d.visit = replace(d.visit, resident=person, identified_by=by, worth_recording=True, must_confirm=d.s.unseen)
    d.card = replace(d.card, second=None)
    d.own = replace(d.own, by_card=by != BY_FACE)
    d.do(SaveVisit(d.visit.id, person.resident_id, by, None))
    if person.card_expired:
        alert(d, "card", "card-expired")
    renewing.look_up(d)
    query_code(d)
    follow_ups.look_up(d)
    if by != BY_FACE and d.rules.compare_holders and d.terminal.works(Facility.CAMERA):
        compare_holder(d)
    if d.terminal.works(Facility.TEMPERATURE):
        d.temperature = replace(d.temperature, stage=TemperatureStage.WAITING)
        d.do(RequestReading(Facility.TEMPERATURE, d.visit.id, person.resident_id))
        go(d, State.CHECKING, "welcomed")
        d.start(Timer.CHECK, d.rules.check_s)
    else:
        d.because("welcomed")
        without_thermometer(d)


def without_thermometer(d: Draft) -> None:
    """Tell the person once, and staff once a fault; everything else goes on. Nobody is told of what was never there."""
    absent = Facility.TEMPERATURE in d.terminal.lacking
    if not absent:
        report_fault(d, Facility.TEMPERATURE)
    stage = TemperatureStage.ABSENT if absent else TemperatureStage.BROKEN
    if d.temperature.doubted:
        alert(d, "temperature", queue=True)
        stage = TemperatureStage.WINDOW
    d.temperature = replace(d.temperature, stage=stage)
    settle(d, "thermometer-rests")


def report_fault(d: Draft, facility: Facility) -> None:
    """Tell staff of a broken device, once as long as it is broken."""
    if facility not in d.terminal.reported:
        d.terminal = replace(d.terminal, reported=d.terminal.reported | {facility})
        alert(d, "device", detail=facility.value, once=f"device-{facility.value}")


# --- answers ----------------------------------------------------------------------------------------------------
def code_arrived(d: Draft, event: CodeArrived) -> None:
    """The code is here: keep it, and tell staff when it sends to the window."""
    if d.visit.resident is None or event.visit_id != d.visit.id:
        return
    if event.result.level not in d.rules.levels:
        code_failed(d, CodeFailed(event.visit_id, UNKNOWN_LEVEL))
        return
    known, code = d.code.result, event.result
    d.code = replace(d.code, result=code, failed=None, due=False)
    d.because("code-arrived")
    if known is None or known.level != code.level or known.source != code.source:
        d.do(SaveCode(event.visit_id, d.visit.resident.resident_id, CODE_KEY, code))
    if code.level in d.rules.window_levels:
        alert(d, "code", queue=True, detail=code.level)
    lasts_s = (code.expires_at - code.issued_at).total_seconds() - d.rules.refresh_lead_s
    d.start(Timer.CODE, max(lasts_s, SHORTEST_CODE_S))
    if d.s.here is State.RESULT and _to_window(d):
        go(d, State.WINDOW, "code-arrived")
    else:
        settle(d, "code-arrived")


def code_failed(d: Draft, event: CodeFailed) -> None:
    """No code can be had now. One that was shown before stays, with its age."""
    if d.visit.resident is None or event.visit_id != d.visit.id:
        return
    d.because("code-failed")
    if d.code.result is None:
        d.code = replace(d.code, failed=event.reason or CODE_TIMED_OUT)
        settle(d, "code-failed")
    else:
        d.start(Timer.CODE, CODE_RETRY_S)


def code_ran_out(d: Draft) -> None:
    """The code shown is about to end: ask for a new one, now or when it is shown again."""
    if d.visit.resident is None:
        return
    d.because("code-due")
    d.code = replace(d.code, due=True)
    if d.s.state is State.RESULT:
        query_code(d)


def temperature_arrived(d: Draft, event: ReadingsArrived) -> None:
    """A reading for this visit; what comes when none is awaited is kept as nobody's."""
    awaited = d.s.here is State.CHECKING or (d.s.here is State.REMEASURE and d.s.measuring)
    if event.visit_id != d.s.visit_id or not awaited or not d.temperature.stage.is_open:
        if event.measurements:
            put_aside(d, event.measurements, "not-awaited")
            d.because("quarantined")
        return
    if d.card.second is not None or d.visit.must_confirm or d.visit.out_of_view:
        if event.measurements:
            put_aside(d, event.measurements, "person-left")
        d.temperature = replace(d.temperature, retake=True)
        d.because("quarantined")
        return
    d.stop(Timer.CHECK, Timer.REPEAT)
    tries = d.temperature.tries + 1
    d.temperature = replace(d.temperature, tries=tries)
    if event.measurements:
        save_measurements(d, f"{TEMPERATURE_KEY}-{tries}", event.measurements)
    body = next((m for m in event.measurements if m.metric == "temp_body"), None)
    if tries == 1:
        _judge(d, body, tries)
    elif repeats.are_all(d, body):
        _judge(d, repeats.middle(d), tries)


def _judge(d: Draft, body: Measurement | None, tries: int) -> None:
    verdict = _verdict(body)
    if verdict is Verdict.NORMAL:
        d.temperature = replace(d.temperature, stage=TemperatureStage.SHOWN, shown=body)
        settle(d, "temperature-shown")
    elif tries == 1 and body is not None and body.reason in _NO_HELP:
        d.temperature = replace(d.temperature, stage=TemperatureStage.NO_NUMBER, hidden_by=body.reason)
        settle(d, "temperature-none")
    elif tries == 1:
        _once_more(d, verdict)
    elif verdict in _RAISED or d.temperature.doubted:
        _measured_at_the_window(d, "temperature")
    elif verdict is Verdict.LOW:
        _measured_at_the_window(d, "temperature-low")
    else:
        d.temperature = replace(d.temperature, stage=TemperatureStage.NO_NUMBER)
        settle(d, "temperature-none")


def _measured_at_the_window(d: Draft, words: str) -> None:
    alert(d, "temperature", words, queue=True)
    d.temperature = replace(d.temperature, stage=TemperatureStage.WINDOW)
    settle(d, "temperature-window")


def _verdict(body: Measurement | None) -> Verdict:
    if body is None or body.validity is not Validity.VALID or body.assessment is None:
        return Verdict.NO_NUMBER
    try:
        return Verdict(body.assessment)
    except ValueError:
        return Verdict.NO_NUMBER


def _once_more(d: Draft, verdict: Verdict) -> None:
    """Before a word is said, sit for a while. Staff are told of a very high one already, unseen by the visitor."""
    if verdict is Verdict.HIGH:
        alert(d, "temperature", "temperature-high")
    doubted = verdict in _RAISED
    d.temperature = replace(d.temperature, stage=TemperatureStage.SECOND_DUE, doubted=doubted)
    pause_s = d.rules.again_s if verdict is Verdict.NO_NUMBER else d.rules.remeasure_s
    go(d, State.REMEASURE, "second-reading", "" if doubted else "again")
    begin_pause(d, pause_s)


# --- the pause and what follows ---------------------------------------------------------------------------------
def pause_is_over(d: Draft) -> None:
    """Somebody who left the camera's view is asked first; then the measurement begins."""
    here = d.s.here
    if here not in (State.REMEASURE, State.REST) or d.s.measuring:
        return
    d.pause = replace(d.pause, stage=PauseStage.OVER)
    d.stop(Timer.REST)
    d.because("rest-over")
    if d.card.second is not None:
        return
    if d.visit.must_confirm and d.s.state is not State.CONFIRM:
        if d.s.covered is None:
            cover(d, State.CONFIRM, "rest-over", who_variant(d))
    elif here is State.REST:
        self_check_measuring.measure(d, "rest-over")
    else:
        _measure_again(d)


def _measure_again(d: Draft) -> None:
    if d.visit.resident is None:
        return
    d.pause = replace(d.pause, stage=PauseStage.MEASURING)
    d.do(RequestReading(Facility.TEMPERATURE, d.visit.id, d.visit.resident.resident_id))
    go(d, State.REMEASURE, "rest-over", "measuring")
    d.start(Timer.CHECK, d.rules.check_s)


def resume(d: Draft, reason: str) -> None:
    """Take the cover away; a pause that ended under it is over now."""
    uncover(d, reason)
    retake(d)
    if d.s.covered is None and d.visit.pause.stage is PauseStage.OVER:
        pause_is_over(d)


def retake(d: Draft) -> None:
    """They are back: take the temperature that was given away again."""
    if d.temperature.retake and not d.visit.must_confirm and d.visit.resident is not None:
        d.temperature = replace(d.temperature, retake=False)
        d.do(RequestReading(Facility.TEMPERATURE, d.visit.id, d.visit.resident.resident_id))
        d.start(Timer.CHECK, d.rules.check_s)


def check_timed_out(d: Draft) -> None:
    """What is not here by now counts as failed; the visit goes on."""
    if d.s.here not in (State.CHECKING, State.REMEASURE) or d.visit.resident is None:
        return
    if d.code.is_missing:
        d.code = replace(d.code, failed=CODE_TIMED_OUT)
    if d.temperature.stage is TemperatureStage.WAITING:
        d.temperature = replace(d.temperature, stage=TemperatureStage.NO_NUMBER, tries=d.temperature.tries + 1)
    elif d.temperature.stage is TemperatureStage.SECOND_DUE and d.s.measuring:
        _judge(d, repeats.middle(d), 2)
        return
    settle(d, "timed-out")


def settle(d: Draft, reason: str) -> None:
    """Show what is due as soon as everything for it is here."""
    if d.s.here not in (State.CHECKING, State.REMEASURE, State.DEVICE_FAULT, *_UNWELCOMED):
        return
    if d.s.here is State.DEVICE_FAULT and not d.visit.fault_shown:
        return
    if d.temperature.stage.is_open:
        return
    if d.temperature.stage is TemperatureStage.BROKEN and not d.visit.fault_shown:
        go(d, State.DEVICE_FAULT, reason)
    elif d.code.is_missing:
        if d.s.here is not State.CHECKING:
            go(d, State.CHECKING, reason, "code-only")
        d.start(Timer.CHECK, d.rules.check_s)
    else:
        show_result(d, reason)


def show_result(d: Draft, reason: str) -> None:
    """The result, or the way to the window; a consent that ends is asked for first, unless they have to go there."""
    window = d.temperature.stage is TemperatureStage.WINDOW or _to_window(d)
    if not window and d.visit.queue_no is None and renewing.asks(d):
        return
    go(d, State.WINDOW if window else State.RESULT, reason)


def _to_window(d: Draft) -> bool:
    code = d.code.result
    return d.rules.discreet and code is not None and code.level in d.rules.window_levels


# --- buttons ----------------------------------------------------------------------------------------------------
def fault_seen(d: Draft) -> None:
    """好，接着来."""
    d.visit = replace(d.visit, fault_shown=True)
    d.because("continued")
    settle(d, "continued")


def call_staff(d: Draft) -> None:
    """不等了，到窗口量: where the window is, and a line for the staff."""
    alert(d, "help", "measure", again=True)
    call_out(d)
    cover(d, State.HELP, "staff-called", "measure")


def to_window(d: Draft) -> None:
    """好，我过去."""
    farewell(d, "to-window", "window")


def no_thanks(d: Draft) -> None:
    """不用了，谢谢."""
    farewell(d, "no-thanks", "served")


def leave(d: Draft) -> None:
    """Back from the first screen of the service."""
    farewell(d, "back", "left")


def back_from_window(d: Draft) -> None:
    """After a red value: to the value itself, which is theirs to see. Else goodbye."""
    if d.self_check.red and d.self_check.value is not None:
        go(d, State.VALUE, "back")
    elif d.s.variant in AT_THE_WINDOW:
        go(d, State.OWN_DATA, "back")
    else:
        farewell(d, "back", "window")
