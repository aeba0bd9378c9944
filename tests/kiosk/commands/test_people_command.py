"""`kiosk people …` and `kiosk records purge` as they are typed."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from devices.clock import SystemClock
from kiosk.archive.archive import Archive
from kiosk.cli import main
from tests.support.store_rows import WANG_NUMBER, Answer, measurement

ADD = ["whitelist", "add", "--name", "王桂英", "--number", WANG_NUMBER, "--phone", "13800001234",
       "--consent-face", "--text-version", "2026-11-28", "--consent-how", "signature"]  # fmt: skip
WHO = ["--number", WANG_NUMBER]


@pytest.fixture
def data(tmp_path: Path) -> list[str]:
    words = ["--data", str(tmp_path / "data")]
    assert main([*ADD, *words]) == 0
    return words


def typed(capsys: pytest.CaptureFixture[str], *line: str, code: int = 0) -> Any:
    capsys.readouterr()
    assert main([*line, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def test_shown_masked_unless_there_is_a_reason(data: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert typed(capsys, "people", "show", *WHO, *data)["person"]["name"] == "王*英"
    refused = typed(capsys, "people", "show", *WHO, "--unmasked", *data, code=1)["refused"]
    assert refused == "看完整的姓名和号码必须用 --reason 写明理由，理由会记入审计。"
    full = typed(capsys, "people", "show", *WHO, "--unmasked", "--reason", "本人查看", *data)
    assert full["person"]["phone"] == "13800001234"
    capsys.readouterr()
    assert main(["people", "show", *WHO, *data]) == 0
    text = capsys.readouterr().out
    assert "登记：姓名 王*英，证件号码 310***********0020" in text
    assert "同意：1 条" in text


def test_corrected(data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    done = typed(capsys, "people", "correct", *WHO, "--name", "王桂芬", "--phone", "", "--reason", "写错了", *data)
    assert done["changed"] == ["name", "phone"]
    with Archive.open(tmp_path / "data", SystemClock()) as store:
        resident = store.register.by_number(WANG_NUMBER)
        assert resident is not None
        assert (resident.name, resident.phone) == ("王桂芬", None)
    refused = typed(capsys, "people", "correct", *WHO, "--reason", "x", *data, code=1)["refused"]
    assert refused.startswith("请写明要改什么")


def test_number_of_somebody_else_is_not_given_twice(data: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    other = [*ADD[:3], "李秀兰", "--number", "310100195001010018", *ADD[8:]]
    assert main([*other, *data]) == 0
    line = ["people", "correct", *WHO, "--right-number", "310100195001010018", "--reason", "x", *data]
    assert typed(capsys, *line, code=1)["refused"].startswith("这个证件号码已经登记给另一位居民")


def test_forgotten_only_when_it_is_meant(
    data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    line = ["people", "forget", *WHO, "--reason", "本人要求", *data]
    assert "--yes" in typed(capsys, *line, code=1)["refused"]
    (tmp_path / "data" / "kiosk.db.corrupt.20260101T000000Z").touch()
    gone = typed(capsys, *line, "--yes")
    assert (gone["erased"], gone["copies"]) == (True, [])
    assert not (tmp_path / "data" / "kiosk.db.corrupt.20260101T000000Z").exists()
    assert typed(capsys, "people", "show", *WHO, *data, code=1)["refused"] == "白名单里没有这位居民。"
    assert typed(capsys, "people", "show", gone["resident"], *data, code=1)["refused"] == "这里没有这位居民的记录。"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def audited(tmp_path: Path, action: str) -> list[dict[str, Any]]:
    with Archive.open(tmp_path / "data", SystemClock()) as store, store._core.readers.db() as db:
        rows = db.execute("SELECT detail FROM audit WHERE action = ? ORDER BY seq", [action]).fetchall()
    return [json.loads(detail) for (detail,) in rows]


def test_one_consent_is_taken_back_with_its_reason_and_once(
    data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["people", "withdraw", *WHO, "--consent", "face", "--reason", "本人打电话来", "--yes", *data]
    done = typed(capsys, *line)
    assert (done["withdrawn"], done["templates"], done["erased"]) == (["face"], 0, True)
    (said,) = audited(tmp_path, "consent.withdrawn")
    assert (said["by_whom"], said["reason"], said["kind"]) == ("by-command", "本人打电话来", "face")
    assert typed(capsys, *line)["withdrawn"] == []
    assert len(audited(tmp_path, "consent.withdrawn")) == 1
    assert main(line) == 0
    assert capsys.readouterr().out == "这一项本来就没有同意，没有改动\n"


def test_records_can_be_refused_by_somebody_who_was_never_asked(
    data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = typed(capsys, "people", "withdraw", *WHO, "--consent", "health", "--reason", "x", "--yes", *data)
    assert done["withdrawn"] == ["health"]
    with Archive.open(tmp_path / "data", SystemClock()) as store:
        assert store.own_rights.summary(done["resident"]).keeps_health is False


def test_health_records_go_and_the_person_stays(
    data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Archive.open(tmp_path / "data", SystemClock()) as store:
        who, saved = store.register.by_number(WANG_NUMBER), Answer()
        assert who is not None
        store.journal.save_measurements((measurement(SystemClock(), who.id),), saved)
        saved.wait()
    done = typed(capsys, "people", "delete-health", *WHO, "--reason", "本人要求", "--yes", *data)
    assert done == {"resident": who.id, "rows": {"measurements": 1}}
    (said,) = audited(tmp_path, "resident.health-deleted")
    assert (said["by_whom"], said["reason"], said["rows"]) == ("by-command", "本人要求", {"measurements": 1})
    assert len(typed(capsys, "people", "show", *WHO, *data)["consents"]) == 1


@pytest.mark.parametrize(
    ("verb", "word", "told"),
    [
        (["withdraw", "--consent", "face"], "撤回", "人脸特征和后来更新的部分当场删除。"),
        (["delete-health"], "删除", "删除：量过的数值、复量"),
    ],
    ids=["withdraw", "delete-health"],
)
def test_it_is_said_what_happens_and_done_when_the_word_was_typed(
    data: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    verb: list[str],
    word: str,
    told: str,
) -> None:
    line = ["people", *verb, *WHO, "--reason", "本人要求", *data]
    monkeypatch.setattr("sys.stdin", io.StringIO(word + "\n"))
    assert typed(capsys, *line, code=1)["refused"] == f"要{word}，请加上 --yes。"
    monkeypatch.setattr("sys.stdin", _Terminal("y\n"))
    assert typed(capsys, *line, code=1)["refused"] == f"没有{word}。"
    assert audited(tmp_path, "consent.withdrawn") + audited(tmp_path, "resident.health-deleted") == []
    monkeypatch.setattr("sys.stdin", _Terminal(word + "\n"))
    assert main(line) == 0
    said = capsys.readouterr()
    assert said.err.startswith(told)
    assert said.err.endswith(f"确实要{word}，请输入“{word}”：")
    assert len(audited(tmp_path, "consent.withdrawn") + audited(tmp_path, "resident.health-deleted")) == 1


@pytest.mark.parametrize("verb", [["withdraw", "--consent", "face"], ["delete-health"]])
def test_nobody_is_asked_about_somebody_who_is_not_known_or_without_a_reason(
    data: list[str], capsys: pytest.CaptureFixture[str], verb: list[str]
) -> None:
    line = ["people", verb[0], "nobody", *verb[1:], *data, "--reason"]
    assert typed(capsys, *line, "x", code=1)["refused"] == "这里没有这位居民的记录。"
    assert typed(capsys, *line, " ", code=1)["refused"] == "--reason 要写明理由。"


def test_purge_by_command(data: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert typed(capsys, "records", "purge", "--dry-run", *data) == {"deleted": False, "rows": {}}
    assert typed(capsys, "records", "purge", *data) == {"deleted": True, "rows": {}}


def test_newest_consent_text_promises_nothing_at_the_screen(data: list[str]) -> None:
    from kiosk.whitelist.consent import NEWEST_TEXT, consent_texts

    words = consent_texts(NEWEST_TEXT)
    assert set(words) == {"face", "health", "home-calls", "adaptation"}
    assert all("在终端" not in one.text.replace("在终端里", "") or "窗口" in one.text for one in words.values())
    assert "终端或窗口" not in str(words)
