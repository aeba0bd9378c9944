"""What is shown where somebody asks something of the hall: which words, what is kept of them, a consent's text."""

from __future__ import annotations

from datetime import date

from kiosk.sentences import NO_WORDS, Text, sentence
from kiosk.visits.own_visit import HelperStage
from kiosk.visits.own_words import consent_name, kept_rows
from kiosk.visits.situation import Situation
from kiosk.visits.states import State

OWN_STATES = frozenset(
    {
        *(State.OWN_DATA, State.OWN_CHANGES, State.WITHDRAW, State.DELETE_HEALTH, State.FORGET, State.OWN_ACT),
        *(State.ERRANDS, State.COMPANION, State.RENEW),
    }
)
_SHOWS_NOBODY = frozenset({State.READING, State.CARD_PROBLEM, State.CONFIRM, State.ATTRACT})


_AT_THE_WINDOW = frozenset(
    {
        *((State.OWN_DATA, variant) for variant in ("no-reader", "failed")),
        *((State.OWN_ACT, variant) for variant in ("failed", "copy-failed", "forget-failed", "renewed-over")),
        (State.COMPANION, "no-reader"),
    }
)


_A_MOMENT = frozenset(
    {
        *((State.OWN_ACT, variant) for variant in ("doing", "forgetting", "copying")),
        *((State.OWN_DATA, "looking"), (State.COMPANION, "noting")),
    }
)


def takes_a_moment(state: State, variant: str) -> bool:
    """Whether it is being done."""
    return (state, variant) in _A_MOMENT


def leads_to_window(state: State, variant: str) -> bool:
    """Whether the window goes on with it, so that its picture stands there."""
    return (state, variant) in _AT_THE_WINDOW


def own_variant(s: Situation) -> str:
    """Which words of the state are shown."""
    card_works, lies = s.terminal.card_works, s.terminal.card_lies
    own = s.current.own
    if s.state is State.OWN_DATA and not own.by_card:
        return "no-reader" if not card_works else "card-again" if lies else "card"
    if s.state is State.OWN_DATA and own.facts is None:
        return s.variant or "looking"
    if s.state is State.COMPANION and not s.variant:
        return "no-reader" if not card_works else "swap" if lies else ""
    return s.variant


def own_blanks(s: Situation) -> dict[str, str]:
    """What fills the blanks of these words."""
    own = s.current.own
    renewal = own.renewal
    return {
        "helper": own.helper.name,
        "consent": consent_name(own.kind) if own.kind is not None else NO_WORDS,
        "until": _day(renewal.until) if renewal is not None and renewal.until is not None else NO_WORDS,
    }


def kept(s: Situation) -> tuple[tuple[Text, Text], ...]:
    """What is kept of them, line by line."""
    own, who = s.current.own, s.resident
    if s.state is not State.OWN_DATA or not own.by_card or own.facts is None or who is None:
        return ()
    return kept_rows(who, own.facts)


def consent_text(s: Situation) -> Text:
    """The words that would be agreed to, while they are asked about."""
    renewal = s.current.own.renewal
    return renewal.text if s.state is State.RENEW and s.variant != "sure" and renewal is not None else NO_WORDS


def helped_by(s: Situation) -> Text:
    """The strip that says who helps, as long as the visit lasts; on no screen that shows nobody."""
    helper = s.current.own.helper
    if helper.stage is not HelperStage.NOTED or s.state in _SHOWS_NOBODY or s.current.must_confirm:
        return NO_WORDS
    return sentence("visitor.own.helped-by", helper=helper.name)


def _day(day: date) -> Text:
    return sentence("visitor.own.day", month=day.month, day=day.day)
