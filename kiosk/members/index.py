"""Finds one of a hundred thousand by what a clerk types, key by key.

Names and numbers lie sealed in the store and an index on the disk would give them away, so it is made in memory when
the list is opened, kept true by the news of the whitelist, and wiped when the wing locks. Making it takes a second or
two: `fill` does that in portions on a worker, and meanwhile the list shows its newest rows.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kiosk.archive.entry_rows import WhitelistChange
from kiosk.archive.member_facts import MemberRules
from kiosk.archive.member_lines import MemberLine, MemberLines
from kiosk.members.asked import Asked, words_of
from kiosk.members.keys import Keys
from kiosk.members.rows import Row, row_of
from kiosk.people.id_number import long_form
from kiosk.whitelist.standing import Standing, standing

PORTION = 1000
"""Lines read at a time: less than 0.1 s, and a key typed meanwhile waits for a part of it."""
AT_ONCE = 50
"""Changed people that are read again before a search; more than these are left to `fill`."""
LISTED = frozenset(Standing) - {Standing.REVOKED}
"""What the list shows when nobody chose a state."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Attributes:
        total: How many there are.
        rows: Those asked for, the best first.
        complete: Everybody was looked through; else there may be more in a moment.
    """

    total: int
    rows: tuple[Row, ...]
    complete: bool = True


class MemberIndex:
    """See the module. Thread-safe."""

    def __init__(self, lines: MemberLines, rules: MemberRules) -> None:
        self._lines, self._rules = lines, rules
        self._lock = threading.RLock()
        self._keys = Keys()
        self._begun = self._complete = False
        self._generation = 0
        self._changed: set[str] = set()
        self._last: tuple[object, npt.NDArray[np.int64]] | None = None

    def search(self, text: str = "", first: int = 0, count: int = 20, states: Collection[Standing] = LISTED) -> Found:
        """Find those who fit every word of `text`, or everybody of these states when there is none; the newest first.

        Args:
            text: Characters, pinyin or initials of names; 3号楼, 3-402; the end of a document number, or all of it.
            first: How many to leave out at the beginning.

        Raises:
            StoreError: the rows cannot be read.
        """
        words = words_of(text)
        with self._lock:
            self._read_changed()
            if not (self._complete or words or set(states) != LISTED):
                lines = self._lines.newest(first, count, self._rules)
                return Found(self._lines.count(), self._rows(lines), complete=False)
            order = self._order(words, frozenset(states))
            seqs = [int(seq) for seq in self._keys.seqs[order[first : first + count]]]
            complete = self._complete and not self._changed
        lines = self._lines.of_seqs(seqs, self._rules) if seqs else []
        return Found(len(order), self._rows(lines), complete)

    def fill(self) -> None:
        """Read everybody who is not known yet. Call it on a worker; a second call reads only what is new.

        Raises:
            StoreError: it cannot be read; what was read stays.
        """
        with self._lock:
            generation, seq, self._begun = self._generation, self._keys.newest_seq, True
        while True:
            lines = self._lines.after(seq, PORTION, self._rules)
            with self._lock:
                if generation != self._generation:
                    return  # wiped meanwhile
                self._take(lines)
                if len(lines) < PORTION:
                    self._complete = True
                    break
                seq = lines[-1].seq
        while self._changed:
            with self._lock:
                self._read_changed()

    def changed(self, change: WhitelistChange) -> None:
        """News of the whitelist. Quick; the line is read again at the next search."""
        with self._lock:
            if self._begun:
                self._changed.add(change.resident_id)

    def wipe(self) -> None:
        """Forget everybody: the wing was locked. A `fill` that runs ends."""
        with self._lock:
            self._generation += 1
            self._keys.wipe()
            self._changed.clear()
            self._complete, self._begun, self._last = False, False, None

    def _read_changed(self) -> None:
        """Read again those who changed, as many as a search may wait for. Until everybody is read, `fill` has portions
        under way that may be older than the news, and they wait."""
        if not (self._complete and self._changed):
            return
        some = [self._changed.pop() for _ in range(min(AT_ONCE, len(self._changed)))]
        try:
            lines = self._lines.of_residents(some, self._rules)
        except BaseException:
            self._changed.update(some)
            raise
        self._take(lines)

    def _take(self, lines: Sequence[MemberLine]) -> None:
        today = self._lines.today()
        self._keys.add(lines, [standing(line.facts, today, self._rules.standing) for line in lines])
        self._last = None

    def _order(self, words: list[Asked], states: frozenset[Standing]) -> npt.NDArray[np.int64]:
        asked = (tuple(words), states)
        if self._last is None or self._last[0] != asked:
            numbers = {word.number: self._lines.with_number(long_form(word.number)) for word in words if word.number}
            self._last = (asked, self._keys.order(words, states, numbers))
        return self._last[1]

    def _rows(self, lines: Sequence[MemberLine]) -> tuple[Row, ...]:
        today = self._lines.today()
        return tuple(row_of(line, self._rules.standing, today) for line in lines)
