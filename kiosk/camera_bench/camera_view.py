"""What the camera's page shows at one moment. Frozen; no picture and no name is in it."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.sentences import NO_WORDS, Text


@dataclass(frozen=True, slots=True)
class FigureView:
    """One figure. `state` is "ok", "look", or "" where there is no limit or nothing to judge."""

    label: Text
    value: str
    limit: Text
    state: str = ""


@dataclass(frozen=True, slots=True)
class FocusView:
    """The sharpness to turn the lens by; `part` of the highest one since the peak was begun, 0..1."""

    value: str = "—"
    peak: str = "—"
    part: float = 0.0


@dataclass(frozen=True, slots=True)
class ZoneView:
    """The guide zone in the preview, fractions of it."""

    left: float = 0.0
    top: float = 0.0
    width: float = 1.0
    height: float = 1.0


@dataclass(frozen=True, slots=True)
class ControlView:
    """One control of the camera. With `switch` it is on or off, else it has a value."""

    name: str
    label: Text
    value: str
    switch: bool
    on: bool = False


@dataclass(frozen=True, slots=True)
class LimitView:
    """A limit in force (or what is asked) beside what the evaluation found. `state` as in `FigureView`."""

    label: Text
    ours: str
    theirs: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """The limits beside those called for.

    Attributes:
        head: Which evaluation, or that there was none.
        todo: What to do, a sentence each; that all agrees when nothing `differs`.
    """

    head: Text
    rows: tuple[LimitView, ...]
    todo: tuple[Text, ...]
    differs: bool = False


@dataclass(frozen=True, slots=True)
class CameraView:
    """See the module.

    Attributes:
        state: "live", "waiting" (for a picture), "taken" (somebody else has the camera) or "none".
        headline: What stands in place of the picture, or what a visitor would be told now.
        right: Whether all is well with who stands there.
        figures: Always as many.
        turn: Degrees clockwise; `aside` and `above` as in the settings.
        changes: 改前 → 改后; empty where nothing differs from what is saved.
        may_save: Whether it can be saved here; `told` says why not, or what came of it.
        checking: How far a check is, 0..1; 0 while none runs.
        outcome: Of the check made on this page; `passed` whether all was right.
        last: When the camera was last checked, and with what outcome.
        comparison: None until it was read; `comparing` whether it is looked at in place of the figures.
    """

    state: str
    headline: Text
    right: bool
    figures: tuple[FigureView, ...]
    focus: FocusView
    zone: ZoneView
    turn: int
    aside: str
    above: str
    controls: tuple[ControlView, ...] = ()
    changes: Text = NO_WORDS
    may_save: bool = False
    told: Text = NO_WORDS
    checking: float = 0.0
    outcome: Text = NO_WORDS
    passed: bool = True
    last: Text = NO_WORDS
    comparison: ComparisonView | None = None
    comparing: bool = False
