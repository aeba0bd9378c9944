"""From a situation to what the screen shows: words chosen, blanks filled, cards made. Decides nothing."""

from __future__ import annotations

import math
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from devices import catalogue
from devices.clock import Instant
from devices.events import CardKind
from kiosk.facilities import Facility
from kiosk.health_code.profile import Profile
from kiosk.sentences import NO_WORDS, Text, fault_sentences
from kiosk.settings import Settings
from kiosk.visits import slips
from kiosk.visits.buttons import listed
from kiosk.visits.effects import alert_key
from kiosk.visits.guidance import guidance_of
from kiosk.visits.rules import Rules
from kiosk.visits.situation import Situation, Timer
from kiosk.visits.states import Button, State
from kiosk.visits.steps import Step
from kiosk.visits.view import ButtonView, VisitView
from kiosk.visits.view_cards import Cards
from kiosk.visits.view_follow_up import follow_up_row, follow_up_words
from kiosk.visits.view_own import (
    OWN_STATES,
    consent_text,
    helped_by,
    kept,
    leads_to_window,
    own_blanks,
    own_variant,
    takes_a_moment,
)
from kiosk.visits.view_pieces import Deadlines, Pieces, seconds_left
from kiosk.visits.visit import CallStage, TemperatureStage
from kiosk.visits.visitor_words import VisitorWords, Words, fold
from kiosk.visits.ways_in import ANY_CARD, CARD_OF, attract_variant, card_problem_variant, ways_in
from kiosk.visits.words_wanted import ARM_IN, BAR


class ViewBuilder:
    """Makes the view of a situation."""

    def __init__(self, settings: Settings, profile: Profile, rules: Rules, words: VisitorWords) -> None:
        self._settings, self._rules, self._words = settings, rules, words
        self._zone = ZoneInfo(settings.hall.time_zone)
        self._cards = Cards(settings, profile, rules, words)
        self._pieces = Pieces(settings, rules, words)
        self._arm_in = any(_arm_in(device.model) for device in settings.devices)

    def build(self, s: Situation, now: Instant, deadlines: Deadlines) -> VisitView:
        """The view of this situation at this moment."""
        variant = self._variant(s)
        step = self._step(s)
        words = self._words.screen(s.state, variant, step.id if step is not None else "")
        blanks = self._blanks(s, now)
        result, visit = s.state is State.RESULT, s.current
        arriving = result or s.state is State.CHECKING
        summary = self._cards.summary(visit) if s.state is State.GOODBYE and visit.resident is not None else ()
        today = now.utc.astimezone(self._zone).date()
        planned = follow_up_row(s, today) if summary else None
        follow_up = follow_up_words(s, today, self._rules)
        sent = s.state in (State.WINDOW, State.GOODBYE) and visit.queue_no is not None
        leads_there = s.state in (State.WINDOW, State.HELP) or sent or (result and variant == "window")
        leads_there = leads_there or leads_to_window(s.state, variant)
        shows_window = leads_there and not visit.self_check.red and not (s.state is State.HELP and variant == "taken")
        return VisitView(
            state=s.state,
            serial=s.serial,
            headline=_headline(words, blanks),
            lead=self._lead(s, variant, words, blanks, follow_up),
            buttons=self._buttons(s, words),
            banner=self._pieces.banner(s),
            code=self._cards.code(visit, now.utc) if arriving else None,
            temperature=self._cards.temperature(visit) if arriving else None,
            value=self._cards.value(visit) if s.state is State.VALUE else None,
            trend=self._cards.own_trend(visit) if s.state is State.TREND else None,
            entry=self._pieces.entry(s),
            countdown=self._pieces.countdown(s, words, now, deadlines),
            guidance=guidance_of(s, self._words),
            facilities=self._pieces.facilities(s) if s.state is State.DEVICE_FAULT else (),
            summary=summary if planned is None else (*summary, planned),
            tips=(*self._ways(s, words.ways or (), blanks), *self._tips(s, words, blanks)),
            notice=self._notice(s, variant, summary).fill(**blanks),
            kept=kept(s),
            consent=consent_text(s),
            helper=helped_by(s),
            window=self._settings.hall.window_name if shows_window else "",
            queue=self._queue(s) if shows_window else NO_WORDS,
            card_kind=self._card_kind(s, variant),
            picture=self._picture(s, variant, step),
            follow_up=follow_up,
            posture=step is not None and step.repeats and s.state is State.REST,
            arm_in=self._arm_in,
            card_lies=s.terminal.card_lies or (s.state is State.ATTRACT and bool(s.terminal.forgotten)),
            help_called=visit.help_called,
            help_label=self._words.bar[BAR[visit.call]] if visit.help_called else NO_WORDS,
            warning_s=seconds_left(deadlines, Timer.LEAVE, now) if s.warning else None,
            warning=(self._words.warning.headline, self._words.warning.lead) if s.warning else None,
        )

    def last_resort(self, serial: int) -> VisitView:
        """A screen that needs nothing and shows nobody: please come to the window."""
        words = self._words.screen(State.ATTRACT, "closed")
        side = self._settings.hall.window_side
        return VisitView(State.ATTRACT, serial, words.headline.fill(side=side), words.lead.fill(side=side))

    @staticmethod
    def _picture(s: Situation, variant: str, step: Step | None) -> str:
        if takes_a_moment(s.state, variant):
            return "wait"
        return (step.picture or step.icon) if step is not None and s.state is State.MEASURE else ""

    # --- words --------------------------------------------------------------------------------------------------
    def _blanks(self, s: Situation, now: Instant) -> dict[str, str]:
        hall, kind = self._settings.hall, self._card_kind(s, "")
        step_words = self._words.steps.get(s.current.self_check.step)
        usable = [c for f, c in CARD_OF.items() if s.terminal.works(f)]
        return {
            "who": s.resident.greeting if s.resident is not None else "",
            "hello": self._words.hello_at(now.utc.astimezone(self._zone).hour),
            "card": self._words.cards[kind],
            "please": self._words.put[kind].please,
            "how": self._words.put[kind].how,
            "usable": self._words.notices["either"].join(self._words.cards[c] for c in usable or [kind]),
            "id_place": hall.id_reader_place,
            "contact_place": hall.contact_reader_place,
            "side": hall.window_side,
            "queue": self._queue(s),
            "rest": self._rest(),
            "what": step_words.title if step_words is not None else "",
            "device": step_words.device if step_words is not None else "",
            **own_blanks(s),
        }

    def _card_kind(self, s: Situation, variant: str) -> CardKind:
        """Which card the screen speaks of: the one that lies there or was tried, else the first that can be used."""
        terminal, card = s.terminal, s.current.card
        if s.state is State.ATTRACT and terminal.forgotten:
            return terminal.forgotten[0].kind
        if s.state in (State.READING, State.CARD_PROBLEM) and variant not in ANY_CARD and card.kind is not None:
            return card.kind
        if s.state is State.GOODBYE and terminal.cards:
            return (terminal.lying(card.token) or terminal.cards[0]).kind
        return CardKind.ID_CARD if terminal.works(Facility.ID_CARD) else CardKind.CONTACT_CARD

    def _queue(self, s: Situation) -> Text:
        number = s.current.queue_no
        if number is None:
            return NO_WORDS
        return self._words.notices["queue"].fill(word=self._settings.hall.queue_word, number=number)

    def _rest(self) -> Text:
        words, seconds = self._words.values, round(self._rules.rest_s)
        if seconds >= 60 and seconds % 60 == 0:
            return words["minutes"].fill(number=seconds // 60)
        return words["seconds"].fill(number=seconds)

    def _variant(self, s: Situation) -> str:
        if s.state is State.ATTRACT:
            return attract_variant(s, self._rules.look_by_touch)
        if s.state in OWN_STATES:
            return own_variant(s)
        if s.state is State.READING:
            return "contact" if s.current.card.kind is CardKind.CONTACT_CARD else ""
        if s.state is State.CARD_PROBLEM:
            return card_problem_variant(s)
        step = s.current.self_check.step
        if s.state is State.MEASURE and self._arm_in:
            own = f"{ARM_IN}-{s.variant}".removesuffix("-")
            return own if self._words.has_variant(State.MEASURE, own, step) else s.variant
        if s.state is State.LOOKING:
            return s.current.camera.hint.value
        if s.state is State.CHECKING:
            return "" if s.current.temperature.stage is TemperatureStage.WAITING else "code-only"
        if s.state is State.DEVICE_FAULT:
            return "several" if any(not row.works for row in self._pieces.beside_temperature(s)) else ""
        if s.state is State.RESULT:
            return self._result_variant(s)
        if s.state is State.VALUE:
            return self._cards.trend(s.current)
        if s.state is State.MENU:
            return slips.said(s) or s.variant
        if s.state is State.GOODBYE:
            return self._goodbye_variant(s)
        if s.state is State.HELP or (s.state is State.WINDOW and s.current.self_check.red):
            return self._called_variant(s)
        return s.variant

    @staticmethod
    def _called_variant(s: Situation) -> str:
        """What may be said of staff while somebody waits for them: what is known to be so."""
        call = s.current.call
        if s.state is State.WINDOW:
            return f"red-{call.value}" if call in (CallStage.TOLD, CallStage.TAKEN) else "red"
        if call is CallStage.TAKEN:
            return call.value
        return s.variant or ("" if call is CallStage.OUT else call.value)

    @staticmethod
    def _goodbye_variant(s: Situation) -> str:
        resident, lies = s.resident, s.terminal.card_lies
        if resident is None:
            return "card-nobody" if lies else "nobody"
        if s.current.queue_no is not None:
            return "window-card" if lies else "window"
        if resident.card_expired:
            return "card-expired" if lies else "expired"
        return "card" if lies else ""

    def _result_variant(self, s: Situation) -> str:
        if self._cards.to_window(s.current):
            return "window"
        if s.current.code.result is None:
            return "show-code"
        if self._cards.warming(s.current):
            return "warming"
        taken = s.current.temperature.stage in (TemperatureStage.SHOWN, TemperatureStage.ABSENT)
        return "" if taken else "no-temperature"

    def _lead(self, s: Situation, variant: str, words: Words, blanks: dict[str, str], due: Text) -> Text:
        """An old code, or one that leads to the window, has its own sentence; what is due today stands in place of
        words that say nothing else; a trend says what it shows; everything else is the catalogue's.
        """
        if s.state is State.TREND:
            return self._cards.said_of_trend(s.current)
        if due and not variant and s.state in (State.MENU, State.RESULT):
            return (self._cards.code_lead(s.current) if s.state is State.RESULT else NO_WORDS) or due
        if s.state is State.RESULT and variant in ("", "window"):
            return self._cards.code_lead(s.current) or words.lead.fill(**blanks)
        if s.state is State.MEASURE and s.variant == "again" and s.current.self_check.problem:
            return fault_sentences(s.current.self_check.problem).visitor
        return words.lead.fill(**blanks)

    def _notice(self, s: Situation, variant: str, recorded: tuple[tuple[str, str], ...]) -> Text:
        notices = self._words.notices
        if s.state is State.READING and s.current.card.two_lie:
            return notices["two-cards"]
        if self._tells_of_camera(s):
            return notices["camera"]
        if s.state is State.DEVICE_FAULT:
            return notices["measure-there"]
        if s.state is State.TREND:
            return self._words.values["screening"]
        if s.state is State.ASK_CARD and variant in ("unknown", "unknown-no-reader"):
            return notices["register"]
        if s.state is State.RESULT and variant == "show-code":
            return notices["either-code"]
        window = s.state is State.WINDOW and not s.current.self_check.red
        if window or (s.state is State.RESULT and variant == "window"):
            return notices["window"]
        if recorded and slips.is_left(s.current):
            return notices["recorded-slip"]
        if self._cards.tells_a_value(recorded):
            return notices["recorded-values"]
        return notices["recorded"] if recorded else NO_WORDS

    @staticmethod
    def _tells_of_camera(s: Situation) -> bool:
        """Whether what the camera is for must stand on the screen: before it opens, and while it looks."""
        if s.state is State.ATTRACT:
            return s.terminal.works(Facility.CAMERA)
        return s.state is State.LOOKING or (s.state is State.CHECKING and s.comparing)

    def _ways(self, s: Situation, names: tuple[str, ...], blanks: dict[str, str]) -> Iterator[tuple[str, Text]]:
        own = s.current.card.kind or self._card_kind(s, "")
        for name in ways_in(s, names, own, self._rules.look_by_touch):
            way = self._words.ways[name]
            yield way.icon, way.text.fill(**blanks)

    def _tips(self, s: Situation, words: Words, blanks: dict[str, str]) -> Iterator[tuple[str, Text]]:
        """Lines of advice; that a call for help is written down is said once the store has it."""
        noted = s.state is State.HELP or (s.state is State.WINDOW and s.current.self_check.red)
        if noted and any(alert_key(kind) in s.current.committed for kind in ("help", "measure", "red-value")):
            yield "bell", self._words.notices["noted"]
        kind = s.current.own.kind
        if s.state is State.RENEW and s.variant == "sure" and kind is not None:
            words = self._words.screen(State.WITHDRAW, kind.value)  # the same happens
        for icon, text in words.tips or ():
            yield icon, text.fill(**blanks)

    def _buttons(self, s: Situation, words: Words) -> tuple[ButtonView, ...]:
        return tuple(self._button(s, button, words) for button in listed(s, self._rules))

    def _button(self, s: Situation, button: str, words: Words) -> ButtonView:
        tile = self._rules.step(button)
        if s.state is State.MENU and tile is not None:
            said, rest_s = self._words.steps[tile.id], self._rules.rest_s if tile.rests else 0.0
            minutes = math.ceil((rest_s + tile.takes_s) / 60)
            return ButtonView(button, said.tile or said.title, said.detail.fill(minutes=minutes), tile.icon)
        step_words = self._words.steps.get(s.current.self_check.step)
        if s.state is State.ENTRY and step_words is not None and button in step_words.pads:
            return ButtonView(button, step_words.pads[button].switch)
        if button in self._words.tiles:
            said_on = self._words.tiles[Button(button)]
            return ButtonView(button, self._words.buttons[Button(button)], said_on.detail, said_on.icon)
        return ButtonView(button, words.buttons.get(button) or self._words.buttons[Button(button)])

    def _step(self, s: Situation) -> Step | None:
        """The step the screen is about."""
        return self._rules.step(s.current.self_check.step)


def _headline(words: Words, blanks: dict[str, str]) -> Text:
    filled = words.headline.fill(**blanks)
    return filled.laid_out(fold(filled))


def _arm_in(model: str) -> bool:
    known = catalogue.MODELS.get(model)
    return known is not None and known.arm_in
