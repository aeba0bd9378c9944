"""On whose word something is done with what is kept of a person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.store.fields import storable
from kiosk.visits.own_visit import Relation


class ByWhom(StrEnum):
    """On whose word it is done."""

    ON_SCREEN = "on-screen"
    """The person, on the visitor's side, after their card or face."""
    WITH_CARD = "with-card"
    """The person at the desk, whose own card was read."""
    VOUCHED = "vouched"
    """The person at the desk without a card: staff gave a reason, a second account signed."""
    BY_COMMAND = "by-command"
    """Whoever may use the command line of the terminal, who gave a reason; nobody's card was read."""


@dataclass(frozen=True, slots=True)
class Helped:
    """Who helped the person, once the person said that they want it.

    Attributes:
        companion: A resident's id or an account, as the trail calls them.
        confirmed_by: How the person said yes: "screen" or "card".
        relation: What the helper is to them; None where only the entry of the note itself says so.
    """

    companion: str
    confirmed_by: str
    relation: Relation | None = None

    def noted(self) -> dict[str, object]:
        """For an entry of the trail."""
        said: dict[str, object] = {"companion": self.companion, "confirmed_by": self.confirmed_by}
        return said if self.relation is None else said | {"relation": self.relation.value}


@dataclass(frozen=True, slots=True)
class Asked:
    """How it was asked for; all of it stands in the trail.

    Attributes:
        reason, signed_by: Where nobody's card was read: why, and the second account if there is one.
        helped: Who helped the person to ask; None nobody.
    """

    by_whom: ByWhom
    reason: str | None = None
    signed_by: str | None = None
    helped: Helped | None = None

    def noted(self) -> dict[str, object]:
        """For an entry of the trail."""
        more = {"reason": self.reason and storable(self.reason), "signed_by": self.signed_by}
        helped = {} if self.helped is None else self.helped.noted()
        return {"by_whom": self.by_whom.value, **{key: value for key, value in more.items() if value}, **helped}
