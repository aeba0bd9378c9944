"""Asking a glucose meter for its newest record, whatever questions it knows."""

from __future__ import annotations

from datetime import datetime

import pytest

from devices.decoding import Decoded, RefusalCode, Refused
from devices.gatt.glucose import Context, context, glucose, joined
from devices.gatt.octets import date_time_octets
from devices.gatt.record_access import REPORT_ALL, REPORT_LAST, Ask, Done, NewestRecord, report_from

OK = bytes.fromhex("06000101")
NOT_SUPPORTED = bytes.fromhex("06000102")
NO_SUCH_OPERATOR = bytes.fromhex("06000104")
NONE_FOUND = bytes.fromhex("06000106")
NOT_COMPLETED = bytes.fromhex("06000108")


def record(sequence: int, tenths: int, *, minute: int = 0, context_follows: bool = False) -> bytes:
    """A record of so many tenths of a mmol/L, taken at 8 o'clock and some minutes."""
    flags = 0x16 if context_follows else 0x06
    when = date_time_octets(datetime(2026, 11, 22, 8, minute))
    return bytes((flags,)) + sequence.to_bytes(2, "little") + when + bytes((tenths, 0xC0, 0x11))


def value_of(done: object) -> float | None:
    assert isinstance(done, Done)
    assert done.newest is not None
    assert isinstance(done.newest.outcome, Decoded)
    return done.newest.outcome.value("glucose_random")


def test_a_meter_is_asked_for_its_last_record() -> None:
    asking = NewestRecord()
    assert asking.begin() == Ask(REPORT_LAST)
    asking.measurement(record(7, 61))
    done = asking.answer(OK)
    assert value_of(done) == 6.1
    assert isinstance(done, Done)
    assert done.dropped == 0


def test_the_newest_of_nine_records_is_taken_and_eight_are_dropped() -> None:
    asking = NewestRecord()
    asking.begin()
    for sequence in (3, 1, 2, 9, 4, 5, 6, 7, 8):
        asking.measurement(record(sequence, 40 + sequence, minute=sequence))
    done = asking.answer(OK)
    assert value_of(done) == 4.9
    assert isinstance(done, Done)
    assert done.dropped == 8


def test_a_meter_that_does_not_know_the_last_is_asked_for_all_and_then_from_a_number_on() -> None:
    asking = NewestRecord(300)
    asking.begin()
    assert asking.answer(NO_SUCH_OPERATOR) == Ask(REPORT_ALL)
    assert asking.answer(NOT_SUPPORTED) == Ask(report_from(300))
    assert asking.answer(NOT_SUPPORTED) == Refused(RefusalCode.DEVICE_ERROR, "racp-2")


def test_a_silent_meter_is_asked_otherwise_unless_something_came() -> None:
    asking = NewestRecord()
    asking.begin()
    assert asking.silent() == Ask(REPORT_ALL)
    asking.measurement(record(1, 61))
    assert value_of(asking.silent()) == 6.1
    mute = NewestRecord()
    mute.begin()
    assert [mute.silent() for _ in range(3)] == [
        Ask(REPORT_ALL),
        Ask(report_from(0)),
        Refused(RefusalCode.DEVICE_ERROR, "silent"),
    ]


def test_an_empty_meter_and_one_that_stops_half_way() -> None:
    asking = NewestRecord()
    asking.begin()
    assert asking.answer(NONE_FOUND) == Done(None, 0)
    asking.measurement(record(1, 61))
    assert asking.answer(NOT_COMPLETED) == Refused(RefusalCode.DEVICE_ERROR, "not-completed")


def test_a_record_told_twice_counts_once_and_a_broken_one_is_not_taken_for_none() -> None:
    asking = NewestRecord()
    asking.begin()
    asking.measurement(record(1, 61))
    asking.measurement(record(1, 61))
    done = asking.answer(OK)
    assert isinstance(done, Done)
    assert done.dropped == 0
    broken = NewestRecord()
    broken.begin()
    broken.measurement(record(1, 61)[:-1])
    assert broken.answer(OK) == Refused(RefusalCode.UNREADABLE)


@pytest.mark.parametrize("answer", ["", "06000401", "05000900", "060001", "0600010100", "06010101"])
def test_what_answers_nothing_that_was_asked_is_passed_over(answer: str) -> None:
    asking = NewestRecord()
    asking.begin()
    assert asking.answer(bytes.fromhex(answer)) is None


def test_a_record_taken_fasting_is_of_another_metric() -> None:
    asking = NewestRecord()
    asking.begin()
    asking.measurement(record(1, 50, context_follows=True))
    asking.measurement(record(2, 61, context_follows=True))
    asking.context(bytes.fromhex("02 0100 01"))
    asking.context(bytes.fromhex("02 0200 03"))
    done = asking.answer(OK)
    assert isinstance(done, Done)
    assert done.newest is not None
    assert isinstance(done.newest.outcome, Decoded)
    assert done.newest.outcome.value("glucose_fasting") == 6.1
    assert done.newest.outcome.value("glucose_random") is None


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("02 0100 03", Context(1, 3)),
        ("03 0100 01 2DB0 02", Context(1, 2)),  # carbohydrate before it
        ("82 0100 00 05", Context(1, 5)),  # more flags before it
        ("FF 0100 00 012DB0 03 11 2C0132 012DB0 4600", Context(1, 3)),
        ("00 0100", Context(1, None)),
        ("02 0100", Refused(RefusalCode.UNREADABLE)),
        ("02 0100 03 00", Refused(RefusalCode.UNREADABLE)),
        ("", Refused(RefusalCode.UNREADABLE)),
    ],
)
def test_the_context_of_a_record(data: str, found: object) -> None:
    assert context(bytes.fromhex(data)) == found


def test_a_context_of_another_record_or_another_meal_changes_nothing() -> None:
    found = glucose(record(1, 61))
    assert not isinstance(found, Refused)
    for about in (None, Context(2, 3), Context(1, 1), Context(1, None)):
        assert joined(found, about) is found


def test_of_many_records_cut_off_by_a_lost_connection_none_is_the_newest() -> None:
    asking = NewestRecord()
    asking.begin()
    asking.measurement(record(7, 61))
    assert value_of(asking.lost()) == 6.1
    asking = NewestRecord()
    asking.begin()
    assert asking.answer(NO_SUCH_OPERATOR) == Ask(REPORT_ALL)
    asking.measurement(record(3, 50))
    assert asking.lost() == Refused(RefusalCode.NOTHING_SENT)
