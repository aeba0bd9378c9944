"""What is told of a period: by place, age, way of being known, what was measured, and calls."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.archive.report_counts import Call, Counts
from kiosk.reports.period import Kind, period_of
from kiosk.reports.report import Line, Report, report_of
from kiosk.reports.suppression import Kept, Told

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEK = period_of(Kind.WEEK, date(2026, 11, 29))
NOBODY = Counts({}, {}, {}, {}, {}, ())
FEW, BACK = Kept.FEW, Kept.BACK


def at(day: int, hour: int) -> datetime:
    """In the hall."""
    return datetime(2026, 11, day, hour, tzinfo=SHANGHAI).astimezone(UTC)


def counts(visits: int = 100, **changes: object) -> Counts:
    plain = Counts({at(24, 9): visits}, {"id-card": visits}, {None: visits}, {1946: visits}, {}, ())
    return replace(plain, **changes)  # type: ignore[arg-type]


def report(found: Counts, kind: Kind = Kind.WEEK, today: date = date(2026, 12, 5)) -> Report:
    return report_of(found, period_of(kind, date(2026, 11, 24)), SHANGHAI, "梧桐里", today)


def table(lines: tuple[Line, ...]) -> dict[str, Told]:
    return {line.label: line.count for line in lines}


def test_hours_and_days_are_the_halls() -> None:
    came = {at(23, 7): 12, at(24, 7): 20, at(24, 9): 30, datetime(2026, 11, 24, 16, tzinfo=UTC): 15, at(26, 10): 11}
    found = report(counts(88, came=came))
    assert table(found.parts) == {
        "周一 11/23": 12, "周二 11/24": 50, "周三 11/25": 15,
        "周四 11/26": 11, "周五 11/27": 0, "周六 11/28": 0, "周日 11/29": 0,
    }  # fmt: skip
    assert table(found.hours) == {"0–2 点": 15, "2–4 点": 0, "4–6 点": 0, "6–8 点": 32, "8–10 点": 30, "10–12 点": 11}


def test_a_short_day_is_told_hour_by_hour_and_has_no_days() -> None:
    found = report(counts(50, came={at(24, 8): 20, at(24, 10): 30}), Kind.DAY)
    assert table(found.hours) == {"8–9 点": 20, "9–10 点": 0, "10–11 点": 30}
    assert found.parts == ()


def test_a_month_is_told_by_its_weeks() -> None:
    found = report(counts(70, came={at(1, 9): 40, at(2, 9): 10, at(8, 9): 10, at(30, 9): 10}), Kind.MONTH)
    assert table(found.parts) == {
        "1 日": 40, "2–8 日": 20, "9–15 日": 0, "16–22 日": 0, "23–29 日": 0, "30 日": 10,
    }  # fmt: skip


def test_places_are_committees_the_largest_first_and_who_is_from_elsewhere_is_one() -> None:
    found = report(counts(100, committees={"乙居委": 20, "甲居委": 44, None: 12, "": 10, " 乙居委 ": 14}))
    assert table(found.places) == {"甲居委": 44, "乙居委": 34, "别处或不知道": 22}


def test_small_committees_are_kept_back_and_many_are_counted_together() -> None:
    found = report(counts(100, committees={"甲居委": 60, "乙居委": 37, "丙居委": 3}))
    assert [(line.label, line.count) for line in found.places] == [
        ("甲居委", 60), ("别处或不知道", 0), ("丙居委", FEW), ("乙居委", BACK),
    ]  # fmt: skip
    many = {f"{name}居委": 10 + n for n, name in enumerate("甲乙丙丁戊己庚辛壬癸")}
    found = report(counts(sum(many.values()), committees=many))
    assert len(found.places) == 10
    assert table(found.places)["其他居委"] == 21


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


def test_whoever_has_a_card_was_known_by_the_card() -> None:
    ways = {"id-card": 11, "id-card+face": 12, "contact-card": 13, "face": 14, None: 15, "card": 16}
    found = report(counts(81, ways=ways))
    assert table(found.ways) == {"身份证": 23, "社保卡": 13, "刷脸": 14, "没有认出": 31}


def test_what_was_measured_and_what_was_said_of_it() -> None:
    measured = {
        ("temp_body", "normal"): 60, ("temp_body", "raised"): 12, ("temp_body", "raised-own"): 13,
        ("sys", "bp-normal"): 30, ("sys", "bp-home-normal"): 12, ("sys", "bp-grade-2"): 4,
        ("dia", "bp-normal"): 46, ("glucose_fasting", "glucose-fasting-normal"): 7, ("glucose_random", None): 2,
        ("weight", None): 40, ("pulse", "pulse-of-an-older-file"): 11,
    }  # fmt: skip
    found = {each.label: (each.visits, table(each.bands)) for each in report(counts(measured=measured)).measured}
    assert found == {
        "体温": (85, {"在参考范围内": 60, "偏高": 25}),
        "血压": (46, {"在参考范围内": BACK, "高于参考范围": FEW}),
        "血糖": (FEW, {}),
        "体重": (40, {}),
        "脉搏": (11, {}),
    }


def test_calls_how_many_were_taken_and_how_soon() -> None:
    calls = tuple(Call("help", after) for after in (*range(60, 60 * 13, 60), -5.0, *([None] * 12)))
    found = report(counts(calls=calls))
    assert (found.calls, found.median_min) == (25, 6)
    assert table(found.taken) == {"有人去了": 13, "没有人点“我去”": 12}
    few = report(counts(calls=calls[:5]))
    assert (few.calls, few.taken, few.median_min) == (FEW, (), None)
    hardly = report(counts(calls=calls[:9] + calls[-12:]))
    assert (hardly.calls, hardly.median_min, table(hardly.taken)) == (
        21,
        None,
        {"有人去了": FEW, "没有人点“我去”": BACK},
    )


def test_few_visits_are_not_divided_and_none_are_told_as_none() -> None:
    few = report(counts(7))
    assert (few.visits, few.hours, few.places, few.ages, few.ways, few.empty) == (FEW, (), (), (), (), False)
    nobody = report(NOBODY)
    assert (nobody.visits, nobody.empty, nobody.hours) == (0, True, ())


def test_the_period_runs_until_its_last_day_is_over() -> None:
    assert report(counts(), today=date(2026, 11, 29)).running
    assert not report(counts(), today=date(2026, 11, 30)).running


NAMES, YEARS = st.sampled_from(["甲居委", "乙居委", "丙居委", None]), st.sampled_from([1930, 1945, 1962, 1990, None])


@given(st.lists(NAMES, min_size=10, max_size=60), st.data())
def test_no_small_number_of_people_stands_in_any_table(places: list[str | None], data: st.DataObject) -> None:
    births = data.draw(st.lists(YEARS, min_size=len(places), max_size=len(places)))
    found = report(counts(len(places), committees=dict(Counter(places)), births=dict(Counter(births))))
    for lines in (found.places, found.ages, found.hours, found.ways):
        assert not any(0 < line.count < 10 for line in lines if not isinstance(line.count, Kept))
        assert sum(isinstance(line.count, Kept) for line in lines) != 1
