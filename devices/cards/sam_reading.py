"""What one does with a SAM: greet it, read the card on it, see whether that card is still there."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from devices.cards.sam_frames import (
    ADDRESS_BYTES,
    FIND,
    READ_ADDRESS,
    READ_BASE,
    RESET,
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
from devices.errors import DeviceRefused, DeviceTimeout, ProtocolError
from devices.events import ReadFailure
from devices.identity import IdentityDocument

log = logging.getLogger("kiosk.devices")

_NOT_OURS = frozenset({Sw3.CARD_REJECTS_SAM, Sw3.SAM_REJECTS_CARD, Sw3.INFORMATION_NOT_VERIFIED, Sw3.UNKNOWN_CARD})
_IDENTITY_TRIES = 3
_READ_TRIES = 3
_ADDRESS_TRIES = 2


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


def read_card(link: SamLink, *, ask_address: bool = True) -> IdentityDocument | Miss:
    """Select and read the card that was just found, with its newest address where it carries one.

    A read whose answer was spoilt on its way cannot be asked for again: the chip is halted by then. The SAM is reset,
    which wakes it, and the card found, selected and read anew, before anybody hears of it.

    Raises:
        DeviceTimeout, ProtocolError: three answers in a row were spoilt or did not come; or the reader is dead.
    """
    for tries_left in range(_READ_TRIES - 1, -1, -1):
        selected = link.ask(SELECT)
        if selected is None or selected.sw3 != Sw3.OK:
            return _miss(SELECT, selected)
        try:
            base = _text_and_photo(link)
            break
        except ProtocolError as error:
            if link.is_stopping or not tries_left:
                raise
            log.info("%s; once more after a reset", error)
        found = _found_after_reset(link)
        if found is None or found.sw3 != Sw3.FOUND:
            return _miss(FIND, found)
    if base is None or base.sw3 != Sw3.OK:
        return _miss(READ_BASE, base)
    try:
        text, photo = parse_base_information(base.data)
        document = parse_text(text, photo or None)
    except ProtocolError as error:
        log.info("card contents: %s", error)
        return Miss(ReadFailure.DAMAGED, final=True)
    return with_address(document, _newest_address(link)) if ask_address else document


def _text_and_photo(link: SamLink) -> Answer | None:
    """The answer to "read"; None when none came to two questions.

    Raises:
        ProtocolError: it was spoilt on its way, or lost, so that the chip is halted and cannot be asked again.
        DeviceTimeout: silence for the third time in a row; or the device is being stopped.
    """
    try:
        return link.ask_once(READ_BASE)
    except DeviceTimeout:
        if link.is_stopping or link.seems_dead:
            raise
    try:
        answer = link.ask_once(READ_BASE)
    except DeviceTimeout:
        if link.is_stopping or link.seems_dead:
            raise
        return None
    if answer.sw3 == Sw3.READ_FAILED:
        raise ProtocolError(f"{READ_BASE.name}: the answer was lost")
    return answer


def _found_after_reset(link: SamLink) -> Answer | None:
    """The answer to "find" after a reset; a chip may need a second question to be up again."""
    link.ask(RESET)
    found = link.ask(FIND)
    if found is not None and found.sw3 == Sw3.NO_CARD:
        found = link.ask(FIND)
    return found


def is_still_there(link: SamLink, *, tries: int = 1) -> bool | None:
    """Whether the card read last answers: a chip in the field says 90 or 91 to "newest address", an absent one cannot.

    None when no usable answer came, or one of a form that says nothing: some SAMs answer the same to an empty field.
    Two makers' own programs tell removal this way (Routon's SDK demonstration and a document scanner's); `find card`
    cannot, it answers "none" to a halted chip.
    """
    answer = link.ask_if_it_will(READ_ADDRESS, tries)
    if answer is None:
        return None
    match answer.sw3, len(answer.data):
        case (Sw3.OK, size) if size == ADDRESS_BYTES:
            return True
        case (Sw3.ITEM_EMPTY, 0):
            return True
        case (Sw3.OK | Sw3.ITEM_EMPTY, _):
            return None
    return False


def _newest_address(link: SamLink) -> str | None:
    """The address written on the chip after issue; None where there is none, or none that can be read.

    The holder is known by now: a card pulled or an address broken at this point costs the address, not the visit. So
    does a SAM that does not know the question.
    """
    answer = link.ask_if_it_will(READ_ADDRESS, _ADDRESS_TRIES)
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
