"""Real touches on the real screens: what is pressed, what is only touched, and what is too early."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from kiosk.settings import Screen, Settings
from kiosk.visits.events import EntryMade, Pressed, Touched
from kiosk.visits.states import Button, State
from kiosk.visits.view import VisitView
from tests.support.clock import ManualClock
from ui.application.event_loop import wait_ms
from ui.sample_pictures.sample import Sample
from ui.sample_pictures.samples import samples
from ui.window.shell import Shell
from ui.window.touching import Finger, Hand, centre_of, visible_item
from ui.wings import WINGS

BY_NAME = {sample.name: sample for sample in samples()}


class Panel:
    """A shell, what it sent, and the clock its deafness runs on."""

    def __init__(self, clock: ManualClock, orientation: str = "portrait") -> None:
        self.sent: list[object] = []
        self._clock = clock
        self._due: list[object] = []
        screen = Screen(orientation=orientation, less_motion=True, full_screen=False)  # type: ignore[arg-type]
        self.shell = Shell(
            Settings(screen=screen),
            WINGS,
            lambda _, event: self.sent.append(event),
            clock=clock,
            single_shot=lambda _, call: self._due.append(call),
        )
        self.shell.show()
        for _ in range(100):
            if self.shell.first_frame_at is not None:
                break
            wait_ms(10)

    def show(self, view: VisitView | str, *, listen: bool = True) -> None:
        """Show a view or a sample; `listen` lets 400 ms pass."""
        self.shell.apply(BY_NAME[view].view if isinstance(view, str) else view)
        for _ in range(200):
            wait_ms(5)
            if self._is_drawn():
                break
        if listen:
            self.listen()

    def _is_drawn(self) -> bool:
        """Whether the screen has begun to fade in; before its first step nothing of it can be touched."""
        return all(part.opacity() > 0 for part in self.shell.root.childItems() if part.isVisible())

    def listen(self) -> None:
        self._clock.advance(0.4)
        due, self._due = self._due, []
        for call in due:
            call()  # type: ignore[operator]

    @property
    def presses(self) -> list[object]:
        """What was sent, without mere touches."""
        return [event for event in self.sent if not isinstance(event, Touched)]


@pytest.fixture
def panel(qt_app: QGuiApplication, clock: ManualClock) -> Iterator[Panel]:
    made = Panel(clock)
    yield made
    made.shell.close()
    wait_ms(1)


def buttons_of(sample: Sample) -> list[str]:
    """Buttons that can be touched: while the question 您还在吗 lies over the screen, only its answer."""
    if sample.view.warning_s is not None:
        return [Button.STILL_HERE]
    return [b.button for b in sample.view.buttons]


def _touched(panel: Panel, button: str, view: VisitView) -> bool:
    """Whether the button was there to be touched. PySide may hold a dead object under the address of a new item for as
    long as anybody holds it, and then shows nobody the item: drawn anew, it has another address.
    """
    for again in (True, True, False):
        try:
            panel.shell.touch(f"button-{button}")
        except KeyError:
            if again:
                panel.show("goodbye")
                panel.show(view)
                panel.sent.clear()
        else:
            return True
    return False


@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
def test_every_button_of_every_screen_is_drawn_and_says_its_name_and_serial(
    qt_app: QGuiApplication, clock: ManualClock, orientation: str
) -> None:
    panel = Panel(clock, orientation)
    wrong: list[str] = []
    for serial, sample in enumerate(samples(), start=100):
        view = replace(sample.view, serial=serial)
        panel.show(view)
        for button in buttons_of(sample):
            panel.sent.clear()
            if not _touched(panel, button, view):
                wrong.append(f"{sample.name}: {button} is not to be seen")
                continue
            if panel.presses != [Pressed(button, serial)]:
                wrong.append(f"{sample.name}: {button} sent {panel.presses}")
    panel.shell.close()
    wait_ms(1)
    assert not wrong, "\n".join(wrong)


def test_a_button_that_is_not_listed_is_not_there(panel: Panel) -> None:
    panel.show("reading")
    with pytest.raises(KeyError):
        panel.shell.touch("button-yes")


def test_a_press_within_400_ms_of_a_new_screen_does_nothing(panel: Panel) -> None:
    panel.show("confirm", listen=False)
    panel.shell.touch("button-yes")
    assert panel.presses == []
    panel.listen()
    panel.shell.touch("button-yes")
    assert panel.presses == [Pressed(Button.YES, BY_NAME["confirm"].view.serial)]


def test_a_press_that_began_on_the_screen_before_does_nothing(panel: Panel) -> None:
    panel.show("confirm")
    finger = Finger(panel.shell.window)
    place = centre_of(visible_item(panel.shell.root, "button-yes"))
    finger.press(place)
    panel.show(replace(BY_NAME["confirm"].view, serial=8))
    finger.release(place)
    assert panel.presses == []


def test_a_finger_that_slides_off_a_button_presses_nothing(panel: Panel) -> None:
    panel.show("confirm")
    finger = Finger(panel.shell.window)
    finger.press(centre_of(visible_item(panel.shell.root, "button-yes")))
    finger.release(QPointF(540, 300))
    assert panel.presses == []


def test_a_touch_anywhere_is_told(panel: Panel) -> None:
    panel.show("attract")
    panel.shell.touch_at(540, 900)
    assert panel.sent == [Touched()]


def test_a_touch_on_the_question_whether_anybody_is_here_is_told_too(panel: Panel) -> None:
    panel.show("result-warning")
    panel.shell.touch_at(540, 300)
    assert panel.sent == [Touched()]


def test_i_am_still_here_lies_over_the_buttons_of_the_screen_below(panel: Panel) -> None:
    panel.show("result-warning")
    with pytest.raises(KeyError):
        panel.shell.touch("button-self-check")
    panel.shell.touch("button-still-here")
    assert panel.presses == [Pressed(Button.STILL_HERE, BY_NAME["result-warning"].view.serial)]


def test_a_number_is_typed_and_given_away(panel: Panel) -> None:
    panel.show("entry-weight")
    for key in ("6", "3", "delete", "2", "point", "5", "ok"):
        panel.shell.touch(f"digit-{key}")
    assert panel.presses == [EntryMade("weight", "62.5", BY_NAME["entry-weight"].view.serial)]


def test_confirming_nothing_is_handed_over_so_that_the_sentence_for_it_is_said(panel: Panel) -> None:
    panel.show("entry-weight")
    panel.shell.touch("digit-ok")
    assert panel.presses == [EntryMade("weight", "", BY_NAME["entry-weight"].view.serial)]


def test_what_one_person_typed_is_gone_for_the_next(panel: Panel) -> None:
    panel.show("entry-weight")
    panel.shell.touch("digit-9")
    panel.show("attract")
    panel.show("entry-weight")
    for key in ("5", "0", "ok"):
        panel.shell.touch(f"digit-{key}")
    assert panel.presses == [EntryMade("weight", "50", BY_NAME["entry-weight"].view.serial)]


def test_typing_goes_on_while_the_screen_is_told_the_time(panel: Panel) -> None:
    panel.show("entry-weight")
    panel.shell.touch("digit-6")
    panel.show(replace(BY_NAME["entry-weight"].view, help_called=True))
    for key in ("2", "ok"):
        panel.shell.touch(f"digit-{key}")
    assert panel.presses == [EntryMade("weight", "62", BY_NAME["entry-weight"].view.serial)]


def test_the_same_touch_works_in_a_window_of_half_the_size(panel: Panel) -> None:
    panel.shell.show(540, 960)
    panel.show("confirm")
    panel.shell.touch("button-no")
    assert panel.presses == [Pressed(Button.NO, BY_NAME["confirm"].view.serial)]
    assert (panel.shell.grab().width(), panel.shell.grab().height()) == (1080, 1920)


def test_every_state_has_its_screen(panel: Panel) -> None:
    for state in State:
        own = next(sample for sample in samples() if sample.view.state is state)
        panel.show(own.view)
        assert panel.shell.loaded
        assert panel.shell.model.property("state") == state.value


def test_a_button_that_is_still_deaf_does_not_go_down(panel: Panel) -> None:
    panel.show("confirm", listen=False)
    button = visible_item(panel.shell.root, "button-yes")
    finger = Finger(panel.shell.window)
    finger.press(centre_of(button))
    assert button.property("down") is False
    panel.listen()
    finger.release(centre_of(button))
    assert panel.presses == []


def test_a_button_that_went_down_acts_when_the_finger_leaves_it(panel: Panel) -> None:
    panel.show("confirm")
    button = visible_item(panel.shell.root, "button-yes")
    finger = Finger(panel.shell.window)
    finger.press(centre_of(button))
    assert button.property("down") is True
    finger.release(centre_of(button))
    assert button.property("down") is False
    assert panel.presses == [Pressed(Button.YES, BY_NAME["confirm"].view.serial)]


def test_a_button_comes_up_when_the_screen_changes_under_the_finger(panel: Panel) -> None:
    panel.show("confirm")
    button = visible_item(panel.shell.root, "button-yes")
    finger = Finger(panel.shell.window)
    finger.press(centre_of(button))
    panel.show(replace(BY_NAME["confirm"].view, serial=8))
    assert button.property("down") is False
    finger.release(centre_of(button))
    assert panel.presses == []


def test_a_button_comes_up_while_the_finger_is_beside_it_and_goes_down_again_under_it(panel: Panel) -> None:
    panel.show("confirm")
    button = visible_item(panel.shell.root, "button-yes")
    finger = Finger(panel.shell.window)
    finger.press(centre_of(button))
    finger.move(QPointF(540, 300))
    wait_ms(30)  # moves are told once a frame
    assert button.property("down") is False
    finger.move(centre_of(button))
    wait_ms(30)
    assert button.property("down") is True
    finger.release(centre_of(button))
    assert panel.presses == [Pressed(Button.YES, BY_NAME["confirm"].view.serial)]


def fingers(panel: Panel, button: str, *steps: tuple[str, int, QPointF]) -> None:
    """Several fingers at once: (down, lift), whose, and where from the middle of the button."""
    hand = Hand(panel.shell.window)
    middle = centre_of(visible_item(panel.shell.root, f"button-{button}"))
    for what, number, offset in steps:
        (hand.press if what == "down" else hand.release)(number, middle + offset)


HERE, BESIDE, FAR = QPointF(-60, 0), QPointF(60, 0), QPointF(0, -900)


@pytest.mark.parametrize(
    "steps",
    [
        (("down", 0, HERE), ("down", 1, BESIDE), ("lift", 0, HERE), ("lift", 1, BESIDE)),
        (("down", 0, HERE), ("down", 1, BESIDE), ("lift", 1, BESIDE), ("lift", 0, HERE)),
        (("down", 0, FAR), ("down", 1, HERE), ("lift", 1, HERE), ("lift", 0, FAR)),
        (("down", 0, FAR), ("down", 1, HERE), ("lift", 0, FAR), ("lift", 1, HERE)),
        (("down", 0, HERE), ("down", 1, FAR), ("lift", 0, HERE), ("lift", 1, FAR)),
        (("down", 0, HERE), ("down", 1, FAR), ("lift", 1, FAR), ("lift", 0, HERE)),
    ],
    ids=["both-first", "both-second", "rests-far-and-stays", "rests-far-and-leaves", "joins-far-and-stays",
         "joins-far-and-leaves"],
)  # fmt: skip
def test_two_fingers_press_a_button_once(panel: Panel, steps: tuple[tuple[str, int, QPointF], ...]) -> None:
    panel.show("confirm")
    fingers(panel, "yes", *steps)
    assert panel.presses == [Pressed(Button.YES, BY_NAME["confirm"].view.serial)]


def test_a_second_press_while_a_finger_rests_counts_again(panel: Panel) -> None:
    """The palm of the hand that types lies on the edge of the pad."""
    panel.show("entry-weight")
    hand = Hand(panel.shell.window)
    hand.press(0, QPointF(30, 900))
    for key in ("6", "2", "ok"):
        place = centre_of(visible_item(panel.shell.root, f"digit-{key}"))
        hand.press(1, place)
        hand.release(1, place)
    hand.release(0, QPointF(30, 900))
    assert panel.presses == [EntryMade("weight", "62", BY_NAME["entry-weight"].view.serial)]


def test_a_mouse_presses_too(panel: Panel) -> None:
    panel.show("confirm")
    place = centre_of(visible_item(panel.shell.root, "button-yes")).toPoint()
    QTest.mouseClick(panel.shell.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert panel.presses == [Pressed(Button.YES, BY_NAME["confirm"].view.serial)]
