"""On whose word something is done with what is kept of a person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.store.fields import storable


class ByWhom(StrEnum):
    """On whose word it is done."""

    ON_SCREEN = "on-screen"
    """The person, on the visitor's side, after their card or face."""
    WITH_CARD = "with-card"
    """The person at the desk, whose own card was read."""
    VOUCHED = "vouched"
    """The person at the desk without a card: staff gave a reason, a second account signed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How it was asked for; all of it stands in the trail.

    Attributes:
        reason, signed_by: Where nobody's card was read: why, and the second account.
        companion: Who helped the person in this visit: a resident's id or an account.
    """

    by_whom: ByWhom
    reason: str | None = None
    signed_by: str | None = None
    companion: str | None = None

    def noted(self) -> dict[str, object]:
        """For an entry of the trail."""
        reason = self.reason and storable(self.reason)
        more = {"reason": reason, "signed_by": self.signed_by, "companion": self.companion}
        return {"by_whom": self.by_whom.value, **{key: value for key, value in more.items() if value}}
