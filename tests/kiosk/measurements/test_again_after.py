"""When a value is to be measured again."""

from __future__ import annotations

import pytest

from kiosk.measurements.again_after import again_after, subject_of
from kiosk.measurements.bands import band_file


@pytest.mark.parametrize(
    ("metric", "band", "subject", "days", "refer_after"),
    [
        ("sys", "bp-grade-1", "sys", 3, 3),
        ("dia", "bp-grade-2", "sys", 3, 3),
        ("sys", "bp-grade-3", "sys", 14, None),
        ("dia", "bp-high-normal", "sys", 180, None),
        ("glucose_fasting", "glucose-very-high", "glucose_fasting", 14, None),
        ("glucose_random", "glucose-very-low", "glucose_random", 14, None),
        ("glucose_fasting", "glucose-fasting-high", "glucose_fasting", 7, None),
    ],
)
def test_band_says_after_how_many_days(
    metric: str, band: str, subject: str, days: int, refer_after: int | None
) -> None:
    found = again_after(metric, band)
    assert found is not None
    assert (found.metric, found.band, found.days, found.refer_after) == (subject, band, days, refer_after)
    assert found.version == band_file().version


@pytest.mark.parametrize(
    ("metric", "band"),
    [("sys", "bp-normal"), ("sys", "bp-low"), ("spo2", "spo2-low"), ("sys", None), ("pulse", "bp-grade-1")],
)
def test_other_bands_ask_for_nothing(metric: str, band: str | None) -> None:
    assert again_after(metric, band) is None


def test_both_pressures_are_followed_up_as_one() -> None:
    assert (subject_of("dia"), subject_of("sys"), subject_of("spo2"), subject_of("waist")) == (
        "sys", "sys", "spo2", "waist",
    )  # fmt: skip


def test_each_figure_says_whose_it_is() -> None:
    rows = [row for table in band_file().table for row in table.row]
    planned = [row for row in rows if row.again_after_days is not None]
    assert len(planned) >= 9
    assert [row.id for row in rows if (row.again_after_days is None) != (row.again_source == "")] == []
    assert all(0 < (row.again_after_days or 0) <= 366 for row in planned)
    assert all(row.refer_after is None or row.again_after_days for row in rows)
