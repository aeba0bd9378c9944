"""What pages that go step by step show: where one is, and what there is to choose. Frozen, drawn by the ui."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.sentences import Text


@dataclass(frozen=True, slots=True)
class StageView:
    """One of the steps: `state` is "done", "now" or "next"; `result` what came of it."""

    label: Text
    state: str
    result: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One thing to choose. `sign` is "ok", "tri", "oct" or an icon; `tone` "done", "care", "alarm", "act"."""

    key: str
    title: str
    sub: str = ""
    word: str = ""
    sign: str = ""
    tone: str = "act"
    chosen: bool = False
