"""The page's certificate: made by the terminal itself, kept in the data folder, renewed before it ends."""

from __future__ import annotations

import ipaddress
import ssl
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from kiosk.settings import ClerkPage
from kiosk.store.durable import write_whole

FILE = "clerk-page.pem"
"""In the data folder: private key and certificate together, so that there never is one without the other."""

LASTS = timedelta(days=730)
BEFORE = timedelta(days=7)
"""It begins so long ago: the clerk's computer may be behind."""
RENEWED = timedelta(days=30)
"""So long before its end another one is made."""


class CertificateUnusable(ValueError):
    """There is no certificate that can be shown to a browser."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a browser is shown.

    Attributes:
        file, key_file: PEM; the same file when the terminal made it itself.
        fingerprint: SHA-256 of the certificate in capitals, `AB:CD:…`, as browsers show it.
        names: Host names and addresses it is for.
        ends: UTC.
    """

    file: Path
    key_file: Path
    fingerprint: str
    names: tuple[str, ...]
    ends: datetime


def ready(settings: ClerkPage, data_dir: Path, now: datetime) -> Certificate:
    """The certificate to use now: the hall's own, or the terminal's, which is made or renewed when it has to be.

    Raises:
        CertificateUnusable: the hall's own cannot be read, or no file can be written.
    """
    if settings.certificate_file:
        return _read(Path(settings.certificate_file), Path(settings.key_file or settings.certificate_file))
    file = data_dir / FILE
    if (kept := look(settings, data_dir)) is not None and _serves(kept, settings.address, now):
        return kept
    try:
        write_whole(file, _made(settings.address, now))
    except OSError as error:
        raise CertificateUnusable(type(error).__name__) from None
    return _read(file, file)


def look(settings: ClerkPage, data_dir: Path) -> Certificate | None:
    """The certificate as it is, nothing made and nothing written; None when there is none that can be read."""
    own = data_dir / FILE
    file = Path(settings.certificate_file) if settings.certificate_file else own
    key_file = Path(settings.key_file) if settings.certificate_file and settings.key_file else file
    try:
        return _read(file, key_file)
    except CertificateUnusable:
        return None


def tls_context(certificate: Certificate) -> ssl.SSLContext:
    """TLS 1.2 and later, with forward secrecy. Raises CertificateUnusable when certificate and key are no pair."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("ECDHE+AESGCM:ECDHE+CHACHA20")
    context.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION
    load(context, certificate)
    return context


def load(context: ssl.SSLContext, certificate: Certificate) -> None:
    """Show this certificate from the next connection on. Raises CertificateUnusable."""
    try:
        context.load_cert_chain(certificate.file, certificate.key_file, password=_no_password)
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        raise CertificateUnusable(type(error).__name__) from None


def _no_password() -> str:
    """Without it OpenSSL would ask at the terminal's keyboard."""
    raise ValueError("the key has a password")


def _serves(certificate: Certificate, address: str, now: datetime) -> bool:
    return address in certificate.names and now < certificate.ends - RENEWED


def _read(file: Path, key_file: Path) -> Certificate:
    try:
        made = x509.load_pem_x509_certificate(file.read_bytes())
        names = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (OSError, ValueError, x509.ExtensionNotFound) as error:
        raise CertificateUnusable(type(error).__name__) from None
    hosts = (
        *names.get_values_for_type(x509.DNSName),
        *(str(address) for address in names.get_values_for_type(x509.IPAddress)),
    )
    digits = made.fingerprint(hashes.SHA256()).hex(":").upper()
    return Certificate(file, key_file, digits, hosts, made.not_valid_after_utc)


def _made(address: str, now: datetime) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, address)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BEFORE)
        .not_valid_after(now + LASTS)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return private + made.public_bytes(pem)
