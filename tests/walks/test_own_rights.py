"""A resident's rights by touch on the glass, with the store behind it: seen, taken back, deleted, helped, renewed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from devices.clock import Instant
from devices.events import CardArrived, CardKind, CardLeft, CardToken, IdentityRead
from devices.identity import DocumentType, IdentityDocument
from kiosk.archive.archive import Archive
from kiosk.archive.own_desk import ArchiveOwnDesk, OwnRules
from kiosk.faces.events import FaceMatched, PersonLeft, SomebodyNear
from kiosk.measurements.measurement import Measurement
from kiosk.people.person import Person
from kiosk.visits.effects import DoOwn
from kiosk.visits.own_visit import Helper, OwnFacts, Relation, Renewal
from kiosk.visits.ports import HelperKnown, VisitRecord
from kiosk.visits.states import State
from kiosk.whitelist.consent import NEWEST_TEXT, ConsentKind, consent_texts
from tests.kiosk.visits.people import temperature_arrived
from tests.support.new_store import begun
from tests.support.store_rows import consent, enrolment, measurement, wang
from tests.ui.conftest import qapp_cls, qt_app, qt_messages
from tests.walks.test_health_hut import Hut, HutGlass, texts
from ui.application.event_loop import wait_ms

__all__ = ["qapp_cls", "qt_app", "qt_messages"]

LI = IdentityDocument(DocumentType.RESIDENT, "310100196205061247", "李芳", sex="2", birth=date(1962, 5, 6))
ENDS = date(2026, 12, 3)


class Kept(Hut):
    """The ports of a visit, with a store for what is kept of people."""

    store: Archive
    own: ArchiveOwnDesk

    def meet(self, document: IdentityDocument, now: Instant) -> Person | None:
        return self.store.register.meet(document, now)

    def find(self, resident_id: str) -> Person | None:
        return self.store.register.find(resident_id)

    def save_visit(self, record: VisitRecord, done: Callable[[bool], None]) -> None:
        self.store.journal.save_visit(record, done)

    def save_measurements(self, measurements: tuple[Measurement, ...], done: Callable[[bool], None]) -> None:
        self.store.journal.save_measurements(measurements, done)

    def facts(self, resident_id: str) -> OwnFacts:
        return self.own.facts(resident_id)

    def renewals(self, resident_id: str) -> tuple[Renewal, ...]:
        return self.own.renewals(resident_id)

    def do(self, wanted: DoOwn) -> None:
        self.own.do(wanted)

    def helper(self, document: IdentityDocument, now: Instant) -> HelperKnown | None:
        return self.own.helper(document, now)

    def note_helper(self, visit_id: str, resident_id: str, helper: Helper, relation: Relation) -> None:
        self.own.note_helper(visit_id, resident_id, helper, relation)


class OwnGlass(HutGlass):
    """Wang is on the list, with her face and five values; she stands before the glass."""

    desks: Kept

    def __init__(self, orientation: str, folder: Path) -> None:
        super().__init__(orientation, Kept())
        clock = self.hall.clock
        self.store = self.desks.store = Archive.open(begun(folder), clock)
        self.desks.own = ArchiveOwnDesk(
            self.store, OwnRules(consent_years=3, counts_days=True), self.store.accounts.of_card
        )
        consents = (consent(until=ENDS), consent(ConsentKind.HEALTH))
        self.who = self.store.whitelist.enter(enrolment(consents=consents), "zhang").resident_id
        self.store.renewals.later(self.who, (ConsentKind.FACE,), "zhang")
        self.store.journal.save_measurements(tuple(measurement(clock, self.who) for _ in range(5)), lambda _: None)
        self.store.settle()
        self._tokens = 0

    def card(self, document: IdentityDocument) -> CardToken:
        """A card is laid down and read."""
        self._tokens += 1
        token, now = CardToken("id", self._tokens), self.hall.clock.now()
        self.hall.on(CardArrived(token, CardKind.ID_CARD, now), IdentityRead(token, document, now))
        return token

    def take(self, token: CardToken) -> None:
        self.hall.on(CardLeft(token, self.hall.clock.now()))

    def served(self) -> CardToken:
        """Her card, and her temperature."""
        token = self.card(wang())
        value = replace(measurement(self.hall.clock, self.who), assessment="normal", visit_id=self.hall.visit)
        self.hall.on(temperature_arrived(self.hall.visit, (value,)))
        self.settled()
        return token

    def settled(self) -> None:
        """What the store tells in its own time has been told."""
        self.store.settle()
        self.hall.conductor.drain()

    def home(self, token: CardToken) -> None:
        """She goes."""
        self.take(token)
        self.hall.on(SomebodyNear(), PersonLeft()).wait(60)
        self.settled()
        assert self.state is State.ATTRACT

    def known_by_face(self) -> bool:
        """Whether the terminal asks whether it is her when her face is matched."""
        self.hall.looking().on(FaceMatched(self.hall.session, self.who, 0.6))
        known = self.state is State.CONFIRM
        self.hall.on(PersonLeft()).wait(60)
        return known

    def values(self) -> int:
        return self.store.own_rights.summary(self.who).measurements.count

    def trail(self, action: str) -> list[str]:
        """The details of entries of an action."""
        with self.store._core.readers.db() as db:
            return [row[0] for row in db.execute("SELECT detail FROM audit WHERE action = ?", [action])]


@pytest.fixture(params=["portrait", "landscape"])
def glass(qt_app: QGuiApplication, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OwnGlass]:
    glass = OwnGlass(request.param, tmp_path / "data")
    yield glass
    glass.shell.close()
    glass.store.close()
    wait_ms(1)


def test_L13_L10_seen_then_the_face_is_taken_back_and_the_next_look_knows_nobody(glass: OwnGlass) -> None:
    assert glass.known_by_face()
    token = glass.served()
    glass.press("errands", "own-data")
    glass.draw()
    assert {"有，2026 年 11 月起", "人脸、健康记录"} <= texts(glass.shell)
    glass.press("change", "withdraw", "consent-face", "yes")
    assert glass.hall.view.headline == "已经撤回"
    assert glass.store.own_rights.summary(glass.who).templates == 0
    assert '"by_whom": "on-screen"' in glass.trail("consent.withdrawn")[0]
    glass.press("continue")
    glass.draw()
    assert "没有" in texts(glass.shell)
    glass.home(token)
    assert not glass.known_by_face()


def test_L13_health_data_is_deleted_after_two_touches_and_gone(glass: OwnGlass) -> None:
    token = glass.served()
    glass.press("errands", "own-data", "change", "delete-health", "yes")
    assert glass.values() == 6
    glass.press("yes")
    assert (glass.hall.view.headline, glass.values()) == ("已经删掉", 0)
    glass.home(token)


def test_card_pulled_and_person_gone_between_the_two_touches_deletes_nothing(glass: OwnGlass) -> None:
    token = glass.served()
    glass.press("errands", "own-data", "change", "forget", "yes")
    glass.home(token)
    assert glass.values() == 6
    assert glass.trail("resident.forgotten") == []


@pytest.mark.parametrize("glass", ["portrait"], indirect=True)
def test_L13_everything_is_deleted_once_the_visit_has_ended_in_the_store(glass: OwnGlass) -> None:
    token = glass.served()
    glass.press("errands", "own-data", "change", "forget", "yes", "yes")
    assert glass.hall.view.headline == "全部删掉了"
    glass.press("continue")
    glass.take(token)
    assert glass.state is State.ATTRACT
    assert len(glass.trail("resident.forgotten")) == 1
    assert (
        glass.store.register.resident(glass.who) is None or glass.store.register.by_number(wang().number or "") is None
    )
    assert not glass.known_by_face()


def test_neighbour_helps_and_what_is_done_meanwhile_says_so_in_the_trail(glass: OwnGlass) -> None:
    token = glass.served()
    glass.take(token)
    glass.press("errands", "with-helper")
    hers = glass.card(LI)
    glass.press("yes", "helper-neighbour")
    glass.draw()
    assert "李*在帮您" in texts(glass.shell)
    li = glass.store.register.by_number(LI.number or "")
    assert li is not None
    noted = glass.store.companions.of(glass.who)
    assert [(one.helper.resident_id, one.relation.value, one.confirmed_by) for one in noted] == [
        (li.id, "neighbour", "screen")
    ]
    glass.press("errands", "own-data", "change", "withdraw", "consent-health", "yes")
    assert f'"companion": "{li.id}"' in glass.trail("consent.withdrawn")[0]
    glass.home(hers)


def test_L19_a_consent_that_ends_is_renewed_in_its_newest_words_a_week_after_later(glass: OwnGlass) -> None:
    token = glass.served()
    assert glass.state is State.RESULT  # put off today
    glass.home(token)
    glass.hall.clock.advance(timedelta(days=7).total_seconds())
    token = glass.served()
    glass.draw()
    words = consent_texts(NEWEST_TEXT)["face"]
    assert words.text in texts(glass.shell)
    glass.press("later")
    glass.home(token)
    glass.hall.clock.advance(timedelta(days=6).total_seconds())
    token = glass.served()
    assert glass.state is State.RESULT
    glass.home(token)
    glass.hall.clock.advance(timedelta(days=1).total_seconds())
    token = glass.served()
    glass.press("agree", "continue")
    assert glass.state is State.RENEW  # what she was never asked for is offered beside it
    glass.draw()
    assert consent_texts(NEWEST_TEXT)["home-calls"].text in texts(glass.shell)
    glass.press("agree", "continue")
    assert glass.state is State.RESULT
    looked_in_on = glass.store.own_rights.summary(glass.who).consent(ConsentKind.HOME_CALLS)
    assert looked_in_on is not None
    assert (looked_in_on.how.value, looked_in_on.text_version, looked_in_on.withdrawn) == ("screen", NEWEST_TEXT, None)
    kept = glass.store.own_rights.summary(glass.who).consent(ConsentKind.FACE)
    assert kept is not None
    assert (kept.how.value, kept.text_version, kept.given_by) == ("screen", NEWEST_TEXT, "王桂英")
    assert kept.until == glass.store.renewals.today().replace(year=2029)
    glass.press("errands", "own-data", "change", "withdraw", "consent-home-calls")
    glass.draw()
    assert "不再数您哪天来过" in texts(glass.shell)
    glass.press("yes")
    taken_back = glass.store.own_rights.summary(glass.who).consent(ConsentKind.HOME_CALLS)
    assert taken_back is not None
    assert taken_back.withdrawn is not None
    glass.home(token)
    assert glass.known_by_face()


@pytest.mark.parametrize("glass", ["portrait"], indirect=True)
def test_who_says_no_is_asked_once_more_then_forgotten_by_the_camera_and_never_asked_again(glass: OwnGlass) -> None:
    glass.hall.clock.advance(timedelta(days=7).total_seconds())
    token = glass.served()
    glass.press("refuse", "yes", "continue")
    glass.press("refuse", "continue")  # of home calls nothing is taken back: that is asked once
    assert glass.state is State.RESULT
    assert glass.store.own_rights.summary(glass.who).templates == 0
    glass.home(token)
    glass.hall.clock.advance(timedelta(days=8).total_seconds())
    token = glass.served()
    assert glass.state is State.RESULT
    glass.home(token)
