"""Among whom a face is searched: everybody, or the part of the whitelist that is likely to come to this hall.

Fewer people searched means fewer chances for a wrong name. Whoever is left out uses a card, and is
compared with it like everybody else.
"""

from __future__ import annotations

from datetime import timedelta

from devices.clock import Clock
from kiosk.archive.whereabouts import Whereabouts
from kiosk.settings import Faces, Hall


class Narrowing:
    """Whom the settings let a face be searched among. A place that is not set narrows nothing."""

    def __init__(self, whereabouts: Whereabouts, faces: Faces, hall: Hall, clock: Clock) -> None:
        self._whereabouts, self._faces, self._hall, self._clock = whereabouts, faces, hall, clock

    @property
    def lacks(self) -> str | None:
        """The setting of the hall that the narrowing needs and that is not set; None when nothing is lacking."""
        wanted = self._faces.search_within
        if wanted == "committee" and not self._hall.committee.strip():
            return "hall.committee"
        if wanted == "building" and not self._hall.building.strip():
            return "hall.building"
        return None

    def scope(self, resident_id: str | None = None) -> frozenset[str] | None:
        """Resident ids of those searched; None for everybody.

        Args:
            resident_id: Ask for this one only: the answer holds them or nobody.
        """
        wanted = self._faces.search_within
        if wanted == "all" or self.lacks is not None:
            return None
        if wanted == "expected":
            since = self._clock.now().utc - timedelta(days=self._faces.expected_days)
            return self._whereabouts.here_since(since, resident_id=resident_id)
        building = self._hall.building if wanted == "building" else None
        committee = self._hall.committee.strip() or None  # building numbers repeat in every committee
        return self._whereabouts.living_in(committee=committee, building=building, resident_id=resident_id)
