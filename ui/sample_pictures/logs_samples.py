"""The page of the log at its usual and its hard variants, made by the page itself from lines such as are written."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kiosk.diagnostics.gathering import Source
from kiosk.diagnostics.page import LogsPage, LogsParts
from kiosk.diagnostics.view import LogsView
from kiosk.doctor.findings import Finding, Verdict
from kiosk.own_log.log import LogLine
from kiosk.sentences import Refusal, fault_sentences, sentence
from kiosk.settings import Settings
from ui.sample_pictures.device_samples import Nobody, Still, before

_LONG = (
    "the port 8443 is taken by another program; the page is not served, tried again in 60 s; 14 tries so far, "
    "the first one 3600 s ago, the last answer was EADDRINUSE in bind:210 < _serve:88"
)
_LINES = (
    (logging.WARNING, "kiosk.devices", "thermometer: WireLost in _read:88 < _turn:41 < _run:190"),
    (logging.INFO, "kiosk.store.writer", "12 rows in 3.2 ms"),
    (logging.ERROR, "kiosk.clerk_page", _LONG),
    (logging.INFO, "kiosk.log", "terminal begins, version 0.1.0"),
)


class _Log:
    unwritten = False

    def __init__(self, count: int) -> None:
        self.began = before(3 * 86_400 + 5 * 3600)
        self._lines = tuple(LogLine(count - n, before(40 * n), *_LINES[n % len(_LINES)]) for n in range(count))

    def lines(self, least: int = logging.INFO) -> tuple[LogLine, ...]:
        """See `OwnLog`."""
        return tuple(line for line in self._lines if line.level >= least)


class _Desk(Nobody):
    """Does everything at once."""

    clock = Still()

    def work(self, *given: Any) -> None:
        """See `Context`."""
        job, then, _ = given
        then(job())


def logs_views() -> Iterator[tuple[str, LogsView]]:
    """Name and view of each picture."""
    yield "usual", _page(60).view()
    errors = _page(60)
    errors.level("errors")
    yield "errors", errors.view()
    versions = _page(3)
    versions.tab("versions")
    yield "versions", versions.view()
    parts = _page(3)
    parts.tab("parts")
    yield "parts", parts.view()
    page = _page(3)
    page._exported("diagnostics-20261122-092031.zip")
    yield "exported", page.view()
    page = _page(60)
    page._not_exported(Refusal(sentence("sticks.refused.full")))
    yield "full-stick", page.view()
    page = _page(60)
    page._parts.log.unwritten = True  # type: ignore[misc]
    yield "full-disk", page.view()
    yield "nothing", _page(0).view()


def _page(lines: int) -> LogsPage:
    log: Any = _Log(lines)
    clock: Any = Still()
    source = Source(Settings(), Path("/nonexistent"), clock, examine=_found, states=dict, due=tuple, devices={})
    context: Any = _Desk()
    page = LogsPage(context, LogsParts(source, log, Nobody(), lambda: ()))
    page._known(
        {
            "kiosk": "0.1.0",
            "schema": "8",
            "python": "3.12.11",
            "qt": "6.11.1",
            "opencv": "4.12.0.88",
            "sqlcipher": "4.6.1 community",
            "system": "Debian GNU/Linux 12 (bookworm)",
            "kernel": "Linux 6.1.0-28-amd64 x86_64",
            "model yunet": "49f000ec501f",
            "model sface": "2b0e941e6f16",
        }
    )
    return page


def _found() -> list[Finding]:
    broken, part = fault_sentences("device-timeout"), sentence("doctor.part.device", name="forehead", model="lu90614")
    said = sentence("doctor.fault", said=broken.staff, code="device-timeout")
    return [
        Finding("disk", sentence("doctor.part.disk"), Verdict.OK, sentence("doctor.machine.disk", gb=41)),
        Finding("store", sentence("doctor.part.records"), Verdict.OK, sentence("doctor.in-use")),
        Finding("camera", sentence("doctor.part.camera"), Verdict.OK, sentence("doctor.in-use")),
        Finding(
            "font",
            sentence("doctor.part.fonts"),
            Verdict.WARNING,
            sentence("doctor.machine.no-fc-list"),
            "apt install fontconfig",
        ),
        Finding("device.forehead", part, Verdict.BROKEN, said, broken.technician),
    ]
