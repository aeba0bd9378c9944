"""The command line: exit codes, refusals as sentences, and nothing but JSON where JSON was asked for."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from devices.clock import SystemClock
from kiosk.archive.archive import Archive
from kiosk.cli import COMMANDS, main
from kiosk.sentences import table
from tests.support.store_rows import WANG_NUMBER
from tests.walks.demonstration_run import KIOSK


@pytest.mark.parametrize(
    "line",
    [
        [],
        ["no-such-command"],
        ["doctor", "--no-such-option"],
        ["devices"],
        ["doctor", "-x"],
        ["doctor", "--data", ""],
        ["doctor", "--config="],
        ["doctor", "--seconds", "nan"],
        ["doctor", "--seconds", "-1"],
        ["devices", "watch", "desk", "--seconds", "inf"],
        ["alerts", "watch", "--every", "1e400"],
    ],
)
def test_wrong_usage_ends_with_2_and_says_how(line: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(line)
    assert ended.value.code == 2
    assert "用法：kiosk" in capsys.readouterr().err


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_ends_with_0(command: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*([command] if command else []), "--help"])
    assert ended.value.code == 0
    assert "用法：kiosk" in capsys.readouterr().out


def _every_parser(parser: argparse.ArgumentParser, words: str) -> Iterator[tuple[str, argparse.ArgumentParser, str]]:
    """Every command and verb with its parser, and what its parent says of it."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            said = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, child in action.choices.items():
                yield f"{words} {name}", child, said.get(name, "")
                yield from _every_parser(child, f"{words} {name}")


def test_every_command_and_option_says_what_it_does() -> None:
    root = argparse.ArgumentParser()
    sub = root.add_subparsers()
    for module in COMMANDS.values():
        importlib.import_module(module).add_parser(sub)
    silent = [words for words, _, said in _every_parser(root, "kiosk") if len(said) < 4]
    for words, parser, _ in _every_parser(root, "kiosk"):
        named = [action for action in parser._actions if not isinstance(action, argparse._SubParsersAction)]
        silent += [f"{words} {(action.option_strings or [action.dest])[0]}" for action in named if not action.help]
        parser.format_help()
    assert silent == []


README = Path(__file__).parents[2] / "README.md"


def test_every_command_of_the_readme_is_in_the_help_and_the_other_way_round(capsys: pytest.CaptureFixture[str]) -> None:
    rows = README.read_text("utf-8").partition("| command | does |")[2].partition("\n\n")[0]
    written = set(re.findall(r"`kiosk ([a-z]+)", rows))
    assert written == set(COMMANDS)
    with pytest.raises(SystemExit):
        main(["--help"])
    helped = capsys.readouterr().out
    for name in COMMANDS:
        assert re.search(rf"^    {name} +{re.escape(table('help.summaries')[name][:8])}", helped, re.M), name


def test_the_help_is_chinese_and_english_when_it_is_asked_for() -> None:
    line = [sys.executable, "-m", "kiosk.cli", "whitelist", "list", "--help"]
    said = {
        language: subprocess.run(
            line, capture_output=True, encoding="utf-8", check=True, env=os.environ | {"KIOSK_LANGUAGE": language}
        ).stdout
        for language in ("", "en", "xx")
    }
    assert "撤销了的也列出" in said[""]
    assert "显示这一页" in said[""]
    assert "those revoked too" in said["en"]
    assert "show this help message and exit" in said["en"]
    assert said["xx"] == said[""]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("[screen]\ntext_scale = 9.0\n", "screen.text_scale"),
        ("[screen]\nno_such_key = 1\n", "no_such_key"),
        ("[visit]\nwarn_s = 'long'\n", "visit.warn_s"),
        ("this is no TOML", "kiosk.toml"),
        ('[[devices]]\nname = "a"\nmodel = "x"\n[[devices]]\nname = "a"\nmodel = "x"\n', "两台设备都叫"),
        ('[[devices]]\nname = "A B"\nmodel = "x"\n', "name"),
    ],
)
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_configuration_that_cannot_be_used_is_refused_with_a_sentence(
    tmp_path: Path, text: str, word: str, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text(text)
    assert main(["doctor", "--config", str(config), "--data", str(tmp_path / "data"), *options]) == 1
    said = capsys.readouterr()
    sentence = json.loads(said.out)["refused"] if options else said.err
    assert sentence.startswith("配置文件不能用：")
    assert word in sentence
    assert (said.err == "") if options else (said.out == "")
    assert "Traceback" not in sentence


@pytest.mark.parametrize("command", [["run"], ["demo", "--headless"], ["doctor"], ["whitelist", "list"]])
def test_no_command_begins_with_a_configuration_that_is_wrong(
    tmp_path: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text('[hall]\ntime_zone = "Mars/Base"\n')
    assert main([*command, "--config", str(config), "--data", str(tmp_path / "data")]) == 1
    assert "第 2 行 hall.time_zone：没有时区" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [config]


def test_missing_configuration_and_one_that_is_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00\x01")
    for path in (tmp_path / "nowhere.toml", binary, tmp_path):
        assert main(["doctor", "--config", str(path)]) == 1
        assert "配置文件不能用" in capsys.readouterr().err


@pytest.mark.parametrize(
    "before", [["--data", "demo"], ["--data=demo"], ["--verbose", "--config", "run", "--data", "demo"]]
)
def test_value_of_an_option_that_is_called_like_a_command_is_no_command(
    before: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*before, "devices", "watch", "--help"])
    assert ended.value.code == 0
    assert "用法：kiosk devices watch" in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"kiosk {version('kiosk')}\n"


class Surprise:
    """A command with a fault nobody thought of."""

    @staticmethod
    def add_parser(sub: Any) -> None:
        sub.add_parser("doctor")

    @staticmethod
    def run(args: object, context: object) -> int:
        raise KeyError("王桂英")


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_fault_nobody_thought_of_is_a_sentence_that_quotes_nothing(
    options: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.import_module", lambda name: Surprise)
    assert main(["doctor", *options]) == 1
    said = capsys.readouterr()
    sentence = json.loads(said.out)["refused"] if options else said.err.strip()
    assert sentence.startswith("命令没有做完，程序里出了没有料到的错：KeyError in run:")
    assert "王桂英" not in said.out + said.err
    assert "Traceback" not in said.out + said.err


def test_command_that_does_not_even_load_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(name: str) -> None:
        raise ImportError("libsomething.so.1: cannot open shared object file")

    monkeypatch.setattr("importlib.import_module", broken)
    assert main(["doctor"]) == 1
    assert capsys.readouterr().err.startswith("命令没有做完，程序里出了没有料到的错：ImportError in broken:")


def test_verbose_shows_the_traceback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("importlib.import_module", lambda name: Surprise)
    assert main(["doctor", "--verbose"]) == 1
    assert "Traceback" in capsys.readouterr().err


ASCII = {"LC_ALL": "C", "LANG": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (["whitelist", "add", "--help"], "居村委"),
        (["doctor", "--config", "/没有/这个.toml"], "配置文件不能用"),
        (["doctor", "--seconds", "0"], "硬盘"),
    ],
)
def test_ascii_locale_prints_chinese(tmp_path: Path, line: list[str], word: str) -> None:
    done = subprocess.run(
        [str(KIOSK), *line, "--data", str(tmp_path)],
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, **ASCII},
    )
    said = (done.stdout + done.stderr).decode()
    assert word in said
    assert "Traceback" not in said
    assert "Error" not in said


def test_ascii_locale_keeps_what_is_typed(tmp_path: Path) -> None:
    folder = tmp_path / "资料"
    env = {**os.environ, **ASCII}
    done = subprocess.run(
        [str(KIOSK), "whitelist", "add", "--name", "王桂英", "--number", WANG_NUMBER, "--consent-face",
         "--consent-how", "signature", "--text-version", "2026-11", "--data", str(folder)],
        capture_output=True, timeout=60, check=False, env=env,
    )  # fmt: skip
    assert done.stdout.decode().startswith("王*英 ")
    done = subprocess.run(
        [str(KIOSK), "records", "export", "--format", "csv", "--unmasked", "--reason", "本人要看",
         "--data", str(folder), "--out", str(tmp_path / "记录.csv")],
        capture_output=True, timeout=60, check=False, env=env,
    )  # fmt: skip
    assert (done.returncode, done.stderr.decode()) == (0, f"已导出 0 行到 {tmp_path}/记录.csv\n")
    with Archive.open(folder, SystemClock()) as store, store._core.readers.db() as db:
        (detail,) = db.execute("SELECT detail FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    assert json.loads(detail)["reason"] == "本人要看"


def test_name_of_a_file_that_is_no_text_is_printed_escaped(tmp_path: Path) -> None:
    done = subprocess.run(
        [str(KIOSK).encode(), b"doctor", b"--config", str(tmp_path).encode() + b"/\xce\xe2.toml", b"--json"],
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert r"\udcce\udce2.toml" in done.stdout.decode()
    assert json.loads(done.stdout)["mistakes"] == [{"line": None, "key": "", "said": "没有这个文件"}]


def test_common_options_may_stand_before_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Archive.open(tmp_path / "data", SystemClock()).close()
    assert main(["--json", "--data", str(tmp_path / "data"), "whitelist", "list"]) == 0
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize(
    "line",
    [
        ["doctor", "--json"],
        ["devices", "models", "--json"],
        ["whitelist", "list", "--json"],
        ["records", "export", "--format", "csv", "--out", "x.csv", "--json"],
    ],
)
def test_json_prints_one_document_and_nothing_else(tmp_path: Path, line: list[str]) -> None:
    done = subprocess.run(
        [str(KIOSK), *line, "--data", str(tmp_path / "data")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=tmp_path,
    )
    json.loads(done.stdout)
    assert done.stderr == ""


def test_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    command = f"{KIOSK} devices models | head -c 10"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_no_command_is_imported_but_the_one_asked_for() -> None:
    code = "import sys, kiosk.cli; kiosk.cli.main(['devices', 'models']); "
    code += "print([m for m in ('PySide6', 'cv2', 'face_recognition', 'sqlcipher3', 'httpx') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.splitlines()[-1] == "[]"
