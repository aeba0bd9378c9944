"""The certificate: made once, kept, renewed before it ends, and never without its key."""

from __future__ import annotations

import ssl
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme
from cryptography import x509

from kiosk.clerk_page.certificate import FILE, CertificateUnusable, look, ready, tls_context
from kiosk.settings import ClerkPage

NOW = datetime(2026, 11, 22, 1, 20, tzinfo=UTC)
HALL = ClerkPage(enabled=True, address="192.168.3.20")


def test_it_is_for_the_address_and_nothing_else(tmp_path: Path) -> None:
    made = ready(HALL, tmp_path, NOW)
    assert made.names == ("192.168.3.20",)
    assert made.ends == datetime(2028, 11, 21, 1, 20, tzinfo=UTC)
    certificate = x509.load_pem_x509_certificate((tmp_path / FILE).read_bytes())
    assert certificate.not_valid_before_utc == NOW - timedelta(days=7)
    constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    assert not constraints.ca  # who has its key vouches for no other machine


def test_it_is_readable_by_the_terminals_user_only(tmp_path: Path) -> None:
    ready(HALL, tmp_path, NOW)
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_the_fingerprint_is_the_one_a_browser_shows(tmp_path: Path) -> None:
    made = ready(HALL, tmp_path, NOW)
    pem = (tmp_path / FILE).read_text()
    der = ssl.PEM_cert_to_DER_cert(pem[pem.index("-----BEGIN CERTIFICATE") :])
    import hashlib

    assert made.fingerprint.replace(":", "").lower() == hashlib.sha256(der).hexdigest()
    assert made.fingerprint.count(":") == 31


def test_it_stays_until_thirty_days_before_its_end(tmp_path: Path) -> None:
    first = ready(HALL, tmp_path, NOW)
    assert ready(HALL, tmp_path, NOW + timedelta(days=699)) == first
    later = ready(HALL, tmp_path, NOW + timedelta(days=701))
    assert later.fingerprint != first.fingerprint
    assert later.ends == NOW + timedelta(days=701 + 730)


def test_another_address_and_a_torn_file_make_another_one(tmp_path: Path) -> None:
    first = ready(HALL, tmp_path, NOW)
    moved = ready(ClerkPage(enabled=True, address="192.168.3.21"), tmp_path, NOW)
    assert moved.names == ("192.168.3.21",)
    (tmp_path / FILE).write_bytes((tmp_path / FILE).read_bytes()[:300])
    third = ready(HALL, tmp_path, NOW)
    assert len({first.fingerprint, moved.fingerprint, third.fingerprint}) == 3
    tls_context(third)


def test_looking_makes_nothing(tmp_path: Path) -> None:
    assert look(HALL, tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_only_tls_from_1_2_on_with_forward_secrecy(tmp_path: Path) -> None:
    context = tls_context(ready(HALL, tmp_path, NOW))
    assert context.minimum_version == ssl.TLSVersion.TLSv1_2
    assert all(cipher["name"].startswith(("ECDHE-", "TLS_")) for cipher in context.get_ciphers())


@pytest.fixture(scope="module")
def of_the_hall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hall's own certificate, its key, and the key of another."""
    folder = tmp_path_factory.mktemp("hall")
    authority = trustme.CA()
    for name in ("kiosk.hall.example", "other.hall.example"):
        leaf = authority.issue_cert(name)
        leaf.cert_chain_pems[0].write_to_path(str(folder / f"{name}.pem"))
        leaf.private_key_pem.write_to_path(str(folder / f"{name}.key"))
    return folder


def test_a_hall_may_have_its_own(of_the_hall: Path, tmp_path: Path) -> None:
    settings = ClerkPage(
        enabled=True,
        address="192.168.3.20",
        certificate_file=str(of_the_hall / "kiosk.hall.example.pem"),
        key_file=str(of_the_hall / "kiosk.hall.example.key"),
    )
    shown = ready(settings, tmp_path, NOW)
    assert shown.names == ("kiosk.hall.example",)
    tls_context(shown)
    assert list(tmp_path.iterdir()) == []
    assert look(settings, tmp_path) == shown


def test_a_key_of_another_certificate_is_refused(of_the_hall: Path, tmp_path: Path) -> None:
    settings = ClerkPage(
        certificate_file=str(of_the_hall / "kiosk.hall.example.pem"),
        key_file=str(of_the_hall / "other.hall.example.key"),
    )
    with pytest.raises(CertificateUnusable):
        tls_context(ready(settings, tmp_path, NOW))


def test_a_key_with_a_password_asks_nobody(of_the_hall: Path, tmp_path: Path) -> None:
    from cryptography.hazmat.primitives import serialization

    pem = (of_the_hall / "kiosk.hall.example.key").read_bytes()
    key = serialization.load_pem_private_key(pem, None)
    locked = tmp_path / "locked.key"
    locked.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(b"secret"),
        )
    )
    settings = ClerkPage(certificate_file=str(of_the_hall / "kiosk.hall.example.pem"), key_file=str(locked))
    with pytest.raises(CertificateUnusable):
        tls_context(ready(settings, tmp_path, NOW))


def test_what_is_no_certificate_is_refused(tmp_path: Path) -> None:
    (tmp_path / "hall.pem").write_text("-----BEGIN NONSENSE-----")
    with pytest.raises(CertificateUnusable):
        ready(ClerkPage(certificate_file=str(tmp_path / "hall.pem")), tmp_path, NOW)
