"""What stands in a wire log, and that no person does: cards of the cast on the drivers' own taps."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import resources
from devices.cards import pcsc_link
from devices.cards.id_card import IdCardReader
from devices.cards.pcsc_link import PcscConnection
from devices.cards.sam_tap import SamTap
from devices.cards.social_security import SocialSecurityCard
from devices.device import Device
from devices.events import DeviceState, IdentityRead, ReadingTaken
from devices.instruments.hbp9030 import Hbp9030
from devices.simulators.cuff import CuffSimulator
from devices.simulators.profile import load_cast
from devices.simulators.sam_reader import SamReaderSimulator
from devices.simulators.social_card_chip import SocialCardChip, files_of
from devices.wire_log import KEPT, Direction, MeasuringTap, WireEntry, WireLog
from tests.devices.cards import worked_frames as worked
from tests.support.clock import ManualClock
from tests.support.events import EventLog

WANG = load_cast(resources.path("cast"))["wang-guiying"]
ENCODINGS = ("utf-16-le", "gbk", "utf-8")


def shown(entries: Iterable[WireEntry]) -> bytes:
    """Every byte that is kept, in order."""
    return b"".join(piece for entry in entries for piece in entry.pieces if isinstance(piece, bytes))


def hexes(log: WireLog) -> list[str]:
    return [entry.hex() for entry in log.entries()]


# --- the ring ---------------------------------------------------------------------------------------------------------
def test_what_comes_in_pieces_is_one_entry_and_what_comes_later_another(clock: ManualClock) -> None:
    log = WireLog(clock)
    log.sent(b"\xfa\xca\xc4")
    log.received(b"\xfe")
    log.received(3, b"\x36")
    clock.advance(1)
    log.received(b"\x01")
    assert hexes(log) == ["FA CA C4", "FE [3] 36", "01"]
    assert [entry.length for entry in log.entries()] == [3, 5, 1]
    assert [entry.direction for entry in log.entries()] == [Direction.SENT, Direction.RECEIVED, Direction.RECEIVED]
    assert hexes_after(log, 2) == ["01"]


def hexes_after(log: WireLog, number: int) -> list[str]:
    return [entry.hex() for entry in log.entries(number)]


def test_the_ring_is_bounded_whatever_a_device_sends(clock: ManualClock) -> None:
    log = WireLog(clock)
    for _ in range(3 * KEPT):
        log.received(b"\x55" * 10_000)
    assert len(log.entries()) == KEPT
    assert max(entry.length for entry in log.entries()) <= 256
    log.received(0, b"")
    assert len(log.entries()) == KEPT


def test_values_of_an_instrument_are_kept_only_while_somebody_watches(clock: ManualClock) -> None:
    log = WireLog(clock)
    tap = MeasuringTap(log)
    tap.sent(b"\xfa\xc6\xc0")
    tap.received(b"\xfe\xaa\x24\x34")
    log.watched = True
    clock.advance(1)
    tap.received(b"\xfe\xaa\x24\x35")
    assert hexes(log) == ["FA C6 C0", "[4]", "FE AA 24 35"]


# --- nobody stands in it ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("step", [1, 3, 64, 2000])
@pytest.mark.parametrize("noise", [b"", b"\xaa\xaa", bytes.fromhex("AAAAAA9669FFFF"), b"\x00\xff\x13"])
def test_of_a_sam_s_answer_head_and_status_stay_however_it_is_cut(clock: ManualClock, step: int, noise: bytes) -> None:
    log = WireLog(clock)
    tap = SamTap(log)
    whole = noise + worked.READ_FRAME + worked.NO_CARD
    for at in range(0, len(whole), step):
        tap.received(whole[at : at + step])
    kept = shown(log.entries())
    assert kept == worked.READ_FRAME[:10] + worked.NO_CARD[:10]
    assert sum(entry.length for entry in log.entries()) == len(whole)


@pytest.mark.parametrize("spoilt", range(5))
def test_an_answer_with_a_spoilt_preamble_is_noise_and_noise_is_not_kept(clock: ManualClock, spoilt: int) -> None:
    log = WireLog(clock)
    frame = bytearray(worked.READ_FRAME)
    frame[spoilt] ^= 0x10
    SamTap(log).received(bytes(frame))
    assert shown(log.entries()) == b""


def test_a_new_question_ends_an_answer_that_did_not_end(clock: ManualClock) -> None:
    log = WireLog(clock)
    tap = SamTap(log)
    tap.received(worked.READ_FRAME[:500])
    tap.sent(b"\xaa")
    tap.received(worked.NO_CARD)
    assert shown(log.entries()).endswith(b"\xaa" + worked.NO_CARD[:10])


@pytest.mark.waits
def test_a_real_reader_s_log_holds_nothing_of_the_card(tmp_path: Path, events: EventLog) -> None:
    with_card = SamReaderSimulator(link=tmp_path / "reader", card_time_s=0.05)
    with_card.start()
    reader = IdCardReader("id-reader", url=with_card.path)
    try:
        reader.start(events)
        events.wait_state(DeviceState.READY)
        with_card.tap(WANG)
        document = events.wait_for(IdentityRead).document
    finally:
        assert reader.stop()
        with_card.close()
    assert document.name == "王桂英"
    assert "AA AA AA 96 69 05 08 00 00 90" in " ".join(hexes(reader.wire_log))
    no_person(reader, document.name, str(document.number), str(document.address))
    photo = document.photo or b""
    kept = shown(reader.wire_log.entries())
    assert len(photo) > 500
    assert [at for at in range(len(photo) - 4) if photo[at : at + 4] in kept and len(set(photo[at : at + 4])) > 2] == []


def no_person(device: Device, *words: str) -> None:
    kept = shown(device.wire_log.entries())
    assert kept
    for word in words:
        for encoding in ENCODINGS:
            assert word.encode(encoding) not in kept


class Scard:
    """The bare bindings of PC/SC, with one card on one reader."""

    SCARD_SCOPE_SYSTEM = SCARD_SHARE_EXCLUSIVE = SCARD_LEAVE_CARD = SCARD_UNPOWER_CARD = 0
    SCARD_PROTOCOL_T0, SCARD_PROTOCOL_T1, SCARD_PCI_T0, SCARD_PCI_T1 = 1, 2, 3, 4

    def __init__(self, chip: SocialCardChip) -> None:
        self._chip = chip

    def SCardEstablishContext(self, *_: object) -> tuple[int, int]:
        return 0, 1

    def SCardConnect(self, *_: object) -> tuple[int, int, int]:
        return 0, 1, 2

    def SCardTransmit(self, _card: object, _protocol: object, command: list[int]) -> tuple[int, list[int]]:
        return 0, list(self._chip.answer(bytes(command)))

    def SCardDisconnect(self, *_: object) -> None:
        pass

    def SCardReleaseContext(self, *_: object) -> None:
        pass


def test_of_a_social_security_card_commands_and_status_words_stay(
    clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    chip: Any = Scard(SocialCardChip(files_of(WANG), "2.00"))
    monkeypatch.setattr(pcsc_link, "library", lambda: chip)
    log = WireLog(clock)
    with PcscConnection("reader 0", clock, log) as card:
        document = SocialSecurityCard().read(card)
    assert (document.name, document.number) == (WANG.name, WANG.number)
    kept = shown(log.entries())
    lines = " ".join(hexes(log))
    assert "00 A4 04 00 0F 73 78 31" in lines
    assert "00 B2 08 00 00 [20] 90 00" in lines.replace(" [", " [")
    for word in (WANG.name, WANG.number, (document.card and document.card.identification_code) or "none"):
        for encoding in ENCODINGS:
            assert word.encode(encoding) not in kept


@pytest.mark.waits
@pytest.mark.parametrize("watched", [True, False])
def test_what_a_monitor_calls_a_patient_by_is_never_kept(tmp_path: Path, events: EventLog, watched: bool) -> None:
    simulator = CuffSimulator(tmp_path / "cuff", clock=ManualClock())
    simulator.start()
    device = Hbp9030("cuff", url=str(tmp_path / "cuff"))
    device.wire_log.watched = watched
    try:
        device.start(events)
        events.wait_state(DeviceState.READY)
        simulator.measure(128, 76, 70, patient_id="A1234567890987654321")
        events.wait_for(ReadingTaken)
    finally:
        assert device.stop()
        simulator.close()
    kept = shown(device.wire_log.entries())
    assert b"A12345" not in kept
    assert (b"128,076,070" in kept) == watched
    assert sum(entry.length for entry in device.wire_log.entries()) == 55
