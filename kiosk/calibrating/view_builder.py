"""From a calibration in hand to what is shown of it."""

from __future__ import annotations

from datetime import date
from statistics import fmean, stdev

from kiosk.calibrating.acts import buttons_of
from kiosk.calibrating.entering import WORDS as LETTERS
from kiosk.calibrating.entering import fields_of
from kiosk.calibrating.figures import DASH, day_words, decision_words, line_words, plain, rule_words, signed
from kiosk.calibrating.flow import Flow, Step, there
from kiosk.calibrating.judging import accepted_limit, calibrated, limit_at
from kiosk.calibrating.listing import choices_of
from kiosk.calibrating.plot import error_of, plot_of
from kiosk.calibrating.reading import STEADY, left_at, line_under, slot_of, wanted
from kiosk.calibrating.stages import stages_of
from kiosk.calibrating.view import CalibrateView, ChangeView, FieldView, LiveView, RowView, VerdictView
from kiosk.calibration.device_checks import DeviceCheck
from kiosk.calibration.evaluation import Evaluation
from kiosk.calibration.records import Verdict
from kiosk.calibration.runs import SetPoint
from kiosk.calibration.words import check_words
from kiosk.desk.steps import ChoiceView
from kiosk.sentences import NO_WORDS, Text, sentence, table

_WITH_PLOT = (Step.POINTS, Step.KEEPING, Step.VERDICT, Step.REVIEW, Step.SIGN, Step.SIGNING, Step.DONE)
_SIGNS = {
    Verdict.PASS: ("ok", "done"),
    Verdict.CONDITIONAL_PASS: ("ok", "done"),
    Verdict.CONDITIONAL_FAIL: ("tri", "care"),
    Verdict.FAIL: ("oct", "alarm"),
}


def calibrate_view(flow: Flow, today: date, *, certificates: bool = True) -> CalibrateView:
    """The page at this moment."""
    step = flow.step
    slot = slot_of(flow) if step is Step.POINTS else ""
    typing = flow.focus or slot
    with_plot = step in _WITH_PLOT
    return CalibrateView(
        step=step.value,
        title=_title(flow),
        note=_note(flow),
        stages=stages_of(flow),
        headline=_headline(flow),
        lead=_lead(flow),
        problem=flow.problem,
        apart=_apart(flow),
        choices=choices_of(flow, today),
        fields=_fields(flow),
        live=_live(flow) if step is Step.POINTS else None,
        rows=_rows(flow) if with_plot else (),
        line=_line(flow) if with_plot else NO_WORDS,
        plot=plot_of(flow) if with_plot else None,
        verdict=_verdict(flow),
        changes=_changes(flow),
        typing=typing,
        typed_unit=_typed_unit(flow, slot),
        units=_units(flow, slot),
        buttons=buttons_of(flow, certificates=certificates),
    )


def _title(flow: Flow) -> Text:
    if flow.target is None:
        return table("calibrating.titles")["check" if flow.check else "calibrate"]
    names = table("calibrating.of")
    kind = flow.target.kind if flow.target.kind in names else "device"
    if not flow.certifies:
        return sentence("calibrating.title-uncertified", of=names[kind])
    return (sentence("calibrating.title-check", of=names[kind]) if flow.check
            else sentence("calibrating.title", of=names[kind]))  # fmt: skip


def _note(flow: Flow) -> str:
    target = flow.target
    if target is None:
        return ""
    serial = sentence("calibrating.serial", tail=target.serial[-4:]) if target.serial else NO_WORDS
    method = table("calibration.methods")[target.method]
    return sentence("calibrating.dot").join(part for part in (target.model, serial, method) if part)


def _headline(flow: Flow) -> Text:
    words = table("calibrating.headlines")
    taking, target = flow.taking, flow.target
    if flow.step is Step.POINTS and taking is not None and target is not None:
        point = taking.point
        value = f"{plain(point.reference, 1 if target.unit == 'Cel' else 0)} {target.unit_shown}"
        slot = slot_of(flow)
        if slot in words:
            return words[slot].fill(value=value)
        if left_at(flow, point):
            return words["point-falling" if point.falling else f"point-{_head_kind(flow)}"].fill(value=value)
        last = taking.at + 1 == len(taking.points)
        return words["run-read" if last else "point-read"].fill(value=value)
    if flow.step is Step.DONE:
        name = "check-done" if flow.check else "done" if flow.certifies else "uncertified-done"
        return words[name].fill(number=flow.number)
    return words[flow.step.value].fill(number=flow.number)


def _head_kind(flow: Flow) -> str:
    kind = there(flow.method).reference
    return kind if f"point-{kind}" in table("calibrating.headlines") else "any"


def _lead(flow: Flow) -> Text:
    words = table("calibrating.leads")
    if flow.step is Step.DONE:
        if not flow.certifies:
            return words["uncertified-done"]
        if flow.check:
            passed = flow.found_judged is not None and flow.found_judged.verdict.passed
            return words["check-passed" if passed else "check-failed"]
        if flow.affected is not None:
            found = flow.affected
            return words["done-affected"].fill(
                count=found.readings, first=f"{found.first:%m-%d}", last=f"{found.last:%m-%d}"
            )
        return words["done"].fill(due=day_words(flow.due))
    if flow.step is Step.RESUME and flow.open_runs:
        last = flow.open_runs[-1]
        day = f"{last.ended:%m-%d %H:%M}"
        return words["resume"].fill(day=day, by=last.by, stage=table("calibrating.stage-words")[last.stage.value])
    if flow.step is Step.VERDICT and flow.found_judged is not None:
        return words["verdict-passed" if flow.found_judged.verdict.passed else "verdict-failed"]
    return words.get(flow.step.value, NO_WORDS)


def _apart(flow: Flow) -> Text:
    taking = flow.taking
    if flow.step is not Step.POINTS or taking is None or taking.apart is None:
        return NO_WORDS
    target = there(flow.target)
    value = f"{plain(taking.point.readings[taking.apart], target.decimals)} {target.unit_shown}"
    return sentence("calibrating.apart", count=taking.apart + 1, value=value)


# --- what is typed ------------------------------------------------------------------------------------------------
def _fields(flow: Flow) -> tuple[FieldView, ...]:
    labels, hints, units = table("calibrating.fields"), table("calibrating.hints"), table("calibrating.field-units")
    if flow.step is Step.NEW_REFERENCE and there(flow.method).in_range:
        labels = {**labels, **table("calibrating.solution-fields")}
    own = there(flow.target).unit_shown if flow.target is not None else ""
    return tuple(
        FieldView(
            key,
            labels[key],
            flow.fields.get(key, ""),
            unit=own if key in ("low", "high", "u", "stability") else units.get(key, NO_WORDS),
            hint=hints.get(key, NO_WORDS),
            focused=key == flow.focus,
            letters=key in LETTERS,
        )
        for key in fields_of(flow)
    )


def _typed_unit(flow: Flow, slot: str) -> str:
    if flow.target is None or not (slot or flow.focus == "standard"):
        return ""
    unit = "kPa" if flow.fields.get("unit") == "kPa" and slot != "added" else flow.target.unit_shown
    return sentence("calibrating.per-minute", unit=unit) if slot == "leak" else unit


def _units(flow: Flow, slot: str) -> tuple[ChoiceView, ...]:
    if flow.target is None or flow.target.unit != "mm[Hg]" or not slot:
        return ()
    chosen = "kPa" if flow.fields.get("unit") == "kPa" else "mmHg"
    return tuple(ChoiceView(unit, unit, "", tone="act" if unit == chosen else "") for unit in ("mmHg", "kPa"))


# --- what is read -------------------------------------------------------------------------------------------------
def _live(flow: Flow) -> LiveView | None:
    taking, hearing, target = flow.taking, flow.hearing, flow.target
    if taking is None or target is None or not flow.wire or slot_of(flow):
        return None
    line = line_under(flow)
    raw = hearing.recent[-1] if hearing.recent else None
    words, steady = _scatter(flow)
    return LiveView(
        raw=plain(raw, target.decimals),
        value=plain(None if raw is None else calibrated(raw, line), target.decimals),
        unit=target.unit_shown,
        pips=wanted(flow),
        filled=min(wanted(flow), len(taking.point.used)),
        running=taking.running,
        words=words,
        steady=steady,
        silent=bool(hearing.missed),
    )


def _scatter(flow: Flow) -> tuple[str, bool]:
    words, taking, hearing, target = table("calibrating.live"), flow.taking, flow.hearing, there(flow.target)
    if hearing.missed:
        return hearing.why or words["silent"], False
    counted = taking.point.used if taking is not None else ()
    readings = counted if len(counted) > 1 else hearing.recent
    if len(readings) < 3:
        return words["waiting"], False
    s = stdev(readings)
    steady = s <= STEADY * limit_at(flow, there(taking).point.reference)
    said = sentence("calibrating.scatter", s=plain(s, 3), unit=target.unit_shown)
    act = words[_steadiness(flow) if steady else "unsteady"]
    return f"{said}{sentence('calibrating.dot')}{act}", steady


def _steadiness(flow: Flow) -> str:
    taking = there(flow.taking)
    return "steady-taking" if taking.running else "steady" if left_at(flow, taking.point) else "steady-read"


def _rows(flow: Flow) -> tuple[RowView, ...]:
    target = flow.target
    if target is None:
        return ()
    if flow.taking is not None:
        taking, line = flow.taking, line_under(flow)
        return tuple(_row(flow, p, line, now=index == taking.at) for index, p in enumerate(taking.points))
    judged = flow.left_judged or flow.found_judged
    line = flow.before if flow.left_judged is None else flow.after
    return () if judged is None else _judged_rows(flow, judged, line)


def _row(flow: Flow, point: SetPoint, line: tuple[float, float], *, now: bool) -> RowView:
    target, used = there(flow.target), point.used
    error = error_of(point, line)
    mean = fmean(used) if used else None
    return RowView(
        reference=_reference(flow, point.reference),
        raw=plain(mean, target.decimals + (1 if len(used) > 1 else 0)) if used else "",
        value="" if mean is None else plain(calibrated(mean, line), _fine(flow)),
        error="" if error is None else signed(error, _fine(flow)),
        state="now" if now else "next" if left_at(flow, point) else "done",
        out=error is not None and abs(error) > limit_at(flow, point.reference),
    )


def _judged_rows(flow: Flow, judged: Evaluation, line: tuple[float, float]) -> tuple[RowView, ...]:
    target = there(flow.target)
    return tuple(
        RowView(
            reference=_reference(flow, point.reference),
            raw=plain(point.mean, target.decimals + (1 if point.n > 1 else 0)),
            value=plain(calibrated(point.mean, line), _fine(flow)),
            error=signed(point.error, _fine(flow)),
            state="done",
            out=abs(point.error) > point.limit,
        )
        for point in judged.points
    )


def _reference(flow: Flow, value: float) -> str:
    if flow.taking is not None and not flow.taking.standard:
        return DASH
    if there(flow.method).in_range and flow.reference is not None:
        return sentence("calibrating.range", low=f"{flow.reference.low:g}", high=f"{flow.reference.high:g}")
    return plain(value, 1 if there(flow.target).decimals else 0)


def _fine(flow: Flow) -> int:
    return max(1, min(3, there(flow.target).decimals + 1))


def _line(flow: Flow) -> Text:
    judged = flow.left_judged or flow.found_judged
    line = flow.line or flow.fitted
    if judged is None or line is None or flow.check or not flow.certifies:
        return NO_WORDS
    return sentence("calibrating.line-u", line=line_words((line.a, line.b)), u=plain(judged.expanded_u, 2),
                    k=f"{judged.k:.2g}")  # fmt: skip


# --- what comes of it ---------------------------------------------------------------------------------------------
def _verdict(flow: Flow) -> VerdictView | None:
    if flow.checked is not None:
        return _outcome(flow, flow.checked)
    shown = flow.step in (Step.VERDICT, Step.REVIEW) or (flow.step is Step.DONE and flow.check)
    judged = flow.left_judged if flow.step is Step.REVIEW else flow.found_judged
    if not shown or judged is None:
        return None
    sign, tone = _SIGNS[judged.verdict]
    labels, unit = table("calibrating.figures"), there(flow.target).unit_shown
    rule = there(flow.left if judged is flow.left_judged else flow.found).decision
    accepted = accepted_limit(judged, rule)
    figures = [
        ("worst", signed(judged.worst_error, 3), unit),
        ("limit", f"±{judged.limit:g}", unit),
        ("u", f"{plain(judged.expanded_u, 3)} {unit}（k={judged.k:.2g}）", ""),
    ]
    if accepted is not None:
        figures.append(("accepted", f"±{plain(accepted, 3)}", unit))
    lines = (*(FieldView(key, labels[key], value, unit) for key, value, unit in figures),
             FieldView("decision", labels["decision"], decision_words(rule, judged.expanded_u)),
             FieldView("rule", labels["rule"], rule_words(flow.limit)))  # fmt: skip
    return VerdictView(table("calibration.verdicts")[judged.verdict.value], sign, tone, lines)


def _outcome(flow: Flow, check: DeviceCheck) -> VerdictView:
    """Of a check that certifies nothing: no U, for it says nothing of how right the device is."""
    labels, unit = table("calibrating.figures"), there(flow.target).unit_shown
    sign, tone = _SIGNS[check.verdict]
    source = rule_words(flow.limit) if check.limit_id else labels["in-range"]
    lines = (
        FieldView("worst", labels["worst"], signed(check.error, 2), unit),
        FieldView("limit", labels["limit"], f"±{check.limit:.3g}", unit),
        FieldView("rule", labels["rule"], source),
    )
    return VerdictView(check_words(check), sign, tone, lines)


def _changes(flow: Flow) -> tuple[ChangeView, ...]:
    if flow.step not in (Step.SIGN, Step.SIGNING) and (flow.step is not Step.DONE or flow.check or not flow.certifies):
        return ()
    found, left = there(flow.found_judged), flow.left_judged
    now = left or found
    labels, verdicts, target = table("calibrating.changes"), table("calibration.verdicts"), there(flow.target)
    kept = flow.in_force
    rows = [
        ("a", f"{flow.before[0]:.5f}", f"{flow.after[0]:.5f}"),
        ("b", f"{signed(flow.before[1], 4)} {target.unit_shown}", f"{signed(flow.after[1], 4)} {target.unit_shown}"),
        ("error", *(f"{signed(one.worst_error, 3)} {target.unit_shown}" for one in (found, now))),
        ("verdict", verdicts[found.verdict.value], verdicts[now.verdict.value]),
        ("number", kept.number or labels["none"], flow.number or labels["waiting"]),
        ("due", day_words(kept.due), day_words(flow.due)),
    ]  # fmt: skip
    return tuple(ChangeView(labels[key], before, after) for key, before, after in rows)
