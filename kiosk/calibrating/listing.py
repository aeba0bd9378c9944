"""What there is to choose from: devices with their methods, references, and why something is given up."""

from __future__ import annotations

from datetime import date

from kiosk.calibrating.choosing import fitting, limits_of
from kiosk.calibrating.figures import plain, rule_words
from kiosk.calibrating.flow import Flow, Step
from kiosk.calibrating.judging import limit_words
from kiosk.calibrating.target import Target
from kiosk.calibration.methods import Limit, methods
from kiosk.calibration.references import Reference
from kiosk.calibration.words import use
from kiosk.desk.steps import ChoiceView
from kiosk.sentences import Text, sentence, table

SOON_DAYS = 30
_ICONS = {
    "thermometer": "thermo",
    "blood-pressure": "heart",
    "scale": "scale",
    "oximeter": "clip",
    "glucose-meter": "drop",
}


def choices_of(flow: Flow, today: date) -> tuple[ChoiceView, ...]:
    """Of the step that is shown."""
    if flow.step is Step.CHOOSE:
        return tuple(_target(target) for target in flow.targets)
    if flow.step is Step.REFERENCE:
        return tuple(_reference(reference, today) for reference in fitting(flow))
    if flow.step is Step.LIMIT:
        return tuple(_limit(flow, row) for row in limits_of(flow))
    if flow.step is Step.GIVING_UP:
        return tuple(ChoiceView(key, words, "") for key, words in table("calibrating.give-up").items())
    return ()


def _limit(flow: Flow, row: Limit) -> ChoiceView:
    chosen = row is flow.limit
    word = table("calibrating.limit-words")["chosen"] if chosen else ""
    sub = sentence("calibrating.limit-sub", rule=rule_words(row), use=use(row.use))
    return ChoiceView(row.id, limit_words(flow, row), sub, word, *(("ok", "done") if chosen else ()))


def _target(target: Target) -> ChoiceView:
    names, words, metrics = table("calibrating.of"), table("calibration.methods"), table("calibrating.metrics")
    claim = table("calibrating.claims")[methods()[target.method].claim.value]
    title = sentence(
        "calibrating.choice",
        of=names.get(target.kind, names["device"]),
        metric=metrics.get(target.metric, target.metric),
        method=words[target.method],
    )
    sub = (sentence("calibrating.choice-by-hand", claim=claim) if target.by_hand
           else sentence("calibrating.choice-sub", device=target.device, model=target.model, claim=claim))  # fmt: skip
    return ChoiceView(target.key, title, sub, sign=_ICONS.get(target.kind, "chip"))


def _reference(reference: Reference, today: date) -> ChoiceView:
    kinds, words = table("calibration.references"), table("calibrating.reference-words")
    over, left = reference.is_overdue(today), (reference.due - today).days
    word = words["overdue"] if over else words["soon"].fill(days=left) if left <= SOON_DAYS else words["holds"]
    if reference.kind == "control-solution":
        return ChoiceView(reference.id, *_solution(reference), word, *_sign(over, left))
    title = sentence(
        "calibrating.reference-title", kind=kinds[reference.kind], model=reference.model, serial=reference.serial
    )
    sub = sentence(
        "calibrating.reference-sub",
        certificate=reference.certificate,
        due=f"{reference.due:%Y-%m-%d}",
        u=plain(reference.expanded_u, 3).rstrip("0").rstrip("."),
        k=f"{reference.k:g}",
        low=f"{reference.low:g}",
        high=f"{reference.high:g}",
    )
    return ChoiceView(reference.id, title, sub, word, *_sign(over, left))


def _solution(reference: Reference) -> tuple[Text, Text]:
    """Its level, and what is on the bottle."""
    sub = sentence("calibrating.solution-sub", lot=reference.certificate, due=f"{reference.due:%Y-%m-%d}",
                   low=f"{reference.low:g}", high=f"{reference.high:g}")  # fmt: skip
    return sentence("calibrating.solution-title", level=reference.serial), sub


def _sign(over: bool, left: int) -> tuple[str, str]:
    return ("oct", "alarm") if over else ("tri", "care") if left <= SOON_DAYS else ("ok", "done")
