"""What the demonstration service knows: the cast, their levels, and the codes it has made."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from devices.cards.card_code import names_a_card
from devices.simulators.profile import Person, load_cast
from kiosk.health_code.profile import Profile

CODE_ADDRESS = "https://code.example.invalid/demonstration/"
"""A 随申码 is a web address; this one exists nowhere (RFC 6761)."""


@dataclass(frozen=True, slots=True, repr=False)
class MadeCode:
    """One code that was handed out."""

    text: str
    person_id: str
    level: str
    issued_at: datetime
    expires_at: datetime
    reference: str


class Register:
    """People by number and by card reference. Threads may share it."""

    def __init__(self, cast: Path, profile: Profile) -> None:
        people = load_cast(cast)
        self._profile = profile
        self._levels = {person.id: self._level_of(person) for person in people.values()}
        self._by_number = {number: person for person in people.values() for number in _numbers(person)}
        self._by_card = {
            person.social_security.identification_code: person
            for person in people.values()
            if person.social_security is not None
        }
        self._codes: dict[str, MadeCode] = {}
        self._lock = threading.Lock()

    def person(self, number: str | None, card_reference: str | None) -> Person | None:
        """Who this is, None when nobody."""
        if number is not None:
            return self._by_number.get(number)
        if card_reference is None or not names_a_card(card_reference):
            return None
        return self._by_card.get(card_reference)

    def set_level(self, person_id: str, level: str) -> bool:
        """Give a person another level; false when there is no such person or level."""
        if person_id not in self._levels or not self._profile.has(level):
            return False
        self._levels[person_id] = level
        return True

    def make(self, person: Person, now: datetime) -> MadeCode:
        """A fresh code at the person's level."""
        reference = f"DEMO-{secrets.token_hex(8)}"
        now = now.replace(microsecond=0)
        expires_at = now + timedelta(seconds=self._profile.validity_s)
        level = self._levels[person.id]
        code = MadeCode(CODE_ADDRESS + reference, person.id, level, now, expires_at, reference)
        with self._lock:
            self._codes = {text: kept for text, kept in self._codes.items() if kept.expires_at > now}
            self._codes[code.text] = code
        return code

    def find(self, text: str) -> MadeCode | None:
        """A code made here, with the level its holder has now; None when it is not ours or has been dropped."""
        with self._lock:
            code = self._codes.get(text)
        if code is None:
            return None
        level = self._levels[code.person_id]
        return MadeCode(code.text, code.person_id, level, code.issued_at, code.expires_at, code.reference)

    def _level_of(self, person: Person) -> str:
        """The cast speaks of green, yellow and red; under other rules people begin at the default level."""
        return person.code_level if self._profile.has(person.code_level) else self._profile.default_level


def names_of(person: Person) -> set[str]:
    """Every name a document of this person may show."""
    names = {person.name}
    if person.id_card is not None and person.id_card.name_foreign:
        names.add(person.id_card.name_foreign)
    return names


def utc_now() -> datetime:
    """The service's clock."""
    return datetime.now(UTC)


def _numbers(person: Person) -> set[str]:
    numbers = {person.number}
    if person.id_card is not None and person.id_card.number:
        numbers.add(person.id_card.number)
    return numbers
