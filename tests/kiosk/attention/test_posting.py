"""One POST to the group robot: what it sends, whom it trusts, and that nothing at the far end holds it up."""

from __future__ import annotations

import ssl
import threading
import time
from pathlib import Path

import pytest
import trustme

from kiosk.attention.channels.channel import NotDelivered
from kiosk.attention.channels.posting import MOST_BYTES, Posting
from tests.kiosk.health_code.hostile_server import Script, answer, serving

SECRET = "/cgi-bin/webhook/send?key=0000-secret"


def replying(*pieces: bytes) -> Script:
    def script(connection: object, _: threading.Event) -> None:
        for piece in pieces:
            connection.sendall(piece)  # type: ignore[attr-defined]

    return script


def failure(script: Script, total_s: float = 2.0) -> NotDelivered:
    with serving(script) as (url, _), pytest.raises(NotDelivered) as failed:
        Posting(url + SECRET, total_s=total_s).post(b"{}")
    assert "secret" not in str(failed.value)
    return failed.value


def test_body_goes_to_the_whole_address_and_the_answer_comes_back() -> None:
    with serving(replying(answer(b'{"errcode": 0}'))) as (url, requests):
        assert Posting(url + SECRET).post('{"text": "梧桐 7"}'.encode()) == b'{"errcode": 0}'
    head, _, body = requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /cgi-bin/webhook/send?key=0000-secret HTTP/1.1\r\n")
    assert b"content-type: application/json" in head.lower()
    assert body.decode() == '{"text": "梧桐 7"}'


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (b"500 Oops", "call-unreachable"),
        (b"429 Slow down", "call-unreachable"),
        (b"403 No", "call-refused"),
        (b"204 Nothing", "call-unreachable"),
    ],
)
def test_any_status_but_two_hundred_is_not_delivered(status: bytes, code: str) -> None:
    assert failure(replying(answer(b"{}", status))).code == code


def test_redirect_is_not_followed() -> None:
    with serving(replying(answer(b'{"errcode": 0}'))) as (other, others):
        moved = answer(b"", b"302 Found", f"Location: {other}/there\r\n".encode())
        assert failure(replying(moved)).code == "call-unreachable"
        assert others == []


def never(connection: object, ended: threading.Event) -> None:
    ended.wait(10)


def dripping(connection: object, ended: threading.Event) -> None:
    while not ended.wait(0.05):
        connection.sendall(b"H")  # type: ignore[attr-defined]


def slow_body(connection: object, ended: threading.Event) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n")  # type: ignore[attr-defined]
    dripping(connection, ended)


@pytest.mark.parametrize("script", [never, dripping, slow_body])
def test_far_end_that_is_slow_is_cut_off_in_time(script: Script) -> None:
    begun = time.monotonic()
    assert failure(script, total_s=0.3).code == "call-unreachable"
    assert time.monotonic() - begun < 2


def test_endless_answer_is_not_taken_into_memory() -> None:
    assert failure(replying(answer(b"x" * (MOST_BYTES + 1)))).code == "call-unreachable"


def test_answer_that_is_no_http_and_a_closed_port_are_told(unused_port: int) -> None:
    assert failure(replying(b"220 mail ready\r\n")).code == "call-unreachable"
    with pytest.raises(NotDelivered) as failed:
        Posting(f"http://127.0.0.1:{unused_port}/x").post(b"{}")
    assert failed.value.code == "call-unreachable"


@pytest.fixture
def unused_port() -> int:
    with serving(never) as (url, _):
        return int(url.rpartition(":")[2])


def test_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    with serving(replying(answer(b"{}"))) as (url, _):
        assert Posting(url + "/x").post(b"{}") == b"{}"


# --- TLS --------------------------------------------------------------------------------------------------------
def context_for(name: str, ca: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert(name).configure_cert(context)
    return context


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[trustme.CA, str]:
    ca, file = trustme.CA(), tmp_path_factory.mktemp("ca") / "ca.pem"
    ca.cert_pem.write_to_path(str(file))
    return ca, str(file)


def test_certificate_of_the_named_authority_is_taken(authority: tuple[trustme.CA, str]) -> None:
    ca, file = authority
    with serving(replying(answer(b"{}")), context_for("127.0.0.1", ca)) as (url, requests):
        Posting(url + "/x", ca_file=file).post(b"{}")
        Posting(url + "/x", ca_file=file).try_connection()
    assert requests[0].startswith(b"POST /x ")
    assert not any(requests[1:]), "trying the connection sends nothing"


@pytest.mark.parametrize("kind", ["another authority", "another name", "no authority named"])
def test_wrong_certificate_sends_nothing(authority: tuple[trustme.CA, str], kind: str, tmp_path: Path) -> None:
    ca, file = authority
    served = trustme.CA() if kind == "another authority" else ca
    name = "robot.example.invalid" if kind == "another name" else "127.0.0.1"
    with (
        serving(replying(answer(b"{}")), context_for(name, served)) as (url, requests),
        pytest.raises(NotDelivered) as failed,
    ):
        Posting(url + SECRET, ca_file="" if kind == "no authority named" else file).post(b"call")
    assert failed.value.code == "call-unreachable"
    assert "TLS" in str(failed.value)
    assert requests == []


def test_authority_file_that_went_away_is_told() -> None:
    with serving(replying(answer(b"{}"))) as (url, _), pytest.raises(NotDelivered) as failed:
        Posting(url.replace("http:", "https:") + "/x", ca_file="/nowhere/ca.pem").post(b"{}")
    assert failed.value.code == "call-unreachable"
