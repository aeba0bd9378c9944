"""Spoken samples on their way to a sound device, the real one of the library's that nobody hears among them."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.errors import DeviceNotAvailable
from devices.sound.stream import (
    RATE_HZ,
    BrokenSound,
    MiniaudioStream,
    Mixer,
    decoded,
    has_card,
    open_card,
    open_nowhere,
)
from tests.support.sound import tone

CLIP = next(iter(sorted((Path(__file__).parents[3] / "resources/voice/zh-CN").glob("*.ogg"))))


def test_a_clip_is_decoded_to_mono_samples_of_24_khz() -> None:
    samples = decoded(CLIP.read_bytes())
    assert (samples.dtype, samples.ndim) == (np.int16, 1)
    assert RATE_HZ < len(samples) < 20 * RATE_HZ
    assert 8_000 < np.abs(samples.astype(int)).max() < 32_767


@pytest.mark.parametrize("file", [b"", b"OggS", b"no sound at all", CLIP.read_bytes()[:40]])
def test_what_is_no_sound_is_refused(file: bytes) -> None:
    with pytest.raises(BrokenSound):
        decoded(file)


@given(st.binary(max_size=300))
def test_bytes_of_any_kind_are_decoded_or_refused(file: bytes) -> None:
    with contextlib.suppress(BrokenSound):
        assert decoded(file).size


def test_what_is_played_comes_out_whole_at_its_volume_then_silence() -> None:
    mixer, samples = Mixer(), tone(0.1)
    mixer.play(samples, 0.5)
    out = np.concatenate([mixer.block(1000) for _ in range(4)])
    assert np.abs(out[:2400] - samples * 0.5).max() <= 1
    assert not out[2400:].any()
    assert (mixer.left(), mixer.taken) == (0, 4000)


def test_a_stop_fades_within_thirty_milliseconds_and_is_no_click() -> None:
    mixer = Mixer()
    mixer.play(tone(2.0, 100.0), 1.0)
    mixer.block(2400)
    mixer.stop()
    out = mixer.block(2400).astype(int)
    assert not out[720:].any()
    assert np.abs(np.diff(out)).max() < 1_500  # a tone of 100 Hz moves by 860 a sample at most
    assert np.abs(out[:240]).max() > 10_000
    assert np.abs(out[600:720]).max() < 6_000


def test_another_phrase_begins_while_the_old_one_fades() -> None:
    mixer = Mixer()
    mixer.play(np.full(RATE_HZ, 1000, dtype=np.int16), 1.0)
    mixer.block(100)
    mixer.play(np.full(RATE_HZ, 5000, dtype=np.int16), 1.0)
    out = mixer.block(1000)
    assert (out[0], out[719], out[720]) == (6000, 5000, 5000)


def test_two_loud_phrases_over_each_other_are_limited_and_do_not_wrap() -> None:
    mixer = Mixer()
    mixer.play(np.full(2000, 30000, dtype=np.int16), 1.0)
    mixer.play(np.full(2000, 30000, dtype=np.int16), 1.0)
    assert mixer.block(10).max() == 32767


def test_a_thousand_fast_stops_leave_silence() -> None:
    mixer, samples = Mixer(), tone(0.5)
    for _ in range(1000):
        mixer.play(samples, 1.0)
        mixer.stop()
    mixer.block(720)
    assert not mixer.block(2400).any()
    assert mixer.left() == 0


# --- the library's device that nobody hears ---------------------------------------------------------------------------
def until(stream: MiniaudioStream, frames: int) -> None:
    """Until the device has taken so many samples."""
    never = threading.Event()
    for _ in range(2000):
        if stream.taken_frames() >= frames:
            return
        never.wait(0.005)
    raise AssertionError("the device takes nothing")


def test_a_device_takes_what_is_played_sleeps_and_plays_again_and_leaves_no_thread() -> None:
    before = set(threading.enumerate())
    stream = open_nowhere()
    assert isinstance(stream, MiniaudioStream)
    stream.play(tone(30.0), 0.5)
    until(stream, 1)
    assert stream.left_s() < 30.0
    stream.stop()
    until(stream, stream.taken_frames() + 720)
    assert stream.left_s() == 0
    stream.rest()
    slept = stream.taken_frames()
    stream.play(tone(0.05), 0.5)
    until(stream, slept + 1200)
    assert stream.left_s() == 0
    stream.close()
    stream.close()
    assert set(threading.enumerate()) - before == set()


def test_machine_without_a_sound_device_is_not_asked_for_one(tmp_path: Path) -> None:
    assert not has_card(tmp_path)
    (tmp_path / "dev/snd").mkdir(parents=True)
    (tmp_path / "dev/snd/controlC0").touch()
    (tmp_path / "dev/snd/pcmC0D0c").touch()
    assert not has_card(tmp_path)
    (tmp_path / "dev/snd/pcmC0D0p").touch()
    assert has_card(tmp_path)
    with pytest.raises(DeviceNotAvailable):
        open_card()


def test_a_sound_server_of_a_desktop_counts_as_a_device(tmp_path: Path) -> None:
    (tmp_path / "run/user/1000/pulse").mkdir(parents=True)
    (tmp_path / "run/user/1000/pulse/native").touch()
    assert has_card(tmp_path)
