"""`kiosk whitelist …` as it is typed."""

from __future__ import annotations

import io
import json
import struct
import zlib
from datetime import date
from pathlib import Path

import pytest

from devices.clock import SystemClock
from devices.identity import CardReference
from kiosk.archive.archive import Archive
from kiosk.cli import main
from tests.conftest import AnnouncedLog
from tests.support.store_rows import WANG_CARD, WANG_NUMBER, card_only, wang

ADD = ["whitelist", "add", "--name", "王桂英", "--number", WANG_NUMBER]
AGREED = ["--consent-face", "--text-version", "2026-11", "--consent-how", "signature"]

NO_CARD_CODE = "社保卡的卡识别码要 32 位十六进制数字，城市代码后面不能是空白或重复的填充"
NOT_A_CARD_CODE = (
    "F" * 32,
    "0" * 32,
    "20" * 16,
    "310000" + "f" * 26,
    "310000" + "0" * 26,
    "3100000001" + "F" * 22,
    "310000" + "12" * 13,
    "31 00 00" + "FF" * 13,
    WANG_CARD[:-1],
    WANG_CARD + "0",
    WANG_CARD[:-1] + "G",
    " ",
    "",
)


@pytest.fixture
def data(tmp_path: Path) -> list[str]:
    return ["--data", str(tmp_path / "data")]


def _json(capsys: pytest.CaptureFixture[str]) -> object:
    printed = capsys.readouterr()
    return json.loads(printed.out)


def test_add_list_revoke(data: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*ADD, *AGREED, "--consent-health", "--json", *data]) == 0
    added = _json(capsys)
    assert isinstance(added, dict)
    assert main(["whitelist", "list", "--json", *data]) == 0
    listed = _json(capsys)
    assert isinstance(listed, list)
    assert [(r["name"], r["number"], r["active"], r["templates"], r["consents"]) for r in listed] == [
        ("王*英", "310***********0020", True, 0, ["face", "health"])
    ]
    assert (listed[0]["resident"], listed[0]["standing"]) == (added["resident"], "to-enrol")
    assert main(["whitelist", "list", *data]) == 0
    assert "王*英  310***********0020  待登记" in capsys.readouterr().out
    assert main(["whitelist", "revoke", str(added["resident"]), "--reason", "本人要求", "--json", *data]) == 0
    assert _json(capsys) == {"resident": added["resident"], "revoked": True, "erased": True}
    assert main(["whitelist", "list", "--json", *data]) == 0
    assert _json(capsys) == []
    assert main(["whitelist", "list", "--all", *data]) == 0
    assert "王*英  310***********0020  已撤回" in capsys.readouterr().out


def test_consent_to_home_calls_is_recorded_in_words_that_have_it_and_refused_in_older_ones(
    data: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    wants = [*ADD, "--consent-face", "--consent-home-calls", "--consent-how", "signature", "--text-version"]
    assert main([*wants, "2026-11-29", *data]) == 1
    assert "没有 '2026-11-29' 这一版同意书，或者它没有这一项。" in capsys.readouterr().err
    assert main([*wants, "2026-11-30", *data]) == 0
    capsys.readouterr()
    assert main(["whitelist", "list", "--json", *data]) == 0
    assert [entry["consents"] for entry in _json(capsys)] == [["face", "home-calls"]]


def test_nothing_printed_shows_a_name_or_number_in_full(data: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    for line in (
        [*ADD, *AGREED],
        ["whitelist", "list"],
        ["whitelist", "revoke", "--number", WANG_NUMBER, "--reason", "x"],
    ):
        assert main([*line, *data]) == 0
    printed = capsys.readouterr()
    assert "王桂英" not in printed.out + printed.err
    assert WANG_NUMBER not in printed.out + printed.err


def test_address_phone_and_social_card_are_kept(data: list[str], tmp_path: Path) -> None:
    extra = ["--district", "虚构区", "--home", "402室", "--phone", "13800001234", "--social-card", WANG_CARD]
    assert main([*ADD, *AGREED, *extra, *data]) == 0
    clock = SystemClock()
    with Archive.open(tmp_path / "data", clock) as store:
        resident = store.register.by_number(WANG_NUMBER)
        assert resident is not None
        assert (resident.address.district, resident.address.home, resident.phone) == ("虚构区", "402室", "13800001234")
        person = store.register.meet(card_only(), clock.now())
        assert person is not None
        assert person.resident_id == resident.id


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (ADD, "没有本人对人脸识别的同意记录，不能加入白名单；仍可刷卡办理。"),
        ([*ADD, "--consent-face"],
         "同意记录要写明念的是哪一版同意书（--text-version）和怎么同意的（--consent-how）。"),
        ([*ADD, "--consent-face", "--text-version", "1999-01", "--consent-how", "signature"],
         "没有 '1999-01' 这一版同意书，或者它没有这一项。"),
        (["whitelist", "add", "--name", "x", "--number", "310100194403120021", *AGREED],
         "证件号码的最后一位对不上，请逐位核对。"),
        (["whitelist", "add", "--name", "x", "--number", "123", *AGREED],
         "证件号码应是 18 位（老号码 15 位），请核对。"),
        ([*ADD, *AGREED, "--birth", "1950-01-01"], "出生日期和证件号码里的不一样，请核对。"),
        ([*ADD, *AGREED, "--sex", "male"], "性别和证件号码里的不一样，请核对。"),
        (["whitelist", "add", "--name", "<b>王</b>", "--number", WANG_NUMBER, *AGREED],
         "姓名里只能有汉字、拉丁字母和间隔号“·”，不能有数字、尖括号或别的符号。"),
        ([*ADD, *AGREED, "--consented-by", "王\u202e英"],
         "同意人的姓名里有看不见的控制字符（常见于从网页或聊天里粘贴），请直接输入。"),
        *(([*ADD, *AGREED, "--social-card", code], NO_CARD_CODE) for code in NOT_A_CARD_CODE),
        (["whitelist", "revoke", "nobody", "--reason", "x"], "白名单里没有这位居民。"),
        (["whitelist", "revoke", "--reason", "x"], "请给出居民编号，或用 --number 给出证件号码，两个给一个。"),
        (["whitelist", "revoke", "--number", WANG_NUMBER, "--reason", "x"], "白名单里没有这位居民。"),
    ],
)  # fmt: skip
def test_refusal_is_a_sentence_and_exit_code_1(
    data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], line: list[str], sentence: str
) -> None:
    Archive.open(tmp_path / "data", SystemClock()).close()
    assert main([*line, *data]) == 1
    assert capsys.readouterr() == ("", sentence + "\n")
    assert main([*line, "--json", *data]) == 1
    assert _json(capsys) == {"refused": sentence}


def test_social_card_read_on_somebody_elses_card_is_a_sentence(
    data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = SystemClock()
    with Archive.open(tmp_path / "data", clock) as store:
        card = CardReference(WANG_CARD, None, "2.00")
        zhang = wang(number="310100195010010079", name="张建国", birth=date(1950, 10, 1), sex="1", card=card)
        assert store.register.meet(zhang, clock.now()) is not None
    assert main([*ADD, *AGREED, "--social-card", WANG_CARD, *data]) == 1
    assert capsys.readouterr() == ("", (
        "这个卡识别码在别人的社保卡上读到过，不能用它认人，没有改动：请逐位核对；没有抄错，就不填这一项，请本人刷身份证。\n"
    ))  # fmt: skip


def test_age_rule_comes_from_the_settings(data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text("[whitelist]\nmin_age = 90\n")
    assert main([*ADD, *AGREED, *data, "--config", str(config)]) == 1
    assert "只收 90 岁及以上" in capsys.readouterr().err


@pytest.mark.parametrize(
    "line", [["whitelist"], ["whitelist", "add"], ["whitelist", "revoke", "x"], ["whitelist", "sing"]]
)
def test_wrong_usage_is_exit_code_2(line: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(line)
    assert ended.value.code == 2


def test_wrong_key_is_a_sentence(
    data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], announced: AnnouncedLog
) -> None:
    assert main([*ADD, *AGREED, *data]) == 0
    (tmp_path / "data" / "store.key").unlink()
    capsys.readouterr()
    assert main(["whitelist", "list", *data]) == 1
    assert "密钥文件缺失" in capsys.readouterr().err


def test_picture_without_a_face_lists_nobody(
    data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "blank.png"
    picture.write_bytes(blank_png(320, 240))
    assert main([*ADD, *AGREED, "--image", str(picture), *data]) == 1
    assert "blank.png：照片里没有找到正面的脸" in capsys.readouterr().err
    assert main(["whitelist", "list", "--json", *data]) == 0
    assert _json(capsys) == []


def blank_png(width: int, height: int) -> bytes:
    """A grey picture (PNG specification, 8-bit greyscale)."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_number_can_come_from_standard_input(
    data: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["whitelist", "add", "--name", "王桂英", "--number", "-", *AGREED]
    monkeypatch.setattr("sys.stdin", io.StringIO(WANG_NUMBER + "\n"))
    assert main([*line, *data]) == 0
    monkeypatch.setattr("sys.stdin", io.StringIO(WANG_NUMBER + "\n"))
    assert main(["whitelist", "revoke", "--number", "-", "--reason", "本人要求", *data]) == 0


class Keyboard(io.StringIO):
    def isatty(self) -> bool:
        return True


OTHER = ["whitelist", "add", "--name", "李秀兰", "--number", WANG_NUMBER, *AGREED]


def known_as(folder: Path) -> str | None:
    with Archive.open(folder / "data", SystemClock()) as store:
        resident = store.register.by_number(WANG_NUMBER)
        return resident.name if resident else None


def test_another_name_for_a_known_number_is_never_silent(
    data: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*ADD, *AGREED, *data]) == 0
    assert "王*英 已加入白名单" in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", io.StringIO("是\n"))
    assert main([*OTHER, *data]) == 1
    assert "这个证件号码已经登记给 王*英" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", Keyboard("\n"))
    assert main([*OTHER, *data]) == 1
    assert known_as(tmp_path) == "王桂英"
    monkeypatch.setattr("sys.stdin", Keyboard("是\n"))
    assert main([*OTHER, *data]) == 0
    assert "李*兰 早已在白名单里，改了姓名" in capsys.readouterr().out
    assert known_as(tmp_path) == "李秀兰"


def test_rename_is_in_the_trail_without_either_name(data: list[str], tmp_path: Path) -> None:
    assert main([*ADD, *AGREED, *data]) == 0
    assert main([*OTHER, "--rename", *data]) == 0
    with Archive.open(tmp_path / "data", SystemClock()) as store, store._core.readers.db() as db:
        ((detail,),) = db.execute("SELECT detail FROM audit WHERE action = 'resident.corrected'").fetchall()
    told = json.loads(detail)
    assert told["fields"] == ["name"]
    assert told["name_before"] != told["name_after"]
    assert "王桂英" not in detail
    assert "李秀兰" not in detail


def test_other_spelling_of_the_known_name_is_no_other_name(
    data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*ADD, *AGREED, *data]) == 0
    capsys.readouterr()
    assert main(["whitelist", "add", "--name", "王 桂 英", "--number", WANG_NUMBER, *AGREED, *data]) == 0
    assert "早已在白名单里，这次没有任何改变" in capsys.readouterr().out
    assert known_as(tmp_path) == "王桂英"
