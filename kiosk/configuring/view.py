"""What the page of the settings shows at one moment. Frozen; what is secret is masked already."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.sentences import NO_WORDS, Text


@dataclass(frozen=True, slots=True)
class RowView:
    """One key in the list. `changed`: its value here is not saved yet; `waits`: the running terminal has another."""

    key: str
    meaning: str
    value: str
    changed: bool = False
    waits: bool = False
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One thing to choose."""

    key: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class EditView:
    """The key that is being changed.

    Attributes:
        kind: "switch", "choice", "number", "time" or "text": what it is changed by.
        facts: What may be written, its default, what the file says and what the terminal runs with; a line each.
        value: As it would be saved; of a secret masked.
        typed: What the keys go on with; empty for a secret.
        decimals: Digits behind the point of a number.
        problem: Why what was typed last is not taken.
    """

    key: str
    meaning: Text
    kind: str
    facts: tuple[Text, ...]
    value: str
    typed: str = ""
    choices: tuple[ChoiceView, ...] = ()
    decimals: int = 0
    longest: int = 200
    secret: bool = False
    changed: bool = False
    is_default: bool = False
    problem: Text = NO_WORDS


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One line of what would be saved."""

    key: str
    meaning: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ConfigView:
    """The page.

    Attributes:
        stage: "none" (the terminal runs without a file), "list", or "review" (what would be saved).
        file: Where the file is.
        section: What is listed, in words.
        sections: What can be listed.
        text: What was looked for.
        edit: The key that is being changed; None when none is.
        count: How many keys are changed and not saved, in words; empty when none is.
        waiting: How many saved changes wait for the next start, in words; empty when none does.
        changes: Before and after, in the review.
        undoing: The review is of taking back the last save.
        notes: What else is to be known before it is saved.
        problems: Why it cannot be saved.
        two: A second person signs before it is saved.
        may_undo: There is something to take back.
        may_restart: The terminal can start anew from here.
        refused: The terminal did not start with its file and runs with the settings before; empty when it does not.
        meanwhile: The file was changed by somebody else since it was shown.
    """

    stage: str = "list"
    file: str = ""
    rows: tuple[RowView, ...] = ()
    section: Text = NO_WORDS
    sections: tuple[ChoiceView, ...] = ()
    text: str = ""
    place: Text = NO_WORDS
    newer: bool = False
    older: bool = False
    edit: EditView | None = None
    count: Text = NO_WORDS
    waiting: Text = NO_WORDS
    changes: tuple[ChangeView, ...] = ()
    undoing: bool = False
    notes: tuple[Text, ...] = ()
    problems: tuple[Text, ...] = ()
    may_save: bool = False
    two: bool = False
    may_undo: bool = False
    may_restart: bool = False
    refused: Text = NO_WORDS
    meanwhile: bool = False
    busy: bool = False
    line: str = ""
