"""The page for the window clerk's browser: is its port open, and by which fingerprint a clerk knows it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from devices.clock import Clock
from kiosk.clerk_page.certificate import RENEWED, look
from kiosk.doctor.findings import Finding, Verdict
from kiosk.doctor.run_lock import is_running, read_status
from kiosk.sentences import fault_sentences, sentence
from kiosk.settings import Settings


def examine(settings: Settings, data_dir: Path, clock: Clock) -> list[Finding]:
    """Nothing where the page is switched off. Asks the running terminal; makes no certificate and opens no port."""
    if not settings.clerk_page.enabled:
        return []
    status = read_status(data_dir) if is_running(data_dir) else None
    return [_page(status), _certificate(settings, data_dir, clock)]


def _page(status: dict[str, Any] | None) -> Finding:
    key, part = "clerk-page", sentence("doctor.part.clerk-page")
    if status is None:
        return Finding(key, part, Verdict.OK, sentence("doctor.clerk-page.not-running"))
    said = status.get("clerk_page") or {}
    if said.get("fault"):
        code = str(said["fault"])
        sentences = fault_sentences(code)
        return Finding(
            key,
            part,
            Verdict.BROKEN,
            sentence("doctor.fault", said=sentences.staff, code=code),
            sentences.technician,
        )
    if said.get("url"):
        return Finding(key, part, Verdict.OK, sentence("doctor.clerk-page.open", url=said["url"]))
    return Finding(
        key, part, Verdict.WARNING, sentence("doctor.clerk-page.unknown"), sentence("doctor.clerk-page.unknown-advice")
    )


def _certificate(settings: Settings, data_dir: Path, clock: Clock) -> Finding:
    key, part = "clerk-page.certificate", sentence("doctor.part.clerk-certificate")
    shown, own = look(settings.clerk_page, data_dir), bool(settings.clerk_page.certificate_file)
    if shown is None and own:
        advice = fault_sentences("clerk-page-certificate").technician
        return Finding(key, part, Verdict.BROKEN, sentence("doctor.clerk-page.unreadable"), advice)
    if shown is None:
        return Finding(key, part, Verdict.OK, sentence("doctor.clerk-page.none-yet"))
    ends_soon = shown.ends - clock.now().utc < RENEWED
    found = sentence("doctor.clerk-page.fingerprint", fingerprint=shown.fingerprint, ends=shown.ends)
    if not ends_soon:
        return Finding(key, part, Verdict.OK, found)
    advice = sentence("doctor.clerk-page.replace" if own else "doctor.clerk-page.renewed-by-itself")
    return Finding(key, part, Verdict.WARNING, found, advice)
