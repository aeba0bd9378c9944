"""What happens at the inner wing: touches of whoever works there, cards, and visitors who come meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from devices.events import CardArrived, CardLeft, CardToken, IdentityRead, ReadFailed


@dataclass(frozen=True, slots=True)
class Knock:
    """Somebody asks to be let in by the hidden corner."""


@dataclass(frozen=True, slots=True)
class StaffCardRead:
    """The card of an account was read.

    Attributes:
        login: Of that account.
    """

    token: CardToken
    login: str


@dataclass(frozen=True, slots=True)
class AccountChosen:
    """Somebody says who they are. `serial` is that of the view it was pressed on, here and below."""

    login: str
    serial: int


@dataclass(frozen=True, slots=True)
class DigitsEntered:
    """确定 on the digit pad: a PIN, or the code of an authenticator."""

    digits: str = field(repr=False)
    serial: int


@dataclass(frozen=True, slots=True)
class Acted:
    """Something was done on a page.

    Attributes:
        session: Token of the session in which it was pressed.
        page: Name of the page it was pressed on.
        action: Name of the page's action.
        values: What the action is given, by the names of its parameters.
    """

    session: str
    page: str
    action: str
    values: Mapping[str, object] = field(repr=False, default_factory=dict)


@dataclass(frozen=True, slots=True)
class PageChosen:
    """Another page of the navigation."""

    session: str
    page: str


@dataclass(frozen=True, slots=True)
class Answered:
    """The sheet in front of the page was answered: confirmed or put away."""

    session: str
    confirmed: bool
    serial: int


@dataclass(frozen=True, slots=True)
class Touched:
    """The wing was touched somewhere."""


@dataclass(frozen=True, slots=True)
class LockPressed:
    """上锁, or 返回 before anybody was let in: the wing is left."""


@dataclass(frozen=True, slots=True)
class GiveWay:
    """The visitor's screen is to be shown; the work is kept."""


@dataclass(frozen=True, slots=True)
class WingHidden:
    """The window shows another wing."""


@dataclass(frozen=True, slots=True)
class VisitorThere:
    """A visitor is there while the wing is shown.

    Attributes:
        how: "card", "help" or "near".
    """

    how: str


@dataclass(frozen=True, slots=True)
class Later:
    """Something to be done on the desk's thread."""

    what: Callable[[], None] = field(repr=False)


CardEvent = CardArrived | IdentityRead | ReadFailed | CardLeft | StaffCardRead
"""What a page that wants cards hears of them."""

DeskEvent = (
    Knock
    | StaffCardRead
    | AccountChosen
    | DigitsEntered
    | Acted
    | PageChosen
    | Answered
    | Touched
    | LockPressed
    | GiveWay
    | WingHidden
    | VisitorThere
    | Later
    | CardArrived
    | IdentityRead
    | ReadFailed
    | CardLeft
)
