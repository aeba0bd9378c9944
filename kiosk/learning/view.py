"""What the page of an unknown device shows. Frozen; bytes stand in it as they are shown, and only while it is open."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.desk.steps import ChoiceView, StageView
from kiosk.sentences import NO_WORDS, Text


@dataclass(frozen=True, slots=True)
class ActView:
    """One button below the work: `missing` says what is still to be done."""

    name: str
    label: Text
    kind: str = "quiet"
    icon: str = ""
    missing: str = ""
    busy: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class RowView:
    """One message or frame in two lines, and what it comes to; `tone` is "ink", "care" or "soft"."""

    top: str
    bottom: str
    values: str = ""
    tone: str = "ink"


@dataclass(frozen=True, slots=True)
class FactView:
    """One thing that was found out, with a sign beside it: "ok", "tri", "clock" or none."""

    label: Text
    value: str
    sign: str = ""
    tone: str = "ink"
    sub: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class CellView:
    """One byte or column of the newest frame. `part` is "start", "body" or "sum"; `metric` the field that reads it."""

    top: str
    bottom: str
    part: str
    metric: str = ""
    asked: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class MetricView:
    """One number the device may send: what was found for it in the newest frame, "" so far."""

    key: str
    title: str
    value: str
    unit: str
    needed: bool
    asked: bool


@dataclass(frozen=True, slots=True, repr=False)
class LearnView:
    """See the module.

    Attributes:
        step: "port", "hear", "fields", "try", "done".
        problem: What is wrong with what was done last.
        typing: The unit of what is typed for the metric that is asked for; "" where nothing is typed.
        lines: What is added to the configuration file.
    """

    step: str
    title: Text
    note: Text
    stages: tuple[StageView, ...]
    headline: Text
    lead: Text = NO_WORDS
    problem: Text = NO_WORDS
    kinds: tuple[ChoiceView, ...] = ()
    choices: tuple[ChoiceView, ...] = ()
    rows: tuple[RowView, ...] = ()
    facts: tuple[FactView, ...] = ()
    cells: tuple[CellView, ...] = ()
    metrics: tuple[MetricView, ...] = ()
    typing: str = ""
    lines: tuple[str, ...] = ()
    acts: tuple[ActView, ...] = ()
