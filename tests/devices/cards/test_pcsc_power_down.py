"""The next card laid down while the last one is powered down, on a real pcscd: its presence poll sees no change."""

from __future__ import annotations

import threading

import pytest

from devices.cards.pcsc_link import PcscConnection
from devices.cards.pcsc_watcher import CardCame, CardWent, PcscWatcher
from devices.clock import SystemClock
from devices.events import CardArrived, CardLeft, IdentityRead
from devices.simulators.profile import Person
from devices.simulators.social_card_chip import SocialCardChip, files_of
from devices.simulators.vpcd import PullCard
from tests.support.events import EventLog
from tests.support.pcsc import Made, PcscRig, named, pcsc_rig, reader, story, wait_until, zhang

pytestmark = [pytest.mark.pcsc, pytest.mark.waits]
__all__ = ["pcsc_rig", "reader", "zhang"]

NAME = "Virtual PCD 00 00"
LAST_COMMAND = 14
SELECT_FILE = bytes.fromhex("00A4020002EF05")


def test_each_next_card_is_seen_after_a_pull_at_the_end_of_the_read_before(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person
) -> None:
    pcsc_rig.card.faults.pull_after = LAST_COMMAND
    reader()
    pcsc_rig.card.insert(zhang)
    for count, laid_after_s in enumerate((0.0, 0.03, 0.06, 0.2, 0.3), start=2):
        wait_until(lambda: not pcsc_rig.card.inserted)
        threading.Event().wait(laid_after_s)  # at other moments of pcscd's poll
        pcsc_rig.card.insert(named(zhang, f"测试{count}"))
        events.wait_for(CardArrived, count)
    wait_until(lambda: not pcsc_rig.card.inserted)
    pcsc_rig.card.faults.pull_after = None
    pcsc_rig.card.insert(named(zhang, "测试甲"))
    last = events.wait_for(IdentityRead, where=lambda read: read.token.counter == 7)
    assert last.document.name == "测试甲"


def test_a_card_pulled_before_it_is_powered_down_was_read(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = PcscConnection._release

    def pull_and_let_go(connection: PcscConnection, disposition: int) -> None:
        pcsc_rig.card.pull()
        events.wait_for(CardLeft)
        let_go(connection, disposition)

    monkeypatch.setattr(PcscConnection, "_release", pull_and_let_go)
    reader()
    pcsc_rig.card.insert(zhang)
    events.wait_for(CardLeft)
    assert story(events) == [("CardArrived", 1), ("IdentityRead", 1), ("CardLeft", 1)]


class PulledWhilePoweredDown(SocialCardChip):
    """Leaves at the first command to its power after its last answer."""

    _answered = 0

    def answer(self, command: bytes) -> bytes:
        self._answered += 1
        return super().answer(command)

    def reset(self) -> None:
        super().reset()
        if self._answered == LAST_COMMAND:
            raise PullCard


def test_a_card_pulled_inside_the_power_down_makes_room_for_the_next(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person
) -> None:
    reader()
    pcsc_rig.card.insert_chip(PulledWhilePoweredDown(files_of(zhang), "2.00", b"", True))
    events.wait_for(IdentityRead)
    wait_until(lambda: not pcsc_rig.card.inserted)
    pcsc_rig.card.insert(named(zhang, "测试甲"))
    second = events.wait_for(IdentityRead, 2)
    assert (second.document.name, second.token.counter) == ("测试甲", 2)


def test_a_card_that_lost_contact_at_the_end_of_its_read_is_found_again(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person
) -> None:
    reader()
    pcsc_rig.card.faults.pull_after = LAST_COMMAND
    pcsc_rig.card.insert(zhang)
    events.wait_for(CardLeft)
    pcsc_rig.card.faults.pull_after = None
    pcsc_rig.card.insert(zhang)
    assert events.wait_for(IdentityRead, 2).token.counter == 2


def test_a_reader_emptied_by_a_power_down_is_told_as_empty_and_then_as_taken(pcsc_rig: PcscRig, zhang: Person) -> None:
    pcsc_rig.card.insert(zhang)
    watcher = PcscWatcher("00 00")
    watcher.open()
    wait_until(lambda: watcher.wait(0.1) == [CardCame(NAME)])
    with PcscConnection(NAME, SystemClock()) as card:
        card.transmit(SELECT_FILE)
        pcsc_rig.card.pull()
    pcsc_rig.card.insert(named(zhang, "测试甲"))
    wait_until(lambda: watcher.wait(0.1) == [CardWent(NAME)])
    wait_until(lambda: watcher.wait(0.1) == [CardCame(NAME)])
    assert watcher.wait(0.5) == []  # and stays: the poll counts nothing more
    pcsc_rig.card.pull()
    wait_until(lambda: watcher.wait(0.1) == [CardWent(NAME)])
    assert watcher.wait(0.5) == []
    watcher.close()
