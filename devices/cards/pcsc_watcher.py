"""Watches all matching PC/SC readers for cards coming and going, on the bare bindings.

pyscard's own CardMonitor is not used: its thread ends for good when pcscd dies, without telling anybody.
"""

from __future__ import annotations

import logging
import re
import threading
from dataclasses import dataclass
from typing import Any

from devices.cards.pcsc_absence import PRESENT, UncountedAbsence, event_count
from devices.cards.pcsc_link import (
    CANCELLED,
    NO_READERS_AVAILABLE,
    SUCCESS,
    TIMEOUT,
    UNKNOWN_READER,
    library,
    unsigned,
)
from devices.cards.pcsc_names import list_readers
from devices.errors import DeviceNotAvailable, WireLost

log = logging.getLogger("kiosk.devices.cards")

_PLUG_AND_PLAY = "\\\\?PnP?\\Notification"
_SAM_SLOT = re.compile(r"\bSAM\b")
_STATE_CHANGED = 0x0002
_LOOK_AGAIN_S = 0.2
"""So often a reader is looked at that may only seem empty. pcscd's own poll is 0.4 s."""


@dataclass(frozen=True, slots=True)
class CardCame:
    """A card lies on this reader."""

    reader: str


@dataclass(frozen=True, slots=True)
class CardWent:
    """The card of this reader is gone, or the reader itself."""

    reader: str


Change = CardCame | CardWent


class PcscWatcher:
    """One PC/SC context that waits for changes. `open`, `wait` and `close` belong to one thread; `cancel` to any.

    A removal and an insertion that both fell between two waits are still told, by the event counter which pcsc-lite
    keeps in the upper half of a reader's state. A card that pcscd itself has overlooked is found by looking again.

    Args:
        part: Part of a reader's PC/SC name; empty takes every reader but SAM slots, in which a chip of the terminal's
            own lies for good.

    Attributes:
        left_out: Names of readers that are plugged in and cannot be used, since nothing but ASCII can be asked for.
    """

    def __init__(self, part: str) -> None:
        self._part = part
        self._scard: Any = None
        self._context: Any = None
        self._guard = threading.Lock()
        self._states: dict[str, int] = {}
        self._absence = UncountedAbsence()
        self._plug_and_play = 0
        self.left_out: tuple[str, ...] = ()

    def open(self) -> None:
        """Connect to the service.

        Raises:
            DeviceNotAvailable: pyscard does not load ("pcsc-library"), the service is down ("pcsc-service"), or no
                reader of that name is plugged in ("no-reader").
        """
        self._scard = library()
        hresult, context = self._scard.SCardEstablishContext(self._scard.SCARD_SCOPE_SYSTEM)
        if unsigned(hresult) != SUCCESS:
            raise DeviceNotAvailable(f"no PC/SC service: {unsigned(hresult):08X}", code="pcsc-service")
        with self._guard:
            self._context = context
        self._states.clear()
        self._absence.clear()
        self._plug_and_play = 0
        if not self._list():
            code = "reader-unnamed" if self.left_out else "no-reader"
            raise DeviceNotAvailable("no PC/SC reader of that name", code=code)

    def close(self) -> None:
        """Let the context go. Safe to call at any time on the thread that waits."""
        with self._guard:
            if self._context is not None:
                self._scard.SCardReleaseContext(self._context)
                self._context = None

    def cancel(self) -> None:
        """End a wait that is under way. One that is only about to begin is not ended: call again until it has."""
        with self._guard:
            if self._context is not None:
                self._scard.SCardCancel(self._context)

    def wait(self, timeout_s: float) -> list[Change]:
        """What happened within `timeout_s`; empty when nothing did.

        Raises:
            WireLost: the service died ("pcsc-service"), the last matching reader is gone ("no-reader"), or one went
                away at this very moment ("reader-lost").
        """
        names = self._list()
        gone = [name for name in self._states if name not in names]
        lost: list[Change] = [CardWent(name) for name in gone if self._states[name] & PRESENT]
        for name in gone:
            del self._states[name]
            self._absence.forget(name)
        if lost:
            return lost
        if not names:
            raise WireLost("the last PC/SC reader of that name is gone", code="no-reader")
        if self._absence.any:
            self._absence.look_again(self._scard, self._context)
            timeout_s = min(timeout_s, _LOOK_AGAIN_S)
        asked = [(name, self._states.get(name, 0)) for name in names]
        hresult, answered = self._scard.SCardGetStatusChange(
            self._context, int(timeout_s * 1000), [*asked, (_PLUG_AND_PLAY, self._plug_and_play)]
        )
        value = unsigned(hresult)
        if value in (TIMEOUT, CANCELLED):
            return []
        if value == UNKNOWN_READER:  # gone since it was listed: start afresh rather than spin
            raise WireLost("a PC/SC reader went away", code="reader-lost")
        if value != SUCCESS:
            raise WireLost(f"waiting for cards: PC/SC {value:08X}", code="pcsc-service")
        return [change for name, state, _ in answered for change in self._compare(name, state)]

    def _list(self) -> list[str]:
        names = list_readers(self._scard, self._context)
        if names.hresult not in (SUCCESS, NO_READERS_AVAILABLE):
            raise WireLost(f"listing readers: PC/SC {names.hresult:08X}", code="pcsc-service")
        left_out = tuple(name for name in names.unusable if self._is_wanted(name))
        if left_out and left_out != self.left_out:
            log.warning("PC/SC readers left out, since their names are not plain ASCII: %s", "; ".join(left_out))
        self.left_out = left_out
        return [name for name in names.usable if self._is_wanted(name)]

    def _is_wanted(self, name: str) -> bool:
        return self._part in name if self._part else _SAM_SLOT.search(name) is None

    def _compare(self, name: str, state: int) -> list[Change]:
        kept = state & ~_STATE_CHANGED
        if name == _PLUG_AND_PLAY:
            self._plug_and_play = kept
            return []
        before = self._states.get(name, 0)
        known = name in self._states
        self._states[name] = kept
        self._absence.note(name, state)
        was_there, is_there = bool(before & PRESENT), bool(state & PRESENT)
        swapped = known and was_there and is_there and (event_count(kept) - event_count(before)) & 0xFFFF >= 2
        changes: list[Change] = []
        if was_there and (not is_there or swapped):
            changes.append(CardWent(name))
        if is_there and (not was_there or swapped):
            changes.append(CardCame(name))
        return changes
