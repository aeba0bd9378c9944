"""Screens until somebody is known: the picture that waits, cards, the camera, the question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from devices.events import ReadFailure
from kiosk.faces.events import CardNeeded, FaceChecks, FaceHint
from kiosk.facilities import Facility
from kiosk.visits.situation import Situation, Terminal
from kiosk.visits.states import State
from kiosk.visits.visit import (
    CameraUse,
    Visit,
    VisitCamera,
    VisitCard,
)
from kiosk.visits.words_wanted import BY_READER
from ui.sample_pictures.announcements_samples import attract_announcements
from ui.sample_pictures.people import LONGEST, RARE, WANG
from ui.sample_pictures.sample import Sample
from ui.sample_pictures.visit_parts import (
    AWAKE,
    CARD,
    CONTACT_CARD,
    CONTACT_CARD_LIES,
    GUEST,
    ID_CARD,
    ID_CARD_LIES,
    LONG_HALL,
    NO_ID_CARD,
    OFFLINE,
    READERS,
    at,
    view_of,
    visiting,
    without,
)

_CHECKS = {
    FaceHint.NOBODY: None,
    FaceHint.GOOD: FaceChecks(near=True, lit=True, straight=True),
    FaceHint.CLOSER: FaceChecks(near=False, lit=True, straight=True),
    FaceHint.BACK: FaceChecks(near=False, lit=True, straight=True),
    FaceHint.CENTRE: FaceChecks(near=False, lit=True, straight=True),
    FaceHint.LOOK_HERE: FaceChecks(near=True, lit=True, straight=False),
    FaceHint.BRIGHTER: FaceChecks(near=True, lit=False, straight=True),
    FaceHint.GLARE: FaceChecks(near=True, lit=False, straight=True),
    FaceHint.ALONE: FaceChecks(near=True, lit=True, straight=True),
    FaceHint.HOLD_STILL: FaceChecks(near=True, lit=True, straight=False),
    FaceHint.TURN_LEFT: FaceChecks(near=True, lit=True, straight=False),
    FaceHint.TURN_RIGHT: FaceChecks(near=True, lit=True, straight=False),
}


def who_is_it() -> Iterator[Sample]:
    """Everything before somebody is served."""
    yield from _attract()
    reading = Situation(State.READING, serial=3, terminal=ID_CARD_LIES, visit=Visit("", card=ID_CARD))
    yield Sample("reading", view_of(reading))
    contact = replace(reading, terminal=CONTACT_CARD_LIES, visit=Visit("", card=CONTACT_CARD))
    yield Sample("reading-contact", view_of(contact))
    yield Sample("reading-two-cards", view_of(visiting(reading, card=VisitCard(CARD, two_lie=True))))
    for variant in ("", *(reason.value for reason in ReadFailure), "slow", "unknown-holder"):
        name = f"card-problem-{variant}" if variant else "card-problem"
        yield Sample(name, view_of(at(State.CARD_PROBLEM, variant=variant, serial=4)))
    for variant in ("", *BY_READER):
        contact = at(State.CARD_PROBLEM, Visit("", card=CONTACT_CARD), variant, serial=4)
        yield Sample(f"card-problem-contact-{variant}".rstrip("-"), view_of(contact))
    no_id = replace(at(State.CARD_PROBLEM, variant="locked", serial=4), terminal=NO_ID_CARD)
    yield Sample("card-problem-window", view_of(no_id))
    moved = Situation(State.CARD_PROBLEM, "moved", serial=5, warning=True)
    yield Sample("card-problem-warning", view_of(moved))
    yield from _looking()
    yield from _ask_card()
    yield from _confirm()


def _attract() -> Iterator[Sample]:
    attract = Situation()
    awake = Situation(serial=2, terminal=AWAKE)
    yield Sample("attract", view_of(attract))
    for name, told in attract_announcements():
        yield Sample(f"attract-{name}", replace(view_of(attract), announcement=told))
    yield Sample("attract-awake", view_of(awake))
    yield Sample("attract-demo", view_of(attract, demonstration=True), demonstration=True)
    no_slot = Terminal(lacking=frozenset({Facility.SOCIAL_CARD}))
    yield Sample("attract-id-card-only", view_of(replace(attract, terminal=no_slot)))
    left = Terminal(forgotten=CONTACT_CARD_LIES.cards, awake=True)
    yield Sample("attract-forgotten", view_of(replace(awake, terminal=left)))
    left = replace(left, broken=without(Facility.CAMERA).broken)
    yield Sample("attract-forgotten-no-camera", view_of(replace(awake, terminal=left)))
    offline = replace(attract, terminal=OFFLINE)
    yield Sample("attract-offline", view_of(offline))
    yield Sample("attract-no-camera", view_of(replace(attract, terminal=without(Facility.CAMERA))))
    yield Sample("attract-one-card", view_of(replace(awake, terminal=without(Facility.ID_CARD, awake=True))))
    yield Sample("attract-camera-only", view_of(replace(awake, terminal=without(*READERS, awake=True))))
    yield Sample("attract-closed", view_of(replace(attract, terminal=without(*READERS, Facility.CAMERA))))
    yield Sample("attract-long-hall", view_of(offline, long_hall=True), hall_name=LONG_HALL.name)
    touch = Situation(serial=2)
    yield Sample("attract-touch", view_of(touch, by_touch=True))
    for name, facilities in (("one-card", READERS[:1]), ("camera-only", READERS)):
        yield Sample(f"attract-touch-{name}", view_of(replace(touch, terminal=without(*facilities)), by_touch=True))


def _ask_card() -> Iterator[Sample]:
    unknown = at(State.ASK_CARD, variant="unknown", serial=4)
    yield Sample("ask-card-contact", view_of(replace(unknown, terminal=NO_ID_CARD)))
    no_reader = replace(unknown, variant="unknown-no-reader", terminal=without(*READERS))
    yield Sample("ask-card-unknown-no-reader", view_of(no_reader))
    for variant in ("", "unknown", "unclear", "denied", "chosen", *CardNeeded):
        yield Sample(f"ask-card-{variant}".rstrip("-"), view_of(replace(unknown, variant=variant)))
    yield Sample("ask-card-no-camera", view_of(replace(unknown, variant="camera", terminal=without(Facility.CAMERA))))
    yield Sample("ask-card-no-reader", view_of(replace(no_reader, variant="no-reader")))


def _confirm() -> Iterator[Sample]:
    confirm = at(State.CONFIRM, GUEST)
    for name, person in (("confirm", WANG), ("confirm-longest-name", LONGEST), ("confirm-rare-name", RARE)):
        yield Sample(name, view_of(visiting(confirm, resident=person)), shows_face=True)
    unsure = visiting(replace(confirm, variant="unsure"), camera=VisitCamera(unsure=True))
    for name, person in (("unsure", WANG), ("unsure-longest-name", LONGEST)):
        yield Sample(f"confirm-{name}", view_of(visiting(unsure, resident=person)), shows_face=True)
    windowed = replace(unsure, variant="unsure-no-reader", terminal=without(*READERS))
    yield Sample("confirm-unsure-no-reader", view_of(windowed), shows_face=True)
    yield Sample("confirm-returned", view_of(replace(confirm, covered=State.REMEASURE, variant="returned")))
    left = replace(confirm, covered=State.RESULT, variant="card-left", terminal=ID_CARD_LIES)
    yield Sample("confirm-card-left", view_of(visiting(left, card=ID_CARD)))
    yield Sample("confirm-warning", view_of(replace(confirm, warning=True)), shows_face=True)


def _looking() -> Iterator[Sample]:
    """The camera session: before it begins, without a face, and with each hint."""
    yield Sample("looking-notice", view_of(at(State.LOOKING, serial=3)))
    for hint, checks in _CHECKS.items():
        progress = 1.0 if hint is FaceHint.GOOD else 0.35
        camera = VisitCamera(CameraUse.SEARCHING, hint, progress, checks)
        looking = at(State.LOOKING, Visit("", camera=camera), serial=3)
        yield Sample(f"looking-{hint.value}", view_of(looking), shows_face=True)
    worst = FaceChecks(near=False, lit=False, straight=False)
    camera = VisitCamera(CameraUse.SEARCHING, FaceHint.GLARE, 0.1, worst)
    nothing = at(State.LOOKING, Visit("", camera=camera), serial=3)
    yield Sample("looking-nothing-right", view_of(nothing), shows_face=True)
    yield Sample("looking-no-reader", view_of(replace(nothing, terminal=without(*READERS))), shows_face=True)
    yield Sample("looking-offline", view_of(replace(nothing, terminal=OFFLINE)), shows_face=True)
