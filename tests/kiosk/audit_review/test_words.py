"""Every action the program notes has a sentence, and entries read as a clerk would tell them."""

from __future__ import annotations

import ast
import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from kiosk.accounts.permissions import Permission
from kiosk.archive.audit_log import AuditEntry
from kiosk.audit_review.words import KINDS, machine_form, what_was_done, who_did
from kiosk.sentences import table

ROOT = Path(__file__).resolve().parents[3]
ACTION = re.compile(r"[a-z-]+\.[a-z-]+")


def _constants(node: ast.AST) -> set[str]:
    found = (n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str))
    return {text for text in found if ACTION.fullmatch(text)}


@cache
def noted() -> frozenset[str]:
    """Actions of every call that notes something: written in it, or handed to a function that takes an `action`."""
    found: set[str] = set()
    takers: dict[str, int] = {"note": -1, "_note": -1}
    sources = (path.read_text() for room in ("kiosk", "ui") for path in (ROOT / room).rglob("*.py"))
    trees = [ast.parse(source) for source in sources if "note(" in source or "action" in source]
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                names = [arg.arg for arg in node.args.args if arg.arg != "self"]
                if "action" in names and node.name not in takers:
                    takers[node.name] = names.index("action")
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in takers:
                    chosen = node.args[:2] if takers[name] < 0 else node.args[takers[name] : takers[name] + 1]
                    for arg in chosen:
                        found |= set() if isinstance(arg, ast.Lambda) else _constants(arg)
            elif isinstance(node, ast.Dict):  # a row written without an act
                for key, value in zip(node.keys, node.values, strict=True):
                    if isinstance(key, ast.Constant) and key.value == "action":
                        found |= _constants(value)
    return frozenset(found)


def entry(action: str, subject: str | None = None, actor: str = "zhang", **detail: object) -> AuditEntry:
    return AuditEntry(1042, datetime(2026, 11, 28, 2, 2, tzinfo=UTC), False, actor, action, subject, detail)


def test_the_search_for_actions_finds_what_is_noted_in_every_way() -> None:
    assert {"whitelist.revoked", "whitelist.suspended", "whitelist.resumed", "consent.withdrawn", "store.set-aside",
            "template.update-undone", "access.refused", "records.exported", "visit.ended"} <= noted()  # fmt: skip


def test_every_action_has_a_sentence_and_every_sentence_an_action() -> None:
    assert set(table("audit.actions")) == {action.replace(".", "-") for action in noted()}


def test_every_action_belongs_to_one_kind_an_auditor_can_choose() -> None:
    firsts = [first for kinds in KINDS.values() for first in kinds]
    assert len(firsts) == len(set(firsts))
    assert {action.split(".")[0] for action in noted()} == set(firsts)
    assert set(KINDS) == set(table("audit.kinds"))


def test_every_permission_has_a_word() -> None:
    assert set(table("audit.permissions")) == {permission.value.replace(".", "-") for permission in Permission}


@pytest.mark.parametrize(("told", "says"), [
    (entry("resident.corrected", "r1", fields=["phone", "building"]), "修改 王*英 的电话、楼栋"),
    (entry("resident.corrected", "r2", fields=["name"]), "修改 已删除的居民 的姓名"),
    (entry("resident.corrected", "r9", fields=["name"]), "修改 一位居民 的姓名"),
    (entry("number.revealed", "r1", reason="核对社保卡"), "查看 王*英 的完整证件号，理由：核对社保卡"),
    (entry("access.refused", needs="audit.read", role="staff"), "想做没有权限的事：看审计记录"),
    (entry("consent.given", "r1", kind="health"), "王*英 同意：健康记录"),
    (entry("alert.raised", "a1", kind="help"), "叫工作人员：请人帮忙"),
    (entry("whitelist.revoked", "r1", templates=3), "把 王*英 移出白名单，删除人脸特征"),
    (entry("whitelist.suspended", "r1"), "停用 王*英 的刷脸，理由：不详"),
    (entry("later.invented"), "做了 later.invented"),
    (entry("consent.withdrawn", "r1", kind="face", companion="r2", relation="family", confirmed_by="card"),
     "王*英 撤回同意：人脸识别（家里人在帮，本人同意的）"),
    (entry("resident.health-deleted", "r1", companion="li", relation="staff", confirmed_by="screen"),
     "删除 王*英 的健康记录（工作人员在帮，本人同意的）"),
    (entry("consent.withdrawn", "r1", kind="face", companion="r2", confirmed_by="screen"),
     "王*英 撤回同意：人脸识别（有人在帮，本人同意的）"),
    (entry("companion.noted", "r1", companion="r2", relation="family", confirmed_by="screen"),
     "王*英 这次来有人帮忙，已记下"),
])  # fmt: skip
def test_entry_reads_as_a_sentence(told: AuditEntry, says: str) -> None:
    assert what_was_done(told, {"r1": "王桂英", "r2": None}) == says


def test_who_did_it_is_masked_and_told_apart() -> None:
    names = {"zhang": "张建国"}
    assert [who_did(actor, names) for actor in ("zhang", "terminal", "cli:root(0)", "id-reader")] == [
        "张*国", "本机", "命令行 root(0)", "id-reader",
    ]  # fmt: skip


def test_machine_form_has_what_the_sentence_leaves_out() -> None:
    assert machine_form(entry("whitelist.revoked", "r1", templates=3, entry="e1")) == (
        '#1042 zhang whitelist.revoked r1 {"entry": "e1", "templates": 3}'
    )
