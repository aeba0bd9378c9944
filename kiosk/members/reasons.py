"""Asking why: a few reasons to touch, and one to write where none of them fits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kiosk.members.views import ChoiceView, ReasonsView
from kiosk.sentences import NO_WORDS, Text, table
from kiosk.whitelist.reasons import checked_reason


@dataclass(slots=True, repr=False)
class Asking:
    """One question.

    Attributes:
        what: Its part of `members.asked`.
        blanks: What fills its title and lead.
        names: That must not stand in a reason somebody writes.
        then: Does it, given the reason.
        typed: What is being written; None while nobody writes.
    """

    what: str
    blanks: dict[str, object]
    names: tuple[str | None, ...]
    then: Callable[[str], None]
    typed: str | None = None
    problem: Text = NO_WORDS

    def reason(self, key: str) -> str:
        """The words of a reason that was touched. Raises KeyError."""
        return _REASONS[self.what]()[key]

    def checked(self) -> str:
        """The reason that was written. Raises WhitelistRefused."""
        return checked_reason(self.typed or "", self.names)


def asking_view(asking: Asking) -> ReasonsView:
    """The question as it is shown."""
    words, reasons = _WORDS[asking.what](), _REASONS[asking.what]()
    return ReasonsView(
        title=words["title"].fill(**asking.blanks),
        lead=words["lead"].fill(**asking.blanks),
        reasons=tuple(ChoiceView(key, label) for key, label in reasons.items()),
        typed=asking.typed,
        problem=asking.problem,
    )


_WORDS: Mapping[str, Callable[[], dict[str, Text]]] = {
    "suspend": lambda: table("members.asked.suspend"),
    "resume": lambda: table("members.asked.resume"),
    "revoke": lambda: table("members.asked.revoke"),
    "reveal": lambda: table("members.asked.reveal"),
    "revoke-many": lambda: table("members.asked.revoke-many"),
    "vouch": lambda: table("rights.asked.vouch"),
}
_REASONS: Mapping[str, Callable[[], dict[str, Text]]] = {
    "suspend": lambda: table("members.asked.suspend.reasons"),
    "resume": lambda: table("members.asked.resume.reasons"),
    "revoke": lambda: table("members.asked.revoke.reasons"),
    "reveal": lambda: table("members.asked.reveal.reasons"),
    "revoke-many": lambda: table("members.asked.revoke-many.reasons"),
    "vouch": lambda: table("rights.asked.vouch.reasons"),
}
