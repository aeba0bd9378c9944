"""What is said about a value: bands with their source, read from `resources/codes/bands.toml`. Never a diagnosis."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from functools import cache

import msgspec

import resources
from kiosk.measurements.catalogue import metric
from kiosk.measurements.temperature import Verdict
from kiosk.sentences import Text


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
    again_after_days: int | None = None
    refer_after: int | None = None
    again_source: str = ""

    def fits(self, values: Mapping[str, float]) -> bool:
        if not self.at_least and not self.at_most:
            return True
        high = any(values[m] >= limit for m, limit in self.at_least.items())
        return high or any(values[m] <= limit for m, limit in self.at_most.items())


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The bands of one metric, or of several that are judged together, from the highest down."""

    id: str
    metrics: tuple[str, ...]
    source: str
    row: tuple[Row, ...]
    from_memory: bool = False


class BandFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file. `version` goes with every band, so that a record says by which table it was judged."""

    version: str
    table: tuple[Table, ...]
    verdict: dict[Verdict, Said]


class Band(msgspec.Struct, frozen=True):
    """The band a value fell into.

    Attributes:
        id: For records and staff, never shown to a visitor: some ids name a guideline's grade.
        words, advice: What a visitor reads; keys `bands.ID.words`, `bands.ID.advice`.
        source: Guideline and year, shown small beside it.
        version: Of the band file.
    """

    id: str
    level: Level
    words: Text
    advice: Text
    source: str
    version: str


@cache
def band_file() -> BandFile:
    """The bands in force."""
    return msgspec.toml.decode(resources.path("codes", "bands.toml").read_bytes(), type=BandFile)


def bands_for(values: Mapping[str, float], first: Collection[str] = ()) -> tuple[Band, ...]:
    """One band for every table all of whose metrics are among the values; none for metrics without a table.

    Values are judged as they are shown, rounded to the metric's decimals. Give valid values only. Bands of the metrics
    `first` come before the others.
    """
    shown = {m: metric(m).rounded(v) for m, v in values.items()}
    file = band_file()
    tables = sorted(file.table, key=lambda t: not set(t.metrics) <= set(first))
    return tuple(_band(t, shown, file.version) for t in tables if all(m in shown for m in t.metrics))


def band_for(values: Mapping[str, float], first: Collection[str] = ()) -> Band | None:
    """The weightiest band of the values. When two weigh the same it is that of the metrics `first`, else of the earlier
    table; None when no table fits.
    """
    order = list(Level)
    return max(bands_for(values, first), key=lambda band: order.index(band.level), default=None)


def temperature_words(verdict: Verdict) -> Words:
    """What is said about a temperature; keys as those of a `Band`, with the verdict for its id."""
    said = band_file().verdict[verdict]
    return Words(said.level, *_texts(verdict.value, said.words, said.advice))


def _band(table: Table, values: Mapping[str, float], version: str) -> Band:
    row = next(r for r in table.row if r.fits(values))
    return Band(row.id, row.level, *_texts(row.id, row.words, row.advice), table.source, version)


def _texts(band_id: str, words: str, advice: str) -> tuple[Text, Text]:
    return Text(words, f"bands.{band_id}.words"), Text(advice, f"bands.{band_id}.advice")
