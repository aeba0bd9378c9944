"""Social-security cards whose code was never written, one after the other: the conductor with the real register."""

from __future__ import annotations

import pytest

from devices.events import CardArrived, CardKind, CardLeft, CardToken, IdentityRead
from devices.identity import CardReference, DocumentType, IdentityDocument
from kiosk.archive.archive import Archive
from kiosk.visits.states import State
from kiosk.visits.view import VisitView
from tests.kiosk.visits.hall import Hall
from tests.kiosk.visits.people import NOW
from tests.support.clock import ManualClock
from tests.walks.rig import naming


def _open_card(code: str, number: str = "310100195010010079", name: str = "尉迟建国") -> IdentityDocument:
    return IdentityDocument(DocumentType.SOCIAL_SECURITY, number, name, card=CardReference(code, None, "3.00"))


def _closed_card(code: str) -> IdentityDocument:
    return IdentityDocument(DocumentType.SOCIAL_SECURITY, None, None, card=CardReference(code, None, "3.00"))


def _shown(hall: Hall, count: int, document: IdentityDocument) -> list[VisitView]:
    """What is shown from such a card's laying down to its taking away and the goodbye."""
    begun, token = len(hall.views), CardToken("ssc", count)
    hall.on(CardArrived(token, CardKind.CONTACT_CARD, NOW), IdentityRead(token, document, NOW))
    hall.on(CardLeft(token, NOW)).wait(120)
    assert hall.view.state is State.ATTRACT
    return hall.views[begun:]


@pytest.mark.parametrize("code", ["F" * 32, "0" * 32, "310000" + "F" * 26, "310000" + "20" * 13])
def test_the_second_card_of_no_code_never_shows_the_holder_of_the_first(
    store: Archive, clock: ManualClock, code: str
) -> None:
    hall = Hall()
    hall.desks.meet = store.register.meet  # type: ignore[method-assign]
    assert naming(_shown(hall, 1, _open_card(code)), "尉迟")
    for count in (2, 3):
        assert naming(_shown(hall, count, _closed_card(code)), "尉迟", "建国", "310100") == []


def test_a_code_read_on_two_holders_cards_shows_neither_to_the_third(store: Archive, clock: ManualClock) -> None:
    hall = Hall()
    hall.desks.meet = store.register.meet  # type: ignore[method-assign]
    code = "310000D1560000050000000000000001"
    assert naming(_shown(hall, 1, _open_card(code)), "尉迟")
    assert naming(_shown(hall, 2, _closed_card(code)), "尉迟")
    other = _open_card(code, "310100194403120020", "诸葛桂英")
    assert naming(_shown(hall, 3, other), "诸葛")
    assert naming(_shown(hall, 4, _closed_card(code)), "尉迟", "诸葛") == []
