"""When a value is to be measured again, as the rows of `resources/codes/bands.toml` say."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.measurements.bands import Level, Table, band_file

LONGEST_GAP_DAYS = 90
"""Values further back are another story: they do not count towards the family doctor. Ours, not the guideline's."""


@dataclass(frozen=True, slots=True)
class AgainAfter:
    """What a band asks for.

    Attributes:
        metric: Under which the follow-up stands: the first of those the band judges together.
        band: Its id.
        days: After how many days it is to be measured again.
        refer_after: On how many different days such values have come when it is for the family doctor; None: never.
        urgent: Somebody was called for it: a lesser value on the same day takes nothing back.
        version: Of the table of bands.
    """

    metric: str
    band: str
    days: int
    refer_after: int | None
    version: str
    urgent: bool = False


def again_after(metric: str, band: str | None) -> AgainAfter | None:
    """What a value's band asks for; None for no band, one nobody knows, and one that asks for nothing."""
    for table in _tables(metric):
        for row in table.row:
            if row.id == band and row.again_after_days is not None:
                return AgainAfter(
                    metric=table.metrics[0],
                    band=row.id,
                    days=row.again_after_days,
                    refer_after=row.refer_after,
                    version=band_file().version,
                    urgent=row.level is Level.WINDOW,
                )
    return None


def subject_of(metric: str) -> str:
    """Under which metric the follow-ups of a metric stand: its own, or the first of those it is judged with."""
    return next((table.metrics[0] for table in _tables(metric)), metric)


def _tables(metric: str) -> list[Table]:
    return [table for table in band_file().table if metric in table.metrics]
