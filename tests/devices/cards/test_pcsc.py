"""Cards on a real pcscd: those that are read, and what is told of those that are not."""

from __future__ import annotations

import pytest

from devices.cards.pcsc import PcscReader
from devices.events import (
    CardArrived,
    CardKind,
    CardLeft,
    DeviceEvent,
    DeviceState,
    IdentityRead,
    ReadFailed,
    ReadFailure,
)
from devices.identity import CardReference, DocumentType
from devices.simulators.profile import Person
from devices.simulators.social_card_chip import SimulatedAuthentication, UnknownChip
from tests.conftest import AnnouncedLog
from tests.devices.cards.independent_vpcd import IndependentCard
from tests.support.events import EventLog
from tests.support.pcsc import Made, PcscRig, named, pcsc_rig, reader, story, wait_until, with_version, zhang

pytestmark = [pytest.mark.pcsc, pytest.mark.waits]
__all__ = ["pcsc_rig", "reader", "zhang"]


# Cards that are read


@pytest.mark.parametrize("version", ["1.00", "2.00"])
def test_a_free_card_gives_its_holder(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person, version: str
) -> None:
    reader()
    pcsc_rig.card.insert(with_version(zhang, version))
    document = events.wait_for(IdentityRead).document
    assert (document.type, document.name, document.number) == (
        DocumentType.SOCIAL_SECURITY,
        "张建国",
        "310100193809200018",
    )
    assert document.card == CardReference("310000D1560000050000000000000002", "T00000022", version)
    assert events.of(CardArrived)[0].kind is CardKind.CONTACT_CARD


def test_a_third_generation_card_without_a_key_gives_its_reference(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person
) -> None:
    reader()
    pcsc_rig.card.insert(with_version(zhang, "3.00"))
    document = events.wait_for(IdentityRead).document
    assert (document.name, document.number, document.birth) == (None, None, None)
    assert document.card == CardReference("310000D1560000050000000000000002", "T00000022", "3.00")


def test_a_third_generation_card_with_its_key_gives_its_holder(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person
) -> None:
    reader(authentication=SimulatedAuthentication(b"simulation"))
    pcsc_rig.card.insert(with_version(zhang, "3.00"))
    assert events.wait_for(IdentityRead).document.name == "张建国"


def test_a_key_that_does_not_fit_leaves_the_reference(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person, announced: AnnouncedLog
) -> None:
    announced.expect("external authentication: 6300")
    reader(authentication=SimulatedAuthentication(b"another"))
    pcsc_rig.card.insert(with_version(zhang, "3.00"))
    document = events.wait_for(IdentityRead).document
    assert document.name is None
    assert document.card is not None


def test_an_independent_card_with_literal_bytes_is_read(pcsc_rig: PcscRig, reader: Made, events: EventLog) -> None:
    reader()
    card = IndependentCard(pcsc_rig.service.port)
    try:
        document = events.wait_for(IdentityRead).document
    finally:
        card.close()
    assert (document.name, document.number) == ("测试甲", "310100190001010015")
    assert document.card == CardReference("310000D156000005FFFFFFFFFFFFFFFF", "T00000001", "2.00")
    assert {command[2:4] for command in card.commands} == {"A4", "B2"}


def test_a_card_that_speaks_t0_to_the_letter_is_read(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person
) -> None:
    pcsc_rig.card.faults.strict_le = True
    pcsc_rig.card.faults.get_response = True
    pcsc_rig.card.by_name = False
    reader()
    pcsc_rig.card.insert(named(zhang, "阿卜杜热合曼·买买提依明·托合提"))
    assert events.wait_for(IdentityRead).document.name == "阿卜杜热合曼·买买提依明·托合提"


def test_a_card_without_name_extension_is_read(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person
) -> None:
    pcsc_rig.card.records = {0x4E: None, 0x09: "<b>'; DROP\x1b[2J\u202e".encode("gb18030")}
    reader()
    pcsc_rig.card.insert(zhang)
    assert events.wait_for(IdentityRead).document.name == "<b>'; DROP[2J"


def test_two_readers_read_two_cards_at_the_same_time(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person
) -> None:
    reader()
    pcsc_rig.card.insert(zhang)
    pcsc_rig.second_card.insert(named(zhang, "测试甲"))
    events.wait_for(IdentityRead, 2)
    assert {read.document.name for read in events.of(IdentityRead)} == {"张建国", "测试甲"}
    assert {read.token.counter for read in events.of(IdentityRead)} == {1, 2}


def test_a_part_of_its_name_picks_one_reader(pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person) -> None:
    reader(reader="PCD 00 01")
    pcsc_rig.card.insert(zhang)
    pcsc_rig.second_card.insert(named(zhang, "测试甲"))
    assert events.wait_for(IdentityRead).document.name == "测试甲"
    pcsc_rig.second_card.pull()
    events.wait_for(CardLeft)
    assert len(events.of(CardArrived)) == 1


def test_a_card_that_lay_there_before_the_start_is_read(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person
) -> None:
    pcsc_rig.card.insert(zhang)
    reader()
    assert events.wait_for(IdentityRead).document.name == "张建国"


def test_a_sink_that_breaks_once_does_not_end_the_reading(
    pcsc_rig: PcscRig, events: EventLog, zhang: Person, announced: AnnouncedLog
) -> None:
    announced.expect("ValueError in sink")
    broken = [True]

    def sink(event: DeviceEvent) -> None:
        if isinstance(event, IdentityRead) and broken:
            broken.clear()
            raise ValueError("张建国")
        events(event)

    device = PcscReader("ssc")
    device.start(sink)
    events.wait_state(DeviceState.READY)
    pcsc_rig.card.insert(zhang)
    wait_until(lambda: not broken)
    pcsc_rig.card.pull()
    events.wait_for(CardLeft)
    pcsc_rig.card.insert(named(zhang, "测试甲"))
    assert events.wait_for(IdentityRead).document.name == "测试甲"
    assert device.stop()


# Cards that are not


def test_a_card_of_another_world_is_unsupported(pcsc_rig: PcscRig, reader: Made, events: EventLog) -> None:
    reader()
    pcsc_rig.card.insert_unknown()
    failed = events.wait_for(ReadFailed)
    assert (failed.reason, failed.retryable) == (ReadFailure.UNSUPPORTED, False)


def test_an_endless_chain_of_61xx_is_a_damaged_card(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person
) -> None:
    pcsc_rig.card.faults.endless_61 = True
    reader()
    pcsc_rig.card.insert(zhang)
    assert events.wait_for(ReadFailed).reason is ReadFailure.DAMAGED
    assert pcsc_rig.card.commands == 9


def test_truncated_records_are_a_damaged_card(pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person) -> None:
    pcsc_rig.card.faults.truncate = 3
    reader()
    pcsc_rig.card.insert(zhang)
    assert events.wait_for(ReadFailed).reason is ReadFailure.DAMAGED


@pytest.mark.parametrize(
    ("sw", "reason"),
    [("6283", ReadFailure.LOCKED), ("9303", ReadFailure.LOCKED), ("6A81", ReadFailure.UNSUPPORTED)],
)
def test_a_card_that_refuses_its_application_says_why(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, sw: str, reason: ReadFailure
) -> None:
    class Refusing(UnknownChip):
        def answer(self, command: bytes) -> bytes:
            return bytes.fromhex(sw)

    reader()
    pcsc_rig.card.insert_chip(Refusing())
    failed = events.wait_for(ReadFailed)
    assert (failed.reason, failed.retryable) == (reason, False)
    assert pcsc_rig.card.commands == 1


@pytest.mark.parametrize("command", [1, 2, 5, 11])
def test_a_card_pulled_inside_an_exchange_asks_to_hold_still(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person, command: int
) -> None:
    pcsc_rig.card.faults.pull_at = command
    reader()
    pcsc_rig.card.insert(zhang)
    events.wait_for(CardLeft)
    assert story(events) == [("CardArrived", 1), (ReadFailure.MOVED, 1), ("CardLeft", 1)]


@pytest.mark.parametrize("command", [1, 4, 10])
def test_a_card_pulled_between_exchanges_asks_to_hold_still(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person, command: int
) -> None:
    pcsc_rig.card.faults.pull_after = command
    reader()
    pcsc_rig.card.insert(zhang)
    events.wait_for(CardLeft)
    assert story(events) == [("CardArrived", 1), (ReadFailure.MOVED, 1), ("CardLeft", 1)]


def test_a_card_shaken_while_reading_is_read_at_the_second_try(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person
) -> None:
    pcsc_rig.card.faults.shake_at = 6
    reader()
    pcsc_rig.card.insert(zhang)
    assert events.wait_for(IdentityRead).document.name == "张建国"


def test_a_quick_swap_gives_the_second_person_under_a_new_token(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person
) -> None:
    device = reader()
    pcsc_rig.card.insert(zhang)
    events.wait_for(IdentityRead)
    # Told before the card is powered down: no hand is as quick as a change of cards in that moment.
    wait_until(lambda: all(worker.busy_s == 0 for worker in device._workers.values()))
    pcsc_rig.card.insert(named(zhang, "测试甲"))
    second = events.wait_for(IdentityRead, 2)
    assert (second.document.name, second.token.counter) == ("测试甲", 2)
    assert story(events) == [
        ("CardArrived", 1),
        ("IdentityRead", 1),
        ("CardLeft", 1),
        ("CardArrived", 2),
        ("IdentityRead", 2),
    ]


def test_two_taps_in_a_tenth_of_a_second_end_with_the_second_person(
    pcsc_rig: PcscRig, reader: Made, events: EventLog, zhang: Person
) -> None:
    reader()
    pcsc_rig.card.insert(zhang)
    pcsc_rig.card.pull()
    pcsc_rig.card.insert(named(zhang, "测试甲"))
    assert events.wait_for(IdentityRead).document.name == "测试甲"
    assert [told for told in story(events) if told[0] == "IdentityRead"] == [("IdentityRead", 1)]


def test_a_card_without_a_proper_reset_is_silent(pcsc_rig: PcscRig, reader: Made, events: EventLog) -> None:
    chip = UnknownChip()
    chip.atr = bytes.fromhex("00")
    reader()
    pcsc_rig.card.insert_chip(chip)
    failed = events.wait_for(ReadFailed)
    assert (failed.reason, failed.retryable) == (ReadFailure.SILENT, True)
