"""After data may have leaked one command says who, what and when, and names nobody unless it is said why."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.archive.archive import Archive
from kiosk.archive.asked import Asked, ByWhom
from kiosk.archive.breach import breach_of
from kiosk.cli import main
from tests.support.clock import ManualClock
from tests.support.store_rows import WANG_NUMBER, enrolment

DAY = ("--since", "2026-11-22", "--until", "2026-11-23")


def leaked(folder: Path, clock: ManualClock) -> str:
    """A day on which something was seen and taken away, and a day after it; the resident's id."""
    with Archive.open(folder, clock) as store:
        who = store.whitelist.enter(enrolment(), "li").resident_id
        store.member_acts.reveal_number(who, "li", "核对证件")
        store.rights.show(who, "li")  # masked: nobody saw anything
        store.rights.show(who, "li", masked=False, asked=Asked(ByWhom.WITH_CARD))
        store.audit.note("gu", "home-call.phone-shown", who)
        store.audit.note("li", "resident.copied", who, format="csv", by_whom="with-card")
        store.audit.note("li", "whitelist.exported", None, people=812, signed_by="gu", masked=True)
        store.audit.note("cli:op(1000)", "records.exported", None, rows=40, reason="街道要")
        store.audit.note("gu", "account.failed", None, failures=1)
        store.audit.note("gu", "account.failed", None, failures=2)
        store.audit.note("sun", "access.refused", None, needs="whitelist.export")
        clock.set_wall(clock.now().utc + timedelta(days=2))
        store.member_acts.reveal_number(who, "zhao", "次日")
    return who


@pytest.mark.parametrize("at_once", [3, 1000])
def test_L18_breach_report_says_who_what_when_and_of_how_many(
    tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr("kiosk.archive.breach._AT_ONCE", at_once)
    since = clock.now().utc - timedelta(hours=1)
    who = leaked(tmp_path / "data", clock)
    with Archive.open(tmp_path / "data", clock) as store:
        found = breach_of(store.audit, store.audit_log, since, since + timedelta(days=1))
    assert [(e.actor, e.action) for e in found.seen] == [
        ("li", "number.revealed"), ("li", "resident.shown"), ("gu", "home-call.phone-shown")]  # fmt: skip
    assert [(e.actor, e.action) for e in found.taken] == [
        ("li", "resident.copied"), ("li", "whitelist.exported"), ("cli:op(1000)", "records.exported")]  # fmt: skip
    assert (found.people_seen, found.people_taken) == (frozenset({who}), 812)
    assert found.kinds == ("number", "identity", "address", "consents", "health", "visits")
    assert found.refused == {("gu", "account.failed"): 2, ("sun", "access.refused"): 1}
    assert found.did["li"]["number.revealed"] == 1
    assert "zhao" not in found.did
    assert (found.sound, found.doubtful, found.last - found.first + 1) == (True, 0, found.entries)


def test_L18_one_command_names_nobody_and_writes_nothing(
    tmp_path: Path, clock: ManualClock, capsys: pytest.CaptureFixture[str]
) -> None:
    data = str(tmp_path / "data")
    leaked(tmp_path / "data", clock)
    with Archive.open(tmp_path / "data", clock) as store:
        before = store.audit.head()
    assert main(["audit", "breach", *DAY, "--data", data]) == 0
    told = capsys.readouterr().out
    assert "被看过完整内容或拷出的居民 1 位；表格和名单里另有 812 人次" in told
    assert "li：查看完整证件号（理由：核对证件）" in told
    assert "li：导出白名单（同签 gu、遮盖过、812 人）" in told
    assert "gu：登录失败，2 次" in told
    assert "可能造成的危害：" in told
    for planted in ("王桂英", WANG_NUMBER, "王*英"):
        assert planted not in told
    with Archive.open(tmp_path / "data", clock) as store:
        assert store.audit.head() == before


def test_L18_names_only_with_a_reason_which_is_noted(
    tmp_path: Path, clock: ManualClock, capsys: pytest.CaptureFixture[str]
) -> None:
    data, out = str(tmp_path / "data"), tmp_path / "report.txt"
    leaked(tmp_path / "data", clock)
    assert main(["audit", "breach", *DAY, "--names", "--data", data]) == 1
    assert "--reason" in capsys.readouterr().err
    line = ["audit", "breach", *DAY, "--names", "--reason", "通知本人", "--out", str(out), "--data", data]
    assert main(line) == 0
    assert "王桂英" in out.read_text("utf-8")
    assert out.stat().st_mode & 0o777 == 0o600
    with Archive.open(tmp_path / "data", clock) as store:
        assert store.audit.actions_after(store.audit.head().seq - 1) == ("audit.breach-named",)


def test_report_as_json_and_of_a_span_without_entries(
    tmp_path: Path, clock: ManualClock, capsys: pytest.CaptureFixture[str]
) -> None:
    data = str(tmp_path / "data")
    leaked(tmp_path / "data", clock)
    span = ["--since", "2026-01-01", "--until", "2026-01-02"]
    assert main(["audit", "breach", *span, "--json", "--data", data]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["entries"], told["seen"], told["taken"], told["people_seen"]) == (0, [], [], 0)
    assert main(["audit", "breach", "--since", "2026-01-02", "--until", "2026-01-01", "--data", data]) == 1
