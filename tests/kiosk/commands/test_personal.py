"""Names and numbers come in by a file, a line of standard input or a question, so that no process list shows them."""

from __future__ import annotations

import argparse
import io
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.commands.context import Refused
from kiosk.commands.personal import add_personal, fill
from tests.support.store_rows import WANG_NUMBER


class Keyboard(io.StringIO):
    """Standard input with somebody at it."""

    def isatty(self) -> bool:
        return True


def parsed(*line: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_personal(parser, "--name", "姓名", required=True)
    add_personal(parser, "--number", "证件号码", required=True)
    add_personal(parser, "--phone", "电话")
    args = parser.parse_args(line)
    fill(args)
    return args


def came_in(*line: str) -> tuple[str | None, str | None, str | None]:
    args = parsed(*line)
    return args.name, args.number, args.phone


def test_every_way_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "name").write_text("\ufeff王桂英\r\n\n", encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{WANG_NUMBER}\n"))
    line = ["--name-file", str(tmp_path / "name"), "--number", "-", "--phone", " 13800001234 "]
    assert came_in(*line) == ("王桂英", WANG_NUMBER, "13800001234")


def test_lines_of_standard_input_come_in_the_order_of_the_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"王桂英\n{WANG_NUMBER}\n13800001234\n"))
    assert came_in("--phone-file", "-", "--number", "-", "--name", "-") == ("王桂英", WANG_NUMBER, "13800001234")


def test_what_is_needed_is_asked_for_and_the_rest_is_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", Keyboard(f"王桂英\n{WANG_NUMBER}\n"))
    assert came_in() == ("王桂英", WANG_NUMBER, None)
    assert capsys.readouterr() == ("", "姓名：证件号码：")


def test_nobody_to_ask_is_wrong_usage(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("王桂英\n"))
    with pytest.raises(SystemExit) as ended:
        parsed("--number", WANG_NUMBER)
    assert ended.value.code == 2
    assert "the following are required: --name (or --name-file)" in capsys.readouterr().err


def test_two_ways_at_once_are_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        parsed("--name", "x", "--name-file", str(tmp_path / "x"), "--number", "1")
    assert ended.value.code == 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "姓名是空的。"),
        (b" \n", "姓名是空的。"),
        ("王桂英\n李秀兰\n".encode(), "不止一行：一个文件只写一项。"),
        (b"x" * 5000, "不止一行：一个文件只写一项。"),
        ("王桂英".encode("gb18030"), "不是 UTF-8 文字。"),
        (b"x" * 2000, "姓名太长。"),
        (None, "读不了：No such file or directory。"),
    ],
)
def test_file_that_cannot_be_used_is_said_and_not_quoted(tmp_path: Path, content: bytes | None, sentence: str) -> None:
    file = tmp_path / "name"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(Refused) as refused:
        parsed("--name-file", str(file), "--number", "1")
    assert str(refused.value).endswith(sentence)
    assert "王桂英" not in str(refused.value)


def test_empty_line_of_standard_input_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(Refused, match="证件号码是空的"):
        parsed("--name", "x", "--number", "-")


def test_member_is_added_and_revoked_without_a_name_on_any_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data", str(tmp_path / "data")]
    agreed = ["--consent-face", "--text-version", "2026-11", "--consent-how", "signature"]
    monkeypatch.setattr("sys.stdin", io.StringIO(f"王桂英\n{WANG_NUMBER}\n"))
    assert main(["whitelist", "add", "--name", "-", "--number", "-", *agreed, *data]) == 0
    assert capsys.readouterr().out.startswith("王*英 ")
    (tmp_path / "number").write_text(WANG_NUMBER)
    assert main(["whitelist", "revoke", "--number-file", str(tmp_path / "number"), "--reason", "本人要求", *data]) == 0
