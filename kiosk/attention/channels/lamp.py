"""Lamps and buzzers at the place of the staff: on while a person waits and nobody goes, for as long as the hall set."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence

from devices.signals.signal import Signal
from kiosk.attention.channels.channel import Told
from kiosk.attention.message import Message


class Lamp:
    """All signals of the terminal together. Their devices start and stop with the other devices.

    Args:
        lit_s: How long they are on for one call.
    """

    name = "lamp"
    tells = True

    def __init__(self, signals: Sequence[Signal], lit_s: float) -> None:
        self._signals, self._lit_s = tuple(signals), lit_s
        self._lock = threading.Lock()
        self._for: set[str] = set()

    @property
    def fault(self) -> str | None:
        """Of the first one that does not work: whichever other is lit, that one is not seen."""
        return next((signal.fault for signal in self._signals if signal.fault), None)

    def carry(self, message: Message, told: Told) -> None:
        """Light them for a person who waits."""
        if not message.person:
            return
        with self._lock:
            self._for.add(message.id)
        for signal in self._signals:
            signal.signal(self._lit_s, told)

    def take_back(self, call_ids: Iterable[str]) -> None:
        """Out as soon as nobody waits for whom nobody goes."""
        with self._lock:
            before = bool(self._for)
            self._for -= set(call_ids)
            dark = before and not self._for
        if dark:
            for signal in self._signals:
                signal.quiet()

    def start(self) -> None:
        """The devices are started by whoever owns them."""

    def stop(self) -> None:
        """The devices go out when they are stopped."""
