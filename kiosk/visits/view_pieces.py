"""Pieces of a view with a type of their own: the strip, the digit pad, the moon gate, what works and what does not."""

from __future__ import annotations

import math
from collections.abc import Mapping

from devices.clock import Instant
from kiosk.facilities import Facility
from kiosk.measurements.catalogue import metric
from kiosk.settings import Settings
from kiosk.visits.buttons import listed
from kiosk.visits.rules import Rules
from kiosk.visits.situation import Situation, Timer
from kiosk.visits.states import State
from kiosk.visits.view import BannerView, CountdownView, EntryView, FacilityRow
from kiosk.visits.visit import TemperatureStage
from kiosk.visits.visitor_words import VisitorWords, Words

Deadlines = Mapping[str, float]
"""When the running timers run out, by name, on the monotonic clock."""


def seconds_left(deadlines: Deadlines, timer: Timer, now: Instant) -> int | None:
    """Whole seconds until a timer runs out; None when it does not run."""
    deadline = deadlines.get(timer.value)
    return None if deadline is None else max(0, math.ceil(deadline - now.monotonic_s - 1e-6))


class Pieces:
    """Makes them of a situation."""

    def __init__(self, settings: Settings, rules: Rules, words: VisitorWords) -> None:
        self._settings, self._rules, self._words = settings, rules, words

    def banner(self, s: Situation) -> BannerView | None:
        """What is going on. That this is a demonstration the top line says on every screen, whatever the banner is."""
        demo, offline = self._words.banners["demo"], self._words.banners["offline"]
        if not s.terminal.online:
            return BannerView("offline", offline.title, offline.body)
        return BannerView("demo", demo.title, demo.body) if self._settings.demonstration else None

    def entry(self, s: Situation) -> EntryView | None:
        """What is typed now."""
        if s.state is not State.ENTRY:
            return None
        asked = s.current.self_check
        known, pads = metric(asked.entry_metric), self._words.steps[asked.step].pads
        pad, others = pads[asked.entry_metric], [name for name in listed(s, self._rules) if name in pads]
        return EntryView(
            metric=asked.entry_metric,
            title=pad.title,
            unit=known.unit_shown,
            hint=pad.hint,
            decimals=known.decimals,
            problem=asked.entry_problem,
            switch="".join(others[:1]),
        )

    def countdown(self, s: Situation, words: Words, now: Instant, deadlines: Deadlines) -> CountdownView | None:
        """How long to sit still yet."""
        counting = s.state is State.REST or (s.state is State.REMEASURE and not s.measuring)
        left_s = seconds_left(deadlines, Timer.REST, now)
        if not counting or left_s is None:
            return None
        return CountdownView(left_s, max(math.ceil(s.current.pause.total_s), left_s), words.above, words.below)

    def facilities(self, s: Situation) -> tuple[FacilityRow, ...]:
        """What is worth a line: not what this terminal never had."""
        said, part = self._words.facility_words, self._words.facilities[Facility.TEMPERATURE.value]
        broken = s.current.temperature.stage is TemperatureStage.BROKEN
        works = s.terminal.works(Facility.TEMPERATURE) and not broken
        row = FacilityRow(part.icon, part.title, said["works"] if works else said["window-measure"], works)
        others = self.beside_temperature(s)
        return others if Facility.TEMPERATURE in s.terminal.lacking else (row, *others)

    def beside_temperature(self, s: Situation) -> tuple[FacilityRow, ...]:
        """The code, and what the self-check has a line for."""
        said, rows = self._words.facility_words, []
        if Facility.CODE not in s.terminal.lacking:
            part, works = self._words.facilities[Facility.CODE.value], s.terminal.works(Facility.CODE)
            rows.append(FacilityRow(part.icon, part.title, said["works"] if works else said["window"], works))
        for step in self._rules.steps:
            if step.overview and (step.typed or step.facility not in s.terminal.lacking):
                works = bool(step.typed) or (step.facility is not None and s.terminal.works(step.facility))
                word = said["works"] if works else said["window-measure"]
                rows.append(FacilityRow(step.icon, self._words.steps[step.id].title, word, works))
        return tuple(rows)
