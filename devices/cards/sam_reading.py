"""What one does with a SAM: greet it, read the card on it, see whether that card is still there."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from devices.cards.document import IdentityDocument
from devices.cards.sam_frames import (
    READ_ADDRESS,
    READ_BASE,
    SAM_IDENTITY,
    SELECT,
    STATUS,
    Answer,
    Command,
    Sw3,
    parse_base_information,
    parse_sam_id,
    sw3_name,
)
from devices.cards.sam_link import SamLink
from devices.cards.text_layouts import parse_address, parse_text, with_address
from devices.errors import DeviceRefused, ProtocolError
from devices.events import ReadFailure

log = logging.getLogger("kiosk.devices")

_NOT_OURS = frozenset({Sw3.CARD_REJECTS_SAM, Sw3.SAM_REJECTS_CARD, Sw3.INFORMATION_NOT_VERIFIED, Sw3.UNKNOWN_CARD})
_IDENTITY_TRIES = 3


@dataclass(frozen=True, slots=True)
class Miss:
    """A card that was not read. `final` is true when trying again by ourselves is of no use."""

    reason: ReadFailure
    final: bool = False


def check_status(link: SamLink) -> None:
    """Ask the SAM how it is. No answer is no verdict: the link counts silence.

    Raises:
        DeviceRefused: the SAM failed its self-test or is not authorised.
    """
    answer = link.ask(STATUS)
    if answer is not None and answer.sw3 != Sw3.OK:
        raise DeviceRefused(f"{STATUS.name}: {sw3_name(answer.sw3)}", code="sam-refused")


def greet(link: SamLink) -> str:
    """Wait for the SAM to be up and return its identity. The first answers after power-up may be wrong: three tries.

    Raises:
        DeviceTimeout, ProtocolError: it does not answer, or only broken frames.
        DeviceRefused: it answers that it is not fit for work, or gives no identity.
    """
    check_status(link)
    for _ in range(_IDENTITY_TRIES):
        answer = ask_until_answered(link, SAM_IDENTITY)
        try:
            if answer.sw3 == Sw3.OK:
                return parse_sam_id(answer.data)
        except ProtocolError as error:
            log.info("%s", error)
    raise DeviceRefused(f"{SAM_IDENTITY.name}: none in {_IDENTITY_TRIES} tries", code="sam-refused")


def ask_until_answered(link: SamLink, command: Command) -> Answer:
    """Ask until an answer comes; ends because the link raises at the third failure in a row."""
    while (answer := link.ask(command)) is None:
        pass
    return answer


def read_card(link: SamLink) -> IdentityDocument | Miss:
    """Select and read the card that was just found, with its newest address where it carries one."""
    selected = link.ask(SELECT)
    if selected is None or selected.sw3 != Sw3.OK:
        return _miss(SELECT, selected)
    base = link.ask(READ_BASE)
    if base is None or base.sw3 != Sw3.OK:
        return _miss(READ_BASE, base)
    try:
        text, photo = parse_base_information(base.data)
        document = parse_text(text, photo or None)
    except ProtocolError as error:
        log.info("card contents: %s", error)
        return Miss(ReadFailure.DAMAGED, final=True)
    return with_address(document, _newest_address(link))


def is_still_there(link: SamLink) -> bool | None:
    """Whether the card read last answers: a chip in the field says 90 or 91 to "newest address", an absent one cannot.

    None when no usable answer came. Two makers' own programs tell removal this way (Routon's SDK demonstration and a
    document scanner's); `find card` cannot, it answers "none" to a halted chip.
    """
    answer = link.ask(READ_ADDRESS)
    return None if answer is None else answer.sw3 in (Sw3.OK, Sw3.ITEM_EMPTY)


def _newest_address(link: SamLink) -> str | None:
    """The address written on the chip after issue; None where there is none, or none that can be read.

    The holder is known by now: a card pulled or an address broken at this point costs the address, not the visit.
    """
    answer = link.ask(READ_ADDRESS)
    if answer is None or answer.sw3 != Sw3.OK:
        return None
    try:
        return parse_address(answer.data)
    except ProtocolError as error:
        log.info("card contents: %s", error)
        return None


def _miss(command: Command, answer: Answer | None) -> Miss:
    if answer is None:
        return Miss(ReadFailure.READER)
    log.info("%s: %s", command.name, sw3_name(answer.sw3))
    if answer.sw3 in _NOT_OURS:
        return Miss(ReadFailure.UNSUPPORTED, final=True)
    return Miss(ReadFailure.MOVED)
