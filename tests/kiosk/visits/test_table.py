"""The table as a whole: every event in every state, and walks nobody thought of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from devices.clock import Instant
from devices.events import CardKind, CardLeft, CardToken
from kiosk.faces.events import PersonLeft, SomebodyNear
from kiosk.facilities import Facility
from kiosk.health_code.profile import load as load_profile
from kiosk.instruments.rows import STEPS
from kiosk.settings import Camera, Faces, HealthCode, Settings
from kiosk.visits.buttons import listed
from kiosk.visits.draft import Given
from kiosk.visits.effects import StartTimer, StopTimer
from kiosk.visits.events import Pressed, Resumed, TimerFired, VisitEvent
from kiosk.visits.rules import rules_from
from kiosk.visits.situation import LyingCard, Situation, Terminal, Timer
from kiosk.visits.states import Button, State
from kiosk.visits.table import EVENTS, Step, act_of, step
from kiosk.visits.view import VisitView
from kiosk.visits.view_builder import ViewBuilder
from kiosk.visits.visitor_words import load_words
from tests.kiosk.visits.people import NOW, WANG, ZHANG
from tests.kiosk.visits.places import OLD, WAYS, events_at

WORDS = load_words(STEPS)
HALLS = {
    "card": Settings(),
    "discreet": Settings(health_code=HealthCode(presentation="discreet")),
    "by-touch": Settings(camera=Camera(source="0", only_in_use=True), faces=Faces(compare_holders=False)),
}
LONGEST_S = 3600.0


def builder(hall: Settings) -> ViewBuilder:
    profile = load_profile(hall.health_code.profile)
    return ViewBuilder(hall, profile, rules_from(hall, profile, STEPS), WORDS)


OF_THE_TERMINAL = {
    *(Situation, Terminal, State, Timer, LyingCard, CardToken, CardKind, Facility),
    *(tuple, frozenset, str, int, bool, type(None)),
}
"""What a situation without a visit is made of. None of these can hold a name, a number of theirs or a picture."""


def parts_of(value: object) -> Iterator[object]:
    """A value and everything it holds, however deep."""
    yield value
    if is_dataclass(value):
        for f in fields(value):
            yield from parts_of(getattr(value, f.name))
    elif isinstance(value, tuple | frozenset):
        for item in value:
            yield from parts_of(item)


def remains(before: Situation, after: Situation) -> list[object]:
    """Objects of a visit that are still held once it is over; a card that lies there is the reader's."""
    if before.visit is None or after.visit_id == before.visit.id:
        return []
    held = {id(part) for part in parts_of(after)}
    theirs = [part for part in parts_of(before.visit) if is_dataclass(part) and not isinstance(part, CardToken)]
    return [part for part in theirs if id(part) in held]


NAMES = (WANG.greeting, WANG.masked_name, ZHANG.greeting, ZHANG.masked_name, "王桂英")
"""Not their surnames alone: 请换一张卡 names nobody."""


def text_of(view: VisitView) -> str:
    """Everything that can be read on a screen."""
    return json.dumps(msgspec.to_builtins(view, enc_hook=str), ensure_ascii=False)


@pytest.mark.parametrize("state", list(State))
def test_every_event_in_every_state_leads_somewhere(state: State) -> None:
    walk = WAYS[state]()
    assert walk.state is state
    events = events_at(walk.s)
    assert {type(e) for e in events} | {TimerFired} == set(EVENTS)
    hall = builder(Settings())
    for event in events:
        made = step(walk.s, event, walk.rules, Given("v-next", "2026-11-22"))
        assert made.reason
        assert made.situation.state in State
        assert made.situation.serial >= walk.s.serial
        hall.build(made.situation, NOW, {})


@pytest.mark.parametrize("state", list(State))
def test_nothing_of_a_visit_outlives_it(state: State) -> None:
    walk = WAYS[state]()
    for event in events_at(walk.s):
        made = step(walk.s, event, walk.rules, Given("v-next", "2026-11-22"))
        assert remains(walk.s, made.situation) == [], event
        if made.situation.visit is None:
            assert {type(part) for part in parts_of(made.situation)} <= OF_THE_TERMINAL, event


@pytest.mark.parametrize("state", list(State))
def test_old_answers_never_change_what_is_shown(state: State) -> None:
    walk, hall = WAYS[state](), builder(Settings())
    before = hall.build(walk.s, NOW, {})
    for event in OLD:
        made = step(walk.s, event, walk.rules, Given("v-next", "2026-11-22"))
        assert hall.build(made.situation, NOW, {}) == before, event


@pytest.mark.parametrize("state", list(State))
def test_help_works_from_every_state_even_on_an_older_screen(state: State) -> None:
    walk = WAYS[state]()
    assert walk.on(Pressed(Button.HELP, 0)).state is State.HELP


@pytest.mark.parametrize("state", list(State))
def test_every_button_on_a_screen_does_something(state: State) -> None:
    walk = WAYS[state]()
    for button in listed(walk.s, walk.rules):
        assert button is Button.HELP or act_of(walk.s, walk.rules, button) is not None


@pytest.mark.parametrize("state", list(State))
def test_button_that_is_not_on_the_screen_changes_nothing(state: State) -> None:
    walk = WAYS[state]()
    for button in set(Button) - set(listed(walk.s, walk.rules)) - {Button.HELP}:
        made = step(walk.s, Pressed(button, walk.s.serial), walk.rules, Given("v-next", ""))
        assert made.situation.state is state
        assert made.reason in ("extended", "woken")


class Visits(RuleBasedStateMachine):
    """Anything may happen at any time."""

    @initialize(hall=st.sampled_from(sorted(HALLS)))
    def open_hall(self, hall: str) -> None:
        self.settings = HALLS[hall]
        self.profile = load_profile(self.settings.health_code.profile)
        self.rules = rules_from(self.settings, self.profile, STEPS)
        self.builder = builder(self.settings)
        self.s = Situation()
        self.now_s = 1000.0
        self.deadlines: dict[str, tuple[int, float]] = {}
        self.visits = 0
        self.shown: tuple[float, VisitView, str] | None = None

    def take(self, event: VisitEvent) -> Step:
        self.visits += 1
        if isinstance(event, TimerFired) and self.deadlines.get(event.timer, (None,))[0] == event.serial:
            del self.deadlines[event.timer]
        made = step(self.s, event, self.rules, Given(f"v{self.visits}", "2026-11-22"))
        assert remains(self.s, made.situation) == []
        self.s, self.shown = made.situation, None
        _follow_timers(self.deadlines, made, self.now_s)
        return made

    @rule(data=st.data())
    def anything(self, data: st.DataObject) -> None:
        self.take(data.draw(st.sampled_from(events_at(self.s))))

    @rule(data=st.data())
    def sensible_press(self, data: st.DataObject) -> None:
        buttons = [b for b in listed(self.s, self.rules) if b is not Button.HELP]
        if buttons:
            self.take(Pressed(data.draw(st.sampled_from(buttons)), self.s.serial))

    @rule(event=st.sampled_from(OLD[5:]))
    def old_answer(self, event: VisitEvent) -> None:
        before = self.view()
        self.take(event)
        assert self.view() == before

    @precondition(lambda self: self.s.terminal.aside)
    @rule()
    def wing_is_closed(self) -> None:
        self.take(Resumed())
        assert self.s.state is (State.READING if self.s.terminal.cards else State.ATTRACT) or self.s.visit

    @rule()
    def next_timer(self) -> None:
        if self.deadlines:
            name, (serial, at_s) = min(self.deadlines.items(), key=lambda item: item[1][1])
            self.now_s = max(self.now_s, at_s)
            self.take(TimerFired(name, serial))

    @rule()
    def another_person_steps_in(self) -> None:
        """Without a card on a reader nothing but 您是王奶奶吗 is left of the one who was served, and not even that of
        one who had not confirmed it.
        """
        unconfirmed = self.s.unconfirmed or self.s.state is State.LOOKING
        self.take(PersonLeft())
        self.take(SomebodyNear())
        text = self.text()
        if not self.s.terminal.card_lies:
            assert not any(word in text for word in ("36.5", "138", "5.6", "绿码", "黄码", "王*英", "QR")), self.s
        if unconfirmed:
            assert not any(name in text for name in NAMES), self.s

    @rule()
    def nobody_is_there_for_longer_than_a_moment(self) -> None:
        """A card that lies shows nobody's result, code or number, either."""
        self.take(PersonLeft())
        serial = self.s.timer(Timer.AWAY)
        if serial is not None:
            self.take(TimerFired(Timer.AWAY, serial))
            text = self.text()
            assert not any(word in text for word in (*NAMES, "36.5", "138", "5.6", "绿码", "黄码", "QR")), self.s

    def view(self) -> VisitView:
        """What is shown; built once for all that is asked after one event."""
        if self.shown is None or self.shown[0] != self.now_s:
            at = Instant(NOW.utc, self.now_s)
            view = self.builder.build(self.s, at, {name: at_s for name, (_, at_s) in self.deadlines.items()})
            self.shown = (self.now_s, view, text_of(view))
        return self.shown[1]

    def text(self) -> str:
        """All that can be read there."""
        self.view()
        assert self.shown is not None
        return self.shown[2]

    @invariant()
    def timers_are_those_that_run(self) -> None:
        assert {(str(t), serial) for t, serial in self.s.timers} == {(n, s) for n, (s, _) in self.deadlines.items()}

    @invariant()
    def nothing_personal_without_a_visit(self) -> None:
        view = self.view()
        if self.s.state is State.ATTRACT:
            assert self.s.visit is None
        if self.s.terminal.aside:
            assert (self.s.state, view.buttons, self.s.timers) == (State.ATTRACT, (), ())
        lying = {card.token for card in self.s.terminal.cards} if self.s.terminal.aside else set()
        assert {read.token for read in self.s.terminal.reads} <= lying
        if self.s.visit is None:
            without_reads = replace(self.s, terminal=replace(self.s.terminal, reads=()))
            assert {type(part) for part in parts_of(without_reads)} <= OF_THE_TERMINAL
            assert (self.s.covered, self.s.warning, self.s.stays) == (None, False, 0)
            assert {timer for timer, _ in self.s.timers} <= {Timer.AWAKE, Timer.LEFT_BEHIND}
            assert not any(word in self.text() for word in (*NAMES, "36.5", "138", "r-wang", "QR"))

    @invariant()
    def camera_looks_for_one_thing_and_says_what_for(self) -> None:
        assert not (self.s.searching and self.s.comparing)
        view = self.view()
        if view.state is State.LOOKING:
            assert "不拍照" in view.notice
            assert view.guidance is not None
            assert view.guidance.live is self.s.searching

    @invariant()
    def nobody_learns_why_a_card_is_needed(self) -> None:
        text = self.text()
        assert not any(word in text for word in ("照片", "假", "冒", "像的", "名单", "活体", "黑名单"))

    @invariant()
    def covered_and_reading_screens_show_nobody(self) -> None:
        if self.s.state in (State.READING, State.CARD_PROBLEM, State.HELP, State.REMEASURE, State.REST):
            assert not any(word in self.text() for word in ("王奶奶", "张爷爷", "36.5", "138", "QR"))

    @invariant()
    def no_reading_that_was_high_or_low_is_ever_a_number_on_the_screen(self) -> None:
        text = self.text()
        assert "38.7" not in text
        assert "34.1" not in text

    @invariant()
    def codes_shame_nobody(self) -> None:
        view = self.view()
        text = self.text()
        if self.rules.discreet:
            assert "黄码" not in text
        elif "黄码" in text:
            assert view.state in (State.RESULT, State.GOODBYE)
        assert not any(word in text for word in ("发烧", "异常", "禁止"))

    @invariant()
    def summary_claims_only_what_is_committed(self) -> None:
        if self.view().summary:
            assert self.s.current.committed

    @invariant()
    def left_alone_it_always_comes_back_to_the_beginning(self) -> None:
        deadlines, now_s = dict(self.deadlines), self.now_s
        made = step(self.s, Resumed(), self.rules, Given("v-alone", ""))
        s = made.situation
        _follow_timers(deadlines, made, now_s)
        for card in self.s.terminal.cards:
            made = step(s, CardLeft(card.token, NOW), self.rules, Given("v-alone", ""))
            s = made.situation
            _follow_timers(deadlines, made, now_s)
        for _ in range(200):
            if s.state is State.ATTRACT or not deadlines:
                break
            name, (serial, at_s) = min(deadlines.items(), key=lambda item: item[1][1])
            now_s = max(now_s, at_s)
            del deadlines[name]
            made = step(s, TimerFired(name, serial), self.rules, Given("v-alone", ""))
            s = made.situation
            _follow_timers(deadlines, made, now_s)
        assert s.state is State.ATTRACT, f"stuck in {s.state} over {s.covered}"
        assert now_s - self.now_s < LONGEST_S


def _follow_timers(deadlines: dict[str, tuple[int, float]], made: Step, now_s: float) -> None:
    for effect in made.effects:
        if isinstance(effect, StartTimer):
            deadlines[effect.timer] = (effect.serial, now_s + effect.seconds)
        elif isinstance(effect, StopTimer):
            del deadlines[effect.timer]


TestVisits = Visits.TestCase
TestVisits.settings = settings(max_examples=120, stateful_step_count=30, deadline=None)
