"""Three months of somebody's own values, day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from devices.clock import Instant
from kiosk.measurements.about import NOBODY, About
from kiosk.measurements.bands import USUAL, BandChoice
from kiosk.measurements.measurement import Measurement, Source, Validity
from kiosk.measurements.plausibility import Reason
from kiosk.measurements.trend import LOOKED_BACK, DayValue, day_values, inside, reference_of
from kiosk.people.zone import SHANGHAI

PAIR = ("sys", "dia")


def one(metric: str, value: float | None, at: str, group: str = "") -> Measurement:
    validity = Validity.INVALID if value is None else Validity.VALID
    return Measurement(
        id=f"{metric}-{at}", group_id=group or at, metric=metric, value=value, unit="1", source=Source.DEVICE,
        validity=validity, taken_at=Instant(datetime.fromisoformat(at).replace(tzinfo=UTC), 0.0),
        reason=Reason.MOVEMENT if value is None else None,
    )  # fmt: skip


def reading(sys: float | None, dia: float | None, at: str) -> tuple[Measurement, ...]:
    return one("sys", sys, at), one("dia", dia, at)


def test_of_several_readings_of_a_day_the_newest_counts_and_days_without_one_are_gaps() -> None:
    rows = (
        *reading(150, 92, "2026-09-03T01:00"),
        *reading(136, 84, "2026-09-03T02:10"),
        *reading(128, 80, "2026-09-07T01:00"),
    )
    found = [(day.day, day.values) for day in day_values(rows, PAIR, SHANGHAI)]
    assert found == [(date(2026, 9, 3), {"sys": 136, "dia": 84}), (date(2026, 9, 7), {"sys": 128, "dia": 80})]
    assert day_values(reversed(rows), PAIR, SHANGHAI) == day_values(rows, PAIR, SHANGHAI)


def test_a_day_is_the_halls_not_that_of_greenwich() -> None:
    (day,) = day_values(reading(128, 80, "2026-09-07T17:30"), PAIR, SHANGHAI)
    assert day.day == date(2026, 9, 8)


def test_neither_half_a_pressure_nor_one_without_a_number_is_a_point() -> None:
    half = (one("sys", 140, "2026-09-01T01:00"), *reading(None, None, "2026-09-02T01:00"))
    other = (one("sys", 140, "2026-09-04T01:00"), one("dia", 80, "2026-09-04T01:00", group="of another reading"))
    assert day_values((*half, *other), PAIR, SHANGHAI) == ()


def test_a_reading_that_is_doubted_is_marked_and_gives_way_to_a_sure_one_of_that_day() -> None:
    wrong = tuple(replace(m, flags=(LOOKED_BACK,)) for m in reading(150, 92, "2026-09-03T03:00"))
    moved = tuple(replace(m, validity=Validity.DOUBTFUL, reason=Reason.MOVEMENT)
                  for m in reading(151, 92, "2026-09-05T03:00"))  # fmt: skip
    days = day_values((*wrong, *moved), PAIR, SHANGHAI)
    assert [day.sure for day in days] == [False, False]
    (day,) = day_values((*wrong, *reading(136, 84, "2026-09-03T01:00")), PAIR, SHANGHAI)
    assert (day.values["sys"], day.sure) == (136, True)


def test_reference_range_ends_where_a_value_is_first_called_high_or_low() -> None:
    assert reference_of("sys", NOBODY, USUAL) == (90.0, 139.0)
    assert reference_of("dia", NOBODY, USUAL) == (60.0, 89.0)
    assert reference_of("sys", NOBODY, BandChoice("home-2024")) == (90.0, 134.0)
    assert reference_of("spo2", NOBODY, USUAL) == (95.0, None)
    assert reference_of("glucose_random", NOBODY, USUAL) == (4.0, 11.0)
    assert reference_of("glucose_fasting", NOBODY, USUAL) == (4.0, 6.0)
    assert reference_of("bmi", About(85), USUAL) != reference_of("bmi", About(70), USUAL)
    assert reference_of("weight", NOBODY, USUAL) is None
    assert reference_of("sys", About(15), USUAL) is None


def test_days_inside_are_those_that_nothing_was_called_high_or_low_of() -> None:
    days = [DayValue(date(2026, 9, at), {"sys": sys, "dia": dia}, True)
            for at, (sys, dia) in enumerate(((138, 84), (128, 91), (88, 70), (118, 76)), 1)]  # fmt: skip
    assert inside(days, PAIR, NOBODY, USUAL) == 2
    weights = [DayValue(date(2026, 9, 1), {"weight": 60.0}, True)]
    assert inside(weights, ("weight",), NOBODY, USUAL) is None


def test_mean_of_a_sitting_counts_and_its_parts_do_not() -> None:
    parts = (*reading(142, 90, "2026-09-03T01:00"), *reading(138, 88, "2026-09-03T01:02"))
    mean = tuple(replace(m, id=f"{m.metric}-mean", group_id="mean", value=value, flags=("mean-of-2",))
                 for m, value in zip(reading(0, 0, "2026-09-03T01:02"), (140, 89), strict=True))  # fmt: skip
    for rows in ((*mean, *parts), (*parts, *mean)):
        (day,) = day_values(rows, PAIR, SHANGHAI)
        assert day.values == {"sys": 140, "dia": 89}
