"""What is kept of what devices tell: of visitors nothing but that something was read."""

from __future__ import annotations

from devices.events import CardArrived, CardKind, CardToken, DeviceState, IdentityRead, ReadFailed, ReadFailure
from devices.identity import DocumentType, IdentityDocument
from tests.kiosk.device_bench.hall import Hall
from tests.support.clock import ManualClock


def test_what_a_visitor_measured_is_not_kept_only_when(clock: ManualClock) -> None:
    hall = Hall(clock)
    hall.reads("cuff", sys=171, dia=102)
    assert hall.watch.readings("cuff") == ()
    assert hall.watch.last_read("cuff") == clock.now()
    assert "171" not in repr(vars(hall.watch))


def test_readings_are_kept_while_somebody_looks_and_forgotten_after(clock: ManualClock) -> None:
    hall = Hall(clock)
    called: list[int] = []
    end = hall.watch.look(lambda: called.append(1))
    second = hall.watch.look(lambda: None)
    hall.reads("forehead", temp_object=34.6)
    assert [one.values["temp_object"] for one in hall.watch.readings("forehead")] == [34.6]
    assert called == [1]
    end()
    end()
    assert len(hall.watch.readings("forehead")) == 1
    assert hall.devices["forehead"].wire_log.watched
    second()
    assert hall.watch.readings("forehead") == ()
    assert not hall.devices["forehead"].wire_log.watched


def test_of_cards_it_is_kept_how_many_and_how_long_and_nothing_else(clock: ManualClock) -> None:
    hall = Hall(clock)
    hall.watch.look(lambda: None)
    document = IdentityDocument(type=DocumentType.RESIDENT, name="王桂英", number="310100194403120020")
    for number, seconds in enumerate((0.7, 0.9, 2.0)):
        token = CardToken("id-reader", number)
        hall.watch.hear(CardArrived(token, CardKind.ID_CARD, clock.now()))
        clock.advance(seconds)
        hall.watch.hear(IdentityRead(token, document, clock.now()))
    hall.watch.hear(ReadFailed(CardToken("id-reader", 9), ReadFailure.MOVED, True, clock.now()))
    cards = hall.watch.cards("id-reader")
    assert (cards.read, cards.failed, round(cards.median_s or 0, 3)) == (3, 1, 0.9)
    assert "王桂英" not in repr(hall.watch._of)
    assert "310100194403120020" not in repr(hall.watch._of)


def test_states_are_kept_from_the_first_one_on_and_bounded(clock: ManualClock) -> None:
    hall = Hall(clock)
    for _ in range(40):
        hall.state("cuff", DeviceState.FAULT, "wire-lost")
        hall.state("cuff", DeviceState.READY)
    assert len(hall.watch.states("cuff")) == 30
    assert hall.watch.states("cuff")[-1].state is DeviceState.READY
