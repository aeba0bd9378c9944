"""Who is told what devices tell, besides the visit: pages of the inner wing while they are open."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from devices.device import where_it_broke
from devices.events import DeviceEvent

log = logging.getLogger("kiosk.devices")

Hear = Callable[[DeviceEvent], None]


class Onlookers:
    """Thread-safe. An onlooker that fails is heard of in the log and takes nobody down."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._hearing: tuple[Hear, ...] = ()

    def add(self, hear: Hear) -> Callable[[], None]:
        """Tell this one from now on, on the devices' threads; what is given back ends it, and may be called again."""
        with self._lock:
            self._hearing = (*self._hearing, hear)
        return lambda: self._remove(hear)

    def tell(self, event: DeviceEvent) -> None:
        """Something was told by a device."""
        for hear in self._hearing:
            try:
                hear(event)
            except Exception as error:  # noqa: BLE001 - a page must not take a device down
                log.error("an onlooker of %s: %s", type(event).__name__, where_it_broke(error))

    def _remove(self, hear: Hear) -> None:
        with self._lock:
            self._hearing = tuple(each for each in self._hearing if each is not hear)
