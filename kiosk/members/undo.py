"""The one step that can be undone: by whoever did it, for ten minutes, while they stay at the whitelist.

What was known before an edit lies here and nowhere else, so it is forgotten when the wing locks or is set aside.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.accounts.session import Session
from kiosk.archive.entry_rows import Version
from kiosk.people.resident import Resident

UNDO_S = 600.0


@dataclass(frozen=True, slots=True, repr=False)
class Step:
    """Something that was done to a member.

    Attributes:
        deed: "edit", "suspend", "resume" or "revoke".
        version: What it left: it can be undone while nobody changed the member since.
        before: As the member was known, for an edit.
        fields: What the edit changed.
    """

    deed: str
    resident_id: str
    masked_name: str
    version: Version
    before: Resident | None = None
    fields: tuple[str, ...] = ()


class Undo:
    """Keeps the newest step. On the desk's thread only."""

    def __init__(self) -> None:
        self._step: Step | None = None
        self._token = ""
        self._until_s = 0.0

    def keep(self, step: Step, session: Session, now_s: float) -> None:
        """This was done now; whatever was done before it stays done."""
        self._step, self._token, self._until_s = step, session.token, now_s + UNDO_S

    def offered(self, session: Session, now_s: float) -> Step | None:
        """What this session may undo now."""
        if self._step is not None and (now_s >= self._until_s or session.token != self._token):
            self.forget()
        return self._step

    def forget(self) -> None:
        """Nothing can be undone any more."""
        self._step = None
