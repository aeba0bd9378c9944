"""Read connections, lent out and taken back. Reading never waits for the writer (WAL)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kiosk.store.errors import StoreError, translated
from kiosk.store.sqlcipher import Database, driver

_SPARE = 4


class Readers:
    """A small pool of read-only connections. Thread-safe."""

    def __init__(self, connect: Callable[[], Database]) -> None:
        self._connect = connect
        self._lock = threading.Lock()
        self._spare: list[Database] = []
        self._generation = 0
        self._closed = False

    @contextmanager
    def db(self) -> Iterator[Database]:
        """A read-only connection for the length of the block. Driver errors leave it as StoreError."""
        with self._lock:
            if self._closed:
                raise StoreError("store-closed", "the readers are closed")
            generation = self._generation
            spare = self._spare.pop() if self._spare else None
        lent = spare or self._connect()
        broken = True
        try:
            yield lent
            broken = False
        except driver.Error as error:
            raise translated(error) from None
        finally:
            self._take_back(lent, generation, broken=broken)

    def reset(self) -> None:
        """Forget all connections: the file behind them was exchanged."""
        with self._lock:
            self._generation += 1
            spare, self._spare = self._spare, []
        for db in spare:
            db.close()

    def close(self) -> None:
        """No more reading."""
        with self._lock:
            self._closed = True
        self.reset()

    def _take_back(self, db: Database, generation: int, *, broken: bool) -> None:
        with self._lock:
            usable = not broken and not self._closed and generation == self._generation
            if usable and len(self._spare) < _SPARE:
                self._spare.append(db)
                return
        db.close()
