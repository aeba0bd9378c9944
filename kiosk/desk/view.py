"""What the inner wing shows at one moment. Frozen; names are masked already."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from kiosk.sentences import NO_WORDS, Text


class Stage(StrEnum):
    """How far somebody has been let in."""

    SHUT = "shut"
    CHOOSE = "choose"  # who it is
    PIN = "pin"
    CODE = "code"  # the authenticator's
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class AccountView:
    """One account to choose from."""

    login: str
    name: str  # masked
    role: Text


@dataclass(frozen=True, slots=True)
class PadView:
    """The digit pad of a PIN or of an authenticator's code.

    Attributes:
        order: The ten digits in the order in which the keys show them.
        least: Digits to be entered at least.
        problem: What was wrong with the last ones; empty at first.
        wait_s: Nothing is taken for so many seconds yet.
        busy: What was entered is being checked.
    """

    who: str
    order: str
    least: int
    problem: Text = NO_WORDS
    wait_s: int = 0
    busy: bool = False


@dataclass(frozen=True, slots=True)
class NavigationView:
    """One page of the navigation."""

    page: str
    icon: str
    label: Text


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A sheet before the page: what is about to happen, and the two answers.

    Attributes:
        follows: It came at once after another one was confirmed, and stands where that one stood. The desk sees to it.
    """

    headline: Text
    body: Text
    confirm: Text
    cancel: Text
    grave: bool = False
    follows: bool = False


@dataclass(frozen=True, slots=True)
class SignatureView:
    """The sheet of a second signature: who else may sign, and their pad once one is chosen."""

    what: Text
    accounts: tuple[AccountView, ...]
    pad: PadView | None = None
    digits: str = "pin"


@dataclass(frozen=True, slots=True)
class StaffView:
    """The whole wing.

    Attributes:
        serial: Rises when other things are to be pressed.
        session: Token of the session; "" when none is open.
        who: Masked name of whoever is in.
        seconds_left: Until it locks by itself.
        page: Name of the page that is shown.
        under: The page of the navigation it belongs to.
        content: The page's own frozen view.
        waiting: "card", "help", "near" or "": what visitor waits.
        notice: One line about what was just done.
    """

    wing: ClassVar[str] = "staff"

    stage: Stage
    serial: int
    accounts: tuple[AccountView, ...] = ()
    pad: PadView | None = None
    session: str = field(default="", repr=False)
    who: str = ""
    role: str = ""
    seconds_left: int = 0
    navigation: tuple[NavigationView, ...] = ()
    page: str = ""
    under: str = ""
    content: object | None = None
    waiting: str = ""
    notice: Text = NO_WORDS
    question: QuestionView | None = None
    signature: SignatureView | None = None
