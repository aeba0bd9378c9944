"""PC/SC calls with our errors: a late-loaded library, and one exclusive connection to the card on one reader.

Works on `smartcard.scard`, the bare bindings of pyscard: its connection objects never recover from a restart of pcscd
and complain from their finaliser, and its CardMonitor thread ends for good (pyscard issue 82).
"""

from __future__ import annotations

import ctypes
import importlib
import logging
import sys
from types import TracebackType
from typing import Any

from devices.cards.apdu import answer_pieces, command_pieces, name_of
from devices.clock import Clock
from devices.errors import DeviceError, DeviceNotAvailable, DeviceTimeout, WireLost
from devices.wire_log import WireLog

log = logging.getLogger("kiosk.devices.cards")

SUCCESS = 0
CANCELLED = 0x80100002
UNKNOWN_READER = 0x80100009
TIMEOUT = 0x8010000A
NO_READERS_AVAILABLE = 0x8010002E
_HELD = 0x8010000B

_CARD_WENT = {
    0x8010000C: "no card",
    0x80100016: "not transacted",
    0x80100068: "card was reset",
    0x80100069: "card was removed",
}
_CARD_MUTE = {
    0x8010000F: "no common protocol",
    0x80100065: "unsupported card",
    0x80100066: "unresponsive card",
    0x80100067: "unpowered card",
}


class CardMoved(WireLost):
    """The card lost contact while it was read."""

    code = "card-moved"


class CardMute(DeviceTimeout):
    """A card lies there and does not answer its reset: upside down, broken, or a chip of another world."""

    code = "card-mute"


class ReaderLost(WireLost):
    """The reader or the PC/SC service failed, or another program holds the card."""

    code = "reader-lost"


class HeldElsewhere(ReaderLost):
    """Another program holds the card for itself. It may let go any moment."""


def library() -> Any:
    """The module `smartcard.scard`.

    Raises:
        DeviceNotAvailable: pyscard or the PC/SC library beneath it is not installed or does not load here.
    """
    try:
        if sys.platform == "linux":
            ctypes.CDLL("libpcsclite.so.1")  # pyscard loads without it, and then says "no service" for ever
        return importlib.import_module("smartcard.scard")
    except (ImportError, OSError) as error:
        reason = f"pyscard or libpcsclite does not load: {type(error).__name__}"
        raise DeviceNotAvailable(reason, code="pcsc-library") from error


def unsigned(hresult: int) -> int:
    """A PC/SC return value as the unsigned number found in its documentation."""
    return hresult & 0xFFFFFFFF


class PcscConnection:
    """The card on one reader, held exclusively from `with` to its end; a `Channel` for APDUs.

    Every connection has its own PC/SC context, since one context serves one call at a time. The card is powered down
    when it is let go, so that no security state outlives the read. A silent card blocks `transmit` for as long as it
    is silent: PC/SC has no timeout there, and whoever calls keeps a watchdog.
    """

    def __init__(self, reader: str, clock: Clock, log: WireLog | None = None) -> None:
        self._reader, self._log = reader, log
        self._clock = clock
        self._scard = library()
        self._context: Any = None
        self._card: Any = None
        self._protocol: Any = None

    def __enter__(self) -> PcscConnection:
        scard = self._scard
        hresult, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
        _check(hresult, "establish context")
        self._context = context
        try:
            hresult, card, protocol = scard.SCardConnect(
                context,
                self._reader,
                scard.SCARD_SHARE_EXCLUSIVE,
                scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1,
            )
            _check(hresult, "connect")
        except BaseException:
            self._release(scard.SCARD_LEAVE_CARD)
            raise
        self._card = card
        self._protocol = scard.SCARD_PCI_T0 if protocol == scard.SCARD_PROTOCOL_T0 else scard.SCARD_PCI_T1
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # A card that has just lost contact is left as it is. Told to power it down, pcscd 1.9 would call it gone, and
        # its stay would end though it may touch again at the next try; it has lost its power anyway.
        lost = isinstance(error, CardMoved | CardMute | ReaderLost)
        self._release(self._scard.SCARD_LEAVE_CARD if lost else self._scard.SCARD_UNPOWER_CARD)

    def transmit(self, command: bytes) -> bytes:
        """One exchange with the card.

        Raises:
            CardMoved: the card went, before or inside the exchange.
            CardMute: the card stopped answering its reader.
            ReaderLost: reader or service failed.
        """
        started = self._clock.now().monotonic_s
        hresult, answer = self._scard.SCardTransmit(self._card, self._protocol, list(command))
        spent_ms = (self._clock.now().monotonic_s - started) * 1000
        _check(hresult, name_of(command))
        raw = bytes(byte & 0xFF for byte in answer)
        if self._log is not None:
            self._log.sent(*command_pieces(command))
            self._log.received(*answer_pieces(raw))
        if len(raw) < 2:  # what a pull inside the exchange looks like: success, and nothing
            raise CardMoved(f"{name_of(command)}: {len(raw)} bytes")
        log.debug("%s: %s, %d bytes, %.1f ms", name_of(command), raw[-2:].hex().upper(), len(raw) - 2, spent_ms)
        return raw

    def _release(self, disposition: int) -> None:
        """Let card and context go, whatever state they are in: nothing can be done about a failure here."""
        if self._card is not None:
            self._scard.SCardDisconnect(self._card, disposition)
            self._card = None
        if self._context is not None:
            self._scard.SCardReleaseContext(self._context)
            self._context = None


def _check(hresult: int, doing: str) -> None:
    value = unsigned(hresult)
    if value == SUCCESS:
        return
    raise _error(value, doing)


def _error(value: int, doing: str) -> DeviceError:
    if value in _CARD_WENT:
        return CardMoved(f"{doing}: {_CARD_WENT[value]}")
    if value in _CARD_MUTE:
        return CardMute(f"{doing}: {_CARD_MUTE[value]}")
    if value == _HELD:
        return HeldElsewhere(f"{doing}: another program holds the card")
    return ReaderLost(f"{doing}: PC/SC {value:08X}")
