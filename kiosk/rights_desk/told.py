"""Everything that is kept of a person, from plain data to lines anybody can read: for the screen and for paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from kiosk.measurements.catalogue import metrics
from kiosk.members.words import dotted_day
from kiosk.sentences import Text, sentence, table
from kiosk.whitelist.pauses import parsed

PARTS = ("person", "consents", "measurements", "visits", "rest")
_FIELDS = ("name", "name_foreign", "number", "sex", "birth", "nation", "nationality", "phone", "district", "street",
           "committee", "community", "building", "home")  # fmt: skip
Line = tuple[str, str]


@dataclass(frozen=True, slots=True, repr=False)
class Part:
    """One part: its name, and its lines; the newest first where they have a time."""

    key: str
    title: Text
    lines: tuple[Line, ...]


def parts_of(kept: Mapping[str, Any], zone: tzinfo) -> tuple[Part, ...]:
    """The parts of what `kiosk.archive.dossier` found, in clear.

    Args:
        zone: The hall's, for days and times.
    """
    titles, told = table("rights.parts"), _Told(zone)
    lines = {
        "person": told.person(kept),
        "consents": told.consents(kept["consents"]),
        "measurements": told.measurements(kept["measurements"]),
        "visits": told.visits(kept["visits"]),
        "rest": told.rest(kept),
    }
    return tuple(Part(key, titles[key], tuple(lines[key])) for key in PARTS)


class _Told:
    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone

    def person(self, kept: Mapping[str, Any]) -> Iterable[Line]:
        words, known = table("people.fields"), kept["person"]
        sexes = table("rights.sex")
        for field in _FIELDS:
            value = known[field]
            if field == "sex":
                value = sexes.get(str(value))
            if value:
                yield words[field], str(value)
        kinds = table("rights.documents")
        for document in kept["documents"]:
            parts = (document["number"], document["address"], self._until(document["valid_to"]))
            yield kinds.get(document["type"], document["type"]), _joined(parts)
        if kept["social_cards"]:
            yield table("rights.kept")["cards"], sentence("rights.pieces", count=kept["social_cards"])

    def consents(self, rows: Iterable[Mapping[str, Any]]) -> Iterable[Line]:
        kinds, words = table("members.consents"), table("rights.consent-line")
        for row in _newest_first(rows):
            withdrawn = row["withdrawn"] and words["withdrawn"].fill(day=self._day(row["withdrawn"]))
            how = kinds.get(row["how"], row["how"])
            given = words["given"].fill(day=self._day(row["given"]), how=how, who=row["given_by"])
            version = kinds["version"].fill(version=row["text_version"])
            paper = row["paper"] and sentence("rights.paper", number=row["paper"])
            yield kinds[row["kind"]], _joined((given, paper, version, self._until(row["until"]), withdrawn))

    def measurements(self, rows: Iterable[Mapping[str, Any]]) -> Iterable[Line]:
        words = table("rights.measurement")
        for row in _newest_first(rows):
            known = metrics().get(row["metric"])
            name = row["metric"] if known is None else known.plain
            if row["value"] is None:
                value: str = words["no-value"]
            else:
                number = str(row["value"]) if known is None else known.shown(row["value"])
                value = f"{number} {row['unit'] if known is None else known.unit_shown}"
            doubt = words["doubtful"] if row["validity"] == "doubtful" else ""
            typed = words["typed"] if row["source"] == "self-reported" else ""
            yield self._time(row["at"]), _joined((f"{name} {value}", doubt, typed))

    def visits(self, rows: Iterable[Mapping[str, Any]]) -> Iterable[Line]:
        ways = table("rights.ways")
        for row in _newest_first(rows):
            way = row["identified_by"] or "nobody"
            known = ways["both"] if way.endswith("+face") else ways.get(way, ways["card"])
            ended = row["ended"] and sentence("rights.visit-until", time=self._moment(row["ended"]).strftime("%H:%M"))
            yield self._time(row["began"]), _joined((ended, known))

    def rest(self, kept: Mapping[str, Any]) -> Iterable[Line]:
        words = table("rights.kept")
        for row in kept["whitelist"]:
            marks = [words[key].fill(day=self._day(row[key])) for key in ("suspended", "revoked") if row[key]]
            paused = [
                words["paused"].fill(first=dotted_day(first), last=dotted_day(last))
                for first, last in parsed(row["pauses"])
            ]
            yield words["listed"], _joined((self._day(row["added"]), *paused, *marks))
        for row in kept["templates"]:
            updated = words["updated"] if row["origin"] == "adapted" else ""
            taken = self._day(row["taken"]) if row["taken"] else ""
            yield words["template"], _joined((taken, f"{row['engine']} {row['engine_version']}", updated))
        for row in kept["imports"]:
            yield words["import"], _joined((self._day(row["at"]), words["import-row"].fill(row=row["row_number"])))
        if kept["look_alikes"]:
            yield words["look-alikes"], sentence("rights.pieces", count=kept["look_alikes"])
        yield from self._of_health(kept)
        for row in kept["alerts"]:
            known = table("alerts.kinds").get(row["kind"], words["call-other"])
            done = words["call-done"] if row["done"] else words["call-open"]
            yield words["call"], _joined((self._time(row["at"]), known, done))

    def _of_health(self, kept: Mapping[str, Any]) -> Iterable[Line]:
        words, whats, outcomes = table("rights.kept"), table("follow-up.what"), table("home-calls.outcomes")
        for row in kept["follow_ups"]:
            outcome = table("follow-up.outcomes").get(row["outcome"] or "", "")
            what = whats.get(row["metric"], row["metric"])
            yield words["follow-up"], _joined((what, self._iso_day(row["due"]), outcome, row["note"]))
        for row in kept["goals"]:
            limits = f"{_number(row['low'])}–{_number(row['high'])}"
            yield words["goal"], _joined((whats.get(row["metric"], row["metric"]), limits, self._until(row["until"])))
        for row in kept["codes"]:
            yield words["code"], _joined((self._time(row["at"]), row["level"]))
        for row in kept["home_calls"]:
            yield words["home-call"], _joined((self._day(row["made"]), outcomes.get(row["outcome"]), row["note"]))
        for row in kept["companions"]:
            relation = table("helping.relations").get(row["relation"], row["relation"])
            helps = words["helped-by" if row["helped"] else "helped"]
            yield helps, _joined((self._day(row["at"]), relation))

    def _moment(self, stamp: str) -> datetime:
        return datetime.fromisoformat(stamp).astimezone(self._zone)

    def _day(self, stamp: str) -> str:
        return dotted_day(self._moment(stamp).date())

    def _time(self, stamp: str) -> str:
        at = self._moment(stamp)
        return f"{dotted_day(at.date())} {at:%H:%M}"

    def _iso_day(self, text: str) -> str:
        return dotted_day(date.fromisoformat(text))

    def _until(self, text: str | None) -> str:
        return "" if not text else table("members.consents")["until"].fill(day=self._iso_day(text))


def _newest_first(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return list(rows)[::-1]


def _joined(parts: Iterable[object]) -> str:
    return " · ".join(str(part) for part in parts if part)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
