"""What is written on a fictitious person's card: the text block of any of the four layouts, and the newest address."""

from __future__ import annotations

from typing import Any

from construct import ConstructError

from devices.cards.sam_frames import ADDRESS_BYTES, PHOTO_BYTES
from devices.cards.text_layouts import FOREIGN_2017, FOREIGN_2023, HMT, RESIDENT
from devices.simulators.profile import IdCardData, Person

PHOTO = b"WLf~".ljust(PHOTO_BYTES, b"\0")
"""A picture of the right size with nothing in it: WLT is a closed format."""


def text_block(person: Person) -> bytes:
    """The 256 bytes of the person's card.

    Raises:
        ValueError: the person has no such card, the layout is unknown, or a field does not fit.
    """
    card = person.id_card
    if card is None:
        raise ValueError(f"{person.id} has no identity card")
    layouts: dict[str, tuple[Any, dict[str, str]]] = {
        "resident": (RESIDENT, {"nation": card.nation, "address": card.address, "issuer": card.issuer}),
        "hmt": (HMT, _hmt(card)),
        "foreign-2017": (FOREIGN_2017, _foreign_2017(card)),
        "foreign-2023": (FOREIGN_2023, _foreign_2023(card)),
    }
    try:
        layout, own = layouts[card.layout]
    except KeyError:
        raise ValueError(f"{person.id}: no card layout {card.layout!r}; there are {', '.join(layouts)}") from None
    common = {
        "name": person.name,
        "sex": person.sex,
        "birth": person.birth,
        "number": card.number or person.number,
        "valid_from": card.valid_from,
        "valid_to": card.valid_to,
    }
    try:
        block: bytes = layout.build(common | own)
    except ConstructError as error:
        raise ValueError(f"{person.id}: the card does not hold it: {error}") from error
    return block


def address_block(address: str) -> bytes:
    """The 70 bytes of a newest address. Raises ValueError when it is longer than 35 characters."""
    raw = address.ljust(ADDRESS_BYTES // 2).encode("utf-16-le")
    if len(raw) > ADDRESS_BYTES:
        raise ValueError(f"an address of {len(address)} characters does not fit")
    return raw


def _hmt(card: IdCardData) -> dict[str, str]:
    return {
        "address": card.address,
        "issuer": card.issuer,
        "pass_number": card.pass_number,
        "times_issued": "01",
        "tag": "J",
    }


def _foreign_2017(card: IdCardData) -> dict[str, str]:
    return {
        "name_foreign": card.name_foreign,
        "nationality": card.nationality,
        "version": "01",
        "issuer": card.issuer[:4],
        "tag": "I",
    }


def _foreign_2023(card: IdCardData) -> dict[str, str]:
    return {
        "name_foreign": card.name_foreign,
        "times_renewed": "00",
        "name_foreign_spare": "",
        "nationality": card.nationality,
        "tag": "Y",
        "link": "",
    }
