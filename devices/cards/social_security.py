"""The social-security card (社会保障卡): its application, and what it gives to whom.

Versions 1.x and 2.x give number and name freely. A card of version 3.x keeps the personal file back until an external
authentication with the key RK_SSSE, which lives in a PSAM or behind a back end: `ExternalAuthentication` is the place
for one. Without it such a card gives only a `CardReference`, and the kiosk looks the holder up by that.

This program never verifies a PIN (wrong ones lock cards for good) and never selects another application: the bank's
lies on the same chip.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from devices.cards import apdu
from devices.cards import social_security_records as records
from devices.cards.apdu import CardRefused, Channel, Command
from devices.cards.card_code import names_a_card
from devices.cards.social_security_records import EF05, EF06, Tag
from devices.device import where_it_broke
from devices.errors import DeviceError, DeviceRefused, ProtocolError
from devices.identity import CardReference, DocumentType, IdentityDocument

log = logging.getLogger("kiosk.devices.cards")

T = TypeVar("T")

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
    """What names a card. `refusal` is why there is no code, None where there is one."""

    code: str | None
    version: str | None
    algorithm: int
    refusal: CardRefused | ProtocolError | None


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

        A record that only adds to the holder (all but the number) costs its field and nothing else, whatever the card
        answers to it.

        Raises:
            NotThisCard: another kind of card.
            CardRefused: the card gives neither its holder nor a reference, or is locked.
            ProtocolError: contents or answers that break the standard.
            DeviceError: whatever the channel raises when card or reader go away.
        """
        head = self._open(channel)
        is_open = not (head.version or "").startswith("3") or self._authenticate(channel, head)
        card_number = _optional(channel, Tag.CARD_NUMBER, records.card_number)
        issued = _optional(channel, Tag.ISSUED, records.day)
        expires = _optional(channel, Tag.VALID_TO, records.day)
        person = self._person(channel) if is_open else None
        if (person is None or person.number is None) and head.refusal is not None:
            raise head.refusal
        named = head.code is not None and names_a_card(head.code)
        if head.code is not None and not named:
            log.info("identification code is filler: it stands for nobody")
        return IdentityDocument(
            type=DocumentType.SOCIAL_SECURITY,
            number=person.number if person else None,
            name=person.name if person else None,
            sex=person.sex if person else "0",
            nation=person.nation if person else None,
            birth=person.birth if person else None,
            number_ok=person.number_ok if person else True,
            valid_from=issued,
            valid_to=expires,
            card=CardReference(head.code if named else None, card_number, head.version),
        )

    def _open(self, channel: Channel) -> _Head:
        """Select the environment and read what names the card. Some cards have EF05 in the MF: 6A82 tries that."""
        answer = apdu.transmit(channel, Command(apdu.SELECT, 0x04, 0x00, SSSE))
        if answer.sw in _DEAD:
            raise CardRefused(Command(apdu.SELECT, 0x04, 0x00, SSSE), answer.sw)
        if not answer.served and answer.sw != 0x6A82:
            raise NotThisCard(f"SELECT SSSE: {answer.sw:04X} {apdu.status_name(answer.sw)}")
        try:
            _select(channel, EF05)
            code, refusal = _code(channel)
            version = _optional(channel, Tag.VERSION, records.version)
        except (CardRefused, ProtocolError) as error:
            if answer.served:
                raise
            raise NotThisCard("no SSSE, and no EF05 of one") from error
        if not answer.served and code is None:
            raise NotThisCard("no SSSE, and no EF05 of one") from refusal
        return _Head(code, version, _algorithm(answer.data), refusal)

    def _authenticate(self, channel: Channel, head: _Head) -> bool:
        """Open the personal file of a 3.x card. False when there is no key for it or the card does not take it."""
        if self._authentication is None or head.code is None:
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
        except Exception as error:  # noqa: BLE001 - a plug-in is somebody else's code; the card is served without it
            log.warning("external authentication: no cryptogram (%s)", where_it_broke(error))
            return False
        if not isinstance(cryptogram, bytes) or len(cryptogram) != 16:
            log.warning("external authentication: no cryptogram of 16 bytes")
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
        except CardRefused as error:
            if error.sw in _WITHHELD:
                return None
            raise
        citizen = records.citizen_number(number or b"")
        raw_name = _optional(channel, Tag.NAME, bytes)
        extension = _optional(channel, Tag.NAME_EXTENSION, bytes)
        return _Person(
            number=citizen,
            name=records.name(raw_name or b"", extension or b""),
            sex=_optional(channel, Tag.SEX, records.sex) or "0",
            nation=_optional(channel, Tag.NATION, records.nation),
            birth=_optional(channel, Tag.BIRTH, records.day),
            number_ok=citizen is None or records.check_digit_fits(citizen),
        )


def _select(channel: Channel, file_id: int) -> None:
    """Select an elementary file; both forms of the command are in use."""
    data = file_id.to_bytes(2, "big")
    if apdu.transmit(channel, Command(apdu.SELECT, 0x02, 0x00, data)).served:
        return
    second = Command(apdu.SELECT, 0x00, 0x00, data)
    answer = apdu.transmit(channel, second)
    if not answer.served:
        raise CardRefused(second, answer.sw)


def _record(channel: Channel, tag: Tag) -> bytes | None:
    """A record by its tag, None when the card has none (6A83)."""
    command = Command(apdu.READ_RECORD, tag, 0x00, le=0)
    answer = apdu.transmit(channel, command)
    if answer.sw == 0x6A83:
        return None
    if not answer.ok and not (answer.served and answer.data):
        raise CardRefused(command, answer.sw)
    return records.unwrap(tag, answer.data)


def _optional(channel: Channel, tag: Tag, decode: Callable[[bytes], T]) -> T | None:
    """What a record says that a card may lack, keep back or garble; None, and a line in the log, in all these cases."""
    try:
        value = _record(channel, tag)
        return None if value is None else decode(value)
    except CardRefused as error:
        log.info("record %02X left out: %04X %s", tag, error.sw, apdu.status_name(error.sw))
    except ProtocolError as error:
        log.info("record %02X left out: %s", tag, error)
    return None


def _code(channel: Channel) -> tuple[str | None, CardRefused | ProtocolError | None]:
    """The identification code, or why there is none."""
    try:
        value = _record(channel, Tag.IDENTIFICATION_CODE)
        if value is None:
            raise ProtocolError(f"record {Tag.IDENTIFICATION_CODE:02X} is missing")
        return records.identification_code(value), None
    except (CardRefused, ProtocolError) as error:
        log.info("no identification code: %s", error)
        return None, error


def _algorithm(fci: bytes) -> int:
    """Algorithm environment id from the FCI: `9F0C 03 86 01 aa`. Absent means 1 (seen in one source only)."""
    found = fci.find(b"\x9f\x0c\x03\x86\x01")
    return fci[found + 5] if found >= 0 and len(fci) > found + 5 else 1
