"""What leaves the terminal when staff are called: the kind, the word at the window, the hall and the time. No names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from kiosk.sentences import Text, sentence, table

PEOPLE = ("red-value", "help", "temperature", "code")
"""Kinds of alerts by which a person waits, the most urgent first."""
THINGS = ("device", "face")
"""Kinds by which the terminal itself needs somebody."""
SEEN = ("help", "red-value")
"""Kinds whose visitor waits before the screen, which says how far the call is."""


@dataclass(frozen=True, slots=True)
class Message:
    """One call on its way.

    Attributes:
        id: Of the alert.
        kind: As in `StaffAlert.kind`.
        queue: What the visitor says at the window; empty for one who is not sent there.
        raised: UTC.
    """

    id: str
    kind: str
    queue: str
    raised: datetime

    @property
    def person(self) -> bool:
        """Somebody waits."""
        return self.kind in PEOPLE

    @property
    def open_to_all(self) -> bool:
        """What the screen says itself: a sound at the terminal gives nothing away that the visitor was not told."""
        return self.kind in SEEN or (self.person and bool(self.queue))


def in_words(message: Message, hall: str, zone: tzinfo) -> Text:
    """One line for a group: 【梧桐里】梧桐 7：随申码（9:20）."""
    kind = table("alerts.kinds")[message.kind]
    local = message.raised.astimezone(zone)
    at = f"{local.hour}:{local.minute:02}"
    if message.queue:
        return sentence("attention.message.queue", hall=hall, queue=message.queue, kind=kind, at=at)
    return sentence("attention.message.plain", hall=hall, kind=kind, at=at)
