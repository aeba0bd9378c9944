"""The doorway on the real screens: no picture before the session, marks and arrow where the person looks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem

from kiosk.settings import Screen, Settings
from ui.items.preview_item import Preview
from ui.sample_pictures.sample import Sample
from ui.sample_pictures.samples import samples
from ui.sample_pictures.viewer import SampleViewer
from ui.window.touching import centre_of, visible_items

BY_NAME = {sample.name: sample for sample in samples()}


@pytest.fixture(scope="module", params=["portrait", "landscape"])
def viewer(qt_app: QGuiApplication, request: pytest.FixtureRequest) -> Iterator[SampleViewer]:
    made = SampleViewer(Settings(screen=Screen(orientation=request.param, less_motion=True, full_screen=False)))
    yield made
    made.close()


def shown(viewer: SampleViewer, name: str) -> list[QQuickItem]:
    """The items of a sample, with a camera picture ready in the memory whether or not it may be shown."""
    sample = BY_NAME[name]
    viewer.show(Sample(name, sample.view, shows_face=True))
    return list(visible_items(viewer.shell.root))


def texts(items: list[QQuickItem]) -> list[str]:
    return [str(item.property("text")) for item in items if item.inherits("QQuickText")]


def test_no_picture_is_shown_before_the_notice_was_read(viewer: SampleViewer) -> None:
    before = shown(viewer, "looking-notice")
    assert [item for item in before if isinstance(item, Preview)] == []
    assert "镜头只用来认人，不拍照，不留存" in texts(before)
    running = shown(viewer, "looking-nobody")
    assert len([item for item in running if isinstance(item, Preview)]) == 1
    assert "镜头只用来认人，不拍照，不留存" in texts(running)


def test_notice_is_bold_while_it_is_the_one_thing_to_read(viewer: SampleViewer) -> None:
    for name, weight in (("looking-notice", 700), ("looking-closer", 400)):
        notice = next(i for i in shown(viewer, name) if i.property("text") == "镜头只用来认人，不拍照，不留存")
        assert notice.property("font").weight() == weight


@pytest.mark.parametrize(
    ("name", "marks"),
    [
        ("looking-closer", {"远了": 700, "光线好": 400, "脸正": 400}),
        ("looking-good", {"远近好": 400, "光线好": 400, "脸正": 400}),
        ("looking-nobody", {}),
        ("looking-turn-left", {}),
    ],
)
def test_only_what_is_not_right_yet_is_bold(viewer: SampleViewer, name: str, marks: dict[str, int]) -> None:
    known = ("远了", "远近好", "光线好", "有点暗", "有点亮", "光不好", "脸正", "脸侧了", "在动")
    found = {
        str(item.property("text")): item.property("font").weight()
        for item in shown(viewer, name)
        if item.property("text") in known
    }
    assert found == marks


@pytest.mark.parametrize(("name", "side"), [("looking-turn-left", -1), ("looking-turn-right", 1)])
def test_arrow_stands_on_the_side_the_head_turns_to(viewer: SampleViewer, name: str, side: int) -> None:
    items = shown(viewer, name)
    arrow = centre_of(next(i for i in items if i.objectName() == "turn-sign"))
    door = centre_of(next(i for i in items if isinstance(i, Preview)))
    assert (arrow.x() - door.x()) * side > 150


def test_no_arrow_stands_there_when_nobody_is_to_turn(viewer: SampleViewer) -> None:
    assert not any(i.objectName() == "turn-sign" for i in shown(viewer, "looking-look-here"))


def test_card_is_the_second_answer_where_the_camera_is_not_sure(viewer: SampleViewer) -> None:
    names = [i.objectName() for i in shown(viewer, "confirm-unsure") if i.objectName().startswith("button-")]
    assert names == ["button-yes", "button-use-card", "button-back", "button-help"]
    names = [i.objectName() for i in shown(viewer, "confirm") if i.objectName().startswith("button-")]
    assert names == ["button-yes", "button-no", "button-back", "button-help"]
