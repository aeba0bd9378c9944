"""Pauses that are over: kept as text, read as days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.whitelist.pauses import KEPT, MOST, is_within, parsed, with_pause

DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
OCTOBER = (date(2026, 10, 1), date(2026, 10, 20))


def test_pause_is_kept_behind_those_before_it_and_both_its_days_are_within() -> None:
    first = with_pause(None, *OCTOBER)
    both = with_pause(first, date(2026, 11, 2), date(2026, 11, 2))
    assert both == "2026-10-01/2026-10-20 2026-11-02/2026-11-02"
    assert parsed(both) == (OCTOBER, (date(2026, 11, 2), date(2026, 11, 2)))
    assert [is_within(date(2026, 10, day), parsed(both)) for day in (1, 20, 21)] == [True, True, False]
    assert parsed(None) == ()


def test_pause_that_ended_more_than_180_days_before_the_next_is_dropped() -> None:
    text = with_pause(None, *OCTOBER)
    assert parsed(with_pause(text, date(2027, 4, 1), date(2027, 4, 18)))[0] == OCTOBER
    assert parsed(with_pause(text, date(2027, 4, 1), date(2027, 4, 19))) == ((date(2027, 4, 1), date(2027, 4, 19)),)


def test_clock_that_was_put_back_makes_a_pause_of_one_day() -> None:
    assert with_pause(None, date(2026, 10, 20), date(2026, 10, 1)) == "2026-10-01/2026-10-01"


@given(st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=40))
def test_text_fits_its_column_and_is_read_as_it_was_written(pauses: list[tuple[date, date]]) -> None:
    text = None
    for first, last in pauses:
        text = with_pause(text, first, last)
        assert 21 <= len(text) <= 512
        found = parsed(text)
        assert found[-1] == (min(first, last), last)
        assert len(found) <= MOST
        assert all(begin <= end and last - end <= KEPT + timedelta(days=0) for begin, end in found)
