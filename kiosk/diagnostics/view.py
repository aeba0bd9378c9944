"""What the page of the log shows. Frozen; masked already."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.sentences import NO_WORDS, Text


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One thing to choose."""

    key: str
    label: Text
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class LogRowView:
    """One line: what it is about above, what is said below.

    Attributes:
        icon, tone: Of its word at the right; see `StateLabel`.
    """

    head: str
    text: str
    word: Text = NO_WORDS
    icon: str = ""
    tone: str = "soft"


@dataclass(frozen=True, slots=True)
class LogsView:
    """The page.

    Attributes:
        levels: What the lines are narrowed by; none beside them.
        nothing: Why there are no rows.
        problem: What is wrong with keeping the log, or with the last export.
        done: What was exported, and what stands in it.
    """

    tabs: tuple[ChoiceView, ...]
    levels: tuple[ChoiceView, ...]
    rows: tuple[LogRowView, ...]
    note: Text
    nothing: Text = NO_WORDS
    place: Text = NO_WORDS
    newer: bool = False
    older: bool = False
    problem: Text = NO_WORDS
    done: Text = NO_WORDS
    busy: bool = False
    may_export: bool = False
