"""The page with the accounts and the records of a terminal: who is let in, what stops guessing, what the trail says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.accounts.authenticator import Authenticator
from kiosk.accounts.permissions import GRANTED, Permission, Role
from kiosk.accounts.throttle import Throttle
from kiosk.archive.archive import Archive
from kiosk.clerk_page.clerks import WHERE, Clerks
from kiosk.clerk_page.ports import Clerk, Refused
from kiosk.clerk_page.service import ClerkPageService
from kiosk.settings import ClerkPage
from tests.kiosk.archive.conftest import folder, store
from tests.kiosk.clerk_page.conftest import ADDRESS, QUICK, until
from tests.kiosk.clerk_page.house import Board, Browser
from tests.support.accounts import BOOT, NEXT_BOOT, PIN, cheap_hasher, door, hire
from tests.support.clock import ManualClock

__all__ = ["folder", "store"]


def clerks(store: Archive, clock: ManualClock, boot: str = BOOT) -> Clerks:
    return Clerks(Authenticator(store.accounts, Throttle(), clock, boot, WHERE, cheap_hasher()))


def let_in(outcome: Clerk | Refused) -> Clerk:
    assert isinstance(outcome, Clerk), outcome
    return outcome


def entries(store: Archive) -> list[tuple[str, str, dict[str, Any]]]:
    with store._core.readers.db() as db:
        rows = db.execute("SELECT actor, action, detail FROM audit ORDER BY seq").fetchall()
    return [(actor, action, json.loads(detail)) for actor, action, detail in rows if action != "account.added"]


def test_staff_are_let_in_by_their_pin(store: Archive, clock: ManualClock) -> None:
    account = hire(store, "li", Role.STAFF)
    who = let_in(clerks(store, clock).let_in("LI", PIN))
    assert (who.account_id, who.login) == (account, "li")
    assert "李秀华" not in repr(who)


@pytest.mark.parametrize("role", [Role.TECHNICIAN, Role.AUDITOR])
def test_other_roles_are_told_what_a_stranger_is_told(store: Archive, clock: ManualClock, role: Role) -> None:
    hire(store, "zhao", role)
    assert clerks(store, clock).let_in("zhao", PIN) == Refused("wrong", 1.0)
    assert clerks(store, clock).let_in("nobody", PIN) == Refused("wrong", 1.0)


def test_whoever_takes_no_calls_is_refused(store: Archive, clock: ManualClock, monkeypatch: pytest.MonkeyPatch) -> None:
    hire(store, "li", Role.STAFF)
    monkeypatch.setitem(GRANTED, Role.STAFF, GRANTED[Role.STAFF] - {Permission.CALL_TAKE})
    assert clerks(store, clock).let_in("li", PIN) == Refused("not-here")


def test_it_is_the_terminals_own_throttle_and_no_start_shortens_it(store: Archive, clock: ManualClock) -> None:
    hire(store, "li", Role.STAFF)
    for wait_s in (1.0, 2.0, 4.0, 8.0):
        assert clerks(store, clock).let_in("li", "000000") == Refused("wrong", wait_s)
        assert clerks(store, clock).let_in("li", PIN) == Refused("wait", wait_s)
        clock.advance(wait_s)
    assert door(store, clock).verify("li", "000000").wait_s == 900.0  # type: ignore[union-attr]  # at the terminal
    assert clerks(store, clock).let_in("li", PIN) == Refused("locked", 900.0)
    again = ManualClock(clock.now().utc, monotonic_s=10.0)
    assert clerks(store, again, NEXT_BOOT).let_in("li", PIN) == Refused("locked", 890.0)


@pytest.mark.parametrize("change", ["pin", "disable", "lock"])
def test_a_stay_ends_with_the_account_as_it_was(store: Archive, clock: ManualClock, change: str) -> None:
    hire(store, "li", Role.STAFF)
    page = clerks(store, clock)
    who = let_in(page.let_in("li", PIN))
    assert page.is_still_in(who)
    match change:
        case "pin":
            store.accounts.change_pin("li", cheap_hasher().hash("503871", Role.STAFF), "auditor")
        case "disable":
            store.accounts.disable("li", "auditor")
        case "lock":
            for wait_s in (1.0, 2.0, 4.0, 8.0, 0.0):
                assert page.is_still_in(who)
                page.let_in("li", "000000")
                clock.advance(wait_s)
    assert not page.is_still_in(who)


def test_a_wrong_try_of_somebody_else_ends_no_stay(store: Archive, clock: ManualClock) -> None:
    hire(store, "li", Role.STAFF)
    page = clerks(store, clock)
    who = let_in(page.let_in("li", PIN))
    page.let_in("li", "000000")
    assert page.is_still_in(who)


@pytest.fixture
def service(store: Archive, clock: ManualClock, tmp_path: Path) -> Iterator[ClerkPageService]:
    hire(store, "li", Role.STAFF)
    page = ClerkPageService(
        ClerkPage(enabled=True, address=ADDRESS, port=0),
        tmp_path,
        clock,
        board=Board(),
        keeper=clerks(store, clock),
        auditor=store.audit,
        limits=QUICK,
    )
    page.start()
    until(lambda: page.status()["url"])
    yield page
    page.stop()


def test_every_try_stands_in_the_trail(service: ClerkPageService, store: Archive, tmp_path: Path) -> None:
    browser = Browser(service.status()["url"], tmp_path)
    try:
        assert browser.log_in(pin="111111").json() == {"refused": "wrong", "wait_s": 1.0}
        assert browser.log_in(login="nobody").status_code == 401
    finally:
        browser.close()
    assert entries(store) == [
        ("li", "account.failed", {"failures": 1, "where": "clerk-page"}),
        ("terminal", "account.unknown", {"where": "clerk-page"}),
    ]


def test_a_whole_stay(service: ClerkPageService, store: Archive, tmp_path: Path) -> None:
    browser = Browser(service.status()["url"], tmp_path)
    try:
        assert browser.log_in(pin=PIN).status_code == 200
        assert browser.log_out().status_code == 200
    finally:
        browser.close()
    assert entries(store) == [
        ("li", "account.opened", {"role": "staff", "where": "clerk-page"}),
        ("li", "clerk-page.left", {}),
    ]
