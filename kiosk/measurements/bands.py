"""What is said about a value: bands with their source, read from `resources/codes/bands.toml`. Never a diagnosis.

Which table is used hangs on the guideline and the height the hall chose, and on age and sex of whoever is measured.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

import msgspec

import resources
from kiosk.measurements.about import ADULT_FROM, NOBODY, About
from kiosk.measurements.catalogue import metric
from kiosk.measurements.temperature import Verdict
from kiosk.sentences import Text
from kiosk.settings import Measurements
from resources.learnt import learn


@dataclass(frozen=True, slots=True)
class BandChoice:
    """What the hall chose.

    Attributes:
        guideline: By which blood pressure is judged: "office-2024" or "home-2024".
        altitude_m: Height of the hall above the sea, metres: thinner air, less oxygen in the blood.
    """

    guideline: str = "office-2024"
    altitude_m: float = 0.0


USUAL = BandChoice()


def band_choice(settings: Measurements) -> BandChoice:
    """The choice out of the operator's settings."""
    return BandChoice(settings.guideline, settings.altitude_m)


class Level(StrEnum):
    """How much a value matters now."""

    OK = "ok"  # in the reference range
    INFO = "info"  # near or outside it: measure again, ask the family doctor
    WINDOW = "window"  # a person should come


class Words(msgspec.Struct, frozen=True):
    """What a visitor reads: a few words and one sentence of advice, which may be empty."""

    level: Level
    words: Text
    advice: Text


class Said(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of one verdict on a temperature, as it stands in the file."""

    level: Level
    words: str
    advice: str


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One band. It fits when any value reaches its `at_least` or falls to its `at_most`, or when it has no limits.

    Attributes:
        near: Within the reference range still, near its end.
        again_after_days: When it is to be measured again; None: nothing is planned.
        refer_after: On how many different days such values have come when it is for the family doctor; None: never.
        again_source: Who says so. See `kiosk.measurements.again_after`.
    """

    id: str
    level: Level
    words: str
    advice: str
    at_least: dict[str, float] = {}
    at_most: dict[str, float] = {}
    near: bool = False
    again_after_days: int | None = None
    refer_after: int | None = None
    again_source: str = ""

    def fits(self, values: Mapping[str, float]) -> bool:
        if not self.at_least and not self.at_most:
            return True
        high = any(values[m] >= limit for m, limit in self.at_least.items())
        return high or any(values[m] <= limit for m, limit in self.at_most.items())


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The bands of one metric, or of several that are judged together, from the highest down.

    Attributes:
        guideline: Used where the hall chose it; None: wherever.
        age_from, age_below: Of whom, years; `unknown` says whether of those whose age nobody knows, too.
        sex: Digit of GB/T 2261.1, None for everybody.
        altitude_from: Used in a hall as high as this, metres.
        retired: Kept for what was judged by it; no longer used.
    """

    id: str
    metrics: tuple[str, ...]
    source: str
    row: tuple[Row, ...]
    from_memory: bool = False
    guideline: str | None = None
    age_from: int | None = None
    age_below: int | None = None
    unknown: bool = False
    sex: str | None = None
    altitude_from: float = 0.0
    retired: bool = False

    def is_for(self, about: About, choice: BandChoice) -> bool:
        """Whether it is the table of this person in this hall, if none before it is."""
        if self.retired or (about.age_years is not None and about.age_years < ADULT_FROM):
            return False
        chosen = self.guideline in (None, choice.guideline) and choice.altitude_m >= self.altitude_from
        return chosen and self._of_age(about.age_years) and self.sex in (None, about.sex)

    def row_for(self, values: Mapping[str, float]) -> Row:
        """The row of values as they are shown, which are those of all its metrics."""
        return next(row for row in self.row if row.fits(values))

    def _of_age(self, age: int | None) -> bool:
        if self.age_from is None and self.age_below is None:
            return True
        if age is None:
            return self.unknown
        return (self.age_from or 0) <= age and (self.age_below is None or age < self.age_below)


class BandFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file; `version` is that of its words."""

    version: str
    table: tuple[Table, ...]
    verdict: dict[Verdict, Said]


learn(BandFile)


class Band(msgspec.Struct, frozen=True):
    """The band a value fell into.

    Attributes:
        id: For records and staff, never shown to a visitor: some ids name a guideline's grade.
        words, advice: What a visitor reads; keys `bands.ID.words`, `bands.ID.advice`.
        source: Guideline and year, shown small beside it.
        table: Id of the table it stands in.
    """

    id: str
    level: Level
    words: Text
    advice: Text
    source: str
    table: str


@resources.read_once
def band_file() -> BandFile:
    """The bands in force."""
    return msgspec.toml.decode(resources.path("codes", "bands.toml").read_bytes(), type=BandFile)


def bands_for(
    values: Mapping[str, float], first: Collection[str] = (), *, about: About = NOBODY, choice: BandChoice = USUAL
) -> tuple[Band, ...]:
    """One band for every table all of whose metrics are among the values; none for metrics without a table.

    Values are judged as they are shown, rounded to the metric's decimals. Give valid values only. Bands of the metrics
    `first` come before the others.
    """
    shown = {m: metric(m).rounded(v) for m, v in values.items()}
    used: dict[tuple[str, ...], Table] = {}
    for table in band_file().table:
        if table.is_for(about, choice):
            used.setdefault(table.metrics, table)
    tables = sorted(used.values(), key=lambda t: not set(t.metrics) <= set(first))
    return tuple(_band(t, shown) for t in tables if all(m in shown for m in t.metrics))


def band_for(
    values: Mapping[str, float], first: Collection[str] = (), *, about: About = NOBODY, choice: BandChoice = USUAL
) -> Band | None:
    """The weightiest band of the values. When two weigh the same it is that of the metrics `first`, else of the earlier
    table; None when no table fits.
    """
    order = list(Level)
    found = bands_for(values, first, about=about, choice=choice)
    return max(found, key=lambda band: order.index(band.level), default=None)


def tables_of(metric_id: str) -> tuple[Table, ...]:
    """Every table a value of a metric may have been judged by, the retired ones too."""
    return tuple(table for table in band_file().table if metric_id in table.metrics)


def table_of_row(metric_id: str, row_id: str | None) -> Table | None:
    """By which table a record with this band was judged; None for no band, and for one nobody knows."""
    return next((t for t in tables_of(metric_id) if any(row.id == row_id for row in t.row)), None)


def temperature_words(verdict: Verdict) -> Words:
    """What is said about a temperature; keys as those of a `Band`, with the verdict for its id."""
    said = band_file().verdict[verdict]
    return Words(said.level, *_texts(verdict.value, said.words, said.advice))


def _band(table: Table, values: Mapping[str, float]) -> Band:
    row = table.row_for(values)
    return Band(row.id, row.level, *_texts(row.id, row.words, row.advice), table.source, table.id)


def _texts(band_id: str, words: str, advice: str) -> tuple[Text, Text]:
    return Text(words, f"bands.{band_id}.words"), Text(advice, f"bands.{band_id}.advice")
