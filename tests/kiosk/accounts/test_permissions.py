"""Who may do what: the table as a lawyer would read it, and the guard that asks it."""

from __future__ import annotations

import pytest

from kiosk.accounts.guard import Guard, NotAllowed
from kiosk.accounts.permissions import GRANTED, Permission, Role
from kiosk.accounts.session import Session


class Noted:
    """A trail in memory."""

    def __init__(self) -> None:
        self.entries: list[tuple[str, str, dict[str, object]]] = []

    def note(self, actor: str, action: str, subject: str | None = None, **detail: object) -> None:
        self.entries.append((actor, action, detail))


def session(role: Role) -> Session:
    return Session.begin("01a20133-836e-7147-bafd-67a43291e8bf", "li", "李秀华", role)


def allowed(role: Role) -> set[str]:
    return {permission.value for permission in Permission if session(role).may(permission)}


def test_D1_each_role_may_do_its_own_work_and_no_other() -> None:
    assert allowed(Role.STAFF) == {
        "today.read", "call.take", "devices.read", "whitelist.read", "whitelist.edit", "whitelist.enrol",
        "whitelist.revoke", "whitelist.export", "whitelist.delete-many", "number.reveal", "look-back.follow",
        "follow-ups.keep", "whitelist.import", "rights.serve", "home-calls.keep", "reports.read", "reports.export",
        "announcements.keep",
    }  # fmt: skip
    assert allowed(Role.TECHNICIAN) == {
        "devices.read", "devices.calibrate", "calibration.sign", "calibration.override", "wire.read", "devices.learn",
        "faces.tune", "settings.read", "settings.edit", "logs.read", "diagnostics.export",
    }  # fmt: skip
    assert allowed(Role.AUDITOR) == {
        "audit.read",
        "audit.verify",
        "audit.export",
        "accounts.manage",
        "pin.reset",
        "retention.read",
    }


def test_D1_no_permission_lacks_a_role_and_no_role_has_all() -> None:
    assert frozenset().union(*GRANTED.values()) == set(Permission)
    assert all(granted != set(Permission) for granted in GRANTED.values())


@pytest.mark.parametrize(
    ("role", "permission"),
    [
        (Role.STAFF, Permission.AUDIT_READ),  # staff look at their own traces
        (Role.TECHNICIAN, Permission.WHITELIST_READ),  # a technician reads names
        (Role.TECHNICIAN, Permission.TODAY_READ),  # a technician reads red values
        (Role.AUDITOR, Permission.WHITELIST_EDIT),  # an auditor edits
        (Role.STAFF, Permission.PIN_RESET),
        (Role.TECHNICIAN, Permission.ACCOUNTS_MANAGE),  # a technician makes themself staff
    ],
)
def test_D1_who_may_not_is_refused_and_the_refusal_is_noted(role: Role, permission: Permission) -> None:
    trail = Noted()
    with pytest.raises(NotAllowed) as refused:
        Guard(trail).check(session(role), permission)
    assert refused.value.sentence == "您的角色不能做这件事，已经记入审计。"
    assert trail.entries == [("li", "access.refused", {"needs": permission.value, "role": role.value})]


def test_who_may_passes_without_a_trace() -> None:
    trail = Noted()
    Guard(trail).check(session(Role.STAFF), Permission.WHITELIST_EDIT)
    assert trail.entries == []


def test_a_session_tells_neither_name_nor_token_and_no_two_are_alike() -> None:
    first, second = session(Role.STAFF), session(Role.STAFF)
    assert "李" not in repr(first)
    assert first.token not in repr(first)
    assert first.token != second.token


def test_only_staff_get_in_without_a_code() -> None:
    assert [role.value for role in Role if role.wants_code] == ["technician", "auditor"]
