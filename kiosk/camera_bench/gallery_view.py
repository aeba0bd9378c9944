"""What the page of the thresholds shows at one moment. Frozen; nobody's name or score is in it.

Places in a chart are fractions of it: 0 left and bottom, 1 right and top. A line is x, y, x, y ….
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.sentences import NO_WORDS, Text


@dataclass(frozen=True, slots=True)
class TickView:
    """A number beside an axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class ScoresView:
    """Scores of strangers and of members who come back, and how many strangers each threshold would name.

    Attributes:
        strangers, own: Outlines over the axis of scores; `own` is empty where nothing was measured.
        fpir: On the logarithmic axis at the right, whose `rates` these are.
        accept, doubt: Where the two thresholds lie; `before` that of the yes in force, below 0 when it is the same.
        limit: Where the acceptance limit lies on the axis of rates.
    """

    strangers: tuple[float, ...]
    own: tuple[float, ...]
    fpir: tuple[float, ...]
    ticks: tuple[TickView, ...]
    rates: tuple[TickView, ...]
    accept: float
    accept_rate: float
    doubt: float
    before: float
    limit: float
    threshold: str
    doubt_words: Text
    limit_words: Text


@dataclass(frozen=True, slots=True)
class DetView:
    """Missed over wrongly named, both axes logarithmic (detection error trade-off).

    Attributes:
        line: Where both are known.
        now: The wanted rate; on the axis where nobody of those searched is missed.
        before: The rate in force, when it is another one.
    """

    line: tuple[float, ...]
    now: tuple[float, ...]
    before: tuple[float, ...]
    fpirs: tuple[TickView, ...]
    fnirs: tuple[TickView, ...]
    limit_fpir: float
    limit_fnir: float
    limit_fpir_words: Text
    limit_fnir_words: Text
    words: Text


@dataclass(frozen=True, slots=True)
class NumberView:
    """One large number. `state` is "ok", "look", or "info"."""

    label: Text
    value: str
    unit: str
    state: str
    said: Text


@dataclass(frozen=True, slots=True)
class GalleryView:
    """See the module.

    Attributes:
        state: "measuring", "measured", or why there are no figures: "few", "too-many", "off", "failed".
        headline: What stands in place of the chart.
        scores, det: None without figures; `det` also where nobody was searched.
        as_det: Which of the two is looked at.
        wanted: The rate that is tried; `changes` 改前 → 改后, empty when it is the one in force.
        may_save: Whether it can be saved here; `told` says why not, or what came of it.
    """

    state: str
    headline: Text
    note: Text
    scores: ScoresView | None = None
    det: DetView | None = None
    as_det: bool = False
    det_missing: Text = NO_WORDS
    numbers: tuple[NumberView, ...] = ()
    wanted: str = ""
    can_less: bool = False
    can_more: bool = False
    changes: Text = NO_WORDS
    may_save: bool = False
    told: Text = NO_WORDS
    how: Text = NO_WORDS
