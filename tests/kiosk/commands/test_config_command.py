"""`kiosk config`: looked at, changed, checked and taken back on the line; a secret on none."""

from __future__ import annotations

import io
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kiosk.accounts.permissions import Role
from kiosk.archive.archive import Archive
from kiosk.archive.audit_log import Chosen
from kiosk.cli import main
from kiosk.settings import load
from tests.support.accounts import code_at, hire
from tests.support.clock import ManualClock
from tests.support.store_folder import fill

ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693axxx6"


class Line:
    """`kiosk config` with one file."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.file, self.data, self._capsys = folder / "kiosk.toml", folder / "data", capsys

    def json(self, *words: str, code: int = 0) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.out(*words, "--json", code=code))
        return told

    def out(self, *words: str, code: int = 0) -> str:
        assert main(["config", *words, "--config", str(self.file), "--data", str(self.data)]) == code
        said = self._capsys.readouterr()
        return said.out if code == 0 or "--json" in words else said.err


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Line:
    made = Line(tmp_path, capsys)
    made.file.write_text(f'# 桂花苑\n[hall]\nname = "桂花苑" # 牌子\n[calls.webhook]\nurl = "{ROBOT}"\n', "utf-8")
    return made


def test_show_lists_every_key_with_its_meaning_and_no_secret(line: Line) -> None:
    shown = line.out("show")
    assert 'hall.name = "桂花苑"' in shown
    assert "站点名称" in shown
    assert "693axxx6" not in shown
    told = line.json("show")
    assert told["calls.webhook.url"]["value"] == "https://qyapi.weixin.qq.com/••••"
    assert told["faces.fpir"] == {
        "value": 0.001, "default": 0.001, "is_default": True, "allowed": "0.0001 到 0.05 的数",
        "meaning": "允许把名单外的人认成别人的比例（FPIR），界限由它和名单自动定",
    }  # fmt: skip


def test_get_says_one_value(line: Line) -> None:
    assert line.out("get", "hall.name") == '"桂花苑"\n'
    assert "693axxx6" not in line.out("get", "calls.webhook.url")
    assert "faces.fpir" in line.out("get", "faces.fpri", code=1)


def test_set_saves_and_keeps_comments_and_diff_and_undo_know_it(line: Line) -> None:
    told = line.json("set", "hall.name", "梧桐里", "faces.fpir", "0.002")
    changed = [
        {"key": "hall.name", "before": '"桂花苑"', "after": '"梧桐里"'},
        {"key": "faces.fpir", "before": "0.001", "after": "0.002"},
    ]
    assert told == {"changed": changed, "saved": True, "noted": False}
    assert 'name = "梧桐里" # 牌子' in line.file.read_text("utf-8")
    assert load(line.file).faces.fpir == 0.002
    assert line.json("diff") == {"changed": changed}
    assert line.json("undo", "--dry-run")["saved"] is False
    assert load(line.file).faces.fpir == 0.002
    assert line.json("undo")["saved"] is True
    assert load(line.file).faces.fpir == 0.001
    assert line.json("undo", code=1)["code"] == "nothing-to-undo"


def test_default_takes_a_key_out(line: Line) -> None:
    line.out("set", "--default", "hall.name")
    assert load(line.file).hall.name == "梧桐里社区服务中心"


def test_dry_run_saves_nothing(line: Line) -> None:
    before = line.file.read_bytes()
    assert "0.001 → 0.002" in line.out("set", "faces.fpir", "0.002", "--dry-run")
    assert line.file.read_bytes() == before
    assert list(line.file.parent.iterdir()) == [line.file]


def test_what_is_wrong_is_refused_with_what_may_be_written_and_nothing_is_saved(line: Line) -> None:
    before = line.file.read_bytes()
    assert "0.0001 到 0.05" in line.out("set", "faces.fpir", "9", code=1)
    whole = line.json("set", "visit.warn_s", "50", code=1)
    assert whole["mistakes"][0]["key"] == "visit.warn_s"
    assert "没有存" in whole["refused"]
    for odd in (["set", "faces.fpir"], ["set"]):
        assert "一个键一个值" in line.out(*odd, code=1)
    assert line.file.read_bytes() == before


def test_secret_is_taken_from_standard_input_and_refused_on_the_line(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = line.out("set", "calls.webhook.url", ROBOT.replace("6", "7"), code=1)
    assert "标准输入" in said
    assert "793" not in said
    monkeypatch.setattr(sys, "stdin", io.StringIO("https://oapi.dingtalk.com/robot/send?access_token=zz9\n"))
    assert "zz9" not in line.out("set", "calls.webhook.url", "-")
    assert load(line.file).calls.webhook.url.endswith("zz9")


def test_check_lists_every_mistake(line: Line, tmp_path: Path) -> None:
    assert "没有错误" in line.out("check")
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("[hall]\nneme = 1\n[faces]\nframes = 99\n")
    told = line.json("check", str(wrong), code=1)
    assert [(one["line"], one["key"]) for one in told["mistakes"]] == [(2, "hall.neme"), (4, "faces.frames")]


def test_diff_against_another_file(line: Line, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text('[hall]\nname = "桂花苑"\n')
    assert [one["key"] for one in line.json("diff", str(other))["changed"]] == ["calls.webhook.url"]


def test_broken_file_is_mended_by_undo(line: Line) -> None:
    line.out("set", "hall.name", "梧桐里")
    line.file.write_text("[hall\n")
    assert "不是 TOML" in line.out("check", code=1)
    line.out("undo")
    assert load(line.file).hall.name == "桂花苑"


def test_change_is_noted_with_its_keys_where_there_is_a_trail(line: Line, clock: ManualClock) -> None:
    fill(line.data, clock, 1)
    assert line.json("set", "calls.webhook.style", "feishu")["noted"] is True
    with Archive.open(line.data, clock) as store:
        (entry,) = store.audit_log.entries(Chosen(kinds=("settings",)), most=5)
    assert (entry.action, entry.detail) == ("settings.changed", {"keys": ["calls.webhook.style"]})
    assert entry.actor.startswith("cli:")


def test_file_has_to_be_named_and_one_that_is_not_there_is_begun(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["config", "set", "hall.name", "桂花苑"]) == 1
    assert "--config FILE" in capsys.readouterr().err
    fresh = tmp_path / "fresh.toml"
    assert main(["config", "set", "hall.name", "桂花苑", "--config", str(fresh), "--data", str(tmp_path / "no")]) == 0
    assert load(fresh).hall.name == "桂花苑"


PINS = {"zhao": "618257", "qian": "729368", "li": "274913"}


@pytest.fixture
def two(line: Line, clock: ManualClock) -> Line:
    """A hall where two sign; two technicians and one of staff work there."""
    line.file.write_text("[calibration]\nsecond_signature = true\n", "utf-8")
    fill(line.data, clock, 1)
    with Archive.open(line.data, clock) as store:
        for login, role in (("zhao", Role.TECHNICIAN), ("qian", Role.TECHNICIAN), ("li", Role.STAFF)):
            hire(store, login, role, pin=PINS[login])
    return line


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_key_of_safety_is_signed_by_two_technicians_on_the_line_too(
    two: Line, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = code_at(datetime.now(UTC))
    typed(monkeypatch, "zhao", PINS["zhao"], code, "qian", PINS["qian"], code)
    assert two.json("set", "faces.fpir", "0.002")["noted"] is True
    assert load(two.file).faces.fpir == 0.002
    with Archive.open(two.data, clock) as store:
        (entry,) = store.audit_log.entries(Chosen(kinds=("settings",)), most=5)
    assert (entry.actor, entry.detail) == ("zhao", {"keys": ["faces.fpir"], "signed_by": "qian"})
    typed(monkeypatch)
    assert "您的账号" in two.out("undo", code=1)
    assert load(two.file).faces.fpir == 0.002


@pytest.mark.parametrize(
    ("second", "said"),
    [("zhao", "另一个人"), ("li", "要是技术员"), ("", "您的账号"), ("qian", "密码或动态码不对")],
    ids=["the same", "not a technician", "nobody", "wrong pin"],
)
def test_without_a_second_technician_nothing_of_safety_is_saved(
    two: Line, monkeypatch: pytest.MonkeyPatch, second: str, said: str
) -> None:
    before = two.file.read_bytes()
    code = code_at(datetime.now(UTC))
    pin = "111222" if second == "qian" else PINS.get(second, "")
    typed(monkeypatch, "zhao", PINS["zhao"], code, second, pin, *([] if second == "li" else [code]))
    assert said in two.out("set", "faces.fpir", "0.002", code=1)
    assert two.file.read_bytes() == before


def test_staff_alone_change_nothing_of_safety(two: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "li", PINS["li"])
    assert two.json("set", "faces.fpir", "0.002", code=1)["code"] == "not-allowed"
    assert load(two.file).faces.fpir == 0.001


def test_other_keys_are_signed_by_nobody_and_a_dry_run_says_who_would_sign(two: Line) -> None:
    two.out("set", "hall.name", "桂花苑")
    assert load(two.file).hall.name == "桂花苑"
    assert "两位技术员签字" in two.out("set", "faces.fpir", "0.002", "--dry-run")


def test_where_no_account_can_be_asked_the_page_is_named(two: Line) -> None:
    before = two.file.read_bytes()
    two.data = two.data.with_name("nowhere")
    said = two.out("set", "calibration.second_signature", "false", code=1)
    assert "“设置”页" in said
    assert "--data" in said
    assert two.file.read_bytes() == before
    assert not two.data.exists()
