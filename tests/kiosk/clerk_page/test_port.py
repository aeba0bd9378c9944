"""Opening the port: what stands in its way is a fault with a name, and goes away by itself."""

from __future__ import annotations

import socket
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.clerk_page import service
from kiosk.clerk_page.certificate import FILE, look
from kiosk.settings import ClerkPage
from kiosk.store import durable
from tests.kiosk.clerk_page.conftest import ADDRESS, OpenBrowser, OpenPage, until
from tests.kiosk.clerk_page.house import Board
from tests.support.clock import START, ManualClock


def test_a_port_in_use_is_a_fault_until_it_is_free(open_page: OpenPage, announced: object) -> None:
    announced.expect("the clerk's page is closed: clerk-page-port-taken")  # type: ignore[attr-defined]
    with socket.create_server((ADDRESS, 0)) as taken:
        page = open_page(port=taken.getsockname()[1])
        assert page.status() == {"url": None, "fault": "clerk-page-port-taken"}
    until(lambda: page.status()["url"])
    assert page.status()["fault"] is None


def test_an_address_this_machine_has_not_is_a_fault(open_page: OpenPage, announced: object) -> None:
    announced.expect("the clerk's page is closed: clerk-page-no-address")  # type: ignore[attr-defined]
    assert open_page(address="192.0.2.7").status() == {"url": None, "fault": "clerk-page-no-address"}


def test_a_certificate_that_cannot_be_used_is_a_fault(open_page: OpenPage, tmp_path: Path, announced: object) -> None:
    announced.expect("the clerk's page is closed: clerk-page-certificate")  # type: ignore[attr-defined]
    (tmp_path / "hall.pem").write_text("-----BEGIN NONSENSE-----")
    page = open_page(certificate_file=str(tmp_path / "hall.pem"))
    assert page.status() == {"url": None, "fault": "clerk-page-certificate"}


def test_a_full_disk_at_the_first_start_is_a_fault(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, announced: object
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    announced.expect("the clerk's page is closed: clerk-page-certificate")  # type: ignore[attr-defined]
    monkeypatch.setattr("kiosk.clerk_page.certificate.write_whole", full)
    page = open_page()
    assert page.status()["fault"] == "clerk-page-certificate"
    monkeypatch.setattr("kiosk.clerk_page.certificate.write_whole", durable.write_whole)
    until(lambda: page.status()["url"])


def test_it_is_told_to_end_before_it_began_and_twice(open_page: OpenPage) -> None:
    page = open_page()
    page.stop()
    page.stop()
    assert page.status() == {"url": None, "fault": None}


def test_the_port_is_free_as_soon_as_it_ended(open_page: OpenPage) -> None:
    page = open_page()
    port = int(page.status()["url"].rpartition(":")[2])
    page.stop()
    with socket.create_server((ADDRESS, port)):
        pass


def test_an_address_of_the_sixth_version_has_its_brackets(open_page: OpenPage, open_browser: OpenBrowser) -> None:
    page = open_page(address="::1")
    assert page.status()["url"].startswith("https://[::1]:")
    assert open_browser(page).log_in().status_code == 200


def test_the_certificate_is_renewed_under_the_running_page(
    open_page: OpenPage,
    open_browser: OpenBrowser,
    clock: ManualClock,
    tmp_path: Path,
    board: Board,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(service, "LOOK_S", 0.05)
    page = open_page()
    first = look(ClerkPage(), tmp_path)
    assert first is not None
    assert open_browser(page).get("/words").status_code == 200
    clock.set_wall(START + timedelta(days=701))
    until(lambda: look(ClerkPage(), tmp_path) not in (None, first))
    until(lambda: shown_pem(page.status()["url"]) in (tmp_path / FILE).read_text())


def shown_pem(url: str) -> str:
    import ssl

    return ssl.get_server_certificate((ADDRESS, int(url.rpartition(":")[2])))
