"""What technicians read of a calibration."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kiosk.calibration.checks import Problem, Weight
from kiosk.calibration.device_checks import DeviceCheck
from kiosk.calibration.refusals import CalibrationRefused
from kiosk.sentences import Text, table


def of_problem(problem: Problem) -> Text:
    """The sentence of a problem, by its weight."""
    if problem.weight is Weight.ASK:
        return _filled(table("calibration.questions")[problem.code], problem.blanks)
    if problem.weight is Weight.NOTE:
        return _filled(table("calibration.notes")[problem.code], problem.blanks)
    return _filled(table("calibration.refusals")[problem.code], problem.blanks)


def of_refusal(refused: CalibrationRefused) -> Text:
    """Why a step was not taken."""
    return _filled(table("calibration.refusals")[refused.code], refused.blanks)


def steps(method_id: str, **blanks: object) -> tuple[Text, ...]:
    """What to do, in order. Blanks: `reference` with its unit, `readings`."""
    mine = (text for name, text in table("calibration.steps").items() if name.rpartition("_")[0] == method_id)
    return tuple(_filled(text, blanks) for text in mine)


def method_name(method_id: str) -> Text:
    """What a method is called."""
    return table("calibration.methods")[method_id]


def method_about(method_id: str) -> Text:
    """What is done in it, and what it cannot show."""
    return table("calibration.methods-about")[method_id]


def claim(name: str) -> tuple[Text, Text]:
    """What a method may be said to show, and what that means."""
    return table("calibration.claims")[name], table("calibration.claims-about")[name]


def verdict(name: str) -> tuple[Text, Text]:
    """A verdict, and what it means."""
    return table("calibration.verdicts")[name], table("calibration.verdicts-about")[name]


def check_words(check: DeviceCheck) -> Text:
    """The outcome of a check that certifies nothing, in words that claim no more than it showed."""
    outcome = "passed" if check.verdict.passed else "failed"
    return table("calibration.check-outcomes")[f"{check.claim.value}-{outcome}"]


def decision(rule: str, risk: float) -> tuple[Text, Text]:
    """A decision rule, and its risk at the acceptance limit, from 0 to 1."""
    about = table("calibration.decisions-about")[rule]
    return table("calibration.decisions")[rule], about.fill(risk=f"{risk * 100:.1f}")


def reference_kind(kind: str) -> Text:
    """What a reference is."""
    return table("calibration.references")[kind]


def reasons() -> dict[str, Text]:
    """Why a calibration may be done, by key."""
    return table("calibration.reasons")


def stage(name: str) -> Text:
    """What a run is for."""
    return table("calibration.stages")[name]


def way(name: str) -> Text:
    """How values came into a run."""
    return table("calibration.ways")[name]


def use(name: str) -> Text:
    """For which devices a limit is."""
    return table("calibration.uses")[name]


def budget_part(name: str) -> Text:
    """A source of uncertainty."""
    return table("calibration.parts")[name]


def environment_field(name: str) -> Text:
    """What is noted of a place."""
    return table("calibration.environment")[name]


def _filled(text: Text, blanks: Mapping[str, object]) -> Text:
    return text.fill(**{name: _shown(name, value) for name, value in blanks.items()})


def _shown(name: str, value: object) -> object:
    if name == "what":
        return environment_field(str(value))
    if isinstance(value, float):
        return f"{round(value, 4):g}"
    return value.isoformat() if isinstance(value, date) else value
