"""What the pages of the whitelist show: names and numbers masked, a full number only while it was asked for."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.members.words import StateView
from kiosk.sentences import NO_WORDS, Text

ROWS = 7
"""Rows of a page of the list."""
MOST_ROWS = 40
"""Rows handed over at once: a page, with as many above and below as a finger passes before more can come."""


@dataclass(frozen=True, slots=True)
class UndoView:
    """What was done last, and the words of undoing it."""

    what: Text
    label: Text


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One of a few things to choose from."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True)
class ReasonsView:
    """A question for the reason; one touch answers it.

    Attributes:
        typed: A reason that is being written, where none of the others fits; None while nobody writes.
    """

    title: Text
    lead: Text
    reasons: tuple[ChoiceView, ...]
    typed: str | None = None
    problem: Text = NO_WORDS


@dataclass(frozen=True, slots=True, repr=False)
class RowView:
    """One member in the list."""

    resident: str
    name: str
    number: str
    address: str
    has_face: bool
    face: Text
    state: StateView
    expires: Text
    marked: bool


@dataclass(frozen=True, slots=True, repr=False)
class MembersView:
    """The list.

    Attributes:
        found: How many there are of what is searched for; `complete` says whether everybody was looked through.
        typing: The keys lie over the lower half.
        choosing: The states to filter by are shown instead of the rows.
        state: The key of the state that is filtered by, "all" for none.
        marking: A touch on a row marks it.
        rows: Some of those found, from `first` on; the list begins with `top` when it comes back.
        empty: What to do where there is no row.
        warning: That the number of stored faces asks for something.
        renewals: How many are to renew a consent; empty for nobody.
    """

    found: int
    found_words: Text
    complete: bool
    text: str
    typing: bool
    state: str
    state_label: Text
    states: tuple[ChoiceView, ...]
    choosing: bool
    rows: tuple[RowView, ...]
    first: int
    top: int
    marking: bool
    marked: int
    busy: bool
    empty: Text = NO_WORDS
    undo: UndoView | None = None
    asking: ReasonsView | None = None
    warning: Text = NO_WORDS
    renewals: Text = NO_WORDS


@dataclass(frozen=True, slots=True)
class ConsentView:
    """One consent."""

    kind: Text
    word: Text
    icon: str
    tone: str
    detail: str


@dataclass(frozen=True, slots=True)
class DeedView:
    """Something that can be done; `main` is the one that helps most now."""

    key: str
    label: Text
    icon: str
    main: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class MemberView:
    """One member.

    Attributes:
        number: Masked, or whole for `number_left_s` more seconds.
        since: Since when they stand so.
        kept: What is stored of the face, and when they came; a line each.
    """

    name: str
    state: StateView
    lead: Text
    since: Text
    number: str
    number_left_s: int
    phone: str
    born: Text
    address: str
    consents: tuple[ConsentView, ...]
    kept: tuple[Text, ...]
    deeds: tuple[DeedView, ...]
    may_reveal: bool
    busy: bool
    undo: UndoView | None = None
    asking: ReasonsView | None = None
    gone: Text = NO_WORDS


@dataclass(frozen=True, slots=True, repr=False)
class EditFieldView:
    """One field; its value is whole only while it is the chosen one or was typed just now."""

    key: str
    label: Text
    value: str
    chosen: bool
    changed: bool
    problem: Text = NO_WORDS


@dataclass(frozen=True, slots=True, repr=False)
class MemberEditView:
    """What is known of a member, to be changed.

    Attributes:
        missing: That nothing was changed yet; "" when something was.
        wrong: What is wrong with a field; it cannot be saved until it is mended.
        meanwhile: Somebody else changed the member; what was typed is still there.
        problem: Why it was not saved.
    """

    name: str
    fields: tuple[EditFieldView, ...]
    chosen: str
    value: str
    missing: Text
    busy: bool
    wrong: Text = NO_WORDS
    meanwhile: Text = NO_WORDS
    problem: Text = NO_WORDS
