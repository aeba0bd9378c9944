"""Which empty readers are looked at again, told by the event counter; on a made-up service."""

from __future__ import annotations

from typing import Any

import pytest

from devices.cards.pcsc_absence import UncountedAbsence, event_count

READER = "Reader 00 00"


class Service:
    """Stands for `smartcard.scard`: notes what it is asked, and grants or refuses the connection."""

    SCARD_SHARE_DIRECT, SCARD_SHARE_SHARED = 3, 2
    SCARD_PROTOCOL_T0, SCARD_PROTOCOL_T1 = 1, 2
    SCARD_LEAVE_CARD, SCARD_RESET_CARD = 0, 1

    def __init__(self, connects: int = 0) -> None:
        self._connects = connects
        self.calls: list[tuple[Any, ...]] = []

    def SCardConnect(self, context: int, reader: str, mode: int, protocols: int) -> tuple[int, int, int]:
        self.calls.append(("connect", context, reader, mode, protocols))
        return self._connects, 77, 0

    def SCardReconnect(self, card: int, mode: int, protocols: int, first: int) -> tuple[int, int]:
        self.calls.append(("reconnect", card, mode, protocols, first))
        return 0, 1

    def SCardDisconnect(self, card: int, disposition: int) -> int:
        self.calls.append(("disconnect", card, disposition))
        return 0


@pytest.mark.parametrize(
    ("states", "doubted"),
    [
        ([0x0001_0022, 0x0001_0012], True),  # present, then empty, and nothing was counted in between
        ([0x0001_0022, 0x0002_0012], False),  # the poll saw it leave
        ([0x0000_0012], False),  # never had a card
        ([0x0001_0022, 0x0001_0012, 0x0002_0012], False),  # the poll saw it leave a little later
        ([0x0001_0022, 0x0001_0012, 0x0001_0022], False),  # it is present again
        ([0x0001_0022, 0x0001_0012, 0x0001_0022, 0x0001_0012], True),  # and went once more in the same way
        ([0x0001_0022, 0x0002_0012, 0x0001_0012], False),  # an old count says nothing after a counted removal
        ([0xFFFF_0022, 0x0000_0012], False),  # the counter ran over
        ([0x0003_0222, 0x0003_0012], True),  # a silent card that lost contact
        ([0x0001_0022, 0x0001_0012, 0x0001_0012], True),  # still so at the next look
    ],
)
def test_a_reader_is_doubted_while_it_is_empty_without_a_counted_removal(states: list[int], doubted: bool) -> None:
    absence = UncountedAbsence()
    for state in states:
        absence.note(READER, state)
    assert absence.any is doubted


def test_the_doubted_reader_alone_is_reset() -> None:
    absence, service = UncountedAbsence(), Service()
    absence.note(READER, 0x0001_0022)
    absence.note("Reader 00 01", 0x0001_0022)
    absence.note(READER, 0x0001_0012)
    absence.look_again(service, 5)
    assert service.calls == [
        ("connect", 5, READER, 3, 0),
        ("reconnect", 77, 2, 3, 1),
        ("disconnect", 77, 0),
    ]


def test_a_reader_that_another_program_holds_is_left_in_peace() -> None:
    absence, service = UncountedAbsence(), Service(connects=-2146435061)
    absence.note(READER, 0x0001_0022)
    absence.note(READER, 0x0001_0012)
    absence.look_again(service, 5)
    assert [call[0] for call in service.calls] == ["connect"]
    assert absence.any


def test_an_unplugged_reader_and_another_service_are_forgotten() -> None:
    absence = UncountedAbsence()
    for forget in (lambda: absence.forget(READER), absence.clear):
        absence.note(READER, 0x0001_0022)
        absence.note(READER, 0x0001_0012)
        forget()
        assert not absence.any
        absence.note(READER, 0x0001_0012)
        assert not absence.any


def test_the_counter_is_the_upper_half_of_the_state() -> None:
    assert [event_count(state) for state in (0x0001_0022, 0xFFFF_0012, -0x0001_0000)] == [1, 0xFFFF, 0xFFFF]
