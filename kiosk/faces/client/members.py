"""Everybody who may be matched, as the kiosk's own process keeps them: to tell a new vision process at once.

One matrix an engine and the ids beside it, not an object a person: 100,000 people take some 70 MB.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator

import numpy as np

from kiosk.faces.engines.engine import Matrix, Vector
from kiosk.faces.matching.gallery import GalleryEntry
from kiosk.faces.protocol.lines import ROWS_A_LINE, encode_command, encode_rows

_Key = tuple[str, str, int, bool]
"""Engine, version, length of a vector, whether it is compared only."""


class Members:
    """Rows of any number of engines, of those who are searched and of those who are compared only. Nobody is both:
    what was said last of somebody counts. Safe from any thread.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._blocks: dict[_Key, _Block] = {}

    def replace(self, entries: Iterable[GalleryEntry], compare_only: Iterable[GalleryEntry] = ()) -> None:
        """Keep these and no others."""
        with self._lock:
            for block in self._blocks.values():
                block.wipe()
            self._blocks = {}
            self._put(entries, False)
            self._put(compare_only, True)

    def put(self, entries: Iterable[GalleryEntry], compare_only: Iterable[GalleryEntry] = ()) -> None:
        """Keep these too, instead of what was kept of the same residents and engines."""
        with self._lock:
            self._put(entries, False)
            self._put(compare_only, True)

    def evict(self, resident_id: str) -> None:
        """Forget a resident; their rows are overwritten."""
        with self._lock:
            for block in self._blocks.values():
                block.evict(resident_id)

    def __contains__(self, resident_id: str) -> bool:
        """Whether they are searched."""
        with self._lock:
            return any(resident_id in block.rows for key, block in self._blocks.items() if not key[3])

    def knows(self, resident_id: str, engine: str) -> bool:
        """Whether there is a row of a resident for an engine, searched or not."""
        with self._lock:
            return any(resident_id in block.rows for key, block in self._blocks.items() if key[0] == engine)

    def lines(self) -> Iterator[bytes]:
        """The whole gallery as commands, made while they are sent. Who is evicted meanwhile is left out."""
        yield encode_command("gallery-begin")
        yield from self.rows()
        yield encode_command("gallery-end")

    def rows(self) -> Iterator[bytes]:
        """Everybody as `rows` commands."""
        with self._lock:
            wanted = [(key, list(block.rows)) for key, block in self._blocks.items()]
        for key, ids in wanted:
            for start in range(0, len(ids), ROWS_A_LINE):
                with self._lock:
                    line = self._line(key, ids[start : start + ROWS_A_LINE])
                if line is not None:
                    yield line

    def _line(self, key: _Key, ids: list[str]) -> bytes | None:
        block = self._blocks.get(key)
        present = [] if block is None else [who for who in ids if who in block.rows]
        if block is None or not present:
            return None
        rows = block.matrix[[block.rows[who] for who in present]]
        return encode_rows(key[0], key[1], present, rows, compare_only=key[3])

    def _put(self, entries: Iterable[GalleryEntry], compare_only: bool) -> None:
        for entry in entries:
            key = (entry.engine, entry.version, len(entry.vector), compare_only)
            for other, held in self._blocks.items():
                if other[3] is not compare_only:
                    held.evict(entry.resident_id)
            block = self._blocks.get(key)
            if block is None:
                block = self._blocks[key] = _Block(key[2])
            block.put(entry.resident_id, entry.vector)


class _Block:
    """Rows of one kind: `rows` says where each resident's is; rows from `len(rows)` on are free."""

    def __init__(self, length: int) -> None:
        self.matrix: Matrix = np.zeros((16, length), np.float32)
        self.rows: dict[str, int] = {}

    def put(self, resident_id: str, vector: Vector) -> None:
        row = self.rows.setdefault(resident_id, len(self.rows))
        if row == len(self.matrix):
            grown = np.zeros((len(self.matrix) * 2, self.matrix.shape[1]), np.float32)
            grown[:row] = self.matrix
            self.matrix.fill(0.0)
            self.matrix = grown
        self.matrix[row] = vector

    def evict(self, resident_id: str) -> None:
        row = self.rows.pop(resident_id, None)
        if row is None:
            return
        last = len(self.rows)
        if row != last:
            mover = next(who for who in reversed(self.rows) if self.rows[who] == last)
            self.matrix[row] = self.matrix[last]
            self.rows[mover] = row
        self.matrix[last] = 0.0

    def wipe(self) -> None:
        self.matrix.fill(0.0)
