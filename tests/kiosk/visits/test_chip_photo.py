"""The picture on a card's chip goes from the reading to the comparison, of those who agreed, and stays nowhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from devices.events import CardArrived, CardKind, IdentityRead
from kiosk.faces.events import HolderCompared, Likeness
from kiosk.settings import Faces, Settings
from kiosk.visits.states import Button, State
from tests.conftest import AnnouncedLog
from tests.kiosk.visits.hall import Hall
from tests.kiosk.visits.people import DOCUMENT, FIRST, NOW

PHOTO = b"WLf" + bytes(1021)
WITH_PHOTO = replace(DOCUMENT, photo=PHOTO)


def card_with_photo(hall: Hall) -> Hall:
    """Its holder lays down a card whose chip has a picture."""
    return hall.on(CardArrived(FIRST, CardKind.ID_CARD, NOW), IdentityRead(FIRST, WITH_PHOTO, NOW))


def held(hall: Hall) -> object:
    """What is still held."""
    return hall.conductor._performer._photo._held


def test_photo_of_somebody_who_agreed_goes_with_the_comparison_and_is_held_no_longer() -> None:
    hall = card_with_photo(Hall())
    assert (hall.desks.photos, held(hall)) == ([PHOTO], None)
    hall.on(HolderCompared(hall.session, Likeness.SAME))
    assert hall.conductor.situation.current.identified_by == "id-card+face"


@pytest.mark.parametrize("why", ["not-agreed", "not-wanted", "none-on-the-card"])
def test_no_photo_goes_anywhere_otherwise(why: str) -> None:
    hall = Hall()
    hall.desks.agreed = why != "not-agreed"
    hall.desks.photo_wanted = why != "not-wanted"
    hall = hall.card() if why == "none-on-the-card" else card_with_photo(hall)
    assert (hall.view.state, hall.desks.photos, held(hall)) == (State.CHECKING, [None], None)
    assert ("agreed_to_face" in hall.desks.asked) is (why == "not-agreed")


def test_consent_that_cannot_be_looked_up_is_none_and_the_visit_goes_on(announced: AnnouncedLog) -> None:
    announced.expect("a chip photo was not considered: RuntimeError")
    hall = Hall()
    hall.desks.broken = {"agreed_to_face"}
    card_with_photo(hall)
    assert (hall.view.state, hall.desks.photos) == (State.CHECKING, [None])


def test_photo_that_is_compared_with_nobody_ends_with_the_visit() -> None:
    hall = card_with_photo(Hall(Settings(faces=Faces(enabled=False))))
    assert hall.desks.photos == []
    hall.warm().press(Button.NO_THANKS).take().wait(8)
    assert hall.desks.visits[-1].outcome is not None
    assert held(hall) is None
