"""How staff are called: which ways are configured, and whether the far end of each answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from devices import catalogue
from devices.device import DeviceKind
from devices.errors import DeviceError
from devices.sound.chime import silence
from devices.sound.player import SoundPlayer
from kiosk.attention.channels.channel import NotDelivered
from kiosk.attention.channels.posting import Posting
from kiosk.doctor.findings import Finding, Verdict
from kiosk.doctor.run_lock import is_running, read_status
from kiosk.sentences import Text, fault_sentences, listed, sentence, table
from kiosk.settings import Settings

CHIME, LAMP, WEBHOOK, PAGE = "chime", "signal", "webhook", "page"


def examine(settings: Settings, data_dir: Path) -> list[Finding]:
    """What is configured; then the chime and the group robot. Lamps stand among the devices, the page by itself.

    The chime is tried with silence; the robot is connected to and sent nothing. A running terminal is asked instead.
    """
    ways = _configured(settings)
    status = (read_status(data_dir) or {}) if is_running(data_dir) else None
    tries: dict[str, Callable[[], str | None]] = {
        CHIME: lambda: _chime(settings.calls.chime_device),
        WEBHOOK: lambda: _webhook(settings),
    }
    return [_summary(ways), *(_far_end(way, tries[way], status) for way in ways if way in tries)]


def _configured(settings: Settings) -> list[str]:
    lamps = [d for d in settings.devices if d.model in catalogue.MODELS]
    there = {
        CHIME: settings.calls.chime,
        LAMP: any(catalogue.MODELS[d.model].kind is DeviceKind.SIGNAL for d in lamps),
        WEBHOOK: bool(settings.calls.webhook.url),
        PAGE: settings.clerk_page.enabled,
    }
    return [way for way, configured in there.items() if configured]


def _summary(ways: list[str]) -> Finding:
    part, words = sentence("doctor.part.calls"), table("doctor.calls.ways")
    if not ways:
        return Finding("calls", part, Verdict.OK, sentence("doctor.calls.none"), sentence("doctor.calls.none-advice"))
    advice = sentence("doctor.calls.only-chime") if ways == [CHIME] else ""
    return Finding("calls", part, Verdict.OK, listed(words[way] for way in ways), advice)


def _far_end(way: str, tried: Callable[[], str | None], status: dict[str, Any] | None) -> Finding:
    key, part = f"calls.{way}", table("doctor.calls.ways")[way]
    code = tried() if status is None else (status.get("calls") or {}).get(way)
    if code is None:
        said: Text = sentence("doctor.calls.answers") if status is None else sentence("doctor.in-use")
        return Finding(key, part, Verdict.OK, said)
    sentences = fault_sentences(str(code))
    found = sentence("doctor.fault", said=sentences.staff, code=code)
    return Finding(key, part, Verdict.BROKEN, found, sentences.technician)


def _chime(device: str) -> str | None:
    try:
        SoundPlayer(device).play(silence())
    except DeviceError as error:
        return error.code
    return None


def _webhook(settings: Settings) -> str | None:
    webhook = settings.calls.webhook
    try:
        Posting(webhook.url, ca_file=webhook.ca_file, total_s=webhook.timeout_s).try_connection()
    except NotDelivered as failed:
        return failed.code
    return None
