"""Those who work in the demonstration hall: let in by the PINs of this start, and by no other's."""

from __future__ import annotations

from pathlib import Path

import resources
from devices.clock import SystemClock
from devices.simulators.profile import load_cast
from kiosk.accounts.authenticator import Authenticator
from kiosk.accounts.outcomes import Refused
from kiosk.accounts.session import Session
from kiosk.accounts.throttle import Throttle
from kiosk.archive.archive import Archive
from kiosk.store.stamps import boot_id
from ui.demonstration.demo_staff import DemoStaff

CAST = load_cast(resources.path("cast"))


def test_everybody_is_let_in_by_what_the_panel_says_and_a_second_start_draws_other_pins(tmp_path: Path) -> None:
    clock = SystemClock()
    with Archive.open(tmp_path, clock) as archive:
        way_in = Authenticator(archive.accounts, Throttle(), clock, boot_id())
        first, second = DemoStaff(), DemoStaff()
        first.sign_on(archive.accounts, CAST)
        old = first.digits("gu")
        assert [account.name for account in way_in.accounts()] == ["李丽华", "顾建明", "孙志平", "周文"]
        assert isinstance(way_in.verify("li", first.digits("li"), None), Session)
        assert isinstance(way_in.verify("zhou", first.digits("zhou"), first.digits("zhou-code")), Session)
        assert way_in.account_of_card("31010019860518002X") == "li"
        second.sign_on(archive.accounts, CAST)
        assert len(way_in.accounts()) == 4
        assert isinstance(way_in.verify("gu", second.digits("gu"), None), Session)
        assert old == second.digits("gu") or isinstance(way_in.verify("gu", old, None), Refused)


def test_the_panel_names_each_with_what_they_type(tmp_path: Path) -> None:
    staff = DemoStaff()
    assert staff.lines() == []
    with Archive.open(tmp_path, SystemClock()) as archive:
        staff.sign_on(archive.accounts, CAST)
    assert staff.lines()[0] == f"李丽华（工作人员）密码 {staff.digits('li')}"
    assert staff.lines()[3].startswith(f"周文（审计员）密码 {staff.digits('zhou')}，动态码 ")
