"""What a visit knows of what its person may ask of the hall: what is kept of them, consents that end, a helper."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from devices.events import CardToken
from kiosk.sentences import NO_WORDS, Text
from kiosk.whitelist.consent import ConsentKind


class OwnAct(StrEnum):
    """What is done at somebody's own word."""

    WITHDRAW = "withdraw"
    DELETE_HEALTH = "delete-health"
    FORGET = "forget"
    COPY = "copy"
    RENEW = "renew"
    REFUSE = "refuse"  # not renewed: what is in force of it ends now
    LATER = "later"  # to be asked another day
    HELPER = "helper"  # who helps them is noted


class Relation(StrEnum):
    """What a helper is to the person they help."""

    FAMILY = "family"
    NEIGHBOUR = "neighbour"
    CARER = "carer"
    STAFF = "staff"
    OTHER = "other"


@dataclass(frozen=True, slots=True, repr=False)
class OwnFacts:
    """What is kept of somebody, as their own screen says it.

    Attributes:
        number: Masked, such as 310***********1234; empty where none is known.
        consents: Those in force.
        face_since: The day their face was taken; None where none is kept.
        values: How many measured values; `visits` how often they came.
        keeps_health: What is measured of them is kept.
        has_health: Health data of any kind is kept, more than `values` may be.
        health_days: After so many days it goes by itself.
    """

    number: str
    consents: tuple[ConsentKind, ...]
    face_since: date | None
    values: int
    visits: int
    keeps_health: bool
    has_health: bool
    health_days: int


@dataclass(frozen=True, slots=True, repr=False)
class Renewal:
    """A consent to be asked for again, or one that somebody was never asked for.

    Attributes:
        until: Its last day; None of one that was never asked for, which is offered beside another that ends.
        over: That day is past; what rested on it is gone or goes this night.
        text: The words that would be agreed to.
    """

    kind: ConsentKind
    until: date | None
    over: bool
    text: Text = NO_WORDS

    @property
    def is_offer(self) -> bool:
        """Whether they were never asked."""
        return self.until is None


class HelperStage(StrEnum):
    """How far it is with somebody who helps."""

    NONE = "none"
    READING = "reading"  # a card that may be theirs is being read
    ASKED = "asked"  # the person is asked whether they want it
    CONFIRMED = "confirmed"  # they do; what the helper is to them is asked, then all of it is noted
    NOTED = "noted"


@dataclass(frozen=True, slots=True, repr=False)
class Helper:
    """Who helps, as far as it is known.

    Attributes:
        token: Of the card that is read, or was read last; `is_read` its contents are here.
        resident_id: Of a helper who put their own card down; `account` the login of one who works here.
        name: Masked.
        confirmed_by: How the person said yes: "screen" or "card".
    """

    stage: HelperStage = HelperStage.NONE
    token: CardToken | None = None
    is_read: bool = False
    resident_id: str | None = None
    account: str | None = None
    name: str = ""
    confirmed_by: str = ""

    @property
    def is_known(self) -> bool:
        """Whether a card said who it is."""
        return self.resident_id is not None or self.account is not None


@dataclass(frozen=True, slots=True, repr=False)
class VisitOwn:
    """See the module.

    Attributes:
        by_card: Their own card was read in this visit, and they have been there since.
        facts: What is kept of them; None until it is asked for and known.
        kind: The consent on the screen.
        doing: What is being done; it stays until it is known to be done.
        copies: How many copies were asked for.
        renewals: Consents to be asked for again, an offer behind them; `renewal_asked` one was, in this visit.
    """

    by_card: bool = False
    facts: OwnFacts | None = None
    kind: ConsentKind | None = None
    doing: OwnAct | None = None
    copies: int = 0
    helper: Helper = field(default_factory=Helper)
    renewals: tuple[Renewal, ...] = ()
    renewal_asked: bool = False

    @property
    def renewal(self) -> Renewal | None:
        """The one on the screen."""
        return next((due for due in self.renewals if due.kind is self.kind), None)
