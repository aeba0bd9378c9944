"""What the page of a calibration shows. Frozen, drawn by the ui; every number is a string already."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.desk.steps import ChoiceView, StageView
from kiosk.sentences import NO_WORDS, Text


@dataclass(frozen=True, slots=True)
class FieldView:
    """A value that is typed. `letters` where it is words and not digits."""

    key: str
    label: Text
    value: str
    unit: str = ""
    hint: str = ""
    focused: bool = False
    letters: bool = False


@dataclass(frozen=True, slots=True)
class LiveView:
    """What is read now.

    Attributes:
        pips, filled: How many readings the point wants, and how many it has.
        running: They are taken now.
        words: How they scatter, and what to do meanwhile.
        steady: They lie close together.
    """

    raw: str
    value: str
    unit: str
    pips: int = 0
    filled: int = 0
    running: bool = False
    words: str = ""
    steady: bool = False
    silent: bool = False


@dataclass(frozen=True, slots=True)
class RowView:
    """One point of the table: `state` is "done", "now" or "next"; `out` where its error is beyond the limit."""

    reference: str
    raw: str
    value: str
    error: str
    state: str
    out: bool = False


@dataclass(frozen=True, slots=True)
class PlotPointView:
    """Errors at one value of the reference; None where there is none (yet)."""

    x: float
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class TickView:
    """A line of the scale with its number; `limit` where it is the largest permitted error."""

    at: float
    word: str
    limit: bool = False


@dataclass(frozen=True, slots=True)
class PlotView:
    """Errors over the reference.

    Attributes:
        top: Upper end of the scale; the lower end is -top.
        left, right: Ends of the other one.
        limit: Largest permitted error; `guard` the part of it that is left after U, None where nothing is known of it.
    """

    points: tuple[PlotPointView, ...]
    marks: tuple[TickView, ...]
    ticks: tuple[TickView, ...]
    top: float
    left: float
    right: float
    limit: float
    guard: float | None
    before_word: Text
    after_word: Text
    limit_words: str
    guard_words: str
    unit: str


@dataclass(frozen=True, slots=True)
class VerdictView:
    """The verdict: word and shape, and under it one line for each figure it rests on."""

    word: Text
    sign: str
    tone: str
    lines: tuple[FieldView, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """改前 → 改后."""

    label: Text
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ButtonView:
    """One act: `name` is the page's action, `missing` what is to be done before."""

    name: str
    label: Text
    kind: str = "primary"
    icon: str = ""
    missing: str = ""
    busy: bool = False


@dataclass(frozen=True, slots=True)
class CalibrateView:
    """The page.

    Attributes:
        step: `kiosk.calibrating.flow.Step`; what is drawn.
        headline: What to do now, or what came of it; `lead` the line below.
        problem: Why the last step was not taken.
        apart: A reading that lies apart: what is asked.
        line: a, b and U, as they stand under the table.
        typing: Which value is typed; "" for none. `typed_unit` its unit, `units` those it may be typed in.
    """

    step: str
    title: Text
    note: str
    stages: tuple[StageView, ...]
    headline: str = ""
    lead: str = ""
    problem: str = ""
    apart: str = ""
    choices: tuple[ChoiceView, ...] = ()
    fields: tuple[FieldView, ...] = ()
    live: LiveView | None = None
    rows: tuple[RowView, ...] = ()
    line: str = ""
    plot: PlotView | None = None
    verdict: VerdictView | None = None
    changes: tuple[ChangeView, ...] = ()
    typing: str = ""
    typed_unit: str = ""
    units: tuple[ChoiceView, ...] = ()
    buttons: tuple[ButtonView, ...] = ()
    words_busy: Text = NO_WORDS
