"""Of `staff`: the whitelist of a hundred thousand, opened, leafed through and searched key by key."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from kiosk.archive.archive import Archive
from kiosk.archive.member_facts import MemberRules
from kiosk.members.index import MemberIndex
from kiosk.sentences import sentence
from ui.benchmarks.conditions import Conditions
from ui.benchmarks.figures import Figure
from ui.benchmarks.many_members import ENGINE, write_members
from ui.benchmarks.processes import memory
from ui.benchmarks.statistics import median, percentile

T = TypeVar("T")

PEOPLE = 100_000
RUNS = 5
ROWS = 7
"""As many as a page of the list shows."""
AIM_OPEN_MS = 300.0
AIM_KEY_MS = 50.0
RULES = MemberRules((ENGINE,))


def figures(conditions: Conditions) -> tuple[list[Figure], int]:
    """The figures, and how often each was taken."""
    runs = conditions.runs or RUNS
    with Archive.open(conditions.folder / "members", conditions.clock) as store:
        write_members(store, PEOPLE)
        opened = [_timed_ms(MemberIndex(store.member_lines, RULES).search)[0] for _ in range(runs)]
        index, before = MemberIndex(store.member_lines, RULES), memory(os.getpid()).rss_mb
        fill_ms, _ = _timed_ms(index.fill)
        grown_mb = memory(os.getpid()).rss_mb - before
        keys = [ms for _ in range(runs) for text in _searches() for ms in _typed_ms(index, text)]
        far = [_timed_ms(partial(index.search, first=PEOPLE // 2 + at, count=ROWS))[0] for at in range(20)]
    ms, s = sentence("bench.unit.ms"), sentence("bench.unit.s")
    return [
        Figure("list_open_ms", sentence("bench.staff.open", people=PEOPLE), median(opened), ms, AIM_OPEN_MS),
        Figure("list_open_max_ms", sentence("bench.staff.open-slowest"), max(opened), ms),
        Figure("list_key_p50_ms", sentence("bench.staff.key-half"), median(keys), ms),
        Figure("list_key_max_ms", sentence("bench.staff.key-slowest"), max(keys), ms, AIM_KEY_MS),
        Figure("list_key_p95_ms", sentence("bench.staff.key-p95"), percentile(keys, 95), ms),
        Figure("list_window_ms", sentence("bench.staff.window"), max(far), ms),
        Figure("list_fill_s", sentence("bench.staff.fill"), fill_ms / 1000, s),
        Figure("list_rss_mb", sentence("bench.staff.rss"), grown_mb, "MB"),
    ], runs


def _searches() -> tuple[str, ...]:
    """What a clerk types: a whole name, initials, characters, a building and a door, the end of a number."""
    from kiosk.members.address_keys import address_words
    from kiosk.typing.surnames import given_characters, usual_surnames

    building = f"3{address_words().after_numbers[0]}402"
    name = usual_surnames()[0] + given_characters()[:2]
    return ("wangxiuying", "zhangjianguo", "lgy", name, building, "12-402", "1234", f"{name[0]} 3-4")


def _typed_ms(index: MemberIndex, text: str) -> list[float]:
    """How long each key took from being typed to the rows that are shown."""
    return [_timed_ms(partial(index.search, text[:end], count=ROWS))[0] for end in range(1, len(text) + 1)]


def _timed_ms(work: Callable[[], T]) -> tuple[float, T]:
    began_s = time.perf_counter()
    result = work()
    return (time.perf_counter() - began_s) * 1000, result
