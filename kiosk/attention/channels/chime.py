"""A chime at the terminal. Whoever is near hears it; it tells nobody for certain, so no screen relies on it."""

from __future__ import annotations

from collections.abc import Iterable

from devices.clock import Clock
from devices.errors import DeviceError
from devices.sound.chime import chime
from devices.sound.player import SoundPlayer
from kiosk.attention.channels.channel import NotDelivered, Told
from kiosk.attention.channels.courier import Courier
from kiosk.attention.message import Message

CLOSEST_S = 2.0
"""Two strokes are at least so far apart: a button pressed ten times is no alarm."""


class Chime:
    """Rings once for each call that the visitor's own screen speaks of."""

    name = "chime"
    tells = False

    def __init__(self, player: SoundPlayer, clock: Clock) -> None:
        self._player, self._clock = player, clock
        self._sound = chime()
        self._last_s: float | None = None
        self._courier = Courier("chime", self._ring, clock)

    @property
    def fault(self) -> str | None:
        """See `Channel`."""
        return self._courier.fault

    def carry(self, message: Message, told: Told) -> None:
        """Ring, unless it has just rung."""
        now_s = self._clock.now().monotonic_s
        rang = self._last_s is not None and now_s - self._last_s < CLOSEST_S
        if not message.open_to_all or rang:
            return
        self._last_s = now_s
        self._courier.send(message, told)

    def take_back(self, call_ids: Iterable[str]) -> None:
        """A stroke is over before anybody can go."""

    def start(self) -> None:
        """Begin."""
        self._courier.start()

    def stop(self) -> None:
        """End."""
        self._courier.stop()

    def _ring(self, _: Message) -> None:
        try:
            self._player.play(self._sound)
        except DeviceError as error:
            raise NotDelivered(error.code, str(error)) from None
