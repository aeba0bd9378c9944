"""Every fault that devices or the kiosk can name has its three sentences, and the sentences are calm."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.facilities import NOT_THERE
from kiosk.measurements.plausibility import Reason
from kiosk.sentences import all_fault_sentences, fault_sentences

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(p for room in ("devices", "kiosk") for p in (ROOT / room).rglob("*.py") if p.name != "diagram.py")
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)*")
SHAMING = ("异常", "非法", "拒绝", "禁止", "失败", "错误", "故障", "无效", "超时")

FAULTS = ("Error", "Lost", "Timeout", "Refused", "NotAvailable", "FacilityChanged")
OWN_SENTENCE = "Refused"
"""What a command refuses comes with its sentence; its code is for `--json`."""


def raised_codes(tree: ast.Module) -> Iterator[str]:
    """Texts given as a fault: `code = "…"`, `fault = "…"`, as arguments too, FacilityChanged, StoreError, fail."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and any(getattr(t, "id", "") in ("code", "fault") for t in node.targets):
            yield from texts(node.value)
        elif isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if called != OWN_SENTENCE and called.endswith(FAULTS):
                yield from (t for key in node.keywords if key.arg in ("code", "fault") for t in texts(key.value))
            if called == "FacilityChanged" and len(node.args) == 3:
                yield from texts(node.args[2])
            if called in ("StoreError", "fail") and node.args:
                yield from texts(node.args[0])


def texts(node: ast.expr) -> Iterator[str]:
    """The literal texts an expression can be."""
    match node:
        case ast.Constant(value=str() as text) if CODE.fullmatch(text):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from (*texts(body), *texts(orelse))
        case ast.BoolOp(values=values):
            yield from (text for value in values for text in texts(value))


def every_code() -> dict[str, str]:
    return {code: path.name for path in SOURCES for code in raised_codes(ast.parse(path.read_text("utf-8")))}


def test_the_search_finds_what_is_known_to_be_there() -> None:
    known = {
        "device",
        "wire-lost",
        "driver-bug-no",
        "pcsc-service",
        "store-full",
        "code-gateway-misconfigured",
        "vision-crashing",
    }
    assert known - set(every_code()) == {"driver-bug-no"}


def test_every_code_that_is_raised_has_sentences() -> None:
    missing = {code: where for code, where in every_code().items() if code not in all_fault_sentences()}
    assert {code: where for code, where in missing.items() if code not in NOT_THERE} == {}


@pytest.mark.parametrize("reason", sorted(Reason))
def test_every_reason_to_doubt_a_reading_has_sentences(reason: Reason) -> None:
    assert reason.value in all_fault_sentences()


@pytest.mark.parametrize("code", sorted(all_fault_sentences()))
def test_sentences_are_said_to_a_person(code: str) -> None:
    said = fault_sentences(code)
    assert len({said.visitor, said.staff, said.technician}) == 3
    assert [word for word in SHAMING if word in said.visitor] == []
    assert not re.search(r"[A-Za-z]{4,}", said.visitor)
    assert all(0 < len(sentence) <= 120 for sentence in (said.visitor, said.staff, said.technician))


def test_code_nobody_wrote_for_is_spoken_of_in_general() -> None:
    assert fault_sentences("no-such-code") == fault_sentences("device")
