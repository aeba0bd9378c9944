"""What each value alone may say, but not together with the others, or not on this machine."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import resources
from kiosk.sentences import sentence, table
from kiosk.settings.checking import one_of
from kiosk.settings.mistakes import shown
from kiosk.settings.values import ClerkPage, Gateway, HomeCalls, Settings, Visit, Webhook

Contradiction = tuple[tuple[str, ...], str]
"""The dotted keys it is about, the one to mend first, and the sentence."""

AddressFault = Literal["empty", "unreadable", "no-address", "extras", "plain"]
_WARNED = ("confirm_s", "result_s", "menu_s", "entry_s", "bp_wait_s", "problem_s", "help_s")
"""Time-outs that `visit.warn_s` is counted back from."""


def contradictions(settings: Settings) -> Iterator[Contradiction]:
    """Every contradiction of settings whose single values are sound. Devices are looked at elsewhere."""
    yield from _hall(settings)
    yield from _camera(settings)
    yield from _visit(settings.visit)
    yield from _home_calls(settings.home_calls)
    yield from _health_code(settings)
    yield from _clerk_page(settings.clerk_page)
    yield from _webhook(settings.calls.webhook)


def address_fault(gateway: Gateway) -> AddressFault | None:
    """Why the gateway's address cannot be used; None when it can."""
    if not gateway.url:
        return "empty"
    try:
        parts = urlsplit(gateway.url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "unreadable"
    if not host or parts.scheme not in ("http", "https") or any(char.isspace() for char in gateway.url):
        return "no-address"
    if parts.username is not None or parts.query or parts.fragment:
        return "extras"
    return "plain" if parts.scheme == "http" and not gateway.allow_plain_http else None


def webhook_fault(webhook: Webhook) -> AddressFault | None:
    """Why the group robot's address cannot be used; None when it can. Its key may stand behind a ?."""
    if not webhook.url:
        return "empty"
    try:
        parts = urlsplit(webhook.url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "unreadable"
    odd = any(not char.isprintable() or char.isspace() for char in webhook.url)
    if not host or parts.scheme not in ("http", "https") or odd:
        return "no-address"
    if parts.username is not None or parts.fragment:
        return "extras"
    return "plain" if parts.scheme == "http" and not webhook.allow_plain_http else None


def _hall(settings: Settings) -> Iterator[Contradiction]:
    hall, within = settings.hall, settings.faces.search_within
    try:
        ZoneInfo(hall.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield ("hall.time_zone",), sentence("settings.sense.time-zone", zone=shown(hall.time_zone))
    for place, lacking in (("committee", not hall.committee.strip()), ("building", not hall.building.strip())):
        if within == place and lacking:
            yield (
                ("faces.search_within", f"hall.{place}"),
                sentence("settings.sense.place", value=shown(within), place=place),
            )


def _camera(settings: Settings) -> Iterator[Contradiction]:
    camera = settings.camera
    if camera.doubt_from > camera.live_from:
        yield (
            ("camera.doubt_from", "camera.live_from"),
            sentence("settings.sense.doubt", doubt=camera.doubt_from, live=camera.live_from),
        )
    if camera.idle_fps > camera.active_fps:
        yield (
            ("camera.idle_fps", "camera.active_fps"),
            sentence("settings.sense.fps", idle=camera.idle_fps, active=camera.active_fps),
        )


def _visit(visit: Visit) -> Iterator[Contradiction]:
    for name in _WARNED:
        whole: float = getattr(visit, name)
        if visit.warn_s >= whole:
            yield (
                ("visit.warn_s", f"visit.{name}"),
                sentence("settings.sense.warning", warning=visit.warn_s, name=name, whole=whole),
            )


def _home_calls(rules: HomeCalls) -> Iterator[Contradiction]:
    if rules.rhythm_fell_to >= rules.rhythm_usual:
        yield (
            ("home_calls.rhythm_fell_to", "home_calls.rhythm_usual"),
            sentence("settings.sense.rhythm", fell_to=rules.rhythm_fell_to, usual=rules.rhythm_usual),
        )


def _health_code(settings: Settings) -> Iterator[Contradiction]:
    code = settings.health_code
    profiles = sorted(file.stem for file in resources.path("codes", "code-profiles").glob("*.toml"))
    if code.profile not in profiles:
        yield ("health_code.profile",), one_of(sentence("settings.wrong.profile"), code.profile, profiles)
    if code.provider != "gateway":
        return
    gateway, prefix = code.gateway, "health_code.gateway."
    if (fault := address_fault(gateway)) is not None:
        yield (f"{prefix}url", "health_code.provider", f"{prefix}allow_plain_http"), table("settings.address")[fault]
    if gateway.client_key_file and not gateway.client_cert_file:
        yield (
            (f"{prefix}client_key_file", f"{prefix}client_cert_file"),
            sentence("settings.sense.key-without-certificate"),
        )
    for name in ("ca_file", "client_cert_file", "client_key_file"):
        file: str = getattr(gateway, name)
        if file and (why := _unreadable(Path(file))) is not None:
            yield (f"{prefix}{name}",), sentence("settings.sense.file", file=shown(file, longest=400), why=why)


def _clerk_page(page: ClerkPage) -> Iterator[Contradiction]:
    if not page.enabled:
        return
    if not _is_one_address(page.address):
        yield ("clerk_page.address", "clerk_page.enabled"), sentence("settings.sense.clerk-address")
    if page.key_file and not page.certificate_file:
        yield (
            ("clerk_page.key_file", "clerk_page.certificate_file"),
            sentence("settings.sense.clerk-key-without-certificate"),
        )
    for name in ("certificate_file", "key_file"):
        file: str = getattr(page, name)
        if file and (why := _unreadable(Path(file))) is not None:
            yield (f"clerk_page.{name}",), sentence("settings.sense.file", file=shown(file, longest=400), why=why)


def _is_one_address(text: str) -> bool:
    """Whether it names one network card. All of them would be more than somebody meant who wants a page in the hall."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    return not (address.is_unspecified or address.is_multicast or "%" in text or str(address) != text)


def _webhook(webhook: Webhook) -> Iterator[Contradiction]:
    if webhook.url and (fault := webhook_fault(webhook)) is not None:
        yield ("calls.webhook.url", "calls.webhook.allow_plain_http"), table("settings.webhook")[fault]
    if webhook.ca_file and (why := _unreadable(Path(webhook.ca_file))) is not None:
        said = sentence("settings.sense.file", file=shown(webhook.ca_file, longest=400), why=why)
        yield ("calls.webhook.ca_file",), said


def _unreadable(file: Path) -> str | None:
    """Why a certificate or key file cannot be used; None when it looks like one."""
    if not file.exists():
        return sentence("settings.sense.file-missing")
    if not file.is_file():
        return sentence("settings.sense.file-no-file")
    if not os.access(file, os.R_OK):
        return sentence("settings.sense.file-forbidden")
    with file.open("rb") as opened:
        return None if b"-----BEGIN " in opened.read(1 << 20) else sentence("settings.sense.file-no-pem")
