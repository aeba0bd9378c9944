"""The gateway client against the demonstration service: real HTTP, the service's faults."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from devices.clock import Instant
from devices.identity import DocumentType
from kiosk.health_code import profile as profiles
from kiosk.health_code.errors import (
    CodeError,
    GatewayBadAnswer,
    GatewayFailing,
    GatewayRefused,
    GatewayTimeout,
    GatewayUnreachable,
    ScanFault,
    ScannedCodeRefused,
    UnknownLevel,
)
from kiosk.health_code.provider import Subject
from kiosk.health_code.reference.process import ReferenceProcess
from kiosk.health_code.result import CodeResult
from tests.conftest import AnnouncedLog
from tests.kiosk.health_code.conftest import ZHANG, Opener, SkippingClock, plain


def attempts_of(service: ReferenceProcess, query: Callable[[], object], error: type[CodeError]) -> int:
    """How many requests a failing query made."""
    before = service.requests()
    with pytest.raises(error) as caught:
        query()
    assert type(caught.value) is error
    return service.requests() - before


@pytest.mark.parametrize(
    ("subject", "level"),
    [
        (ZHANG, "green"),
        (Subject(DocumentType.RESIDENT, "310100195010010079", "阿卜杜热合曼·买买提", "r-7"), "yellow"),
        (Subject(DocumentType.RESIDENT, "310100195606150080", "高㛃", "r-8"), "red"),
        (Subject(DocumentType.SOCIAL_SECURITY, None, None, "r-3", "310000D1560000050000000000000003"), "green"),
        (Subject(DocumentType.FOREIGN_2023, "931840195201010018", "WHITE, EMMA", "r-10"), "green"),
        (Subject(DocumentType.HMT_RESIDENT, "830000194807190013", None, "r-9"), "green"),
    ],
    ids=["green", "yellow, a long name", "red, a rare character", "third-generation card", "foreigner", "no name"],
)
def test_the_level_of_a_person_comes_with_a_fresh_code(
    service: ReferenceProcess, open_gateway: Opener, subject: Subject, level: str
) -> None:
    result = open_gateway(plain(service.url)).query_identity(subject)
    assert (result.level, result.source, result.profile) == (level, "gateway", "health-2022")
    assert result.qr_text == f"https://code.example.invalid/demonstration/{result.reference}"
    assert result.reference.startswith("DEMO-")
    assert timedelta(seconds=58) < result.expires_at - result.as_of <= timedelta(seconds=60)
    assert abs(result.as_of - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_code_that_was_made_is_verified_and_two_codes_differ(service: ReferenceProcess, open_gateway: Opener) -> None:
    gateway = open_gateway(plain(service.url))
    first, second = gateway.query_identity(ZHANG), gateway.query_identity(ZHANG)
    assert first.reference != second.reference
    assert gateway.query_scanned(first.qr_text + "\r\n").reference == first.reference


def test_a_changed_level_is_seen_at_once(service: ReferenceProcess, open_gateway: Opener) -> None:
    gateway = open_gateway(plain(service.url))
    service.set_level("zhang-jianguo", "yellow")
    try:
        assert gateway.query_identity(ZHANG).level == "yellow"
    finally:
        service.set_level("zhang-jianguo", "green")


@pytest.mark.parametrize(
    ("subject", "return_code"),
    [
        (Subject(DocumentType.RESIDENT, "310100190001010015", "测试甲", "r"), "person-unknown"),
        (Subject(DocumentType.RESIDENT, "310100193809200018", "李四", "r"), "name-differs"),
        (Subject(DocumentType.RESIDENT, "' OR 1=1 --", None, "r"), "person-unknown"),
        (Subject(DocumentType.RESIDENT, "3" * 33, None, "r"), "http-400"),
    ],
)
def test_a_refusal_is_final_and_asked_once(
    service: ReferenceProcess, open_gateway: Opener, subject: Subject, return_code: str
) -> None:
    gateway = open_gateway(plain(service.url))
    before = service.requests()
    with pytest.raises(GatewayRefused) as caught:
        gateway.query_identity(subject)
    assert caught.value.return_code == return_code
    assert not caught.value.use_last_known
    assert service.requests() - before == 1


@pytest.mark.parametrize("text", ["https://elsewhere.example.invalid/redirect", "'; DROP TABLE", "x" * 3000])
def test_a_scanned_text_the_service_does_not_know_is_refused_by_the_service(
    service: ReferenceProcess, open_gateway: Opener, text: str
) -> None:
    with pytest.raises(GatewayRefused) as caught:
        open_gateway(plain(service.url)).query_scanned(text)
    assert caught.value.return_code == "code-unknown"


@pytest.mark.parametrize(
    ("text", "reason"),
    [("a\x00", ScanFault.MALFORMED), ("KIOSK1:AAAA", ScanFault.OTHER_SITE), ("", ScanFault.MALFORMED)],
)
def test_an_unusable_text_or_a_local_code_never_reaches_the_service(
    service: ReferenceProcess, open_gateway: Opener, text: str, reason: ScanFault
) -> None:
    before = service.requests()
    with pytest.raises(ScannedCodeRefused) as caught:
        open_gateway(plain(service.url)).query_scanned(text)
    assert caught.value.reason is reason
    assert service.requests() == before


@pytest.mark.parametrize("status", [500, 502, 503, 429])
def test_a_service_out_of_order_is_tried_three_times_with_jitter(
    service: ReferenceProcess, open_gateway: Opener, skipping: SkippingClock, status: int
) -> None:
    gateway = open_gateway(plain(service.url))
    service.set_fault("status", status=status)
    assert attempts_of(service, lambda: gateway.query_identity(ZHANG), GatewayFailing) == 3
    assert skipping.pauses == pytest.approx([0.05, 0.1])  # 0.5 of 0.1 and of 0.2 seconds


def test_the_second_try_may_succeed(service: ReferenceProcess, open_gateway: Opener, skipping: SkippingClock) -> None:
    online: list[bool] = []
    gateway = open_gateway(plain(service.url), online=online.append)
    service.set_fault("status", status=503, times=1)
    assert gateway.query_identity(ZHANG).level == "green"
    assert len(skipping.pauses) == 1
    assert online == [True]


def test_an_answer_cut_in_the_middle_is_tried_again(
    service: ReferenceProcess, open_gateway: Opener, skipping: SkippingClock
) -> None:
    gateway = open_gateway(plain(service.url))
    service.set_fault("cut", times=2)
    assert gateway.query_identity(ZHANG).level == "green"
    assert len(skipping.pauses) == 2
    service.set_fault("cut")
    assert attempts_of(service, lambda: gateway.query_identity(ZHANG), GatewayUnreachable) == 3


def test_one_configured_try_is_one_try(service: ReferenceProcess, open_gateway: Opener) -> None:
    service.set_fault("status", status=500)
    gateway = open_gateway(plain(service.url, attempts=1))
    assert attempts_of(service, lambda: gateway.query_identity(ZHANG), GatewayFailing) == 1


@pytest.mark.parametrize("kind", ["garbage", "wrong-schema", "huge", "zipped", "redirect"])
def test_a_bad_answer_is_not_asked_for_again(service: ReferenceProcess, open_gateway: Opener, kind: str) -> None:
    online: list[bool] = []
    gateway = open_gateway(plain(service.url), online=online.append)
    service.set_fault(kind)
    assert attempts_of(service, lambda: gateway.query_identity(ZHANG), GatewayBadAnswer) == 1
    assert online == [True]
    service.set_fault("none")
    assert gateway.query_identity(ZHANG).level == "green"


def test_a_silent_service_is_given_up_when_the_time_is_over(service: ReferenceProcess, open_gateway: Opener) -> None:
    online: list[bool] = []
    gateway = open_gateway(plain(service.url, timeout_s=0.3), online=online.append)
    service.set_fault("silent")
    with pytest.raises(GatewayTimeout) as caught:
        gateway.query_identity(ZHANG)
    assert (caught.value.code, caught.value.offline) == ("code-gateway-timeout", True)
    assert online == [False]


def test_a_slow_answer_within_the_time_is_waited_for(service: ReferenceProcess, open_gateway: Opener) -> None:
    service.set_fault("delay", seconds=0.2)
    assert open_gateway(plain(service.url, timeout_s=5.0)).query_identity(ZHANG).level == "green"


def test_after_a_failure_queries_fail_at_once_until_the_rest_is_over(
    service: ReferenceProcess, open_gateway: Opener, skipping: SkippingClock
) -> None:
    gateway = open_gateway(plain(service.url))
    service.set_fault("status", status=500)
    assert attempts_of(service, lambda: gateway.query_identity(ZHANG), GatewayFailing) == 3
    service.set_fault("none")
    skipping.skip(4.0)
    assert attempts_of(service, lambda: gateway.query_identity(ZHANG), GatewayUnreachable) == 0
    skipping.skip(1.5)
    assert gateway.query_identity(ZHANG).level == "green"


def test_an_answer_by_other_rules_is_refused(service: ReferenceProcess, open_gateway: Opener) -> None:
    gateway = open_gateway(plain(service.url), profile=profiles.load("city-code"))
    with pytest.raises(UnknownLevel):
        gateway.query_identity(ZHANG)


def test_a_real_terminal_does_not_accept_a_demonstration_service(
    service: ReferenceProcess, open_gateway: Opener
) -> None:
    with pytest.raises(GatewayRefused, match="demonstration-service"):
        open_gateway(plain(service.url), allow_demonstration=False).query_identity(ZHANG)


class WrongClock(SkippingClock):
    """Our wall clock is an hour slow."""

    def now(self) -> Instant:
        instant = super().now()
        return Instant(instant.utc - timedelta(hours=1), instant.monotonic_s)


def test_a_wrong_clock_here_is_told_once_and_codes_still_work(
    service: ReferenceProcess, open_gateway: Opener, announced: AnnouncedLog, caplog: pytest.LogCaptureFixture
) -> None:
    announced.expect("clocks differ: the code service's is +3600 s ahead")
    clock = WrongClock()
    gateway = open_gateway(plain(service.url), clock=clock)
    for _ in range(3):
        result = gateway.query_identity(ZHANG)
        assert result.issued_at <= clock.now().utc < result.expires_at
    assert sum("clocks differ" in record.message for record in caplog.records) == 1


def test_nothing_personal_reaches_the_log(
    service: ReferenceProcess, open_gateway: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    gateway = open_gateway(plain(service.url, attempts=1))
    code = gateway.query_identity(ZHANG).qr_text
    gateway.query_scanned(code)
    service.set_fault("garbage")
    with pytest.raises(GatewayBadAnswer):
        gateway.query_identity(ZHANG)
    assert "code service: code-gateway-bad-answer" in caplog.text
    for secret in ("310100193809200018", "张建国", code, "DEMO-"):
        assert secret not in caplog.text


def test_queries_from_several_threads_take_turns(service: ReferenceProcess, open_gateway: Opener) -> None:
    gateway = open_gateway(plain(service.url, timeout_s=20.0))
    results: list[CodeResult] = []
    threads = [threading.Thread(target=lambda: results.append(gateway.query_identity(ZHANG))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len({result.reference for result in results}) == 6


def test_a_service_that_is_gone_and_comes_back_is_noticed_without_a_visitor(
    open_gateway: Opener, free_port: int
) -> None:
    changes: list[bool] = []
    back = threading.Event()

    def online(now: bool) -> None:
        changes.append(now)
        if now:
            back.set()

    class BriskClock(SkippingClock):
        """Passes the watch's waits a hundred times as fast."""

        def is_proved(self) -> bool:
            return False

        def wait(self, event: threading.Event, timeout_s: float) -> bool:
            self.skip(timeout_s)
            return event.wait(timeout_s / 100)

    gateway = open_gateway(plain(f"http://127.0.0.1:{free_port}"), online=online, clock=BriskClock())
    gateway.start()
    with pytest.raises(GatewayUnreachable):
        gateway.query_identity(ZHANG)
    assert changes == [False]
    with ReferenceProcess(port=free_port):
        assert back.wait(10)
        assert gateway.query_identity(ZHANG).level == "green"
    gateway.stop()


def test_a_probe_says_why_the_service_is_not_there(service: ReferenceProcess, open_gateway: Opener) -> None:
    online: list[bool] = []
    gateway = open_gateway(plain(service.url), online=online.append)
    assert gateway.probe() is None
    for kind, error in (("status", GatewayFailing), ("garbage", GatewayBadAnswer), ("cut", GatewayUnreachable)):
        service.set_fault(kind)
        assert type(gateway.probe()) is error
    service.set_fault("status", status=404)
    assert gateway.probe() is None
    assert online == [True, True]


def test_a_stopped_gateway_answers_nothing_more(service: ReferenceProcess, open_gateway: Opener) -> None:
    gateway = open_gateway(plain(service.url, attempts=1))
    gateway.query_identity(ZHANG)
    gateway.stop()
    with pytest.raises(GatewayUnreachable):
        gateway.query_identity(ZHANG)


def test_stopping_ends_a_query_that_waits(service: ReferenceProcess, open_gateway: Opener) -> None:
    gateway = open_gateway(plain(service.url, timeout_s=60.0))
    service.set_fault("silent")
    before, ended = service.requests(), threading.Event()

    def query() -> None:
        with pytest.raises(GatewayUnreachable):
            gateway.query_identity(ZHANG)
        ended.set()

    thread = threading.Thread(target=query)
    thread.start()
    deadline = time.monotonic() + 10
    while service.requests() == before and time.monotonic() < deadline:
        pass
    gateway.stop()
    assert ended.wait(5)
    thread.join(5)


def test_the_library_is_loaded_only_when_the_gateway_is_used() -> None:
    code = "import sys, kiosk.health_code.gateway, kiosk.health_code.desk; print('httpx' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30)
    assert out.stdout.strip() == "False"
