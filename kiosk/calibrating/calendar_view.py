"""What the page of all calibrations shows. Frozen, drawn by the ui."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.calibrating.view import ButtonView, FieldView, VerdictView
from kiosk.desk.steps import ChoiceView
from kiosk.sentences import Text


@dataclass(frozen=True, slots=True)
class HistoryView:
    """One signed calibration, the newest first."""

    day: str
    number: str
    error: str
    u: str
    word: str
    sign: str
    tone: str
    by: str


@dataclass(frozen=True, slots=True)
class CalibrationsView:
    """The page.

    Attributes:
        mode: "list" of all that can be calibrated, "one" of them, "reasons" to let it be used, "site" of the terminal.
        choices: What is listed, or the reasons.
        standing: How the one stands, and since when.
        history: Of the one.
        fields: What is typed.
    """

    mode: str
    title: str
    note: str
    headline: str
    lead: str
    choices: tuple[ChoiceView, ...] = ()
    fields: tuple[FieldView, ...] = ()
    standing: VerdictView | None = None
    history: tuple[HistoryView, ...] = ()
    problem: str = ""
    busy: bool = False
    buttons: tuple[ButtonView, ...] = ()
    days: tuple[ChoiceView, ...] = ()
    empty: Text | str = ""
