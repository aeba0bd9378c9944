"""The desk: fresh codes, last known states, and what the network is said to be."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from devices.identity import DocumentType
from kiosk.health_code import profile as profiles
from kiosk.health_code.age import age_words, is_stale
from kiosk.health_code.desk import CodeDesk, OnlineFlag
from kiosk.health_code.embedded import EmbeddedProvider
from kiosk.health_code.errors import CodeError, GatewayBadAnswer, GatewayRefused, GatewayTimeout, GatewayUnreachable
from kiosk.health_code.provider import Subject
from kiosk.health_code.reference.process import ReferenceProcess
from kiosk.health_code.result import CodeResult
from kiosk.health_code.unavailable import CodeUnavailable
from tests.conftest import AnnouncedLog
from tests.kiosk.health_code.conftest import ZHANG, Opener, SkippingClock, plain
from tests.kiosk.health_code.test_embedded import KEY, Levels
from tests.support.clock import START, ManualClock

PROFILE = profiles.load("health-2022")


class Kept:
    """A last-known store in memory."""

    def __init__(self) -> None:
        self.results: dict[str, CodeResult] = {}

    def get(self, resident_id: str) -> CodeResult | None:
        return self.results.get(resident_id)

    def remember(self, resident_id: str, result: CodeResult) -> None:
        self.results[resident_id] = result


class FullDisk(Kept):
    def get(self, resident_id: str) -> CodeResult | None:
        raise OSError(28, "no space")

    def remember(self, resident_id: str, result: CodeResult) -> None:
        raise OSError(28, "no space")


class Line:
    """A provider whose line can be cut: answers with a code, or raises what it is told to."""

    networked = True

    def __init__(self, clock: ManualClock) -> None:
        self.clock = clock
        self.error: CodeError | None = None

    def query_identity(self, subject: Subject) -> CodeResult:
        if self.error is not None:
            raise self.error
        now = self.clock.now().utc
        return CodeResult("yellow", PROFILE.name, "QR", now, now + timedelta(seconds=60), "gateway", now, "ref")

    def query_scanned(self, text: str) -> CodeResult:
        raise NotImplementedError


class Hall:
    """A desk with everything around it in sight."""

    def __init__(self, clock: ManualClock, kept: Kept | None = None) -> None:
        self.clock = clock
        self.line = Line(clock)
        self.kept = kept or Kept()
        self.network: list[bool] = []
        people = {"r-2": ZHANG}
        self.desk = CodeDesk(
            self.line, PROFILE, people.__getitem__, self.kept, clock, OnlineFlag(self.network.append).set
        )

    def refusal(self) -> CodeUnavailable:
        with pytest.raises(CodeUnavailable) as caught:
            self.desk.query("r-2")
        return caught.value


@pytest.fixture
def hall(clock: ManualClock) -> Hall:
    return Hall(clock)


OFFLINE = [GatewayUnreachable("x"), GatewayTimeout("x")]


def test_a_fresh_code_is_given_and_kept_without_its_qr_text(hall: Hall) -> None:
    result = hall.desk.query("r-2")
    assert (result.level, result.source, result.qr_text) == ("yellow", "gateway", "QR")
    assert hall.kept.results == {"r-2": replace(result, qr_text="")}
    assert hall.network == [True]


@pytest.mark.parametrize("error", OFFLINE, ids=["unreachable", "timeout"])
def test_offline_the_last_known_state_is_given_with_its_age_and_no_qr(hall: Hall, error: CodeError) -> None:
    hall.desk.query("r-2")
    hall.line.error = error
    hall.clock.advance(3 * 3600)
    result = hall.desk.query("r-2")
    assert (result.level, result.source, result.qr_text) == ("yellow", "last-known", "")
    assert result.as_of == START
    assert result.expires_at == START + timedelta(days=1)
    assert is_stale(result)
    assert age_words(result, hall.clock.now().utc, ZoneInfo("Asia/Shanghai")) == "3 小时前的"
    assert hall.network == [True, False]


def test_a_last_known_state_does_not_grow_younger_by_being_shown(hall: Hall) -> None:
    hall.desk.query("r-2")
    hall.line.error = GatewayUnreachable("x")
    hall.clock.advance(3600)
    first = hall.desk.query("r-2")
    hall.clock.advance(3600)
    assert hall.desk.query("r-2") == first


@pytest.mark.parametrize(("seconds", "given"), [(86399, True), (86400, False)])
def test_a_last_known_state_is_shown_for_one_day(hall: Hall, seconds: int, given: bool) -> None:
    hall.desk.query("r-2")
    hall.line.error = GatewayUnreachable("x")
    hall.clock.advance(seconds)
    if given:
        assert hall.desk.query("r-2").source == "last-known"
        return
    refusal = hall.refusal()
    assert (refusal.reason, refusal.offline) == ("code-gateway-unreachable", True)


def test_offline_with_nothing_kept_there_is_no_code(hall: Hall) -> None:
    hall.line.error = GatewayTimeout("x")
    refusal = hall.refusal()
    assert (refusal.reason, refusal.offline) == ("code-gateway-timeout", True)


def test_a_refusal_is_never_covered_by_an_older_state(hall: Hall) -> None:
    hall.desk.query("r-2")
    hall.line.error = GatewayRefused("person-unknown")
    refusal = hall.refusal()
    assert (refusal.reason, refusal.offline) == ("code-gateway-refused", False)
    assert hall.network == [True]


def test_a_bad_answer_is_covered_by_an_older_state_and_the_network_stays_up(hall: Hall) -> None:
    hall.desk.query("r-2")
    hall.line.error = GatewayBadAnswer("x")
    assert hall.desk.query("r-2").source == "last-known"
    assert hall.network == [True]


def test_a_state_dated_in_the_future_is_not_shown(hall: Hall) -> None:
    hall.desk.query("r-2")
    hall.line.error = GatewayUnreachable("x")
    hall.clock.set_wall(START - timedelta(days=2))
    assert hall.refusal().offline


@pytest.mark.parametrize("change", [{"profile": "city-code"}, {"level": "purple"}])
def test_a_state_of_other_rules_is_not_shown(hall: Hall, change: dict[str, str]) -> None:
    hall.desk.query("r-2")
    hall.kept.results["r-2"] = replace(hall.kept.results["r-2"], **change)  # type: ignore[arg-type]
    hall.line.error = GatewayUnreachable("x")
    assert hall.refusal().offline


def test_a_store_that_fails_costs_nobody_a_code(clock: ManualClock, announced: AnnouncedLog) -> None:
    announced.expect("a code could not be kept as last known: OSError")
    announced.expect("the last known code could not be read: OSError")
    hall = Hall(clock, FullDisk())
    assert hall.desk.query("r-2").level == "yellow"
    hall.line.error = GatewayUnreachable("x")
    assert hall.refusal().offline


def test_a_resident_the_register_does_not_know_has_no_code(hall: Hall) -> None:
    with pytest.raises(CodeUnavailable) as caught:
        hall.desk.query("nobody")
    assert (caught.value.reason, caught.value.offline) == ("code-no-identity", False)
    assert hall.network == []


def test_a_local_provider_says_nothing_of_the_network(clock: ManualClock) -> None:
    network: list[bool] = []
    provider = EmbeddedProvider(PROFILE, Levels({"r-2": "green"}), signing_key=KEY, site="梧桐里", clock=clock)
    desk = CodeDesk(provider, PROFILE, {"r-2": ZHANG}.__getitem__, Kept(), clock, network.append)
    assert desk.query("r-2").source == "embedded"
    assert network == []


def test_the_flag_passes_on_changes_only() -> None:
    seen: list[bool] = []
    flag = OnlineFlag(seen.append)
    for online in (True, True, False, False, True):
        flag.set(online)
    assert seen == [True, False, True]


def test_a_whole_day_with_the_real_gateway_killed_at_noon(
    open_gateway: Opener, skipping: SkippingClock, free_port: int
) -> None:
    network: list[bool] = []
    flag, kept = OnlineFlag(network.append), Kept()
    with ReferenceProcess(port=free_port) as service:
        gateway = open_gateway(plain(service.url), online=flag.set)
        desk = CodeDesk(gateway, PROFILE, {"r-2": ZHANG, "r-8": GAO}.__getitem__, kept, skipping, flag.set)
        morning = desk.query("r-2")
        assert (morning.source, morning.level) == ("gateway", "green")
        service.kill()
        afternoon = desk.query("r-2")
        assert (afternoon.source, afternoon.as_of, afternoon.qr_text) == ("last-known", morning.as_of, "")
        with pytest.raises(CodeUnavailable) as caught:
            desk.query("r-8")
        assert caught.value.offline
        assert network == [True, False]
    with ReferenceProcess(port=free_port):
        skipping.skip(31)
        assert desk.query("r-8").level == "red"
        assert network == [True, False, True]


GAO = Subject(DocumentType.RESIDENT, "310100195606150080", "高㛃", "r-8")
