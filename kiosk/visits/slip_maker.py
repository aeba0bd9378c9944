"""A visit becomes a slip: what the store has of it, whose it is, last time's values."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.measurements.about import NOBODY, about
from kiosk.measurements.bands import band_choice
from kiosk.settings import Settings
from kiosk.slips.making import Place, Taken, slip_of
from kiosk.slips.slip import Slip
from kiosk.visits.service import TEMPERATURE_KEY
from kiosk.visits.slips import noted
from kiosk.visits.view_follow_up import planned_words
from kiosk.visits.visit import Visit


class SlipMaker:
    """Knows the hall."""

    def __init__(self, settings: Settings) -> None:
        self._place = place_of(settings)

    def of(self, visit: Visit, now: datetime) -> Slip:
        """The slip of a visit at a moment (UTC). The health code is not on it."""
        who, warm = visit.resident, visit.temperature
        taken = [Taken(value.measurements) for value in noted(visit)]
        if warm.shown is not None and f"{TEMPERATURE_KEY}-{warm.tries}" in visit.committed:
            taken.insert(0, Taken((warm.shown,)))
        today = now.astimezone(self._place.zone).date()
        return slip_of(
            taken,
            self._place,
            name="" if who is None else who.masked_name,
            when=now,
            last=visit.self_check.last,
            about=NOBODY if who is None else about(who.birth_year, who.sex, today.year),
            follow_up=planned_words(visit, today),
        )


def place_of(settings: Settings) -> Place:
    """Where slips are made."""
    zone, choice = ZoneInfo(settings.hall.time_zone), band_choice(settings.measurements)
    return Place(settings.hall.name, zone, choice, settings.demonstration)
