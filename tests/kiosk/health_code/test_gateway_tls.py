"""The gateway client over TLS: whom it trusts, and what it shows of itself."""

from __future__ import annotations

import contextlib
import os
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from kiosk.health_code.errors import GatewayMisconfigured, GatewayTimeout, GatewayUnreachable, GatewayUntrusted
from kiosk.health_code.gateway_link import tls_context
from kiosk.health_code.reference.process import ReferenceProcess
from kiosk.settings import Gateway
from tests.kiosk.health_code.conftest import ZHANG, Opener, SkippingClock
from tests.kiosk.health_code.hostile_server import answer, serving

TlsService = tuple[ReferenceProcess, Path]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[trustme.CA, str]:
    """A certificate authority of the test, and its file."""
    ca, file = trustme.CA(), tmp_path_factory.mktemp("ca") / "ca.pem"
    ca.cert_pem.write_to_path(str(file))
    return ca, str(file)


def server_context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def settings_of(folder: Path, url: str, **changes: object) -> Gateway:
    files = {
        "ca_file": str(folder / "ca.pem"),
        "client_cert_file": str(folder / "client.pem"),
        "client_key_file": str(folder / "client-key.pem"),
    }
    return Gateway(url=url, **{**files, **changes})  # type: ignore[arg-type]


def untrusted(open_gateway: Opener, settings: Gateway) -> str:
    with pytest.raises(GatewayUntrusted) as caught:
        open_gateway(settings).query_identity(ZHANG)
    assert caught.value.code == "code-gateway-untrusted"
    return str(caught.value)


def test_with_the_right_authority_and_our_certificate_the_service_answers(
    tls_service: TlsService, open_gateway: Opener
) -> None:
    service, folder = tls_service
    assert service.url.startswith("https://")
    gateway = open_gateway(settings_of(folder, service.url))
    code = gateway.query_identity(ZHANG)
    assert code.level == "green"
    assert gateway.query_scanned(code.qr_text).reference == code.reference
    assert gateway.probe() is None


def test_by_name_the_service_is_trusted_too(tls_service: TlsService, open_gateway: Opener) -> None:
    service, folder = tls_service
    gateway = open_gateway(settings_of(folder, service.url.replace("127.0.0.1", "localhost")))
    assert gateway.query_identity(ZHANG).level == "green"


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A client certificate of an authority the service does not know."""
    file = tmp_path_factory.mktemp("stranger") / "stranger.pem"
    certificate = trustme.CA().issue_cert("terminal.example.invalid")
    certificate.private_key_and_cert_chain_pem.write_to_path(str(file))
    return str(file)


@pytest.mark.parametrize("ours", ["none", "stranger"])
def test_without_a_certificate_it_knows_the_service_does_not_answer(
    tls_service: TlsService, open_gateway: Opener, stranger: str, ours: str
) -> None:
    """asyncio's TLS closes without an alert, so that the reason stays unknown to us."""
    service, folder = tls_service
    before = service.requests()
    file = stranger if ours == "stranger" else ""
    gateway = open_gateway(settings_of(folder, service.url, client_cert_file=file, client_key_file=""))
    with pytest.raises(GatewayUnreachable):
        gateway.query_identity(ZHANG)
    assert service.requests() == before


@pytest.mark.parametrize(("ours", "reason"), [("none", "CERTIFICATE_REQUIRED"), ("stranger", "UNKNOWN_CA")])
def test_a_service_that_says_why_it_does_not_accept_our_certificate_is_told_from_a_dead_one(
    open_gateway: Opener,
    authority: tuple[trustme.CA, str],
    stranger: str,
    skipping: SkippingClock,
    ours: str,
    reason: str,
) -> None:
    context = server_context(authority[0].issue_cert("127.0.0.1"))
    context.verify_mode = ssl.CERT_REQUIRED
    authority[0].configure_trust(context)
    file = stranger if ours == "stranger" else ""
    with serving(lambda *_: None, context) as (url, requests):
        settings = Gateway(url=url, ca_file=authority[1], client_cert_file=file)
        assert reason in untrusted(open_gateway, settings)
    assert requests == []
    assert skipping.pauses == []  # not tried again


def test_the_authorities_of_the_machine_do_not_count_when_one_is_given(
    tls_service: TlsService, open_gateway: Opener, authority: tuple[trustme.CA, str]
) -> None:
    service, folder = tls_service
    settings = settings_of(folder, service.url, ca_file=authority[1])
    assert untrusted(open_gateway, settings) == "TLS: self-signed certificate in certificate chain"
    assert [ca["subject"] for ca in tls_context(settings).get_ca_certs()] == [_subject(authority[1])]


def test_without_a_given_authority_those_of_the_machine_count_and_ours_is_unknown(
    tls_service: TlsService, open_gateway: Opener
) -> None:
    service, folder = tls_service
    assert "self-signed certificate in" in untrusted(open_gateway, settings_of(folder, service.url, ca_file=""))


@pytest.mark.parametrize(
    ("identities", "options", "reason"),
    [
        (["127.0.0.1"], {"not_after": datetime.now(UTC) - timedelta(days=1)}, "certificate has expired"),
        (["127.0.0.1"], {"not_before": datetime.now(UTC) + timedelta(days=1)}, "certificate is not yet valid"),
        (["gateway.example.invalid"], {}, "IP address mismatch"),
    ],
    ids=["expired", "not yet valid", "another's name"],
)
def test_a_certificate_that_does_not_hold_is_refused_before_anything_is_said(
    open_gateway: Opener,
    authority: tuple[trustme.CA, str],
    identities: list[str],
    options: dict[str, datetime],
    reason: str,
) -> None:
    ca, ca_file = authority
    if "not_before" in options:
        options = {**options, "not_after": datetime.now(UTC) + timedelta(days=9)}
    elif "not_after" in options:
        options = {**options, "not_before": datetime.now(UTC) - timedelta(days=9)}
    certificate = ca.issue_cert(*identities, **options)  # type: ignore[arg-type]
    with serving(lambda *_: None, server_context(certificate)) as (url, requests):
        assert reason in untrusted(open_gateway, Gateway(url=url, ca_file=ca_file))
    assert requests == []


def test_a_self_signed_certificate_is_refused(open_gateway: Opener, authority: tuple[trustme.CA, str]) -> None:
    itself = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with itself.private_key_pem.tempfile() as key, itself.cert_pem.tempfile() as cert:
        context.load_cert_chain(cert, key)
    with serving(lambda *_: None, context) as (url, requests):
        assert "self-signed certificate" in untrusted(open_gateway, Gateway(url=url, ca_file=authority[1]))
    assert requests == []


def test_old_tls_is_not_spoken(open_gateway: Opener, authority: tuple[trustme.CA, str]) -> None:
    context = server_context(authority[0].issue_cert("127.0.0.1"))
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.minimum_version = ssl.TLSVersion.TLSv1_1
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    with serving(lambda *_: None, context) as (url, requests):
        assert "TLS: " in untrusted(open_gateway, Gateway(url=url, ca_file=authority[1]))
    assert requests == []


def test_tls_spoken_to_a_plain_port_is_refused(open_gateway: Opener, authority: tuple[trustme.CA, str]) -> None:
    def plain_answer(connection: socket.socket, _: threading.Event) -> None:
        connection.sendall(answer(b"{}", b"400 Bad Request"))

    with serving(plain_answer) as (url, _):
        settings = Gateway(url=url.replace("http:", "https:"), ca_file=authority[1], timeout_s=1.0)
        with pytest.raises((GatewayUntrusted, GatewayTimeout)):
            open_gateway(settings).query_identity(ZHANG)


def test_a_handshake_that_never_ends_is_given_up(open_gateway: Opener, authority: tuple[trustme.CA, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"https://127.0.0.1:{listener.getsockname()[1]}"
        with pytest.raises(GatewayTimeout):
            open_gateway(Gateway(url=url, ca_file=authority[1], timeout_s=0.3)).query_identity(ZHANG)


def test_a_handshake_lost_once_leaves_time_for_a_second_try(
    tls_service: TlsService, open_gateway: Opener, skipping: SkippingClock
) -> None:
    """The first connection leads nowhere; from the second on it is passed through to the service."""
    service, folder = tls_service
    target = ("127.0.0.1", int(service.url.rpartition(":")[2]))
    with lame_passage(target) as port:
        settings = settings_of(folder, f"https://127.0.0.1:{port}", timeout_s=1.5)
        assert open_gateway(settings).query_identity(ZHANG).level == "green"
    assert skipping.pauses == pytest.approx([0.05])


@contextlib.contextmanager
def lame_passage(target: tuple[str, int]) -> Iterator[int]:
    """A port whose first connection is accepted and never answered, and whose second is joined to `target`."""
    listener = socket.create_server(("127.0.0.1", 0))
    kept: list[socket.socket] = []

    def carry(source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)

    def accept() -> None:
        kept.append(listener.accept()[0])
        near, far = listener.accept()[0], socket.create_connection(target)
        kept.extend((near, far))
        back = threading.Thread(target=carry, args=(far, near), daemon=True)
        back.start()
        carry(near, far)
        back.join(5)

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    yield int(listener.getsockname()[1])
    thread.join(5)
    for connection in (*kept, listener):
        connection.close()


def test_a_connection_cut_inside_tls_is_a_cut_connection_not_a_wrong_certificate(
    open_gateway: Opener, authority: tuple[trustme.CA, str]
) -> None:
    context = server_context(authority[0].issue_cert("127.0.0.1"))

    def cut(connection: socket.socket, _: threading.Event) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")

    with serving(cut, context) as (url, requests), pytest.raises(GatewayUnreachable) as caught:
        open_gateway(Gateway(url=url, ca_file=authority[1])).query_identity(ZHANG)
    assert type(caught.value) is GatewayUnreachable
    assert len(requests) == 3


def test_a_key_that_does_not_fit_its_certificate_is_refused_at_once(
    tls_service: TlsService, open_gateway: Opener
) -> None:
    service, folder = tls_service
    settings = settings_of(folder, service.url, client_key_file=str(folder / "server-key.pem"))
    with pytest.raises(GatewayMisconfigured, match="client_cert_file or client_key_file"):
        open_gateway(settings)


def test_an_encrypted_key_is_refused_instead_of_asking_on_the_terminal(
    tls_service: TlsService, open_gateway: Opener, tmp_path: Path
) -> None:
    from cryptography.hazmat.primitives import serialization

    service, folder = tls_service
    key = serialization.load_pem_private_key((folder / "client-key.pem").read_bytes(), None)
    locked = tmp_path / "locked.pem"
    locked.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(b"secret"),
        )
    )
    with pytest.raises(GatewayMisconfigured):
        open_gateway(settings_of(folder, service.url, client_key_file=str(locked)))


def test_the_demonstrations_private_keys_are_for_their_owner_only(tls_service: TlsService) -> None:
    _, folder = tls_service
    assert sorted(os.listdir(folder)) == ["ca.pem", "client-key.pem", "client.pem", "server-key.pem", "server.pem"]
    for name in ("client-key.pem", "server-key.pem"):
        assert (folder / name).stat().st_mode & 0o777 == 0o600


def _subject(ca_file: str) -> object:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(ca_file)
    return context.get_ca_certs()[0]["subject"]
