"""Screens of what one may ask of the hall: one's own data, somebody who helps, a consent that ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kiosk.sentences import Text
from kiosk.visits.own_visit import Helper, HelperStage, OwnAct, OwnFacts, Renewal, VisitOwn
from kiosk.visits.situation import Situation
from kiosk.visits.states import State
from kiosk.visits.words_wanted import VARIANTS
from kiosk.whitelist.consent import NEWEST_TEXT, ConsentKind, consent_texts
from ui.sample_pictures.people import LI, LONGEST
from ui.sample_pictures.sample import Sample
from ui.sample_pictures.visit_parts import DONE, HUT, ID_CARD, ID_CARD_LIES, NO_CARDS, at, view_of, visiting

FACTS = OwnFacts(
    number="310***********0020",
    consents=(ConsentKind.FACE, ConsentKind.HEALTH, ConsentKind.HOME_CALLS, ConsentKind.ADAPTATION),
    face_since=date(2026, 11, 2),
    values=23,
    visits=12,
    keeps_health=True,
    has_health=True,
    health_days=365,
)
NOTHING = replace(FACTS, consents=(), face_since=None, values=0, visits=1, has_health=False, keeps_health=False)
PROVED = VisitOwn(by_card=True)
SEEN = replace(PROVED, facts=FACTS)
HELPER = Helper(HelperStage.ASKED, None, False, "r-9", None, LI.masked_name)
HELPED = replace(HELPER, stage=HelperStage.NOTED, confirmed_by="screen")


def own(state: State, known: VisitOwn, variant: str = "") -> Situation:
    """A visit whose person asks something of the hall."""
    return at(state, replace(DONE, own=known), variant)


def what_one_may_ask() -> Iterator[Sample]:
    """From 办别的事 to what came of it."""
    yield Sample("errands", view_of(own(State.ERRANDS, PROVED)))
    for name, lying in (("card", HUT), ("card-again", ID_CARD_LIES), ("no-reader", NO_CARDS)):
        asked = replace(own(State.OWN_DATA, VisitOwn()), terminal=lying)
        yield Sample(f"own-data-{name}", view_of(visiting(asked, card=ID_CARD)))
    yield Sample("own-data-looking", view_of(own(State.OWN_DATA, PROVED)))
    yield Sample("own-data-failed", view_of(own(State.OWN_DATA, PROVED, "failed")))
    data = own(State.OWN_DATA, SEEN)
    yield Sample("own-data", view_of(data))
    yield Sample("own-data-printer", view_of(replace(data, terminal=HUT)))
    short = replace(SEEN, facts=replace(FACTS, health_days=90, number=""))
    yield Sample("own-data-longest-name", view_of(visiting(data, own=short, resident=LONGEST)))
    yield Sample("own-data-nothing", view_of(own(State.OWN_DATA, replace(SEEN, facts=NOTHING))))
    yield Sample("own-data-warning", view_of(replace(data, warning=True)))
    yield Sample("own-changes", view_of(own(State.OWN_CHANGES, SEEN)))
    yield Sample("own-changes-nothing", view_of(own(State.OWN_CHANGES, replace(SEEN, facts=NOTHING))))
    yield Sample("withdraw", view_of(own(State.WITHDRAW, SEEN)))
    for kind in ConsentKind:
        one = replace(SEEN, kind=kind)
        yield Sample(f"withdraw-{kind.value}", view_of(own(State.WITHDRAW, one, kind.value)))
    for state in (State.DELETE_HEALTH, State.FORGET):
        for variant in ("", "sure"):
            yield Sample(f"{state.value}-{variant}".rstrip("-"), view_of(own(state, SEEN, variant)))
    for variant in sorted(VARIANTS[State.OWN_ACT]):
        doing = replace(SEEN, kind=ConsentKind.FACE, doing=OwnAct.WITHDRAW)
        yield Sample(f"own-act-{variant}", view_of(own(State.OWN_ACT, doing, variant)))
    for variant in ("correct", "copy"):
        yield Sample(f"window-{variant}", view_of(visiting(own(State.WINDOW, SEEN, variant), queue_no=7)))


def somebody_helps() -> Iterator[Sample]:
    """The helper's card, the person's word, the strip."""
    for variant in ("", "reading", "unread", "own", "ask", "relation", "noting", "failed"):
        yield Sample(
            f"companion-{variant}".rstrip("-"), view_of(own(State.COMPANION, VisitOwn(helper=HELPER), variant))
        )
    swap = replace(own(State.COMPANION, PROVED), terminal=ID_CARD_LIES)
    yield Sample("companion-swap", view_of(swap))
    yield Sample("companion-no-reader", view_of(replace(swap, terminal=NO_CARDS)))
    named = VisitOwn(helper=replace(HELPER, name=LONGEST.masked_name))
    yield Sample("companion-ask-minority-name", view_of(own(State.COMPANION, named, "ask")))
    helped = replace(SEEN, helper=HELPED)
    yield Sample("result-helped", view_of(own(State.RESULT, helped)))
    yield Sample("own-data-helped-demo", view_of(own(State.OWN_DATA, helped), demonstration=True), demonstration=True)


def consents_that_end() -> Iterator[Sample]:
    """Asked for again, in the words that would be agreed to."""
    for kind in (ConsentKind.FACE, ConsentKind.HOME_CALLS, ConsentKind.ADAPTATION):
        text = Text(consent_texts(NEWEST_TEXT)[kind.value].text, f"consents.{NEWEST_TEXT}.{kind.value}.text")
        for over in (False, True):
            due = Renewal(kind, date(2026, 12, 31), over, text)
            asked = VisitOwn(kind=kind, renewals=(due,), renewal_asked=True)
            name = f"renew-{kind.value}{'-over' if over else ''}"
            yield Sample(name, view_of(own(State.RENEW, asked, "over" if over else "")))
        yield Sample(f"renew-{kind.value}-sure", view_of(own(State.RENEW, asked, "sure")))
    text = Text(consent_texts(NEWEST_TEXT)["home-calls"].text, f"consents.{NEWEST_TEXT}.home-calls.text")
    offer = VisitOwn(
        kind=ConsentKind.HOME_CALLS, renewals=(Renewal(ConsentKind.HOME_CALLS, None, False, text),), renewal_asked=True
    )
    yield Sample("renew-offer", view_of(own(State.RENEW, offer, "offer")))
