"""From a call to somebody who goes: what leaves, what the visitor may be told, and what staff do on the board."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from kiosk.archive.archive import Archive
from kiosk.attention.board import CallBoard
from kiosk.attention.calling_journal import CallingJournal
from kiosk.attention.calls import VISITS, Calls
from kiosk.attention.channels.channel import Told
from kiosk.attention.message import Message
from kiosk.visits.events import CallStage, CallStands, VisitEvent
from kiosk.visits.ports import StaffAlert
from tests.conftest import AnnouncedLog
from tests.kiosk.attention.conftest import OTHER, VISIT, called
from tests.support.clock import ManualClock
from tests.support.store_rows import Answer

OUT, TOLD, TAKEN, UNANSWERED = CallStage


class Way:
    """A channel that delivers when the test says so."""

    fault = None

    def __init__(self, name: str, tells: bool = True) -> None:
        self.name, self.tells = name, tells
        self.carried: list[Message] = []
        self.back: list[str] = []
        self.answers: list[Told] = []

    def carry(self, message: Message, told: Told) -> None:
        self.carried.append(message)
        self.answers.append(told)

    def take_back(self, call_ids: Iterable[str]) -> None:
        self.back += call_ids

    def start(self) -> None: ...

    def stop(self) -> None: ...


class Terminal:
    """Calls over a real store, the visit's ear, and two ways out."""

    def __init__(self, store: Archive, clock: ManualClock) -> None:
        self.heard: list[VisitEvent] = []
        self.robot, self.chime = Way("webhook"), Way("chime", tells=False)
        self.store, self.clock = store, clock
        self.calls = Calls(store.alerts, [self.chime, self.robot], clock, self.heard.append, answer_within_s=60)
        self.journal = CallingJournal(
            store.journal, self.calls, lambda kind: ("call-webhook",) if kind == "help" else ()
        )

    def raises(self, alert: StaffAlert) -> str:
        done = Answer()
        self.journal.save_alert(alert, done)
        assert done.wait() == [True]
        return alert.alert_id

    def stages(self, visit: str = VISIT) -> list[CallStage]:
        return [event.stage for event in self.heard if isinstance(event, CallStands) and event.visit_id == visit]


@pytest.fixture
def terminal(store: Archive, clock: ManualClock) -> Terminal:
    return Terminal(store, clock)


def test_call_leaves_by_every_way_with_its_kind_and_queue_word_and_nothing_of_the_person(
    terminal: Terminal, clock: ManualClock
) -> None:
    alert = called(clock, "code", number=7, visit_id=VISIT, text="王奶奶（梧桐 7）：请看一看随申码")
    terminal.raises(alert)
    message = Message(alert.alert_id, "code", "梧桐 7", clock.now().utc)
    assert (terminal.robot.carried, terminal.chime.carried) == ([message], [message])


def test_call_leaves_although_the_store_cannot_keep_it(
    terminal: Terminal, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("alert cannot be saved")
    terminal.store.close()
    terminal.journal.save_alert(called(clock), lambda _: None)
    assert len(terminal.robot.carried) == 1


def test_visitor_is_told_once_a_way_that_tells_has_delivered(terminal: Terminal, clock: ManualClock) -> None:
    terminal.raises(called(clock, visit_id=VISIT))
    assert terminal.stages() == []
    terminal.chime.answers[0](True)  # a sound nobody may have heard
    terminal.robot.answers[0](False)
    assert terminal.stages() == []
    terminal.robot.answers[0](True)
    terminal.robot.answers[0](True)
    assert terminal.stages() == [TOLD]


def test_visitor_is_told_when_a_screen_before_staff_shows_the_call(terminal: Terminal, clock: ManualClock) -> None:
    call = terminal.raises(called(clock, visit_id=VISIT))
    terminal.calls.shown(["another", call])
    assert terminal.stages() == [TOLD]


def test_nobody_goes_in_time_and_the_visitor_is_told_so_once(terminal: Terminal, clock: ManualClock) -> None:
    terminal.raises(called(clock, visit_id=VISIT))
    clock.advance(600)
    terminal.calls.look()
    assert terminal.stages() == []  # nobody was told, and nothing was promised
    terminal.robot.answers[0](True)
    clock.advance(59)
    terminal.calls.look()
    assert terminal.stages() == [TOLD]
    clock.advance(1)
    terminal.calls.look()
    terminal.calls.look()
    assert terminal.stages() == [TOLD, UNANSWERED]
    terminal.robot.answers[0](True)
    assert terminal.stages() == [TOLD, UNANSWERED]


def test_whoever_goes_late_goes_all_the_same(terminal: Terminal, clock: ManualClock) -> None:
    call = terminal.raises(called(clock, visit_id=VISIT))
    terminal.robot.answers[0](True)
    clock.advance(60)
    terminal.calls.look()
    assert terminal.calls.take(call, "li") is True
    clock.advance(600)
    terminal.calls.look()
    assert terminal.stages() == [TOLD, UNANSWERED, TAKEN]


def test_first_who_takes_it_goes_and_the_ways_fall_silent(terminal: Terminal, clock: ManualClock) -> None:
    call = terminal.raises(called(clock, visit_id=VISIT))
    again = terminal.raises(called(clock, visit_id=VISIT))
    assert terminal.calls.take(again, "li") is True
    assert terminal.calls.take(call, "zhang") is False
    assert terminal.calls.take(call, "li") is True
    assert terminal.stages() == [TAKEN]
    assert set(terminal.robot.back) == {call, again} == set(terminal.chime.back)
    (open_call,) = terminal.calls.open_calls()
    assert (open_call.id, open_call.times, open_call.taken_by) == (call, 2, "li")


def test_what_is_given_back_leaves_again_and_is_told_again(terminal: Terminal, clock: ManualClock) -> None:
    call = terminal.raises(called(clock, visit_id=VISIT))
    assert terminal.calls.give_back(call, "li") is False
    terminal.calls.take(call, "li")
    assert terminal.calls.give_back(call, "li") is True
    assert [message.id for message in terminal.robot.carried] == [call, call]
    terminal.robot.answers[1](True)
    clock.advance(60)
    terminal.calls.look()
    assert terminal.stages() == [TAKEN, OUT, TOLD, UNANSWERED]


def test_what_is_closed_is_off_the_board_with_its_note(terminal: Terminal, clock: ManualClock) -> None:
    call = terminal.raises(called(clock, visit_id=VISIT))
    terminal.calls.take(call, "li")
    assert terminal.calls.close(call, "li", "陪王奶奶量好了") is True
    assert terminal.calls.open_calls() == ()
    assert terminal.stages() == [TAKEN, OUT]
    assert [alert.note for alert in terminal.store.alerts.newest(1)] == ["陪王奶奶量好了"]
    assert terminal.calls.close(call, "zhang") is False
    assert terminal.calls.take(call, "zhang") is False
    assert terminal.calls.give_back(call, "zhang") is False


def test_call_nobody_knows_is_refused_quietly(terminal: Terminal) -> None:
    board: CallBoard = terminal.calls
    for call_id in ("", "ffffffff", "'; DROP TABLE alerts; --"):
        assert (board.take(call_id, "li"), board.give_back(call_id, "li"), board.close(call_id, "li")) == (False,) * 3


def test_calling_again_waits_anew_but_not_for_whoever_comes_already(terminal: Terminal, clock: ManualClock) -> None:
    terminal.raises(called(clock, visit_id=VISIT))
    terminal.robot.answers[0](True)
    clock.advance(60)
    terminal.calls.look()
    again = terminal.raises(called(clock, visit_id=VISIT))
    terminal.robot.answers[1](True)
    assert terminal.stages() == [TOLD, UNANSWERED, TOLD]
    terminal.calls.take(again, "li")
    terminal.raises(called(clock, visit_id=VISIT))
    terminal.robot.answers[2](True)
    assert terminal.stages() == [TOLD, UNANSWERED, TOLD, TAKEN]


def test_calls_of_others_change_nothing_for_this_visitor(terminal: Terminal, clock: ManualClock) -> None:
    terminal.raises(called(clock, visit_id=VISIT))
    other = terminal.raises(called(clock, visit_id=OTHER))
    terminal.calls.take(other, "li")
    assert (terminal.stages(), terminal.stages(OTHER)) == ([], [TAKEN])


@pytest.mark.parametrize("kind", ["code", "temperature", "device", "face", "card"])
def test_whoever_walks_to_the_window_is_promised_nobody(terminal: Terminal, clock: ManualClock, kind: str) -> None:
    call = terminal.raises(called(clock, kind, visit_id=VISIT))
    terminal.robot.answers[0](True)
    terminal.calls.take(call, "li")
    assert terminal.heard == []


def test_red_value_comes_first_then_who_waits_longest_and_faults_last(terminal: Terminal, clock: ManualClock) -> None:
    expected = []
    for kind, place in (("device", 3), ("help", 1), ("red-value", 0), ("help", 2), ("card", 4)):
        clock.advance(1)
        expected.append((place, terminal.raises(called(clock, kind, text=f"{kind} {place}"))))
    assert [call.id for call in terminal.calls.open_calls()] == [call for _, call in sorted(expected)]


def test_listeners_hear_of_every_change_until_they_leave(terminal: Terminal, clock: ManualClock) -> None:
    changes: list[int] = []
    undo = terminal.calls.on_change(lambda: changes.append(len(terminal.calls.open_calls())))
    call = terminal.raises(called(clock))
    terminal.store.settle()
    terminal.calls.take(call, "li")
    terminal.calls.give_back(call, "li")
    terminal.calls.close(call, "li")
    assert changes == [1, 1, 1, 0]
    undo()
    terminal.raises(called(clock))
    terminal.store.settle()
    assert len(changes) == 4


def test_alert_waits_in_the_outbox_its_kind_has(terminal: Terminal, clock: ManualClock) -> None:
    call = terminal.raises(called(clock, "help"))
    terminal.raises(called(clock, "card"))
    assert [one.id for one in terminal.store.call_outbox.unsent("call-webhook")] == [call]


def test_visits_of_long_ago_are_forgotten(terminal: Terminal, clock: ManualClock) -> None:
    for number in range(VISITS + 5):
        terminal.calls.raised(called(clock, visit_id=f"visit-{number}"))
    assert len(terminal.calls._visitors) == VISITS
