"""Question and answer on a wire that says just what a test wrote down; its clock runs only while it is silent."""

from __future__ import annotations

import pytest

from devices.cards.sam_frames import FIND, READ_BASE, SELECT, STATUS, Sw3
from devices.cards.sam_link import SamLink
from devices.errors import DeviceTimeout, ProtocolError
from tests.devices.cards import worked_frames as worked
from tests.devices.cards.scripted_wire import ScriptedWire
from tests.support.clock import ManualClock


def link(clock: ManualClock, *answers: list[bytes]) -> tuple[SamLink, ScriptedWire]:
    wire = ScriptedWire(clock, *answers)
    return SamLink(wire, clock), wire  # type: ignore[arg-type]


def test_an_answer_in_pieces_is_one_answer(clock: ManualClock) -> None:
    asked, wire = link(clock, [worked.READ_FRAME[:3], worked.READ_FRAME[3:700], worked.READ_FRAME[700:]])
    answer = asked.ask(READ_BASE)
    assert answer is not None
    assert (answer.sw3, len(answer.data)) == (Sw3.OK, 1284)
    assert wire.sent == [bytes.fromhex("AAAAAA96690003300132")]


def test_a_late_answer_to_another_question_is_passed_over(clock: ManualClock) -> None:
    asked, wire = link(clock, [worked.FOUND + worked.SELECTED])
    answer = asked.ask(SELECT)
    assert answer is not None
    assert answer.sw3 == Sw3.OK
    assert len(wire.sent) == 1


def test_an_answer_that_came_unasked_is_thrown_away_before_the_question(clock: ManualClock) -> None:
    asked, wire = link(clock, [worked.NO_CARD])
    wire.coming = [worked.FOUND]  # the card of a moment ago
    answer = asked.ask(FIND)
    assert answer is not None
    assert answer.sw3 == Sw3.NO_CARD


def test_silence_is_asked_once_more(clock: ManualClock) -> None:
    asked, wire = link(clock, [], [worked.NO_CARD])
    answer = asked.ask(FIND)
    assert answer is not None
    assert answer.sw3 == Sw3.NO_CARD
    assert len(wire.sent) == 2


def test_noise_that_announces_a_long_frame_costs_one_question(clock: ManualClock) -> None:
    asked, wire = link(clock, [bytes.fromhex("AAAAAA96690FA0") + worked.NO_CARD], [worked.NO_CARD])
    answer = asked.ask(FIND)
    assert answer is not None
    assert answer.sw3 == Sw3.NO_CARD
    assert len(wire.sent) == 2


def test_a_broken_frame_is_not_waited_for_to_the_end(clock: ManualClock) -> None:
    broken = worked.NO_CARD[:-1] + b"\x00"
    asked, _ = link(clock, [broken], [worked.NO_CARD])
    began_s = clock.now().monotonic_s
    assert asked.ask(FIND) is not None
    assert clock.now().monotonic_s - began_s == pytest.approx(0.15, abs=0.06)


def test_two_silences_are_no_answer_and_the_third_is_a_dead_reader(clock: ManualClock) -> None:
    asked, _ = link(clock)
    began_s = clock.now().monotonic_s
    assert asked.ask(FIND) is None
    with pytest.raises(DeviceTimeout, match=r"SAM status: silence for 1\.0 s"):
        asked.ask(STATUS)
    assert clock.now().monotonic_s - began_s == pytest.approx(3.0, abs=0.2)


def test_any_answer_begins_the_count_anew(clock: ManualClock) -> None:
    asked, _ = link(clock, [], [], [worked.NO_CARD], [], [], [worked.NO_CARD])
    assert asked.ask(FIND) is None
    assert asked.ask(FIND) is not None
    assert asked.ask(FIND) is None
    assert asked.ask(FIND) is not None


def test_half_an_answer_three_times_is_a_protocol_fault(clock: ManualClock) -> None:
    half = [worked.FOUND[:9]]
    asked, _ = link(clock, half, half, half)
    assert asked.ask(FIND) is None
    with pytest.raises(ProtocolError, match=r"find card: 9 bytes, and no whole answer in 1\.0 s"):
        asked.ask(FIND)


def test_a_stop_breaks_the_wait_off(clock: ManualClock) -> None:
    wire = ScriptedWire(clock)
    asked = SamLink(wire, clock, stopping=lambda: True)  # type: ignore[arg-type]
    began_s = clock.now().monotonic_s
    with pytest.raises(DeviceTimeout, match="stopped while waiting"):
        asked.ask(READ_BASE)
    assert clock.now().monotonic_s == began_s
