"""The answer of the code service, as a service result: nothing in it is a rule of any one epidemic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, repr=False)
class CodeResult:
    """One health code.

    Attributes:
        level: Level id in the profile in force, such as "green".
        profile: Name of that profile.
        qr_text: What the QR code says; a new one is due before `expires_at`.
        issued_at, expires_at: UTC.
        source: "gateway", "embedded", or "last-known" for the stored state of an earlier visit.
        as_of: UTC moment the level was last confirmed by the service; its age is always shown.
        reference: The service's own reference of this answer, for the record.
    """

    level: str
    profile: str
    qr_text: str
    issued_at: datetime
    expires_at: datetime
    source: str
    as_of: datetime
    reference: str = ""
