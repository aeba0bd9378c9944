"""Who may be matched, and by which policy: one gallery an engine, and the policy made for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from kiosk.faces.engines.engine import FaceEngine, Vector
from kiosk.faces.matching.gallery import Gallery, GalleryEntry, Rows
from kiosk.faces.matching.policy import Policy
from kiosk.faces.matching.second_opinion import WEIGHT
from kiosk.faces.matching.thresholds import measured, usual
from kiosk.faces.protocol.messages import LookAlikes, PolicySet

MEASURED_UP_TO = 5000
"""More people are not measured: their policy does not search anyway."""


class Galleries:
    """Members of the engine in use and, when there is one, of the second opinion's.

    Args:
        fpir: The rate of wrong names to strangers the policy is made for.
        frames: Well-taken frames a decision needs.

    Attributes:
        first, second: Those who are searched.
        beside: Members who are compared with their card only: never searched, never measured.
    """

    def __init__(self, engine: FaceEngine, second: FaceEngine | None, fpir: float, frames: int) -> None:
        self._engine, self._fpir, self._frames = engine, fpir, frames
        self._second_name = "" if second is None else second.name
        self.first = Gallery(engine)
        self.second = None if second is None else Gallery(second)
        self.beside = Rows(engine)
        self.policy: Policy = usual(engine.name, 0, fpir, frames)
        self._is_changed = True
        self._declared: frozenset[str] = frozenset()
        self._measured: frozenset[str] = frozenset()
        self._coming: list[GalleryEntry] | None = None
        self._coming_beside: list[GalleryEntry] = []

    @property
    def is_policy_due(self) -> bool:
        """The policy in force was made for other people; false while a whole gallery is still coming."""
        return self._is_changed and self._coming is None

    def make_due(self) -> None:
        """Have the policy made anew although nobody came or went."""
        self._is_changed = True

    def want(self, fpir: float) -> None:
        """Another rate of wrong names: the policy is made anew for it, and every one after."""
        if fpir != self._fpir:
            self._fpir, self._is_changed = fpir, True

    def declare(self, resident_ids: Iterable[str]) -> None:
        """Everybody staff say looks like another member: in force at once, and in every policy made from now on."""
        declared = frozenset(resident_ids)
        if declared != self._declared:
            self._declared = declared
            self._put_in_force(self.policy, self._measured)
            self._is_changed = True

    def begin(self) -> None:
        """What comes now, up to `end`, takes the place of everything held."""
        self._coming, self._coming_beside = [], []

    def rows(self, entries: Iterable[GalleryEntry], *, compare_only: bool = False) -> int | None:
        """Hold these too; how many were left out, None while a whole gallery is still coming."""
        if self._coming is not None:
            (self._coming_beside if compare_only else self._coming).extend(entries)
            return None
        given = list(entries)
        if compare_only:
            return self._put_beside(given)
        for entry in given:
            self.beside.evict(entry.resident_id)
        return self._share(given, whole=False)

    def end(self) -> int:
        """The whole gallery has come; how many of its rows were left out."""
        coming, self._coming = self._coming or [], None
        beside, self._coming_beside = self._coming_beside, []
        self.beside.replace(())
        return self._share(coming, whole=True) + self._put_beside(beside)

    def evict(self, resident_id: str) -> None:
        """Forget a resident."""
        self._leave_search(resident_id)
        self.beside.evict(resident_id)

    def __contains__(self, resident_id: object) -> bool:
        """Whether a card's holder can be compared."""
        return resident_id in self.first or resident_id in self.beside

    def compare(self, resident_id: str, probe: Vector) -> float | None:
        """One to one, with anybody held by the engine in use; None when they are not here."""
        similarity = self.first.compare(resident_id, probe)
        return self.beside.compare(resident_id, probe) if similarity is None else similarity

    def drop_second(self) -> None:
        """There is no second opinion after all."""
        self.second, self._is_changed = None, True

    def owners(self) -> Sequence[str]:
        """Whose each row of the first gallery is."""
        return self.first.owners

    def make_policy(self) -> PolicySet:
        """Measure the galleries and put the policy in force. Takes up to seconds for thousands of people."""
        people = len(self.first)
        second = self.second if self.second is not None and self.second.is_normalised else None
        self._is_changed = False
        if people > MEASURED_UP_TO:
            has_second = second is not None
            made = usual(self._engine.name, people, self._fpir, self._frames, second_opinion=has_second)
            self._put_in_force(made, made.look_alikes)
            return PolicySet(self.policy, (), was_measured=False)
        found = measured(self.first, self._engine.name, self._fpir, self._frames, second, WEIGHT)
        self._put_in_force(found.policy, found.policy.look_alikes)
        pairs = tuple(LookAlikes(p.resident_id, p.other_id, round(p.score, 4)) for p in found.pairs)
        return PolicySet(self.policy, pairs, was_measured=True)

    def _put_in_force(self, made: Policy, found_alike: frozenset[str]) -> None:
        self._measured = found_alike
        self.policy = msgspec.structs.replace(made, look_alikes=found_alike | self._declared)

    def _leave_search(self, resident_id: str) -> None:
        here = [gallery.evict(resident_id) for gallery in self._galleries()]
        self._is_changed |= any(here)

    def _put_beside(self, entries: list[GalleryEntry]) -> int:
        for entry in entries:
            self._leave_search(entry.resident_id)
        return self.beside.put(entries)

    def _share(self, entries: list[GalleryEntry], *, whole: bool) -> int:
        left_out = len(entries)
        for gallery, engine in zip(self._galleries(), self._names(), strict=True):
            theirs = [entry for entry in entries if entry.engine == engine]
            missed = gallery.replace(theirs) if whole else gallery.put(theirs) if theirs else 0
            left_out -= len(theirs) - missed
        self._is_changed = True
        return left_out

    def _galleries(self) -> list[Gallery]:
        return [self.first] if self.second is None else [self.first, self.second]

    def _names(self) -> list[str]:
        return [self._engine.name, self._second_name][: len(self._galleries())]
