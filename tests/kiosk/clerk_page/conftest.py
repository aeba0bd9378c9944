"""A page that runs: its own port, its own certificate, a real client."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devices.backoff import Backoff
from kiosk.clerk_page.limits import Limits
from kiosk.clerk_page.service import ClerkPageService
from kiosk.settings import ClerkPage
from tests.kiosk.clerk_page.house import DEADLINE_S, Board, Browser, Keeper, Trail
from tests.support.clock import ManualClock

QUICK = Limits(beat_s=0.1, head_s=5.0, body_s=5.0, send_s=5.0, work_s=5.0)
ADDRESS = "127.0.0.1"

OpenPage = Callable[..., ClerkPageService]
OpenBrowser = Callable[..., Browser]


@pytest.fixture
def board() -> Board:
    return Board()


@pytest.fixture
def keeper() -> Keeper:
    return Keeper()


@pytest.fixture
def trail() -> Trail:
    return Trail()


def until(told: Callable[[], object]) -> None:
    """Wait for what another thread is about to do."""
    deadline = time.monotonic() + DEADLINE_S
    while not told():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.005)


@pytest.fixture
def open_page(tmp_path: Path, clock: ManualClock, board: Board, keeper: Keeper, trail: Trail) -> Iterator[OpenPage]:
    """Opens a page, and waits until it listens or says why not."""
    opened: list[ClerkPageService] = []

    def open_one(limits: Limits = QUICK, port: int = 0, **settings: object) -> ClerkPageService:
        page = ClerkPageService(
            ClerkPage(enabled=True, port=port, **{"address": ADDRESS, **settings}),  # type: ignore[arg-type]
            tmp_path,
            clock,
            board=board,
            keeper=keeper,
            auditor=trail,
            limits=limits,
            again=Backoff(0.02, 0.02),
        )
        opened.append(page)
        page.start()
        until(lambda: page.status()["url"] or page.status()["fault"])
        return page

    yield open_one
    for page in opened:
        page.stop()


@pytest.fixture
def open_browser(tmp_path: Path) -> Iterator[OpenBrowser]:
    """A browser at a page; `source` is the address it comes from."""
    opened: list[Browser] = []

    def open_one(page: ClerkPageService, **choices: str) -> Browser:
        opened.append(Browser(page.status()["url"], tmp_path, **choices))
        return opened[-1]

    yield open_one
    for browser in opened:
        browser.close()


@pytest.fixture
def page(open_page: OpenPage) -> ClerkPageService:
    return open_page()


@pytest.fixture
def browser(page: ClerkPageService, open_browser: OpenBrowser) -> Browser:
    """Not logged in."""
    return open_browser(page)


@pytest.fixture
def clerk(browser: Browser) -> Browser:
    """Logged in."""
    assert browser.log_in().status_code == 200
    return browser
