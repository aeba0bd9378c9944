"""The cards of the result and value screens: code, temperature, measured and typed values, the summary."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.health_code.age import age_words, is_stale
from kiosk.health_code.profile import Profile
from kiosk.measurements.about import NOBODY, About, about
from kiosk.measurements.bands import Level, band_choice, band_for, temperature_words
from kiosk.measurements.catalogue import metric
from kiosk.measurements.measurement import OVERRIDE, Measurement, Source, known_values, valid_values
from kiosk.measurements.plausibility import Reason
from kiosk.measurements.temperature import Verdict
from kiosk.sentences import NO_WORDS, Text, sentence
from kiosk.settings import Settings
from kiosk.visits.own_history import own_days
from kiosk.visits.rules import Rules
from kiosk.visits.service import CODE_KEY, TEMPERATURE_KEY
from kiosk.visits.view import CodeView, TrendView, ValueView
from kiosk.visits.view_follow_up import goal_words
from kiosk.visits.view_sitting import mean_of, pulse_notice
from kiosk.visits.view_then import Then, differs
from kiosk.visits.view_trend import said_of, trend_view
from kiosk.visits.visit import TemperatureStage, Value, Visit
from kiosk.visits.visitor_words import VisitorWords

SHAPES = {Level.OK: "ok", Level.INFO: "info", Level.WINDOW: "person"}

FOR_STAFF = frozenset({"impedance", "perfusion", "body_fat", "height"})
"""Kept, and not among the large numbers: of no use to a visitor, known to them, or reckoned by a scale for the age and
sex of a profile on it, who is not whoever stands there.
"""


class Cards:
    """Makes cards from a visit. Only what may be shown stands in it; nothing is hidden here by luck."""

    def __init__(self, settings: Settings, profile: Profile, rules: Rules, words: VisitorWords) -> None:
        self._settings, self._profile, self._rules, self._words = settings, profile, rules, words
        self._zone = ZoneInfo(settings.hall.time_zone)
        self._choice = band_choice(settings.measurements)
        self._then = Then(words, self._zone)

    def to_window(self, visit: Visit) -> bool:
        """Whether the code sends to the window."""
        code = visit.code.result
        return code is not None and self._profile.level(code.level).sends_to_window

    def hidden(self, visit: Visit) -> bool:
        """Whether a discreet hall keeps the code off the screen."""
        return self._settings.health_code.presentation == "discreet" and self.to_window(visit)

    # --- the code -----------------------------------------------------------------------------------------------
    def code(self, visit: Visit, now: datetime) -> CodeView | None:
        """The code card; a QR that has run out is not shown."""
        code = visit.code.result
        if code is None or visit.resident is None or self.hidden(visit):
            return None
        level = self._profile.level(code.level)
        return CodeView(
            title=self._rule(self._profile.title, "title"),
            word=self._rule(level.word, f"{level.id}.word"),
            shape=level.shape,
            tone=level.tone,
            qr_text=code.qr_text if now < code.expires_at else "",
            masked_name=visit.resident.masked_name,
            age=age_words(code, now, self._zone),
            label=self._label(),
            stale=is_stale(code),
        )

    def _rule(self, shown: str, key: str) -> Text:
        """Words of the code's rules, which stand in the profile's own file."""
        return Text(shown, f"code-profiles.{self._profile.name}.{key}")

    def _label(self) -> str:
        if self._settings.demonstration:
            return self._words.banners["demo"].title
        return self._settings.health_code.label if self._settings.health_code.provider == "embedded" else ""

    def code_lead(self, visit: Visit) -> Text:
        """What the profile says to a visitor whose code is old or leads to the window; empty where all is well.

        请到右侧窗口 itself stands beside the code already and is not said twice.
        """
        code = visit.code.result
        if code is None:
            return NO_WORDS
        hall = self._settings.hall
        if self.to_window(visit):
            lead = self._profile.level(code.level).lead_at(hall.window_side, hall.window_name)
            said_already = self._words.notices["window"].fill(side=hall.window_side) + sentence("words.comma")
            return self._rule(lead.removeprefix(said_already), f"{code.level}.lead")
        return self._rule(self._profile.last_known.lead, "last-known.lead") if is_stale(code) else NO_WORDS

    # --- the temperature ----------------------------------------------------------------------------------------
    def temperature(self, visit: Visit) -> ValueView | None:
        """The temperature card: a number that may be shown, or the way to the window."""
        words, temperature = self._words.temperature, visit.temperature
        shown = temperature.shown
        if temperature.stage is TemperatureStage.SHOWN and shown is not None and shown.value is not None:
            said, allowed = temperature_words(Verdict.NORMAL), OVERRIDE in shown.flags
            return ValueView(
                title=words["title"],
                unit=words["unit"],
                parts=((metric("temp_body").shown(shown.value), ""),),
                badge=words["allowed"] if allowed else said.words,
                badge_shape="info" if allowed else SHAPES[said.level],
                note=words["how"].fill(time=self._time(shown)),
                certificate=self._certificate(shown),
                saved=f"{TEMPERATURE_KEY}-{temperature.tries}" in visit.committed,
            )
        if self.warming(visit):
            return ValueView(
                title=words["title"], unit=words["unit"], parts=(), badge=words["not-yet"], badge_shape="info",
                waiting=words["warming"],
            )  # fmt: skip
        if temperature.stage in (TemperatureStage.NO_NUMBER, TemperatureStage.BROKEN):
            return ValueView(
                title=words["title"],
                unit=words["unit"],
                parts=(),
                badge=words["window"],
                badge_shape="person",
                waiting=words["waiting"],
            )
        return None

    def warming(self, visit: Visit) -> bool:
        """Whether there is no number because the sensor warms up, and a code to look at meanwhile."""
        return visit.temperature.hidden_by is Reason.WARMING and visit.code.result is not None

    def _certificate(self, measured: Measurement) -> tuple[Text, ...]:
        """What a touch shows of the calibration a value rests on; see `ValueView`."""
        mark, words = measured.certificate, self._words.certificate
        if mark is None:
            return ()
        unit = metric(measured.metric).unit_shown
        return (
            words["cue"],
            words["number"].fill(number=mark.number),
            words["uncertainty"].fill(u=f"{mark.expanded_u:.2g}", unit=unit),
            words["due"].fill(day=f"{mark.due:%Y-%m-%d}"),
            words["close"],
        )

    def _shared_certificate(self, measured: tuple[Measurement, ...]) -> tuple[Text, ...]:
        """Of the sensor that several values come of, such as both pressures; what was counted besides has none."""
        held = next((one for one in measured if one.certificate is not None), None)
        return () if held is None else self._certificate(held)

    # --- measured and typed values ------------------------------------------------------------------------------
    def value(self, visit: Visit) -> ValueView | None:
        """The value on the screen, with its range and last time's."""
        value, words = visit.self_check.value, self._words.values
        if value is None:
            return None
        known = {name: number for name, number in known_values(value.measurements).items() if name not in FOR_STAFF}
        typed = all(m.source is Source.SELF_REPORTED for m in value.measurements)
        allowed = any(OVERRIDE in m.flags for m in value.measurements)
        compared = self._compared(value)
        whose = self._about(visit, value)
        band = band_for(valid_values(value.measurements), compared, about=whose, choice=self._choice)
        many = len(compared) > 1 or len(known) > 1
        unit = metric(compared[0]).unit_shown
        shared = len(compared) > 1 and {metric(name).unit_shown for name in compared} == {unit}
        return ValueView(
            title=words["with-unit"].fill(name=self._title(value), unit=unit) if shared else self._title(value),
            unit="" if many else unit,
            parts=tuple(
                (metric(name).shown(number), _caption(name, in_title=shared and name in compared) if many else "")
                for name, number in known.items()
            ),
            badge=band.words if band else NO_WORDS,
            badge_shape=SHAPES[band.level] if band else "info",
            note=words["typed" if typed else "measured"].fill(time=self._time(value.measurements[0])),
            advice=band.advice if band else NO_WORDS,
            source=words["source"].fill(source=band.source) if band else words["screening"],
            doubled=self._doubled(value),
            mark=words["allowed"] if allowed else NO_WORDS,
            mean=mean_of(value, compared, words),
            notice=pulse_notice(value, words),
            then=self._then.view(compared, _for_visitors(value), visit.self_check.last),
            goal=goal_words(visit, known),
            saved=value.key in visit.committed,
            certificate=self._shared_certificate(value.measurements),
        )

    def trend(self, visit: Visit) -> str:
        """Variant of the value screen: not-kept where the person wants nothing recorded, saving until the store has
        committed it, then lower, higher, same or first.
        """
        value = visit.self_check.value
        if value is None:
            return ""
        if visit.resident is not None and not visit.resident.keeps_health:
            return "not-kept"
        if value.key not in visit.committed:
            return "saving"
        known, last = ({m.metric: m for m in some} for some in (value.measurements, visit.self_check.last))
        for name in self._compared(value):
            if name not in known or name not in last:
                return "first"
            difference = differs(known[name], last[name])
            if difference != 0:
                return "higher" if difference > 0 else "lower"
        return "same"

    def own_trend(self, visit: Visit) -> TrendView | None:
        """The chart of three months of what is on the screen."""
        value = visit.self_check.value
        if value is None:
            return None
        names = self._compared(value)
        return trend_view(own_days(visit, self._rules), names, self._about(visit, value),
                          self._choice, self._words)  # fmt: skip

    def said_of_trend(self, visit: Visit) -> Text:
        """What is seen on it, in one sentence."""
        value = visit.self_check.value
        if value is None:
            return NO_WORDS
        return said_of(own_days(visit, self._rules), self._compared(value), self._about(visit, value), self._choice,
                       self._words)  # fmt: skip

    def _about(self, visit: Visit, value: Value) -> About:
        """Whose value it is, as it was when it was judged for the record."""
        who, taken = visit.resident, value.measurements[0].taken_at
        return NOBODY if who is None else about(who.birth_year, who.sex, taken.utc.astimezone(self._zone).year)

    def _compared(self, value: Value) -> tuple[str, ...]:
        """The numbers that are read out and compared with last time."""
        step = self._rules.step(value.step)
        return step.compared(value.measurements) if step is not None else (value.measurements[0].metric,)

    def _title(self, value: Value) -> Text:
        said, first = self._words.steps[value.step], value.measurements[0].metric
        return said.pads[first].title if first in said.pads else said.title

    def _time(self, measurement: Measurement) -> str:
        """When it was taken, by the clock of the hall: it stays true however long the screen stands."""
        local = measurement.taken_at.utc.astimezone(self._zone)
        return f"{local.hour}:{local.minute:02d}"

    def _doubled(self, value: Value) -> Text:
        """A weight in 斤 as well, as it is said at home; empty for everything else."""
        kilograms = known_values(value.measurements).get("weight")
        if kilograms is None:
            return NO_WORDS
        return self._words.values["doubled"].fill(value=f"{round(2 * kilograms, 1):g}")

    # --- the summary --------------------------------------------------------------------------------------------
    def summary(self, visit: Visit) -> tuple[tuple[str, str], ...]:
        """What the store has committed in this visit, in the order it came; of each thing the newest."""
        rows: dict[str, str] = {}
        code = visit.code.result
        if code is not None and CODE_KEY in visit.committed and not self.hidden(visit):
            rows[self._profile.title] = self._profile.level(code.level).word
        card = self.temperature(visit)
        if card is not None and card.parts and card.saved:
            rows[card.title] = f"{card.parts[0][0]} {card.unit}"
        for value in visit.self_check.values:
            if value.key in visit.committed:
                names = self._compared(value)
                shown = " / ".join(_shown(m) for m in value.measurements if m.metric in names)
                rows[self._title(value)] = f"{shown} {metric(names[0]).unit_shown}"
        return tuple(rows.items())

    def tells_a_value(self, rows: tuple[tuple[str, str], ...]) -> bool:
        """Whether a summary has more than the code."""
        return any(title != self._profile.title for title, _ in rows)


def _for_visitors(value: Value) -> tuple[Measurement, ...]:
    return tuple(m for m in value.measurements if m.metric not in FOR_STAFF)


def _caption(name: str, *, in_title: bool) -> str:
    """One of several numbers, with its unit unless that stands in the title."""
    known = metric(name)
    return known.plain if in_title else f"{known.plain} {known.unit_shown}"


def _shown(measurement: Measurement) -> str:
    return "" if measurement.value is None else metric(measurement.metric).shown(measurement.value)
