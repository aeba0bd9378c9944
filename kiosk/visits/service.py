"""What everybody gets: code and temperature side by side, a calm second reading, and the way to the window."""

from __future__ import annotations

from kiosk.facilities import Facility
from kiosk.measurements.measurement import Measurement, Validity
from kiosk.measurements.temperature import Verdict
from kiosk.people.person import Person
from kiosk.visits import self_check
from kiosk.visits.draft import Draft
from kiosk.visits.effects import Quarantine, RequestReading, SaveCode, SaveMeasurements, SaveVisit
from kiosk.visits.events import CodeArrived, CodeFailed, ReadingsArrived
from kiosk.visits.situation import Heat, Timer
from kiosk.visits.states import State

CODE_KEY = "code"
TEMPERATURE_KEY = "temperature"
CODE_TIMED_OUT = "code-unavailable"
UNKNOWN_LEVEL = "code-unknown-level"
SHORTEST_CODE_S = 5.0
CODE_RETRY_S = 10.0
_RAISED = (Verdict.RAISED, Verdict.HIGH)


BY_FACE = "face"


def welcome(d: Draft, person: Person, by: str) -> None:
    """Somebody is known: greet them and ask for everything at once."""
    d.open_visit()
    d.set(resident=person, identified_by=by, worth=True, second=None, left_view=d.s.unseen, refusals=0)
    visit_id = d.s.visit_id or ""
    d.do(SaveVisit(visit_id, person.resident_id, by, None))
    if person.card_expired:
        d.alert("card", "card-expired")
    d.query_code()
    if by != BY_FACE and d.rules.compare_holders and d.s.works(Facility.CAMERA):
        d.compare_holder()
    if d.s.works(Facility.TEMPERATURE):
        d.set(heat=Heat.WAITING)
        d.do(RequestReading(Facility.TEMPERATURE, visit_id, person.resident_id))
        d.go(State.CHECKING, "welcomed", "")
        d.start(Timer.CHECK, d.rules.check_s)
    else:
        d.because("welcomed")
        thermometer_rests(d)


def thermometer_rests(d: Draft) -> None:
    """Tell the person once, and staff once a fault; everything else goes on. Nobody is told of what was never there."""
    if Facility.TEMPERATURE in d.s.lacking:
        d.set(heat=Heat.ABSENT)
    else:
        d.set(heat=Heat.BROKEN)
        tell_device(d, Facility.TEMPERATURE)
    if d.s.doubted:
        d.alert("temperature", queue=True)
        d.set(heat=Heat.WINDOW)
    settle(d, "thermometer-rests")


def tell_device(d: Draft, facility: Facility) -> None:
    """Tell staff of a broken device, once as long as it is broken."""
    if facility not in d.s.told:
        d.set(told=d.s.told | {facility})
        d.alert("device", detail=facility.value, once=f"device-{facility.value}")


# --- answers ----------------------------------------------------------------------------------------------------
def code_arrived(d: Draft, event: CodeArrived) -> None:
    """The code is here: keep it, and tell staff when it sends to the window."""
    if d.s.resident is None or event.visit_id != d.s.visit_id:
        return
    if event.result.level not in d.rules.levels:
        code_failed(d, CodeFailed(event.visit_id, UNKNOWN_LEVEL))
        return
    known, code = d.s.code, event.result
    d.set(code=code, code_failed=None, code_due=False)
    d.because("code-arrived")
    if known is None or known.level != code.level or known.source != code.source:
        d.do(SaveCode(event.visit_id, d.s.resident.resident_id, CODE_KEY, code))
    if code.level in d.rules.window_levels:
        d.alert("code", queue=True, detail=code.level)
    lasts_s = (code.expires_at - code.issued_at).total_seconds() - d.rules.refresh_lead_s
    d.start(Timer.CODE, max(lasts_s, SHORTEST_CODE_S))
    if d.s.here is State.RESULT and _to_window(d):
        d.go(State.WINDOW, "code-arrived")
    else:
        settle(d, "code-arrived")


def code_failed(d: Draft, event: CodeFailed) -> None:
    """No code can be had now. One that was shown before stays, with its age."""
    if d.s.resident is None or event.visit_id != d.s.visit_id:
        return
    d.because("code-failed")
    if d.s.code is None:
        d.set(code_failed=event.reason or CODE_TIMED_OUT)
        settle(d, "code-failed")
    else:
        d.start(Timer.CODE, CODE_RETRY_S)


def code_ran_out(d: Draft) -> None:
    """The code shown is about to end: ask for a new one, now or when it is shown again."""
    if d.s.resident is None:
        return
    d.because("code-due")
    d.set(code_due=True)
    if d.s.state is State.RESULT:
        d.query_code()


def temperature_arrived(d: Draft, event: ReadingsArrived) -> None:
    """A reading for this visit; what comes when none is awaited is kept as nobody's."""
    awaited = d.s.here is State.CHECKING or (d.s.here is State.REMEASURE and d.s.measuring)
    if event.visit_id != d.s.visit_id or not awaited or d.s.heat not in (Heat.WAITING, Heat.AGAIN):
        if event.measurements:
            d.do(Quarantine(event.measurements, "not-awaited"))
            d.because("quarantined")
        return
    if d.s.second is not None or d.s.left_view or d.s.gone:
        if event.measurements:
            d.do(Quarantine(event.measurements, "person-left"))
        d.set(retake=True)
        d.because("quarantined")
        return
    d.stop(Timer.CHECK)
    tries = d.s.tries + 1
    d.set(tries=tries, measuring=False)
    if event.measurements:
        d.do(SaveMeasurements(event.visit_id, f"{TEMPERATURE_KEY}-{tries}", event.measurements))
    body = next((m for m in event.measurements if m.metric == "temp_body"), None)
    _judge(d, body, tries)


def _judge(d: Draft, body: Measurement | None, tries: int) -> None:
    verdict = _verdict(body)
    if verdict is Verdict.NORMAL:
        d.set(heat=Heat.OK, body=body)
        settle(d, "temperature-shown")
    elif tries == 1:
        _once_more(d, verdict)
    elif verdict in _RAISED or d.s.doubted:
        d.alert("temperature", queue=True)
        d.set(heat=Heat.WINDOW)
        settle(d, "temperature-window")
    elif verdict is Verdict.LOW:
        d.alert("temperature", "temperature-low", queue=True)
        d.set(heat=Heat.WINDOW)
        settle(d, "temperature-window")
    else:
        d.set(heat=Heat.NONE)
        settle(d, "temperature-none")


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
        d.alert("temperature", "temperature-high")
    d.set(heat=Heat.AGAIN, doubted=verdict in _RAISED, rest_over=False, measuring=False)
    rest_s = d.rules.again_s if verdict is Verdict.NO_NUMBER else d.rules.remeasure_s
    d.set(rest_s=rest_s)
    d.go(State.REMEASURE, "second-reading", "" if d.s.doubted else "again")
    d.start(Timer.REST, rest_s)


# --- the rest and what follows ----------------------------------------------------------------------------------
def rest_is_over(d: Draft) -> None:
    """Somebody who left the camera's view is asked first; then the measurement begins."""
    here = d.s.here
    if here not in (State.REMEASURE, State.REST):
        return
    d.set(rest_over=True)
    d.stop(Timer.REST)
    d.because("rest-over")
    if d.s.second is not None:
        return
    if d.s.left_view and d.s.state is not State.CONFIRM:
        if d.s.covered is None:
            d.cover(State.CONFIRM, "rest-over", d.who_variant())
    elif here is State.REST:
        self_check.measure(d, "rest-over")
    elif not d.s.measuring:
        _measure_again(d)


def _measure_again(d: Draft) -> None:
    if d.s.resident is None or d.s.visit_id is None:
        return
    d.set(measuring=True)
    d.do(RequestReading(Facility.TEMPERATURE, d.s.visit_id, d.s.resident.resident_id))
    d.go(State.REMEASURE, "rest-over", "measuring")
    d.start(Timer.CHECK, d.rules.check_s)


def resume(d: Draft, reason: str) -> None:
    """Take the cover away; a rest that ended under it is over now."""
    d.uncover(reason)
    retake(d)
    if d.s.covered is None and d.s.rest_over and not d.s.measuring:
        rest_is_over(d)


def retake(d: Draft) -> None:
    """They are back: take the temperature that was given away again."""
    if d.s.retake and not d.s.left_view and d.s.resident is not None and d.s.visit_id is not None:
        d.set(retake=False)
        d.do(RequestReading(Facility.TEMPERATURE, d.s.visit_id, d.s.resident.resident_id))
        d.start(Timer.CHECK, d.rules.check_s)


def check_timed_out(d: Draft) -> None:
    """What is not here by now counts as failed; the visit goes on."""
    if d.s.here not in (State.CHECKING, State.REMEASURE) or d.s.resident is None:
        return
    if d.s.code is None and d.s.code_failed is None:
        d.set(code_failed=CODE_TIMED_OUT)
    if d.s.heat is Heat.WAITING:
        d.set(heat=Heat.NONE, tries=d.s.tries + 1)
    elif d.s.heat is Heat.AGAIN and d.s.measuring:
        _judge(d, None, 2)
        return
    settle(d, "timed-out")


def settle(d: Draft, reason: str) -> None:
    """Show what is due as soon as everything for it is here."""
    if d.s.here not in (State.CHECKING, State.REMEASURE, State.DEVICE_FAULT, *_UNWELCOMED):
        return
    if d.s.here is State.DEVICE_FAULT and not d.s.fault_shown:
        return
    if d.s.heat in (Heat.WAITING, Heat.AGAIN):
        return
    if d.s.heat is Heat.BROKEN and not d.s.fault_shown:
        d.go(State.DEVICE_FAULT, reason)
    elif d.s.code is None and d.s.code_failed is None:
        if d.s.here is not State.CHECKING:
            d.go(State.CHECKING, reason, "code-only")
        d.start(Timer.CHECK, d.rules.check_s)
    else:
        show_result(d, reason)


def show_result(d: Draft, reason: str) -> None:
    """The result, or the way to the window."""
    window = d.s.heat is Heat.WINDOW or _to_window(d)
    d.go(State.WINDOW if window else State.RESULT, reason)


_UNWELCOMED = frozenset({State.READING, State.CONFIRM})
"""Where a visit comes from when the thermometer rests already."""


def _to_window(d: Draft) -> bool:
    return d.rules.discreet and d.s.code is not None and d.s.code.level in d.rules.window_levels


# --- buttons ----------------------------------------------------------------------------------------------------
def fault_seen(d: Draft) -> None:
    """好，接着来."""
    d.set(fault_shown=True)
    d.because("continued")
    settle(d, "continued")


def call_staff(d: Draft) -> None:
    """不等了，到窗口量: where the window is, and a line for the staff."""
    d.alert("help", "measure", again=True)
    d.set(help_called=True)
    d.cover(State.HELP, "staff-called", "measure")


def to_window(d: Draft) -> None:
    """好，我过去."""
    d.farewell("to-window", "window")


def no_thanks(d: Draft) -> None:
    """不用了，谢谢."""
    d.farewell("no-thanks", "served")


def leave(d: Draft) -> None:
    """Back from the first screen of the service."""
    d.farewell("back", "left")


def back_from_window(d: Draft) -> None:
    """After a red value: to the value itself, which is theirs to see. Else goodbye."""
    if d.s.red and d.s.value is not None:
        d.go(State.VALUE, "back")
    else:
        d.farewell("back", "window")
