"""The one voice: in order, cut at once, silent where something is wrong, and back when the device is."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from devices.clock import SystemClock
from devices.sound.stream import open_nowhere
from kiosk.voice.clips import Clips
from kiosk.voice.speaker import BETWEEN_S, Speaker
from tests.conftest import AnnouncedLog
from tests.kiosk.voice.conftest import Voice
from tests.support.clock import ManualClock


def test_clips_are_said_in_their_order_with_a_pause_between_and_then_it_is_silent(voice: Voice) -> None:
    one, two, three = voice.clips()
    voice.speaker.say((one, two, three))
    voice.speaker.tick()
    assert (voice.begun, voice.speaker.speaking) == ([one], True)
    voice.go_on(one.ms / 1000 + BETWEEN_S - 0.1)
    assert voice.begun == [one]
    voice.go_on(0.3)
    assert voice.begun == [one, two]
    voice.go_on((two.ms + three.ms) / 1000 + 3 * BETWEEN_S)
    assert (voice.begun, voice.speaker.speaking) == ([one, two, three], False)
    assert [what for what, *_ in voice.log] == ["play", "play", "play"]
    assert voice.card.streams[-1].gains == [0.8, 0.8, 0.8]
    assert voice.changes[-1] == (True, False)


def test_a_stop_ends_the_phrase_and_what_was_to_follow(voice: Voice) -> None:
    voice.speaker.say(voice.clips())
    voice.go_on(0.3)
    voice.speaker.stop()
    assert not voice.speaker.speaking
    voice.go_on(10.0)
    assert len(voice.begun) == 1
    assert [what for what, *_ in voice.log] == ["play", "stop", "rest"]


def test_another_phrase_cuts_the_one_before_and_begins_at_once(voice: Voice) -> None:
    one, two, three = voice.clips()
    voice.speaker.say((one, two))
    voice.go_on(0.3)
    voice.speaker.say((three,))
    voice.speaker.tick()
    assert voice.begun == [one, three]
    voice.go_on(5.0)
    assert voice.begun == [one, three]


def test_asked_again_it_begins_from_the_beginning(voice: Voice) -> None:
    one, two, _ = voice.clips()
    for _ in range(2):
        voice.speaker.say((one, two))
        voice.go_on((one.ms + two.ms) / 1000 + 2)
    assert voice.begun == [one, two, one, two]


def test_a_thousand_fast_touches_end_as_the_last_one_says(voice: Voice) -> None:
    clips = voice.clips()
    for _ in range(1000):
        voice.speaker.say(clips)
        voice.speaker.stop()
    voice.speaker.tick()
    assert (voice.begun, voice.speaker.speaking) == ([], False)
    voice.speaker.say(clips)
    voice.speaker.tick()
    assert voice.begun == [clips[0]]


def test_the_device_sleeps_when_nothing_was_said_for_a_while_and_not_before(voice: Voice) -> None:
    voice.speaker.say(voice.clips(1))
    voice.go_on(voice.clips(1)[0].ms / 1000 + 4.0)
    assert ("rest",) not in voice.log
    voice.go_on(3.0)
    assert voice.log.count(("rest",)) == 1
    voice.go_on(60.0)
    assert voice.log.count(("rest",)) == 1


def test_without_a_sound_device_there_is_no_voice_until_one_is_plugged_in(clock: ManualClock) -> None:
    voice = Voice(clock)
    voice.card.there = False
    silent = Speaker(Clips(), voice.card.open, clock, volume=1.0)
    silent.tick()
    assert not silent.works
    silent.say(voice.clips())
    silent.tick()
    assert not silent.speaking
    voice.card.there = True
    for _ in range(6):
        clock.advance(1.0)
        silent.tick()
    assert silent.works


def test_it_is_looked_for_less_and_less_often_but_every_five_minutes(clock: ManualClock) -> None:
    voice = Voice(clock)
    voice.card.there, voice.card.tries = False, 0
    silent = Speaker(Clips(), voice.card.open, clock, volume=1.0)
    for _ in range(3600):
        silent.tick()
        clock.advance(1.0)
    assert 15 <= voice.card.tries <= 20
    for _ in range(600):
        silent.tick()
        clock.advance(1.0)
    assert 17 <= voice.card.tries <= 22


def test_device_pulled_out_in_the_middle_of_a_phrase_ends_it_within_two_seconds(
    voice: Voice, announced: AnnouncedLog
) -> None:
    announced.expect("the sound device has gone while it played")
    voice.speaker.say(voice.clips())
    voice.go_on(0.2)
    voice.card.streams[0].gone, voice.card.there = True, False
    voice.go_on(2.0)
    assert (voice.speaker.works, voice.speaker.speaking) == (False, False)
    assert ("close",) in voice.card.streams[0].log
    assert voice.changes[-1] == (False, False)
    voice.card.there = True
    voice.go_on(11.0)
    assert voice.speaker.works
    voice.speaker.say(voice.clips(1))
    voice.speaker.tick()
    assert [what for what, *_ in voice.log] == ["play"]


def test_device_that_does_not_start_is_let_go(voice: Voice, announced: AnnouncedLog) -> None:
    announced.expect("nothing can be played")
    voice.card.streams[0].starts = False
    voice.speaker.say(voice.clips())
    voice.speaker.tick()
    assert (voice.speaker.works, voice.speaker.speaking, voice.begun) == (False, False, [])


@pytest.fixture
def own_clips(tmp_path: Path) -> Clips:
    """The clips in a folder of the test's own."""
    shutil.copytree(Clips().folder, tmp_path / "clips")
    return Clips(tmp_path / "clips")


def test_broken_file_ends_the_phrase_is_told_once_and_nothing_of_its_screen_is_read_again(
    clock: ManualClock, own_clips: Clips, announced: AnnouncedLog, caplog: pytest.LogCaptureFixture
) -> None:
    announced.expect("cannot be played")
    voice = Voice(clock, own_clips)
    one, two, three = voice.clips()
    own_clips.path(two).write_bytes(b"OggS and nothing else")
    for _ in range(2):
        voice.speaker.say((one, two, three))
        voice.go_on(one.ms / 1000 + 1.0)
        assert not voice.speaker.speaking
    assert voice.begun == [one, one]
    assert len([line for line in caplog.messages if "cannot be played" in line]) == 1


def test_the_thread_says_what_is_asked_on_a_device_nobody_hears_and_ends() -> None:
    """Everything real but the loudspeaker."""
    begun, ended = threading.Event(), threading.Event()
    speaker = Speaker(Clips(), open_nowhere, SystemClock(), volume=0.5, on_clip=lambda _: begun.set())
    speaker.on_change = lambda: ended.set() if begun.is_set() and not speaker.speaking else None
    speaker.start()
    shortest = min(speaker.clips.rows, key=lambda row: row.ms)
    speaker.say((shortest,))
    assert begun.wait(20)
    assert ended.wait(20)
    for _ in range(200):
        speaker.say((shortest,))
        speaker.stop()
    speaker.close()
    assert "voice" not in {thread.name for thread in threading.enumerate()}


def test_a_driver_that_throws_whatever_it_likes_leaves_a_terminal_in_silence(announced: AnnouncedLog) -> None:
    announced.expect("the voice stumbled")
    fell = threading.Event()

    def throws() -> None:
        fell.set()
        raise RuntimeError("what nobody expected")

    speaker = Speaker(Clips(), throws, SystemClock(), volume=0.5)  # type: ignore[arg-type]
    speaker.start()
    assert fell.wait(20)
    speaker.close()
    assert not speaker.works
