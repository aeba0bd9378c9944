"""Ages in words, in the hall's time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.health_code.age import age_in_words, age_words, is_stale, updated_in_words
from kiosk.health_code.result import CodeResult

SHANGHAI = ZoneInfo("Asia/Shanghai")


def hall(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


NOW = hall("2026-11-22 09:20:30")


@pytest.mark.parametrize(
    ("as_of", "words"),
    [
        ("2026-11-22 09:20:29", "刚刚的"),
        ("2026-11-22 09:19:31", "刚刚的"),
        ("2026-11-22 09:19:30", "1 分钟前的"),
        ("2026-11-22 08:20:31", "59 分钟前的"),
        ("2026-11-22 08:20:30", "1 小时前的"),
        ("2026-11-22 06:05:00", "3 小时前的"),
        ("2026-11-22 00:00:00", "9 小时前的"),
        ("2026-11-21 23:59:59", "昨天 23:59 的"),
        ("2026-11-21 16:05:00", "昨天 16:05 的"),
        ("2026-11-20 23:59:59", "11月20日的"),
        ("2026-11-15 08:00:00", "11月15日的"),
        ("2025-12-31 08:00:00", "2025年12月31日的"),
        ("2026-11-22 09:21:30", "刚刚的"),
        ("2026-11-22 09:21:31", "更新时间不明"),
    ],
)
def test_how_old_a_last_known_state_is(as_of: str, words: str) -> None:
    assert age_in_words(hall(as_of), NOW, SHANGHAI) == words


@pytest.mark.parametrize(
    ("as_of", "words"),
    [
        ("2026-11-22 09:20:00", "今天 9:20 更新"),
        ("2026-11-22 00:05:00", "今天 0:05 更新"),
        ("2026-11-21 23:59:40", "昨天 23:59 的"),
        ("2026-12-01 00:00:00", "更新时间不明"),
    ],
)
def test_when_a_fresh_answer_was_given(as_of: str, words: str) -> None:
    assert updated_in_words(hall(as_of), NOW, SHANGHAI) == words


def test_the_zone_of_the_hall_decides_the_day() -> None:
    as_of, now = datetime(2026, 11, 21, 15, 30, tzinfo=UTC), datetime(2026, 11, 21, 16, 30, tzinfo=UTC)
    assert age_in_words(as_of, now, SHANGHAI) == "昨天 23:30 的"
    assert age_in_words(as_of, now, ZoneInfo("UTC")) == "1 小时前的"


@pytest.mark.parametrize(
    ("source", "words", "stale"),
    [("gateway", "今天 9:00 更新", False), ("embedded", "今天 9:00 更新", False), ("last-known", "20 分钟前的", True)],
)
def test_the_source_decides_how_the_age_is_said(source: str, words: str, stale: bool) -> None:
    as_of = hall("2026-11-22 09:00:00")
    result = CodeResult("green", "health-2022", "", as_of, as_of, source, as_of)
    assert age_words(result, NOW, SHANGHAI) == words
    assert is_stale(result) is stale


@given(age=st.timedeltas(min_value=timedelta(days=-400), max_value=timedelta(days=4000)))
def test_every_age_has_words_and_only_the_future_has_none(age: timedelta) -> None:
    words = age_in_words(NOW - age, NOW, SHANGHAI)
    assert words.endswith("的") or words == "更新时间不明"
    assert (words == "更新时间不明") == (age < -timedelta(minutes=1))
