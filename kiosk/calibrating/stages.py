"""The steps at the left: which is done and what came of it, which is now, which are to come."""

from __future__ import annotations

from kiosk.calibrating.figures import plain, signed
from kiosk.calibrating.flow import Flow, Step, there
from kiosk.calibrating.reading import left_at, wanted
from kiosk.calibration.evaluation import Evaluation
from kiosk.calibration.runs import Stage
from kiosk.calibration.words import check_words
from kiosk.desk.steps import StageView
from kiosk.sentences import NO_WORDS, Text, sentence, table

_AT = {
    Step.CHOOSE: 0, Step.LOOKING_UP: 0, Step.RESUME: 0, Step.ENVIRONMENT: 1, Step.LIMIT: 1,
    Step.REFERENCE: 2, Step.NEW_REFERENCE: 2,
    Step.VERDICT: 4, Step.REVIEW: 5, Step.GIVING_UP: 4, Step.SIGN: 6, Step.SIGNING: 6, Step.DONE: 7,
}  # fmt: skip
_WHOLE = ("device", "environment", "reference", "as-found", "fit", "as-left", "sign")
_OF_CHECK = ("device", "reference", "check")
_UNCERTIFIED = ("device", "environment", "reference", "readings", "result")


def stages_of(flow: Flow) -> tuple[StageView, ...]:
    """All of them, in their order."""
    labels = table("calibrating.stages")
    names = _OF_CHECK if flow.check else _WHOLE if flow.certifies else _UNCERTIFIED
    now = _now(flow)
    results = _results(flow)
    return tuple(
        StageView(labels[name], "done" if at < now else "now" if at == now else "next", results.get(name, NO_WORDS))
        for at, name in enumerate(names)
    )


def _now(flow: Flow) -> int:
    if flow.check:
        order = {Step.CHOOSE: 0, Step.LOOKING_UP: 0, Step.REFERENCE: 1, Step.NEW_REFERENCE: 1, Step.DONE: 3}
        return order.get(flow.step, 2)
    if not flow.certifies and flow.step is Step.DONE:
        return len(_UNCERTIFIED)
    if flow.step in (Step.POINTS, Step.KEEPING):
        return 5 if flow.taking is not None and flow.taking.stage is Stage.AS_LEFT else 3
    return _AT[flow.step]


def _results(flow: Flow) -> dict[str, str]:
    found: dict[str, str] = {}
    if flow.target is not None:
        found["device"] = sentence("calibrating.result-device", model=flow.item, metric=_metric(flow))
    room = flow.environment
    if room.ambient_c is not None:
        parts = [f"{room.ambient_c:g} ℃"]
        parts += [f"{room.humidity_pct:g} %"] if room.humidity_pct is not None else []
        if room.warm_up_min is not None:
            parts.append(sentence("calibrating.minutes", count=f"{room.warm_up_min:g}"))
        found["environment"] = sentence("calibrating.dot").join(parts)
    if flow.reference is not None:
        kind = table("calibration.references")[flow.reference.kind]
        found["reference"] = sentence(
            "calibrating.result-reference", kind=kind, year=f"{flow.reference.due:%y}", month=flow.reference.due.month
        )
    found |= _run_results(flow)
    return found


def _run_results(flow: Flow) -> dict[str, str]:
    found: dict[str, str] = {}
    if flow.found_judged is not None:
        found["as-found"] = _worst(flow, flow.found_judged)
        found["check"] = found["as-found"]
        words = table("calibration.verdicts")
        found["fit"] = words[flow.found_judged.verdict.value]
    if flow.checked is not None:
        found["readings"], found["result"] = found["as-found"], check_words(flow.checked)
    if flow.left_judged is not None:
        found["as-left"] = _worst(flow, flow.left_judged)
    elif flow.step is Step.SIGN or (flow.step in (Step.SIGNING, Step.DONE) and flow.line is None):
        found["as-left"] = sentence("calibrating.result-not-adjusted")
    if flow.number:
        found["sign"] = flow.number
    if flow.taking is not None:
        name = {Stage.AS_FOUND: "as-found", Stage.AS_LEFT: "as-left", Stage.CHECK: "check"}[flow.taking.stage]
        found[name if flow.certifies else "readings"] = _progress(flow)
    return found


def _progress(flow: Flow) -> Text:
    taking, target = there(flow.taking), there(flow.target)
    point = taking.point
    if not taking.standard or there(flow.method).in_range:
        return NO_WORDS
    value = f"{plain(point.reference, 1 if target.decimals else 0)} {target.unit_shown}"
    done = wanted(flow) - left_at(flow, point)
    if wanted(flow) == 1:
        return sentence("calibrating.result-point", value=value, at=taking.at + 1, points=len(taking.points))
    return sentence("calibrating.result-progress", value=value, done=done, all=wanted(flow))


def _worst(flow: Flow, judged: Evaluation) -> Text:
    return sentence("calibrating.result-worst", error=signed(judged.worst_error, 3), unit=there(flow.target).unit_shown)


def _metric(flow: Flow) -> Text:
    names = table("calibrating.metrics")
    return names.get(there(flow.target).metric, NO_WORDS)
