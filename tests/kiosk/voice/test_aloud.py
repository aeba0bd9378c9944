"""念给我听 on its way to the glass: only where it works, cut by another screen; the visit knows of who listens."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.settings import Settings
from kiosk.settings import Voice as VoiceSettings
from kiosk.visits.events import Touched
from kiosk.visits.view import AloudView, VisitView
from kiosk.voice.aloud import AloudPressed, ReadAloud
from kiosk.voice.clips import Clips
from kiosk.voice.making import read_aloud_of
from tests.conftest import AnnouncedLog
from tests.kiosk.voice.conftest import Voice
from tests.support.clock import ManualClock
from ui.sample_pictures.samples import samples

VIEWS = {sample.name: sample.view for sample in samples()}
LISTEN, STOP = AloudView("念给我听"), AloudView("先别念了", speaking=True)  # type: ignore[arg-type]


class Glass:
    """What is shown, with the voice behind it."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.shown: list[VisitView] = []
        self.touched: list[Touched] = []
        self.aloud = ReadAloud(self.shown.append, self.touched.append, voice.speaker)

    @property
    def button(self) -> AloudView | None:
        return self.shown[-1].aloud

    def press(self) -> None:
        self.aloud.pressed(AloudPressed(self.shown[-1].serial))
        self.voice.speaker.tick()

    @property
    def keys(self) -> list[str]:
        return [clip.key for clip in self.voice.begun]


@pytest.fixture
def glass(clock: ManualClock) -> Glass:
    voice = Voice(clock)
    glass = Glass(voice)
    begins = voice.speaker.on_clip

    def both(clip: object) -> None:
        voice.begun.append(clip)  # type: ignore[arg-type]
        begins(clip)  # type: ignore[arg-type]

    voice.speaker.on_clip = both
    return glass


def test_nothing_is_read_before_it_is_asked_for(glass: Glass) -> None:
    glass.aloud.show(VIEWS["renew-face"])
    glass.voice.go_on(5.0)
    assert (glass.button, glass.voice.begun) == (LISTEN, [])


def test_a_touch_reads_it_another_is_silence_and_a_third_begins_again(glass: Glass) -> None:
    glass.aloud.show(VIEWS["renew-face"])
    glass.press()
    assert glass.button == STOP
    glass.press()
    assert glass.button == LISTEN
    glass.press()
    assert glass.keys == ["visitor.screens.renew.headline"] * 2


def test_read_to_its_end_the_button_offers_it_again(glass: Glass) -> None:
    glass.aloud.show(VIEWS["forget-sure"])
    glass.press()
    glass.voice.go_on(20.0)
    assert glass.keys == [
        "visitor.screens.forget.variants.sure.headline",
        "visitor.screens.forget.variants.sure.lead",
        "voice.answers.visitor.screens.forget.variants.sure.buttons.yes",
        "voice.answers.visitor.screens.forget.variants.sure.buttons.yes",
    ]
    assert glass.button == LISTEN


def test_another_screen_cuts_it(glass: Glass) -> None:
    glass.aloud.show(VIEWS["renew-face"])
    glass.press()
    glass.aloud.show(VIEWS["renew-face-sure"])
    assert glass.button == LISTEN
    glass.voice.go_on(10.0)
    assert len(glass.keys) == 1
    glass.aloud.show(VIEWS["result"])
    assert glass.button is None


def test_the_same_screen_drawn_again_goes_on(glass: Glass) -> None:
    glass.aloud.show(VIEWS["renew-face"])
    glass.press()
    glass.aloud.show(replace(VIEWS["renew-face"], help_called=True))
    glass.voice.go_on(3.0)
    assert (glass.button, len(glass.keys)) == (STOP, 2)


def test_whoever_listens_is_there_at_every_sentence(glass: Glass) -> None:
    glass.aloud.show(VIEWS["withdraw-face"])
    glass.press()
    glass.voice.go_on(30.0)
    assert len(glass.touched) == len(glass.keys) == 6


def test_touch_meant_for_the_screen_before_reads_nothing(glass: Glass) -> None:
    glass.aloud.show(VIEWS["renew-face"])
    glass.aloud.pressed(AloudPressed(VIEWS["renew-face"].serial - 1))
    glass.voice.go_on(1.0)
    assert glass.keys == []


def test_another_wing_cuts_it(glass: Glass) -> None:
    glass.aloud.show(VIEWS["renew-face"])
    glass.press()
    glass.aloud.hush()
    glass.voice.go_on(10.0)
    assert (len(glass.keys), glass.button) == (1, LISTEN)


def test_L19_terminal_without_a_sound_device_shows_no_such_button_until_it_has_one(clock: ManualClock) -> None:
    voice = Voice(clock)
    voice.speaker.works = False
    glass = Glass(voice)
    glass.aloud.show(VIEWS["renew-face"])
    assert glass.button is None
    glass.press()
    assert glass.keys == []
    voice.speaker.works = True
    voice.speaker.on_change()
    assert glass.button == LISTEN


def test_button_goes_with_the_device(glass: Glass, announced: AnnouncedLog) -> None:
    announced.expect("the sound device has gone")
    glass.aloud.show(VIEWS["renew-face"])
    glass.press()
    glass.voice.card.there = False
    glass.voice.card.streams[0].gone = True
    glass.voice.go_on(3.0)
    assert glass.button is None


def test_screen_with_a_clip_missing_keeps_its_text_has_no_button_and_it_is_told_once(
    clock: ManualClock, tmp_path: Path, announced: AnnouncedLog, caplog: pytest.LogCaptureFixture
) -> None:
    announced.expect("has no clip")
    shutil.copytree(Clips().folder, tmp_path / "clips")
    clips = Clips(tmp_path / "clips")
    (row,) = (row for row in clips.rows if row.key == "visitor.screens.delete-health.lead")
    clips.path(row).unlink()
    glass = Glass(Voice(clock, clips))
    for name in ("delete-health", "renew-face", "delete-health"):
        glass.aloud.show(VIEWS[name])
    assert [view.aloud for view in glass.shown] == [None, LISTEN, None]
    assert [replace(view, aloud=None) for view in glass.shown] == [
        VIEWS["delete-health"], VIEWS["renew-face"], VIEWS["delete-health"]
    ]  # fmt: skip
    assert len([line for line in caplog.messages if "has no clip" in line]) == 1


def test_words_that_were_changed_since_they_were_recorded_are_not_read(
    clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("has no clip")
    glass = Glass(Voice(clock))
    changed = VIEWS["renew-face"].consent.laid_out("我同意把人脸用在别处。")
    glass.aloud.show(replace(VIEWS["renew-face"], consent=changed))
    assert glass.button is None


def test_switched_off_there_is_no_voice_and_no_device_is_opened(clock: ManualClock) -> None:
    shown: list[VisitView] = []
    voice = Voice(clock)
    voice.card.tries = 0
    off = read_aloud_of(VoiceSettings(enabled=False), shown.append, lambda _: None, clock, voice.card.open)
    off.start()
    off.show(VIEWS["renew-face"])
    off.close()
    assert (shown, off.works(), voice.card.tries) == ([VIEWS["renew-face"]], None, 0)


def test_settings_allow_a_quarter_to_all_of_the_volume() -> None:
    assert (Settings().voice.enabled, Settings().voice.volume) == (True, 0.8)


def test_damaged_list_of_clips_leaves_a_terminal_in_silence(
    clock: ManualClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, announced: AnnouncedLog
) -> None:
    announced.expect("its clips cannot be used")
    (tmp_path / "zh-CN").mkdir()
    (tmp_path / "zh-CN" / "manifest.json").write_text("[{]", encoding="utf-8")
    monkeypatch.setattr("resources.path", lambda *_: tmp_path)
    shown: list[VisitView] = []
    made = read_aloud_of(VoiceSettings(), shown.append, lambda _: None, clock, Voice(clock, Clips(tmp_path)).card.open)
    made.show(VIEWS["renew-face"])
    assert (shown, made.works()) == ([VIEWS["renew-face"]], None)
