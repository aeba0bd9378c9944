"""What the doctor says of the accounts."""

from __future__ import annotations

import pytest

from kiosk.accounts.outcomes import KnownAccount
from kiosk.accounts.permissions import Role
from kiosk.doctor.findings import Verdict
from kiosk.doctor.staff import examine


@pytest.mark.parametrize(
    ("roles", "verdict", "found", "advice"),
    [
        ([], Verdict.WARNING, "还没有账号，工作人员进不了工作人员模式", "运行 kiosk accounts init"),
        ([Role.AUDITOR, Role.STAFF], Verdict.WARNING, "2 个账号，审计员只有一位", "再加一位审计员"),
        ([Role.AUDITOR, Role.AUDITOR, Role.STAFF], Verdict.OK, "3 个账号", ""),
    ],
)
def test_accounts(roles: list[Role], verdict: Verdict, found: str, advice: str) -> None:
    finding = examine([KnownAccount(f"id{n}", f"login{n}", "李秀华", role) for n, role in enumerate(roles)])
    assert (finding.verdict, finding.found) == (verdict, found)
    assert (finding.advice or "").startswith(advice)
