"""One running page: everything its handlers share."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, replace
from string import Template

import resources
from devices.clock import Clock
from kiosk.clerk_page.limits import Limits, Rate
from kiosk.clerk_page.live import Live
from kiosk.clerk_page.ports import Auditor, CallBoard, Doorkeeper
from kiosk.clerk_page.sessions import Sessions
from kiosk.clerk_page.work import Work
from kiosk.sentences import sentence, table

FILES = {
    "/": ("page.html", "text/html; charset=utf-8"),
    "/page.css": ("page.css", "text/css; charset=utf-8"),
    "/page.js": ("page.js", "text/javascript; charset=utf-8"),
    "/rows.js": ("rows.js", "text/javascript; charset=utf-8"),
    "/ring.js": ("ring.js", "text/javascript; charset=utf-8"),
    "/terminal.js": ("terminal.js", "text/javascript; charset=utf-8"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
}
"""All files there are, by the path a browser asks for. No path becomes a file name."""


@dataclass(frozen=True, slots=True)
class File:
    """One file, read once."""

    content: bytes
    kind: str


@dataclass(frozen=True, slots=True)
class Site:
    """What handlers share.

    Attributes:
        hosts: What a request may call the terminal: `192.168.3.20:8443`. Another name is a stranger's page that had
            its own name resolved to this address.
        words: The page's sentences by their keys.
    """

    hosts: frozenset[str]
    board: CallBoard
    keeper: Doorkeeper
    auditor: Auditor
    clock: Clock
    sessions: Sessions
    live: Live
    work: Work
    limits: Limits
    requests: Rate
    log_ins: Rate
    files: Mapping[str, File]
    words: Mapping[str, Mapping[str, str]]

    def now_s(self) -> float:
        """Monotonic seconds."""
        return self.clock.now().monotonic_s


def files() -> dict[str, File]:
    """Every file of the page, with what must be said before its script runs."""
    folder = resources.path("clerk_page")
    found = {path: File((folder / name).read_bytes(), kind) for path, (name, kind) in FILES.items()}
    said = {"title": sentence("clerk-page.page.title"), "no_script": sentence("clerk-page.page.no-script")}
    page = Template(found["/"].content.decode()).substitute({key: html.escape(words) for key, words in said.items()})
    return found | {"/": replace(found["/"], content=page.encode())}


def words() -> dict[str, Mapping[str, str]]:
    """Every sentence of the page, as a browser is given them."""
    tables = {
        "page": table("clerk-page.page"),
        "kinds": table("clerk-page.kinds"),
        "refused": table("clerk-page.refused"),
    }
    return {name: {key: str(words) for key, words in told.items()} for name, told in tables.items()}
