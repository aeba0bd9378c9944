"""What a technician may know of the vision process: counts, times and memory; nothing of anybody."""

from __future__ import annotations

import threading
from collections import Counter
from typing import Any

from kiosk.faces.protocol.messages import Decided, GallerySet, Health, Loaded, Missing, Notice, PolicySet


class Figures:
    """Keeps the last of everything, and counts decisions by outcome."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._outcomes: Counter[str] = Counter()
        self._last: Decided | None = None
        self._health: Health | None = None
        self._engines: dict[str, str] = {}
        self._missing: str | None = None
        self._gallery: GallerySet | None = None
        self._policy: PolicySet | None = None

    def note(self, notice: Notice) -> None:
        """Take a notice in, if it is one that is kept."""
        with self._lock:
            match notice:
                case Decided():
                    self._outcomes[notice.outcome.value] += 1
                    self._last = notice
                case Health():
                    self._health = notice
                case Loaded():
                    self._engines[notice.engine] = notice.version
                    self._missing = None
                case Missing():
                    self._missing = notice.what
                case GallerySet():
                    self._gallery = notice
                case PolicySet():
                    self._policy = notice

    @property
    def last(self) -> Decided | None:
        """Figures of the last decision."""
        with self._lock:
            return self._last

    @property
    def missing(self) -> str | None:
        """The model file or library that does not load, and what is wrong with it."""
        with self._lock:
            return self._missing

    @property
    def swap(self) -> str:
        """`locked` when the memory of the vision process is kept out of swap, else `not locked`."""
        with self._lock:
            return "locked" if self._health is not None and self._health.memory_locked else "not locked"

    def as_dict(self) -> dict[str, Any]:
        """For the status file and the bench."""
        swap, last = self.swap, self.last
        with self._lock:
            policy = None if self._policy is None else self._policy.policy
            return {
                "engines": dict(self._engines),
                "missing": self._missing,
                "rss_mb": None if self._health is None else self._health.rss_mb,
                "swap": swap,
                "people": None if self._gallery is None else self._gallery.people,
                "left_out": None if self._gallery is None else self._gallery.left_out,
                "policy": None
                if policy is None
                else {
                    "accept": round(policy.accept, 4),
                    "doubt": round(policy.doubt, 4),
                    "fpir": policy.fpir,
                    "search": policy.search,
                    "look_alikes": len(policy.look_alikes),
                },
                "decisions": dict(self._outcomes),
                "last": None if last is None else _figures(last),
            }


def _figures(decided: Decided) -> dict[str, Any]:
    return {
        "outcome": decided.outcome.value,
        "top1": decided.top1,
        "top2": decided.top2,
        "liveness": decided.liveness,
        "quality": decided.quality,
        "frames": decided.frames,
        "seconds": decided.seconds,
        "stage_ms": dict(decided.stage_ms),
    }
