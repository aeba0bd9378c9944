"""The gateway client against a socket that does what it likes."""

from __future__ import annotations

import json
import os
import socket
import struct
import threading
import time
from collections.abc import Callable

import pytest

from kiosk.health_code.errors import (
    GatewayBadAnswer,
    GatewayMisconfigured,
    GatewayRefused,
    GatewayTimeout,
    GatewayUnreachable,
    UnknownLevel,
)
from kiosk.settings import Gateway
from tests.conftest import AnnouncedLog
from tests.kiosk.health_code.conftest import ZHANG, Opener, SkippingClock, plain
from tests.kiosk.health_code.hostile_server import answer, serving

REQUEST_ID = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
JSON = b"Content-Type: application/json\r\n"
GOOD = json.dumps(
    {
        "version": 1,
        "outcome": "ok",
        "request_id": REQUEST_ID,
        "answered_at": "2026-11-22T01:20:05Z",
        "code": {
            "profile": "health-2022",
            "level": "green",
            "qr_text": "Q",
            "issued_at": "2026-11-22T01:20:00Z",
            "expires_at": "2026-11-22T01:21:00Z",
            "reference": "R",
        },
    }
).encode()


def sending(data: bytes) -> Callable[[socket.socket, threading.Event], None]:
    return lambda connection, _: connection.sendall(data)


def query(open_gateway: Opener, url: str, **settings: object) -> str:
    gateway = open_gateway(plain(url, **settings), request_id=lambda: REQUEST_ID)
    return gateway.query_identity(ZHANG).level


@pytest.fixture(autouse=True)
def _clock_differs(announced: AnnouncedLog) -> None:
    announced.expect("clocks differ")  # the scripted answer has a fixed date


def test_the_scripted_answer_is_good_when_left_alone(open_gateway: Opener) -> None:
    with serving(sending(answer(GOOD))) as (url, requests):
        assert query(open_gateway, url) == "green"
    head, _, body = requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /v1/code/make HTTP/1.1\r\n")
    assert b"accept-encoding: identity" in head.lower()
    assert json.loads(body)["subject"]["name"] == "张建国"


def test_a_path_in_the_address_is_kept(open_gateway: Opener) -> None:
    with serving(sending(answer(GOOD))) as (url, requests):
        assert query(open_gateway, url + "/hall/code/") == "green"
    assert requests[0].startswith(b"POST /hall/code/v1/code/make ")


def test_all_tries_of_a_query_carry_one_request_id(open_gateway: Opener) -> None:
    with serving(sending(answer(b"{}", b"503 Busy"))) as (url, requests), pytest.raises(GatewayUnreachable):
        open_gateway(plain(url)).query_identity(ZHANG)
    sent = [json.loads(request.partition(b"\r\n\r\n")[2])["request_id"] for request in requests]
    assert len(sent) == 3
    assert len(set(sent)) == 1


@pytest.mark.parametrize(
    ("data", "error", "tries"),
    [
        (b"", GatewayUnreachable, 3),
        (b"HTTP/1.1 200 OK\r\nContent-", GatewayUnreachable, 3),
        (answer(GOOD)[:-20], GatewayUnreachable, 3),
        (b"SSH-2.0-OpenSSH_9.2\r\n", GatewayUnreachable, 3),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000, GatewayUnreachable, 3),
        (answer(GOOD, b"201 Created"), GatewayBadAnswer, 1),
        (answer(b"", b"204 No Content"), GatewayBadAnswer, 1),
        (answer(b"", b"301 Moved", b"Location: https://elsewhere.example.invalid/\r\n"), GatewayBadAnswer, 1),
        (answer(b"", b"401 Unauthorized"), GatewayRefused, 1),
        (answer(b"", b"404 Not Found"), GatewayRefused, 1),
        (answer(GOOD, head=b"Content-Type: text/html\r\n"), GatewayBadAnswer, 1),
        (answer(GOOD, head=b""), GatewayBadAnswer, 1),
        (answer(GOOD.replace(REQUEST_ID.encode(), b"0" * 36)), GatewayBadAnswer, 1),
        (answer(GOOD.replace(b"green", b"purple")), UnknownLevel, 1),
        (b"HTTP/1.1 200 OK\r\n" + JSON + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n", GatewayUnreachable, 3),
        (answer(b" " * 16_385), GatewayBadAnswer, 1),
        (answer(GOOD, head=JSON + b"Content-Encoding: gzip\r\n"), GatewayBadAnswer, 1),
    ],
    ids=["closed at once", "cut in the head", "cut in the body", "another protocol", "endless header", "created",
         "no content", "moved", "not allowed", "not there", "a web page", "no type", "another's answer",
         "unknown level", "broken chunks", "one byte too long", "said to be compressed"],
)  # fmt: skip
def test_what_comes_decides_the_error_and_whether_it_is_tried_again(
    open_gateway: Opener, data: bytes, error: type[Exception], tries: int
) -> None:
    with serving(sending(data)) as (url, requests), pytest.raises(error) as caught:
        query(open_gateway, url, timeout_s=5.0)
    assert type(caught.value) is error
    assert len(requests) == tries


def test_an_answer_of_just_the_allowed_length_is_read(open_gateway: Opener) -> None:
    with serving(sending(answer(GOOD + b" " * (16_384 - len(GOOD))))) as (url, _):
        assert query(open_gateway, url) == "green"


def test_an_endless_answer_is_cut_off_by_its_length(open_gateway: Opener) -> None:
    sent = 0

    def script(connection: socket.socket, ended: threading.Event) -> None:
        nonlocal sent
        connection.sendall(b"HTTP/1.1 200 OK\r\n" + JSON + b"\r\n")
        while not ended.is_set():
            connection.sendall(b" " * 65536)
            sent += 65536

    with serving(script) as (url, _), pytest.raises(GatewayBadAnswer, match="longer than 16384"):
        query(open_gateway, url, timeout_s=10.0)
    assert sent < 20_000_000  # what fits into the buffers of the socket


@pytest.mark.parametrize(
    "head", [b"", b"HTTP/1.1 200 OK\r\n" + JSON + b"Content-Length: 4000\r\n\r\n"], ids=["head", "body"]
)
def test_a_dripping_answer_does_not_outlive_the_time_of_the_query(open_gateway: Opener, head: bytes) -> None:
    """Each byte comes before any socket time-out; only the time of the whole query ends it."""

    def script(connection: socket.socket, ended: threading.Event) -> None:
        connection.sendall(head)
        while not ended.wait(0.02):
            connection.sendall(b"H" if not head else b" ")

    with serving(script) as (url, requests):
        started = time.monotonic()
        with pytest.raises(GatewayTimeout, match=r"no whole answer within 0\.4 s"):
            query(open_gateway, url, timeout_s=0.4)
        assert time.monotonic() - started < 3
        assert _exchange_ended(), "the far end still drips, and we still listen"
    assert len(requests) == 1


def _exchange_ended() -> bool:
    """Whether no thread of an exchange is left, within two seconds."""
    deadline = time.monotonic() + 2
    for thread in threading.enumerate():
        if thread.name == "code-gateway":
            thread.join(max(0.0, deadline - time.monotonic()))
    return not any(thread.name == "code-gateway" for thread in threading.enumerate())


def test_a_far_end_that_resets_the_connection_is_unreachable(open_gateway: Opener) -> None:
    def script(connection: socket.socket, _: threading.Event) -> None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    with serving(script) as (url, _), pytest.raises(GatewayUnreachable):
        query(open_gateway, url)


def test_nobody_listening_is_unreachable_after_three_tries(
    open_gateway: Opener, free_port: int, skipping: SkippingClock
) -> None:
    with pytest.raises(GatewayUnreachable):
        query(open_gateway, f"http://127.0.0.1:{free_port}")
    assert skipping.pauses == pytest.approx([0.05, 0.1])


def test_a_name_that_does_not_exist_is_unreachable(open_gateway: Opener) -> None:
    with pytest.raises((GatewayUnreachable, GatewayTimeout)):
        query(open_gateway, "http://gateway.example.invalid", timeout_s=5.0)


def test_a_resolver_that_hangs_does_not_hold_the_visit(open_gateway: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    """Name resolution knows no time-out of its own."""
    release = threading.Event()
    resolve = socket.getaddrinfo

    def hanging(*arguments: object, **options: object) -> object:
        release.wait(20)
        return resolve(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", hanging)
    gateway = open_gateway(plain("http://127.0.0.1:9", timeout_s=0.3))
    try:
        started = time.monotonic()
        with pytest.raises(GatewayTimeout):
            gateway.query_identity(ZHANG)
        assert time.monotonic() - started < 3
    finally:
        release.set()


def test_a_proxy_of_the_environment_is_not_used(open_gateway: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with serving(sending(answer(GOOD))) as (url, _):
        assert query(open_gateway, url) == "green"


def test_an_address_in_a_scanned_code_is_sent_as_text_and_never_opened(open_gateway: Opener) -> None:
    refused = json.dumps(
        {
            "version": 1,
            "outcome": "refused",
            "request_id": REQUEST_ID,
            "answered_at": "2026-11-22T01:20:05Z",
            "return_code": "code-unknown",
        }
    ).encode()
    with serving(sending(answer(GOOD))) as (bait, baited), serving(sending(answer(refused))) as (url, requests):
        gateway = open_gateway(plain(url), request_id=lambda: REQUEST_ID)
        with pytest.raises(GatewayRefused):
            gateway.query_scanned(bait + "/code?next=//x")
    assert json.loads(requests[0].partition(b"\r\n\r\n")[2])["text"] == bait + "/code?next=//x"
    assert baited == []


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (Gateway(url=""), "must be https"),
        (Gateway(url="http://gateway.example.invalid"), "plain http, and allow_plain_http is off"),
        (Gateway(url="ftp://gateway.example.invalid"), "must be https"),
        (Gateway(url="https://"), "must be https"),
        (Gateway(url="https://user:secret@gateway.example.invalid"), "may not hold a user"),
        (Gateway(url="https://gateway.example.invalid/?key=1"), "may not hold a user, a query"),
        (Gateway(url="https://gateway.example.invalid:port"), "is not an address"),
        (Gateway(url="https://[::1"), "is not an address"),
        (Gateway(url="https://gateway.example.invalid", ca_file="/nowhere/ca.pem"), "ca_file cannot be used"),
        (Gateway(url="https://gateway.example.invalid", client_cert_file="/nowhere/c.pem"), "client_cert_file"),
        (Gateway(url="https://gateway.example.invalid", client_key_file="/nowhere/k.pem"), "needs client_cert_file"),
    ],
)
def test_settings_that_cannot_be_used_are_refused_at_once(open_gateway: Opener, settings: Gateway, says: str) -> None:
    with pytest.raises(GatewayMisconfigured, match=says) as caught:
        open_gateway(settings)
    assert "secret" not in str(caught.value)


def test_a_hundred_failed_queries_leave_no_open_file(open_gateway: Opener, skipping: SkippingClock) -> None:
    with serving(sending(b"HTTP/1.1 200 OK\r\nContent-")) as (url, _):
        gateway = open_gateway(plain(url))
        counts = []
        for _ in range(34):  # three connections each
            with pytest.raises(GatewayUnreachable):
                gateway.query_identity(ZHANG)
            skipping.skip(31)
            counts.append(len(os.listdir("/proc/self/fd")))
    assert max(counts[-10:]) <= counts[1] + 2
