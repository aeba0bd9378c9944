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
    """

    by_whom: ByWhom
    reason: str | None = None
    signed_by: str | None = None

    def noted(self) -> dict[str, object]:
        """For an entry of the trail."""
        more = {"reason": self.reason and storable(self.reason), "signed_by": self.signed_by}
        return {"by_whom": self.by_whom.value, **{key: value for key, value in more.items() if value}}
