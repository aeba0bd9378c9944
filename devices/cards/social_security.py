"""The social-security card (社会保障卡): its application, and what it gives to whom.

Versions 1.x and 2.x give number and name freely. A card of version 3.x keeps the personal file back until an external
authentication with the key RK_SSSE, which lives in a PSAM or behind a back end: `ExternalAuthentication` is the place
for one. Without it such a card gives only a `CardReference`, and the kiosk looks the holder up by that.

This program never verifies a PIN (wrong ones lock cards for good) and never selects another application: the bank's
lies on the same chip.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from devices.cards import apdu
from devices.cards import social_security_records as records
from devices.cards.apdu import CardRefused, Channel, Command
from devices.cards.document import CardReference, DocumentType, IdentityDocument
from devices.cards.social_security_records import EF05, EF06, Tag
from devices.errors import DeviceError, DeviceRefused, ProtocolError

log = logging.getLogger("kiosk.devices.cards")

SSSE = bytes.fromhex("7378312E73682EC9E7BBE1B1A3D5CF")
"""DF name of the social-security environment, "sx1.sh.社会保障" in GBK."""

_CHALLENGES = 4  # as two vendors' programs ask for before they authenticate
_WITHHELD = frozenset({0x6982, 0x6985})
_DEAD = frozenset({0x6283, 0x9303})


class NotThisCard(DeviceRefused):
    """The card answers, and is not a social-security card."""

    code = "card-unsupported"


@dataclass(frozen=True, slots=True, repr=False)
class AuthenticationRequest:
    """What a PSAM or a back end needs to open one card.

    Attributes:
        identification_code: 卡识别码, 16 bytes, from which the card's own key is derived.
        challenges: The card's random numbers, 8 bytes each, in the order in which the card gave them.
        algorithm: Algorithm environment id of the card (FCI tag 9F0C, sub-tag 86), 1 where it names none.
    """

    identification_code: bytes
    challenges: tuple[bytes, ...]
    algorithm: int


class ExternalAuthentication(Protocol):
    """A PSAM, or an HSM behind a back end, that holds RK_SSSE. Called on a reading thread."""

    def cryptogram(self, request: AuthenticationRequest) -> bytes:
        """The 16 bytes of EXTERNAL AUTHENTICATE. Must answer or raise well within the read's five seconds.

        Raises:
            DeviceError: it cannot be reached or refuses; the card is then read as far as it goes without it.
        """


@dataclass(frozen=True, slots=True, repr=False)
class _Head:
    code: str
    version: str
    algorithm: int


@dataclass(frozen=True, slots=True, repr=False)
class _Person:
    number: str | None
    name: str | None
    sex: str
    nation: str | None
    birth: date | None
    number_ok: bool


class SocialSecurityCard:
    """Reads one card over a channel, from SELECT to document."""

    def __init__(self, authentication: ExternalAuthentication | None = None) -> None:
        self._authentication = authentication

    def read(self, channel: Channel) -> IdentityDocument:
        """The holder, or the card's reference alone where the card keeps the holder back (number and name None).

        Raises:
            NotThisCard: another kind of card.
            CardRefused: the card refuses even its reference, or is locked.
            ProtocolError: contents or answers that break the standard.
            DeviceError: whatever the channel raises when card or reader go away.
        """
        head = self._open(channel)
        is_open = not head.version.startswith("3") or self._authenticate(channel, head)
        number = self._optional(channel, Tag.CARD_NUMBER)
        issued = self._optional(channel, Tag.ISSUED)
        expires = self._optional(channel, Tag.VALID_TO)
        person = self._person(channel) if is_open else None
        return IdentityDocument(
            type=DocumentType.SOCIAL_SECURITY,
            number=person.number if person else None,
            name=person.name if person else None,
            sex=person.sex if person else "0",
            nation=person.nation if person else None,
            birth=person.birth if person else None,
            number_ok=person.number_ok if person else True,
            valid_from=records.day(issued) if issued else None,
            valid_to=records.day(expires) if expires else None,
            card=CardReference(head.code, records.card_number(number) if number else None, head.version),
        )

    def _open(self, channel: Channel) -> _Head:
        """Select the environment and read what names the card. Some cards have EF05 in the MF: 6A82 tries that."""
        answer = apdu.transmit(channel, Command(apdu.SELECT, 0x04, 0x00, SSSE))
        if answer.sw in _DEAD:
            raise CardRefused(Command(apdu.SELECT, 0x04, 0x00, SSSE), answer.sw)
        if not answer.ok and answer.sw != 0x6A82:
            raise NotThisCard(f"SELECT SSSE: {answer.sw:04X} {apdu.status_name(answer.sw)}")
        try:
            _select(channel, EF05)
            code = records.identification_code(_required(channel, Tag.IDENTIFICATION_CODE))
            version = records.version(_required(channel, Tag.VERSION))
        except (CardRefused, ProtocolError) as error:
            if answer.ok:
                raise
            raise NotThisCard("no SSSE, and no EF05 of one") from error
        return _Head(code, version, _algorithm(answer.data))

    def _optional(self, channel: Channel, tag: Tag) -> bytes | None:
        """A record that a card may lack or keep back."""
        try:
            return _record(channel, tag)
        except CardRefused as error:
            if error.sw in _WITHHELD:
                return None
            raise

    def _authenticate(self, channel: Channel, head: _Head) -> bool:
        """Open the personal file of a 3.x card. False when there is no key for it or the card does not take it."""
        if self._authentication is None:
            return False
        try:
            ask = Command(apdu.GET_CHALLENGE, 0x00, 0x00, le=8)
            challenges = tuple(apdu.demand(channel, ask) for _ in range(_CHALLENGES))
        except CardRefused as error:
            log.warning("external authentication: %s", error)
            return False
        request = AuthenticationRequest(bytes.fromhex(head.code), challenges, head.algorithm)
        try:
            cryptogram = self._authentication.cryptogram(request)
        except DeviceError as error:
            log.warning("external authentication: no cryptogram (%s)", error.code)
            return False
        if len(cryptogram) != 16:
            log.warning("external authentication: cryptogram of %d bytes", len(cryptogram))
            return False
        answer = apdu.transmit(channel, Command(apdu.EXTERNAL_AUTHENTICATE, 0x00, 0x0A, cryptogram))
        if not answer.ok:  # once only: the card may count the failures
            log.warning("external authentication: %04X %s", answer.sw, apdu.status_name(answer.sw))
        return answer.ok

    def _person(self, channel: Channel) -> _Person | None:
        """The personal file; None where the card keeps it back all the same."""
        try:
            _select(channel, EF06)
            number = _record(channel, Tag.NUMBER)
            name = _record(channel, Tag.NAME)
        except CardRefused as error:
            if error.sw in _WITHHELD:
                return None
            raise
        extension = self._optional(channel, Tag.NAME_EXTENSION)
        citizen = records.citizen_number(number or b"")
        return _Person(
            number=citizen,
            name=records.name(name or b"", extension or b""),
            sex=records.sex(self._optional(channel, Tag.SEX) or b""),
            nation=records.nation(self._optional(channel, Tag.NATION) or b""),
            birth=records.day(self._optional(channel, Tag.BIRTH) or b""),
            number_ok=citizen is None or records.check_digit_fits(citizen),
        )


def _select(channel: Channel, file_id: int) -> None:
    """Select an elementary file; both forms of the command are in use."""
    data = file_id.to_bytes(2, "big")
    if not apdu.transmit(channel, Command(apdu.SELECT, 0x02, 0x00, data)).ok:
        apdu.demand(channel, Command(apdu.SELECT, 0x00, 0x00, data))


def _record(channel: Channel, tag: Tag) -> bytes | None:
    """A record by its tag, None when the card has none (6A83)."""
    command = Command(apdu.READ_RECORD, tag, 0x00, le=0)
    answer = apdu.transmit(channel, command)
    if answer.sw == 0x6A83:
        return None
    if not answer.ok:
        raise CardRefused(command, answer.sw)
    return records.unwrap(tag, answer.data)


def _required(channel: Channel, tag: Tag) -> bytes:
    value = _record(channel, tag)
    if value is None:
        raise ProtocolError(f"record {tag:02X} is missing")
    return value


def _algorithm(fci: bytes) -> int:
    """Algorithm environment id from the FCI: `9F0C 03 86 01 aa`. Absent means 1 (seen in one source only)."""
    found = fci.find(b"\x9f\x0c\x03\x86\x01")
    return fci[found + 5] if found >= 0 and len(fci) > found + 5 else 1
