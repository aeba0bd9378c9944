"""Last time beside this time: the day in plain words, and how both differ where the device can tell them apart."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta, tzinfo

from kiosk.measurements.catalogue import metric
from kiosk.measurements.measurement import Measurement
from kiosk.sentences import NO_WORDS, Text
from kiosk.visits.view import ThenView
from kiosk.visits.visitor_words import VisitorWords

SAME_WITHIN = {
    "sys": 3.0,
    "dia": 3.0,
    "pulse": 3.0,
    "spo2": 2.0,
    "weight": 0.5,
    "body_fat": 1.0,
    "bmi": 0.3,
    "glucose_random": 0.3,
    "glucose_fasting": 0.3,
    "temp_body": 0.3,
    "temp_clinical": 0.2,
}
"""Differences smaller than this are 差不多: they say nothing about a person. Where a certificate names the uncertainty
of a value, a difference must be larger than that of two values as well."""

MOST_BESIDE = 2
"""Values in the line below both."""


def differs(now: Measurement, then: Measurement) -> float:
    """By how much, in the metric's unit as shown; 0 where the device cannot tell it or it says nothing."""
    if now.value is None or then.value is None:
        return 0.0
    known = metric(now.metric)
    difference = round(known.rounded(now.value) - known.rounded(then.value), known.decimals)
    least = SAME_WITHIN.get(now.metric, 1.0)
    told = now.certificate is None or abs(difference) > math.sqrt(2) * now.certificate.expanded_u
    return difference if abs(difference) >= least and told else 0.0


class Then:
    """Makes the words of it."""

    def __init__(self, words: VisitorWords, zone: tzinfo) -> None:
        self._words, self._zone = words, zone

    def view(
        self, names: tuple[str, ...], measured: tuple[Measurement, ...], last: tuple[Measurement, ...]
    ) -> ThenView | None:
        """Both values of `names` beside each other; None unless all are known of both, and where more was measured
        besides than has room in a line.
        """
        now = {m.metric: m for m in measured if m.value is not None}
        then = {m.metric: m for m in last if m.metric in names and m.value is not None}
        others = tuple(m for name, m in now.items() if name not in names)
        if set(then) != set(names) or not set(names) <= set(now) or len(others) > MOST_BESIDE:
            return None
        words = self._words.values
        return ThenView(
            when=words["then"].fill(when=self.day(then[names[0]].taken_at.utc, now[names[0]].taken_at.utc)),
            then="/".join(_shown(then[name]) for name in names),
            today=words["now"],
            now="/".join(_shown(now[name]) for name in names),
            difference=self._difference(names, now, then),
            beside=self._beside(others),
        )

    def day(self, at: datetime, now: datetime) -> Text:
        """A moment in plain words, as people say it on the day of `now`."""
        moment, today = at.astimezone(self._zone), now.astimezone(self._zone).date()
        day, words = moment.date(), self._words.days
        blanks = {
            "time": f"{moment.hour}:{moment.minute:02d}",
            "weekday": self._words.weekdays[str(day.isoweekday())],
            "month": day.month,
            "day": day.day,
            "year": day.year,
        }
        return words[_which(day, today)].fill(**blanks)

    def _difference(self, names: tuple[str, ...], now: dict[str, Measurement], then: dict[str, Measurement]) -> Text:
        said = [text for name in names if (text := self._said(now[name], then[name], alone=len(names) == 1))]
        if len(said) < 2:
            return said[0] if said else NO_WORDS
        return self._words.values["both"].fill(first=said[0], second=said[1])

    def _said(self, now: Measurement, then: Measurement, *, alone: bool) -> Text:
        difference = differs(now, then)
        if difference == 0:
            return NO_WORDS
        known, way = metric(now.metric), "higher" if difference > 0 else "lower"
        if alone:
            key = f"{now.metric}-{way}" if f"{now.metric}-{way}" in self._words.differences else way
        else:
            key = f"named-{way}"
        number = known.shown(abs(difference))
        return self._words.differences[key].fill(name=known.plain, number=number, unit=known.unit_shown)

    def _beside(self, others: tuple[Measurement, ...]) -> Text:
        said = []
        for one in others:
            known = metric(one.metric)
            said.append(self._words.values["beside"].fill(name=known.plain, value=_shown(one), unit=known.unit_shown))
        if len(said) < MOST_BESIDE:
            return said[0] if said else NO_WORDS
        return self._words.values["both"].fill(first=said[0], second=said[1])


def _which(day: date, today: date) -> str:
    """Key of the words for a day."""
    monday = today - timedelta(days=today.weekday())
    if day >= today:
        return "today"
    if day >= today - timedelta(days=2):
        return "yesterday" if day == today - timedelta(days=1) else "day-before"
    if day >= monday - timedelta(days=7):
        return "this-week" if day >= monday else "last-week"
    if day.year >= today.year - 1:
        return "this-year" if day.year == today.year else "last-year"
    return "earlier"


def _shown(measurement: Measurement) -> str:
    return "" if measurement.value is None else metric(measurement.metric).shown(measurement.value)
