"""Every byte anybody published of a health instrument becomes the right value, or a refusal; nothing near it raises."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

import pytest

from devices.decoding import Decoded, Outcome, RefusalCode, Refused
from devices.events import Quality
from devices.evidence import Fact
from devices.gatt import makers, record_access
from devices.gatt.decoders import OWN, STANDARD
from devices.gatt.octets import date_time_octets
from devices.gatt.own import contec, omron
from devices.instruments import (
    bci_frames,
    cms50d_frames,
    hbp9020_frames,
    stand_frames,
    terumo_frames,
    tm265x_frames,
)
from devices.metrics import known
from devices.thermometers import gy614v_frames, gymcu90640_frames, mlx90614_words
from kiosk.sentences import all_fault_sentences
from tests.support.instrument_frames import FILE, REPORTED_BUGS, Clock, Command, Frame, frame_file, frames_of

DECODERS: Mapping[str, Callable[[bytes], Outcome]] = {
    **{f"{number:04X}": decoder for number, decoder in STANDARD.items()},
    **OWN,
    "hbp-9020": hbp9020_frames.decode,
    "tm-265x": tm265x_frames.decode,
    "terumo": terumo_frames.decode,
    "cms50d": cms50d_frames.decode,
    "bci": bci_frames.decode,
    "hw-3030": stand_frames.hw3030,
    "escape-stand": stand_frames.escapes,
    "wb-3000": stand_frames.wb3000,
    "gy-614v": gy614v_frames.decode,
    "mlx90614": mlx90614_words.decode,
}
COMMANDS = {
    "date-time": date_time_octets(datetime(2026, 11, 22, 8, 30)),
    "report-all": record_access.REPORT_ALL,
    "report-last": record_access.REPORT_LAST,
    "count-all": record_access.COUNT_ALL,
    "report-from-300": record_access.report_from(300),
    "and-send-all": makers.FAMILIES[0].hello[0],
    "and-disconnect": makers.FAMILIES[0].bye,
    "contec-start": contec.START,
    "contec-heartbeat": contec.HEARTBEAT,
    "tm-265x-start": tm265x_frames.START,
    "tm-265x-stop": tm265x_frames.STOP,
    "cms50d-start": cms50d_frames.START,
    "cms50d-stop": cms50d_frames.STOP,
    "cms50d-keep-alive": cms50d_frames.KEEP_ALIVE,
    "mlx-array-automatic": gymcu90640_frames.AUTOMATIC,
    "mlx-array-ask-one": gymcu90640_frames.ASK_ONE,
    "mlx-array-four-a-second": gymcu90640_frames.FOUR_A_SECOND,
    "mlx-array-115200": gymcu90640_frames.BAUD_115200,
    "mlx-array-emissivity": gymcu90640_frames.READ_EMISSIVITY,
}


def by_name(item: Frame | Clock) -> str:
    return item.name


@pytest.mark.parametrize("frame", frames_of(), ids=by_name)
def test_what_was_published_is_read_right(frame: Frame) -> None:
    found = DECODERS[frame.decoder](frame.data)
    if frame.refused:
        assert isinstance(found, Refused)
        assert found.code.value == frame.refused
        return
    assert isinstance(found, Decoded)
    assert {q.metric: q.value for q in found.quantities} == pytest.approx(frame.expect, abs=1e-6)
    assert {q.metric: q.unit for q in found.quantities} == {name: known()[name].unit for name in frame.expect}
    assert (found.device_time, found.flags) == (frame.taken, frame.flags)
    assert found.quality is (Quality.DOUBTFUL if frame.doubtful else Quality.GOOD)


@pytest.mark.parametrize("clock", frame_file().clock, ids=by_name)
def test_clocks_of_devices(clock: Clock) -> None:
    assert omron.clock(bytes.fromhex(clock.hex), swapped=clock.swapped) == clock.taken


@pytest.mark.parametrize("command", frame_file().command, ids=lambda command: command.what)
def test_what_is_written_to_devices(command: Command) -> None:
    assert COMMANDS[command.what] == bytes.fromhex(command.hex)


# --- near what was published ------------------------------------------------------------------------------------------
def near(data: bytes) -> Iterator[bytes]:
    """Every beginning, and every change of one byte."""
    yield from (data[:length] for length in range(len(data)))
    for at in range(len(data)):
        before, after = data[:at], data[at + 1 :]
        yield from (before + bytes((byte,)) + after for byte in range(256) if byte != data[at])


@pytest.mark.parametrize("decoder", sorted(DECODERS))
def test_nothing_near_a_frame_raises_or_is_outside_the_limits(decoder: str) -> None:
    decode, limits = DECODERS[decoder], {name: entry.hard for name, entry in known().items()}
    for frame in frames_of(decoder):
        for data in near(frame.data):
            found = decode(data)
            if isinstance(found, Refused):
                assert isinstance(found.code, RefusalCode)
                continue
            assert found.quantities
            for each in found.quantities:
                low, high = limits[each.metric]
                assert each.value is not None
                assert low <= each.value <= high, (frame.name, data.hex())
            assert found.device_time is None or found.device_time.tzinfo is None


# --- the file ---------------------------------------------------------------------------------------------------------
def test_every_reported_bug_is_a_frame_or_waits_for_its_test() -> None:
    file = frame_file()
    here = {row for part in (file.frame, file.clock, file.situation) for item in part for row in item.rows}
    assert here == set(REPORTED_BUGS)


def test_names_and_tests_are_their_own() -> None:
    for names in ([frame.name for frame in frames_of()], [each.test for each in frame_file().situation]):
        assert len(names) == len(set(names))


def test_every_situation_has_its_test_or_waits_for_it() -> None:
    sources = "".join(path.read_text() for path in FILE.parents[1].rglob("test_*.py"))
    lacking = {each.test for each in frame_file().situation if f"def {each.test}(" not in sources}
    assert lacking <= {
        "test_a_weight_far_from_the_last_is_asked_about"
    }  # a question of the self-check, not of a device


def test_every_decoder_has_frames_that_are_read_and_every_frame_says_what_it_becomes() -> None:
    assert set(DECODERS) == {frame.decoder for frame in frames_of() if frame.expect}
    assert [frame.name for frame in frames_of() if bool(frame.expect) == bool(frame.refused)] == []


@pytest.mark.parametrize("decoder", sorted(DECODERS))
def test_beside_every_decoder_stands_on_what_it_rests(decoder: str) -> None:
    held = importlib.import_module(DECODERS[decoder].__module__).RESTS_ON
    facts = [fact for part in held.values() for fact in part] if isinstance(held, dict) else held
    assert facts
    assert all(isinstance(fact, Fact) and fact.what and fact.source for fact in facts)


def test_every_refusal_has_its_sentences() -> None:
    assert {code.value for code in RefusalCode} - set(all_fault_sentences()) == set()


def test_every_refusal_is_met_in_a_frame() -> None:
    of_a_frame = set(RefusalCode) - {RefusalCode.NOTHING_SENT}  # said of a connection, by its driver
    assert {code.value for code in of_a_frame} - {frame.refused for frame in frames_of()} == set()
