"""A renewal with 念给我听, by touch on the glass: what is heard, in which order, and what cuts it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.visits.states import State
from kiosk.voice.aloud import AloudPressed, ReadAloud
from kiosk.whitelist.consent import NEWEST_TEXT
from tests.kiosk.voice.conftest import Voice
from tests.ui.conftest import qapp_cls, qt_app, qt_messages
from tests.walks.test_health_hut import texts
from tests.walks.test_own_rights import OwnGlass
from ui.application.event_loop import wait_ms
from ui.window.touching import visible_items

__all__ = ["qapp_cls", "qt_app", "qt_messages"]

RENEWAL = [
    "visitor.screens.renew.headline",
    *["voice.instead.visitor.screens.renew.lead"] * 2,
    *[f"consents.{NEWEST_TEXT}.face.text"] * 4,
    "voice.answers.visitor.buttons.agree",
]


class HeardGlass(OwnGlass):
    """The glass of a terminal with a voice; what it says takes time on the test's clock."""

    def __init__(self, orientation: str, folder: Path) -> None:
        super().__init__(orientation, folder)
        self.voice = Voice(self.hall.clock)
        conductor, take = self.hall.conductor, self.hall.on
        self.aloud = ReadAloud(self.hall.views.append, conductor.post, self.voice.speaker)
        begins = self.voice.speaker.on_clip

        def began(clip: Any) -> None:
            self.voice.begun.append(clip)
            begins(clip)

        self.voice.speaker.on_clip = began
        conductor._publish = self.aloud.show

        def on(*events: Any) -> Any:
            for event in events:
                if isinstance(event, AloudPressed):
                    self.aloud.pressed(event)
                else:
                    take(event)
            return self.hall

        self.hall.on = on  # type: ignore[method-assign]

    def listen(self, seconds: float) -> None:
        """Time goes on, for the voice and for the visit."""
        for _ in range(round(seconds * 20)):
            self.hall.clock.advance(0.05)
            self.voice.speaker.tick()
            self.hall.conductor.tick()

    def keys(self) -> list[str]:
        return [clip.key for clip in self.voice.begun]

    def offers(self) -> bool:
        """Whether the button stands on the glass, once the page has come."""
        self.draw()
        names: set[str] = set()
        for _ in range(5000):
            names = {item.objectName() for item in visible_items(self.shell.root)}
            if "button-help" in names:
                break
            wait_ms(2)
        assert "button-help" in names
        return "button-listen" in names


@pytest.fixture(params=["portrait", "landscape"])
def heard(qt_app: QGuiApplication, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[HeardGlass]:
    glass = HeardGlass(request.param, tmp_path / "data")
    glass.hall.clock.advance(timedelta(days=7).total_seconds())
    yield glass
    glass.shell.close()
    glass.store.close()
    wait_ms(1)


def test_L19_a_renewal_is_heard_to_its_last_answer_and_meanwhile_nobody_is_asked_whether_they_are_there(
    heard: HeardGlass,
) -> None:
    heard.served()
    assert heard.state is State.RENEW
    assert heard.offers()
    assert "念给我听" in texts(heard.shell)
    heard.press("listen")
    heard.draw()
    assert "先别念了" in texts(heard.shell)
    lasted_s = 0
    while heard.voice.speaker.speaking and lasted_s < 120:
        heard.listen(1.0)
        lasted_s += 1
        assert heard.hall.view.warning_s is None
    assert lasted_s > 30  # the screen alone would have asked by then
    assert heard.keys() == RENEWAL
    heard.draw()
    assert "念给我听" in texts(heard.shell)
    assert (heard.state, heard.desks.store.renewals.to_ask(heard.who, 60) != ()) == (State.RENEW, True)


def test_L19_touched_again_it_is_silent_and_an_answer_cuts_it(heard: HeardGlass) -> None:
    token = heard.served()
    heard.press("listen")
    heard.listen(1.0)
    heard.press("listen")
    heard.listen(10.0)
    assert heard.keys() == RENEWAL[:1]
    heard.press("listen")
    heard.listen(4.0)
    heard.press("refuse")
    before = len(heard.keys())
    heard.listen(10.0)
    assert len(heard.keys()) == before
    assert heard.offers()
    heard.press("listen")
    heard.listen(3.0)
    assert heard.keys()[before] == "visitor.screens.renew.variants.sure.headline"
    heard.press("no", "later")
    assert heard.state is State.RESULT
    assert not heard.offers()
    heard.home(token)


def test_person_who_goes_while_it_is_read_leaves_silence(heard: HeardGlass) -> None:
    token = heard.served()
    heard.press("listen")
    heard.listen(2.0)
    heard.home(token)
    said = len(heard.keys())
    heard.listen(20.0)
    assert len(heard.keys()) == said


def test_L19_without_a_sound_device_the_same_visit_has_no_such_button(heard: HeardGlass) -> None:
    heard.voice.speaker.works = False
    heard.served()
    assert heard.state is State.RENEW
    assert not heard.offers()
    assert "念给我听" not in texts(heard.shell)
