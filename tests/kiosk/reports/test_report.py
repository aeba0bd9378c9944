"""What is told of a period: by place, age, way of being known, what was measured, and calls."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.archive.report_counts import Call, Counts
from kiosk.reports.period import Kind, Period, period_of
from kiosk.reports.report import Line, Report, report_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOBODY = Counts({}, {}, {}, {}, {}, ())
TUESDAY = date(2026, 11, 24)


def at(day: int, hour: int) -> datetime:
    """In the hall."""
    return datetime(2026, 11, day, hour, tzinfo=SHANGHAI).astimezone(UTC)


def counts(visits: int = 100, day: int = 24, **changes: object) -> Counts:
    plain = Counts({at(day, 9): visits}, {"id-card": visits}, {None: visits}, {1946: visits}, {}, ())
    return replace(plain, **changes)  # type: ignore[arg-type]


def reported(days: dict[date, Counts], period: Period, today: date = date(2026, 12, 5)) -> Report:
    return report_of({day: days.get(day, NOBODY) for day in period.counted()}, period, SHANGHAI, "梧桐里", today)


def report(found: Counts, kind: Kind = Kind.WEEK, today: date = date(2026, 12, 5)) -> Report:
    """All of it on one Tuesday."""
    return reported({TUESDAY: found}, period_of(kind, TUESDAY), today)


def table(lines: tuple[Line, ...]) -> dict[str, int]:
    return {line.label: line.count for line in lines}


def test_hours_and_days_are_the_halls() -> None:
    days = {
        date(2026, 11, 23): counts(12, came={at(23, 7): 12}),
        date(2026, 11, 24): counts(50, came={at(24, 7): 20, at(24, 9): 30}),
        date(2026, 11, 25): counts(15, came={datetime(2026, 11, 24, 16, tzinfo=UTC): 15}),
        date(2026, 11, 26): counts(11, came={at(26, 10): 11}),
    }
    found = reported(days, period_of(Kind.WEEK, TUESDAY))
    assert table(found.parts) == {
        "周一 11/23": 10, "周二 11/24": 50, "周三 11/25": 20,
        "周四 11/26": 10, "周五 11/27": 0, "周六 11/28": 0, "周日 11/29": 0,
    }  # fmt: skip
    assert table(found.hours) == {"0–2 点": 20, "2–4 点": 0, "4–6 点": 0, "6–8 点": 30, "8–10 点": 30, "10–12 点": 10}


def test_a_short_day_is_told_hour_by_hour_and_has_no_days() -> None:
    found = report(counts(50, came={at(24, 8): 20, at(24, 10): 30}), Kind.DAY)
    assert table(found.hours) == {"8–9 点": 20, "9–10 点": 0, "10–11 点": 30}
    assert found.parts == ()


def test_a_month_is_told_by_its_weeks() -> None:
    days = {date(2026, 11, day): counts(visits, day) for day, visits in ((1, 40), (2, 10), (8, 10), (30, 10))}
    found = reported(days, period_of(Kind.MONTH, TUESDAY))
    assert table(found.parts) == {
        "1 日": 40, "2–8 日": 20, "9–15 日": 0, "16–22 日": 0, "23–29 日": 0, "30 日": 10,
    }  # fmt: skip


def test_places_are_committees_the_largest_first_and_who_is_from_elsewhere_is_one() -> None:
    found = report(counts(100, committees={"乙居委": 20, "甲居委": 44, None: 12, "": 10, " 乙居委 ": 14}))
    assert table(found.places) == {"甲居委": 40, "乙居委": 40, "别处或不知道": 20}
    assert [line.label for line in found.places] == ["乙居委", "甲居委", "别处或不知道"]


def test_a_committee_of_few_is_not_even_named_and_many_are_counted_together() -> None:
    found = report(counts(100, committees={"甲居委": 60, "乙居委": 37, "丙居委": 3}))
    assert table(found.places) == {"甲居委": 60, "乙居委": 40, "别处或不知道": 0}
    many = {f"{name}居委": 10 + n for n, name in enumerate("甲乙丙丁戊己庚辛壬癸")}
    found = report(counts(sum(many.values()), committees=many))
    assert len(found.places) == 10
    assert table(found.places)["其他居委"] == 20


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (1967, "60 岁以下"), (1966, "60–64 岁"), (1961, "65–69 岁"), (1946, "80–84 岁"), (1942, "80–84 岁"),
        (1941, "85 岁及以上"), (1850, "85 岁及以上"), (None, "不知道"), (2031, "60 岁以下"),
    ],
)  # fmt: skip
def test_an_age_is_that_of_the_year(born: int | None, band: str) -> None:
    found = report(counts(30, births={born: 30}))
    assert table(found.ages)[band] == 30
    assert len(found.ages) == 8


def test_in_a_week_over_new_year_an_age_is_that_of_the_year_of_the_visit() -> None:
    days = {day: counts(10, births={1966: 10}) for day in (date(2025, 12, 31), date(2026, 1, 1))}
    found = reported(days, period_of(Kind.WEEK, date(2026, 1, 1)))
    assert (table(found.ages)["60 岁以下"], table(found.ages)["60–64 岁"]) == (10, 10)


def test_whoever_has_a_card_was_known_by_the_card() -> None:
    ways = {"id-card": 11, "id-card+face": 12, "contact-card": 13, "face": 14, None: 15, "card": 16, "window": 31}
    found = report(counts(112, ways=ways))
    assert table(found.ways) == {"身份证": 20, "社保卡": 10, "刷脸": 20, "人工窗口": 30, "没有认出": 30}


def test_what_was_measured_and_what_was_said_of_it() -> None:
    measured = {
        ("temp_body", "normal"): 60, ("temp_body", "raised"): 12, ("temp_body", "raised-own"): 13,
        ("sys", "bp-normal"): 30, ("sys", "bp-home-normal"): 12, ("sys", "bp-grade-2"): 4,
        ("dia", "bp-normal"): 46, ("glucose_fasting", "glucose-fasting-normal"): 2, ("glucose_random", None): 2,
        ("weight", None): 40, ("pulse", "pulse-of-an-older-file"): 11,
    }  # fmt: skip
    found = {each.label: (each.visits, table(each.bands)) for each in report(counts(measured=measured)).measured}
    assert found == {
        "体温": (90, {"在参考范围内": 60, "偏高": 30}),
        "血压": (50, {"在参考范围内": 40, "高于参考范围": 10}),
        "体重": (40, {}),
        "脉搏": (10, {}),
    }


def test_calls_how_many_were_taken_and_how_soon() -> None:
    calls = tuple(Call("help", after) for after in (*range(60, 60 * 17, 60), -5.0, *([None] * 12)))
    found = report(counts(calls=calls))
    assert (found.calls, found.median_min) == (30, 8)
    assert table(found.taken) == {"有人去了": 20, "没有人点“我去”": 10}
    hardly = report(counts(calls=calls[:12] + calls[-12:]))
    assert (hardly.calls, hardly.median_min, table(hardly.taken)) == (
        20,
        None,
        {"有人去了": 10, "没有人点“我去”": 10},
    )
    few = report(counts(calls=calls[:4]))
    assert (few.calls, few.taken, few.median_min) == (0, (), None)


def test_few_visits_are_told_as_none_and_are_not_divided() -> None:
    few, nobody = report(counts(4)), report(NOBODY)
    assert few == nobody
    assert (nobody.visits, nobody.empty, nobody.hours, nobody.places, nobody.ages) == (0, True, (), (), ())


def test_the_period_runs_until_its_last_day_is_over() -> None:
    assert report(counts(), today=date(2026, 11, 29)).running
    assert not report(counts(), today=date(2026, 11, 30)).running


NAMES, YEARS = st.sampled_from(["甲居委", "乙居委", "丙居委", None]), st.sampled_from([1930, 1945, 1962, 1990, None])


@st.composite
def a_day(draw: st.DrawFn, day: date) -> Counts:
    people = draw(st.lists(st.tuples(NAMES, YEARS, st.integers(7, 19)), max_size=25))
    hours = Counter(datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI) for _, _, hour in people)
    calls = tuple(Call("help", after) for after in draw(st.lists(st.sampled_from([60.0, None]), max_size=9)))
    said = Counter(("temp_body", draw(st.sampled_from(["normal", "raised", None]))) for _ in people)
    return Counts(
        {moment.astimezone(UTC): count for moment, count in hours.items()},
        {"face": len(people)},
        dict(Counter(place for place, _, _ in people)),
        dict(Counter(born for _, born, _ in people)),
        dict(said),
        calls,
    )


@st.composite
def two_months(draw: st.DrawFn) -> dict[date, Counts]:
    """Some days around New Year; all weeks and months of them are told."""
    days = draw(st.sets(st.dates(date(2026, 12, 21), date(2027, 1, 10)), min_size=1, max_size=6))
    return {day: draw(a_day(day)) for day in sorted(days)}


def numbers(found: Report) -> Counter[tuple[str, str]]:
    """Every number a report prints that can be subtracted from that of another one."""
    every: Counter[tuple[str, str]] = Counter({("visits", ""): found.visits, ("calls", ""): found.calls})
    for name, lines in (("ages", found.ages), ("ways", found.ways), ("places", found.places), ("taken", found.taken)):
        every.update({(name, line.label): line.count for line in lines})
    for each in found.measured:
        every.update({(each.metric, ""): each.visits})
        every.update({(each.metric, line.label): line.count for line in each.bands})
        if not each.bands:  # nothing of it was judged
            every.update({(each.metric, "没有评"): each.visits})
    return every


@settings(max_examples=30)
@given(two_months())
def test_a_week_or_month_minus_its_days_is_nothing_so_no_day_is_found_by_subtracting(days: dict[date, Counts]) -> None:
    by_day = {day: reported(days, period_of(Kind.DAY, day)) for day in days}
    for period in {period_of(kind, day) for day in days for kind in (Kind.WEEK, Kind.MONTH)}:
        found = reported(days, period)
        left = numbers(found)
        for day in set(period.days()) & set(days):
            left.subtract(numbers(by_day[day]))
        assert not any(left.values()), left
        for line, part in zip(found.parts, period.parts(), strict=bool(found.parts)):
            assert line.count == sum(by_day[day].visits for day in set(part) & set(days))


@settings(max_examples=30)
@given(two_months())
def test_every_table_adds_up_to_its_total_so_no_row_is_found_by_subtracting(days: dict[date, Counts]) -> None:
    for kind in Kind:
        found = reported(days, period_of(kind, min(days)))
        for lines in (found.hours, found.places, found.ages, found.ways, *([found.parts] if found.parts else [])):
            assert sum(line.count for line in lines) == found.visits
        assert sum(line.count for line in found.taken) == found.calls
        for each in found.measured:
            assert not each.bands or sum(line.count for line in each.bands) == each.visits
        assert all(count % 10 == 0 for count in numbers(found).values())
