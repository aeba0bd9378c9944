"""Days, states and addresses as the pages of the whitelist show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk.people.names import mask_name
from kiosk.people.resident import Address, Resident
from kiosk.sentences import Text, sentence, table
from kiosk.whitelist.standing import Standing

_SIGNS = {
    Standing.VALID: ("ok", "done"),
    Standing.EXPIRING: ("clock", "care"),
    Standing.SUSPENDED: ("pause", "care"),
    Standing.REVOKED: ("cross", "soft"),
    Standing.TO_ENROL: ("camera", "act"),
    Standing.NO_CONSENT: ("edit", "act"),
}
PHONE_SHOWN = (3, 4)


@dataclass(frozen=True, slots=True)
class StateView:
    """A state: word and shape; the tone only repeats them."""

    word: Text
    icon: str
    tone: str


def state_of(standing: Standing) -> StateView:
    """How somebody stands."""
    icon, tone = _SIGNS[standing]
    return StateView(table("members.standings")[standing.value], icon, tone)


def shown_name(resident: Resident) -> str:
    """The masked name."""
    name = resident.name or resident.name_foreign
    return mask_name(name) if name else sentence("members.nameless")


def mask_phone(phone: str | None) -> str:
    """138****1234; a short one is all stars; "" for none."""
    if not phone:
        return ""
    first, last = PHONE_SHOWN
    return phone[:first] + "****" + phone[-last:] if len(phone) >= first + last + 3 else "*" * len(phone)


def in_one(address: Address) -> str:
    """The six levels with dots between; those that are not known are left out."""
    levels = (address.district, address.street, address.committee, address.community, address.building, address.home)
    return " · ".join(level for level in levels if level)


def day(when: date) -> Text:
    """2026 年 11 月 28 日."""
    return sentence("members.day", year=when.year, month=when.month, day=when.day)


def short_day(when: date) -> Text:
    """11 月 28 日."""
    return sentence("members.short-day", month=when.month, day=when.day)


def dotted_day(when: date) -> Text:
    """2026.11.28, where there is little room."""
    return sentence("members.dotted-day", year=when.year, month=when.month, day=when.day)


def month(when: date | None) -> Text:
    """27年3月; a dash where there is no end."""
    return (
        sentence("members.open-ended")
        if when is None
        else sentence("members.month", year=when.year % 100, month=when.month)
    )
