"""Stays of cards on the ID card reader: real driver, real simulator, real pty; only time stands still until told."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

import resources
from devices.cards.id_card import IdCardReader
from devices.errors import DeviceRefused
from devices.events import CardArrived, CardLeft, IdentityRead, ReadFailed, ReadFailure
from devices.identity import DocumentType
from devices.simulators.profile import Person, load_cast
from devices.simulators.sam_reader import SamReaderSimulator
from devices.simulators.sam_text import text_block
from tests.support.clock import ManualClock
from tests.support.events import EventLog

CAST = load_cast(resources.path("cast"))
WANG, EMMA = CAST["wang-guiying"], CAST["emma-white"]


class SteppedReader(IdCardReader):
    """The driver without its thread: a test takes its turns for it, and time passes only between them."""

    def attach(self, events: EventLog) -> None:
        self._sink = events
        self._open()

    def detach(self) -> None:
        self._close()

    def live(self, seconds: float) -> None:
        """Take turns until so much time has passed; a turn without a wait costs ten milliseconds."""
        clock = self.clock
        assert isinstance(clock, ManualClock)
        until = clock.now().monotonic_s + seconds
        while clock.now().monotonic_s < until:
            assert self._link is not None
            clock.advance(max(self._step(self._link), 0.01))


@pytest.fixture
def sam() -> Iterator[SamReaderSimulator]:
    simulator = SamReaderSimulator(card_time_s=0.0, bytes_per_s=None)
    simulator.start()
    yield simulator
    simulator.close()


@pytest.fixture
def reader(sam: SamReaderSimulator, clock: ManualClock, events: EventLog) -> Iterator[SteppedReader]:
    device = SteppedReader("id-reader", url=sam.path, clock=clock)
    device.attach(events)
    yield device
    device.detach()


def told(events: EventLog) -> list[str]:
    """The events as words: name of the event and number of the stay."""
    return [f"{type(e).__name__} {e.token.counter}" for e in events.events if isinstance(e, CARD_EVENTS)]


CARD_EVENTS = (CardArrived, CardLeft, IdentityRead, ReadFailed)


def test_a_card_that_lies_there_for_a_minute_stays(
    sam: SamReaderSimulator, reader: SteppedReader, events: EventLog
) -> None:
    sam.tap(WANG)
    reader.live(60)
    assert told(events) == ["CardArrived 1", "IdentityRead 1"]


def test_a_pulled_card_has_left_one_second_after_its_last_answer(
    sam: SamReaderSimulator, reader: SteppedReader, events: EventLog, clock: ManualClock
) -> None:
    sam.tap(WANG)
    reader.live(2)
    sam.pull()
    pulled_s = clock.now().monotonic_s
    reader.live(2)
    assert told(events) == ["CardArrived 1", "IdentityRead 1", "CardLeft 1"]
    assert 0.75 <= events.of(CardLeft)[0].at.monotonic_s - pulled_s <= 1.25


def test_a_reader_that_cannot_tell_does_not_cut_a_visit_off(
    sam: SamReaderSimulator, reader: SteppedReader, events: EventLog, clock: ManualClock
) -> None:
    sam.address_answers = 1
    sam.tap(WANG)
    tapped_s = clock.now().monotonic_s
    reader.live(9)
    assert told(events) == ["CardArrived 1", "IdentityRead 1"]
    reader.live(3)
    assert told(events) == ["CardArrived 1", "IdentityRead 1", "CardLeft 1"]
    assert 10.0 <= events.of(CardLeft)[0].at.monotonic_s - tapped_s <= 10.5


def test_on_a_reader_that_cannot_tell_the_next_card_ends_the_stay_at_once(
    sam: SamReaderSimulator, reader: SteppedReader, events: EventLog
) -> None:
    sam.address_answers = 1
    sam.tap(WANG)
    reader.live(2)
    sam.tap(EMMA)
    reader.live(0.3)
    assert told(events) == ["CardArrived 1", "IdentityRead 1", "CardLeft 1", "CardArrived 2", "IdentityRead 2"]


def test_a_reader_that_wakes_read_cards_does_not_begin_a_stay_with_every_look(
    sam: SamReaderSimulator, reader: SteppedReader, events: EventLog
) -> None:
    sam.address_answers, sam.wakes_read_cards = 1, True
    sam.tap(WANG)
    reader.live(30)
    assert told(events) == ["CardArrived 1", "IdentityRead 1"]
    sam.tap(EMMA)
    reader.live(1)
    assert told(events)[2:] == ["CardLeft 1", "CardArrived 2", "IdentityRead 2"]


def test_a_card_that_slips_for_a_moment_goes_on_with_its_stay(
    sam: SamReaderSimulator, reader: SteppedReader, events: EventLog
) -> None:
    sam.tap(WANG)
    reader.live(1)
    sam.pull()
    sam.tap(WANG)
    reader.live(5)
    assert told(events) == ["CardArrived 1", "IdentityRead 1"]


def test_a_swap_for_a_card_that_cannot_be_read_ends_the_stay_too(
    sam: SamReaderSimulator, reader: SteppedReader, events: EventLog
) -> None:
    sam.tap(WANG)
    reader.live(1)
    sam.refuse_sw3 = 0x32
    sam.tap(EMMA)
    reader.live(1)
    assert told(events)[2:] == ["CardLeft 1", "CardArrived 2", "ReadFailed 2"]


def test_a_swap_without_a_gap_is_two_stays_of_two_people(
    sam: SamReaderSimulator, reader: SteppedReader, events: EventLog
) -> None:
    sam.tap(WANG)
    reader.live(1)
    sam.tap(EMMA)
    reader.live(1)
    assert told(events) == ["CardArrived 1", "IdentityRead 1", "CardLeft 1", "CardArrived 2", "IdentityRead 2"]
    assert [r.document.name for r in events.of(IdentityRead)] == ["王桂英", "艾玛"]


def test_two_taps_of_one_card_in_half_a_second_are_two_stays(
    sam: SamReaderSimulator, reader: SteppedReader, events: EventLog
) -> None:
    sam.tap(WANG)
    reader.live(0.3)
    sam.pull()
    reader.live(0.3)
    sam.tap(WANG)
    reader.live(0.5)
    assert told(events) == ["CardArrived 1", "IdentityRead 1", "CardLeft 1", "CardArrived 2", "IdentityRead 2"]


def test_a_card_pulled_right_after_the_read_keeps_its_identity(
    sam: SamReaderSimulator, reader: SteppedReader, events: EventLog
) -> None:
    sam.tap(EMMA)
    reader.live(0.01)
    sam.pull()
    reader.live(2)
    sam.tap(WANG)
    reader.live(0.5)
    assert [r.document.name for r in events.of(IdentityRead)] == ["艾玛", "王桂英"]


def test_a_card_still_moving_is_tried_three_times_before_a_word(
    sam: SamReaderSimulator, reader: SteppedReader, events: EventLog
) -> None:
    sam.refuse_sw3 = 0x81
    sam.tap(WANG)
    reader.live(0.5)
    assert told(events) == ["CardArrived 1"]
    sam.refuse_sw3 = None
    reader.live(0.5)
    assert told(events) == ["CardArrived 1", "IdentityRead 1"]


def test_a_card_that_goes_on_moving_is_asked_to_hold_still_once(
    sam: SamReaderSimulator, reader: SteppedReader, events: EventLog
) -> None:
    sam.refuse_sw3 = 0x81
    sam.tap(WANG)
    reader.live(5)
    assert told(events) == ["CardArrived 1", "ReadFailed 1"]
    failure = events.of(ReadFailed)[0]
    assert (failure.reason, failure.retryable) == (ReadFailure.MOVED, True)


def test_a_card_read_at_last_after_the_word_is_a_new_stay(
    sam: SamReaderSimulator, reader: SteppedReader, events: EventLog
) -> None:
    sam.refuse_sw3 = 0x41
    sam.tap(WANG)
    reader.live(2)
    sam.refuse_sw3 = None
    reader.live(2)
    assert told(events) == ["CardArrived 1", "ReadFailed 1", "CardLeft 1", "CardArrived 2", "IdentityRead 2"]


def test_a_card_pulled_while_reading_asks_to_hold_still(
    sam: SamReaderSimulator, reader: SteppedReader, events: EventLog
) -> None:
    sam.pull_during_read = True
    sam.tap(WANG)
    reader.live(3)
    assert told(events) == ["CardArrived 1", "ReadFailed 1", "CardLeft 1"]
    assert events.of(ReadFailed)[0].reason is ReadFailure.MOVED
    sam.tap(WANG)
    reader.live(1)
    assert told(events)[3:] == ["CardArrived 2", "IdentityRead 2"]


@pytest.mark.parametrize("sw3", [0x31, 0x32, 0x33, 0x40])
def test_a_foreign_card_is_unsupported_at_the_first_word(
    sam: SamReaderSimulator, reader: SteppedReader, events: EventLog, sw3: int
) -> None:
    sam.refuse_sw3 = sw3
    sam.tap(WANG)
    reader.live(5)
    assert told(events) == ["CardArrived 1", "ReadFailed 1"]
    failure = events.of(ReadFailed)[0]
    assert (failure.reason, failure.retryable) == (ReadFailure.UNSUPPORTED, False)


def test_a_foreign_card_taken_away_leaves_and_the_next_is_read(
    sam: SamReaderSimulator, reader: SteppedReader, events: EventLog
) -> None:
    sam.refuse_sw3 = 0x32
    sam.tap(WANG)
    reader.live(1)
    sam.pull()
    reader.live(3)
    assert told(events) == ["CardArrived 1", "ReadFailed 1", "CardLeft 1"]
    sam.refuse_sw3 = None
    sam.tap(EMMA)
    reader.live(1)
    assert told(events)[3:] == ["CardArrived 2", "IdentityRead 2"]


@pytest.mark.parametrize("sw3", [0x21, 0x41, 0x47, 0x77])
def test_any_other_refusal_is_worth_laying_the_card_down_again(
    sam: SamReaderSimulator, reader: SteppedReader, events: EventLog, sw3: int
) -> None:
    sam.refuse_sw3 = sw3
    sam.tap(WANG)
    reader.live(3)
    failure = events.of(ReadFailed)[0]
    assert (failure.reason, failure.retryable) == (ReadFailure.MOVED, True)


@pytest.mark.parametrize(
    "text",
    [b"\x00\xd8" * 128, bytes(255), bytes(300), b""],
    ids=["surrogates", "short", "long", "empty"],
)
def test_broken_contents_are_a_damaged_card(
    sam: SamReaderSimulator, reader: SteppedReader, events: EventLog, text: bytes
) -> None:
    sam.tap(WANG, text=text)
    reader.live(5)
    assert told(events)[:2] == ["CardArrived 1", "ReadFailed 1"]
    assert len(events.of(ReadFailed)) == 1
    failure = events.of(ReadFailed)[0]
    assert (failure.reason, failure.retryable) == (ReadFailure.DAMAGED, False)


def test_hostile_text_is_delivered_as_harmless_text(
    sam: SamReaderSimulator, reader: SteppedReader, events: EventLog
) -> None:
    name = "\u202e'; DROP\x00\x1b--".ljust(15).encode("utf-16-le")
    sam.tap(WANG, text=name + text_block(WANG)[30:])
    reader.live(1)
    assert events.of(IdentityRead)[0].document.name == "'; DROP--"


def test_the_newest_address_is_the_one_delivered(
    sam: SamReaderSimulator, reader: SteppedReader, events: EventLog
) -> None:
    sam.tap(WANG)
    reader.live(1)
    assert events.of(IdentityRead)[0].document.address == "上海市虚构区梧桐里11弄5号楼101室"


def test_a_broken_newest_address_costs_the_address_and_not_the_visit(
    sam: SamReaderSimulator, reader: SteppedReader, events: EventLog
) -> None:
    sam.tap(WANG, address=b"\x00\xd8" * 35)
    reader.live(1)
    assert events.of(IdentityRead)[0].document.address == "上海市虚构区梧桐里11弄3号楼402室"


@pytest.mark.parametrize(
    ("who", "kind"),
    [
        ("wang-guiying", DocumentType.RESIDENT),
        ("he-zhiqiang", DocumentType.HMT_RESIDENT),
        ("emma-white", DocumentType.FOREIGN_2023),
        ("abdurahman-mamat", DocumentType.RESIDENT),
    ],
)
def test_every_document_on_the_antenna_is_read(
    sam: SamReaderSimulator, reader: SteppedReader, events: EventLog, who: str, kind: DocumentType
) -> None:
    person: Person = CAST[who]
    sam.tap(person)
    reader.live(1)
    document = events.of(IdentityRead)[0].document
    assert (document.type, document.name, document.number) == (kind, person.name, person.number)
    assert document.photo is not None
    assert len(document.photo) == 1024


def test_thirty_cards_in_a_row_are_thirty_stays(
    sam: SamReaderSimulator, reader: SteppedReader, events: EventLog
) -> None:
    for _ in range(30):
        sam.tap(WANG)
        reader.live(0.5)
        sam.pull()
        reader.live(1.5)
    assert [a.token.counter for a in events.of(CardArrived)] == list(range(1, 31))
    assert len(events.of(IdentityRead)) == 30
    assert [left.token.counter for left in events.of(CardLeft)] == list(range(1, 31))


def test_a_sam_that_loses_its_authorisation_is_noticed_within_three_seconds(
    sam: SamReaderSimulator, reader: SteppedReader
) -> None:
    reader.live(2)
    sam.refuse_sw3 = 0x66
    with pytest.raises(DeviceRefused, match="NOT_AUTHORISED") as caught:
        reader.live(3.5)
    assert caught.value.code == "sam-refused"


def test_a_selected_card_is_not_disturbed_by_the_question_for_status(
    sam: SamReaderSimulator, reader: SteppedReader, events: EventLog
) -> None:
    sam.tap(WANG)
    reader.live(1)
    sam.refuse_sw3 = 0x66
    reader.live(10)
    assert told(events) == ["CardArrived 1", "IdentityRead 1"]


def test_the_log_of_a_whole_day_names_nobody(
    sam: SamReaderSimulator, reader: SteppedReader, events: EventLog, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    sam.tap(WANG)
    reader.live(2)
    sam.tap(WANG, text="王桂英310100194403120020".ljust(127).encode("utf-16-le") + b"\x00\xd8")
    reader.live(2)
    sam.tap(WANG, text=text_block(WANG)[:254])
    reader.live(2)
    assert events.of(ReadFailed)[0].reason is ReadFailure.DAMAGED
    assert "text block of 254 bytes" in caplog.text
    for secret in ("王桂英", "310100194403120020", "194403", "虚构区"):
        assert secret not in caplog.text
        assert secret not in repr(events.events)


def test_looks_are_quick_while_somebody_is_near_or_a_card_has_just_gone(
    sam: SamReaderSimulator, reader: SteppedReader, clock: ManualClock
) -> None:
    assert reader._link is not None
    assert reader._step(reader._link) == 0.25
    reader.expect(True)
    assert reader._step(reader._link) == 0.09
    reader.expect(False)
    assert reader._step(reader._link) == 0.25
    sam.tap(WANG)
    reader.live(1)
    sam.pull()
    reader.live(2)
    assert reader._step(reader._link) == 0.09
    clock.advance(10)
    assert reader._step(reader._link) == 0.25
