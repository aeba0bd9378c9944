"""The provider the settings name, what it is told of a person, and what happens when it cannot be set up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from devices.identity import DocumentType
from kiosk.archive.archive import Archive
from kiosk.code_service import CodeService, LevelsLastConfirmed, SubjectLookup
from kiosk.facilities import Facility, FacilityChanged
from kiosk.health_code import profile as profiles
from kiosk.health_code.result import CodeResult
from kiosk.health_code.unavailable import CodeUnavailable
from kiosk.settings import Gateway, HealthCode, Settings
from kiosk.visits.events import VisitEvent
from tests.conftest import AnnouncedLog
from tests.support.clock import ManualClock
from tests.support.new_store import begun
from tests.support.store_rows import wang

WRONG = Settings(health_code=HealthCode(provider="gateway", gateway=Gateway(url="http://192.0.2.1")))


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[Archive]:
    with Archive.open(begun(tmp_path / "data"), clock) as opened:
        yield opened


def met(store: Archive, clock: ManualClock, **changes: object) -> str:
    """Somebody whose card was read; their resident id."""
    person = store.register.meet(wang(**changes), clock.now())
    assert person is not None
    return person.resident_id


def answer(clock: ManualClock, level: str, source: str, profile: str = "health-2022") -> CodeResult:
    now = clock.now().utc
    return CodeResult(level, profile, "QR", now, now + timedelta(minutes=1), source, now, "ref")


# --- whose code -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("310100194403120020", DocumentType.RESIDENT),
        ("810000194403120020", DocumentType.HMT_RESIDENT),
        ("820000194403120020", DocumentType.HMT_RESIDENT),
        ("830000194403120020", DocumentType.HMT_RESIDENT),
        ("911156194403120020", DocumentType.FOREIGN_2023),
        ("CHN310044031201", DocumentType.FOREIGN_2017),
    ],
)
def test_number_tells_which_document_it_is(store: Archive, clock: ManualClock, number: str, kind: DocumentType) -> None:
    subject = SubjectLookup(store)(met(store, clock, number=number))
    assert (subject.document_type, subject.number, subject.name) == (kind, number, "王桂英")
    assert "王" not in repr(subject)


def test_resident_nobody_knows_has_no_code(store: Archive) -> None:
    with pytest.raises(LookupError):
        SubjectLookup(store)("nobody")


# --- what was confirmed -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("source", "profile", "level"),
    [
        ("gateway", "health-2022", "yellow"),
        ("embedded", "health-2022", None),
        ("gateway", "another-year", None),
    ],
)
def test_only_what_the_service_confirmed_by_these_rules_counts(
    store: Archive, clock: ManualClock, source: str, profile: str, level: str | None
) -> None:
    resident = met(store, clock)
    levels = LevelsLastConfirmed(store.codes, profiles.load("health-2022"))
    assert levels.level_of(resident) is None
    store.codes.remember(resident, answer(clock, "yellow", source, profile))
    assert levels.level_of(resident) == level


def test_embedded_codes_work_without_any_service(store: Archive, clock: ManualClock) -> None:
    posted: list[VisitEvent] = []
    service = CodeService(Settings(), store, clock, posted.append)
    service.start()
    code = service.desk.query(met(store, clock))
    service.stop()
    assert (code.level, code.source) == ("green", "embedded")
    assert posted == [FacilityChanged(Facility.CODE, True)]


# --- a gateway that cannot be set up ----------------------------------------------------------------------------
def test_wrong_gateway_closes_the_codes_and_nothing_else(
    store: Archive, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("the code service: ")
    posted: list[VisitEvent] = []
    service = CodeService(WRONG, store, clock, posted.append)
    service.start()
    assert posted == [FacilityChanged(Facility.CODE, False, "code-gateway-misconfigured")]
    with pytest.raises(CodeUnavailable) as refused:
        service.desk.query(met(store, clock))
    assert (refused.value.reason, refused.value.offline) == ("code-gateway-misconfigured", False)
    service.stop()


def test_wrong_gateway_still_shows_what_was_confirmed_before(
    store: Archive, clock: ManualClock, announced: AnnouncedLog
) -> None:
    announced.expect("the code service: ")
    resident = met(store, clock)
    store.codes.remember(resident, answer(clock, "green", "gateway"))
    clock.advance(600)
    code = CodeService(WRONG, store, clock, lambda _: None).desk.query(resident)
    assert (code.level, code.source, code.qr_text) == ("green", "last-known", "")


def test_no_profile_is_a_reason_not_to_open(store: Archive, clock: ManualClock) -> None:
    with pytest.raises(profiles.ProfileError, match="no-such-rules"):
        CodeService(Settings(health_code=HealthCode(profile="no-such-rules")), store, clock, lambda _: None)
