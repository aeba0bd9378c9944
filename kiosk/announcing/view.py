"""What the page of announcements shows at one moment. Frozen; the hall's own words.

What can be done on it: `write()`, `choose(field)`, `type(text)`, `day(which, by)`, `files(kind)`, `take(key)`,
`no_picture()`, `post()`, `cancel()`, `withdraw(row)`, `back()`.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.sentences import NO_WORDS, Text


@dataclass(frozen=True, slots=True)
class AnnouncementRow:
    """One that was put up. `standing` says whether it is in force; `can_withdraw` that it is or will be."""

    row: str
    title: str
    days: Text
    standing: Text
    icon: str
    tone: str
    can_withdraw: bool


@dataclass(frozen=True, slots=True)
class DraftView:
    """One that is being written.

    Attributes:
        field: What the keys write: "title", "body" or "" while none are shown.
        title_left, body_left: Characters that have room still.
        picture: A JPEG in base 64, empty for none.
        problem: Why it cannot be put up so.
    """

    title: str
    body: str
    field: str
    title_left: Text
    body_left: Text
    first: Text
    last: Text
    picture: str
    problem: Text = NO_WORDS


@dataclass(frozen=True, slots=True)
class AnnouncementsView:
    """The page.

    Attributes:
        mode: "list", "write" or "files".
        files: (key, name) of what can be taken from the stick.
        told: What stands where there is no row or no file.
    """

    mode: str = "list"
    rows: tuple[AnnouncementRow, ...] = ()
    draft: DraftView | None = None
    files: tuple[tuple[str, str], ...] = ()
    told: Text = NO_WORDS
    busy: bool = False
