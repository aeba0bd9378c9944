"""`kiosk whitelist import` as somebody at a keyboard types it: shown masked first, written whole, taken back whole."""

from __future__ import annotations

import io
import json
import stat
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import pytest
from openpyxl import load_workbook

from devices.clock import SystemClock
from kiosk.archive.archive import Archive
from kiosk.cli import main
from kiosk.photo_faces import maker
from tests.kiosk.photo_faces.test_maker import FAKE
from tests.support.new_store import begun
from tests.support.office_list import name_of, number_of

HEAD = "序号,姓名,公民身份号码,民族,联系电话,楼栋,人脸同意,同意书编号,签字日期,卡识别码"


def line(at: int, **cells: str) -> str:
    """A row of the list; who it is of signed on 20 November."""
    row = {"name": name_of(at), "number": number_of(at), "phone": "13800138000", "building": "3号楼", "face": "是",
           "paper": f"同-{at}", "signed": "2026-11-20", "card": ""} | cells  # fmt: skip
    return ",".join((str(at), row["name"], row["number"], "汉", row["phone"], row["building"], row["face"],
                     row["paper"], row["signed"], row["card"]))  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return begun(tmp_path / "data")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A list of three: the second did not sign."""
    file = tmp_path / "名单.csv"
    write(file, line(0), line(1, face="", paper="", signed=""), line(2))
    return file


def write(file: Path, *lines: str, head: str = HEAD) -> Path:
    file.write_text("\n".join((head, *lines)), encoding="utf-8-sig")
    return file


def run(data: Path, *words: str | Path) -> int:
    return main(["whitelist", *map(str, words), "--data", str(data)])


def listed(data: Path) -> list[tuple[str | None, tuple[str, ...], int]]:
    with Archive.open(data, SystemClock()) as store:
        return [(one.resident.name, one.consents, one.templates) for one in store.whitelist.entries()]


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_dry_run_shows_everything_masked_and_writes_nothing(
    data: Path, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(data)
    assert run(data, "import", office, "--dry-run") == 0
    out = capsys.readouterr().out
    assert "不导入这些列：民族" in out
    assert "新增 3，没变 0，有改动 0，已撤下 0，不收 0" in out
    assert "其中 1 位没有写明同意书，只列入名单（待同意），不看照片，也不会被认出" in out
    assert name_of(1) not in out
    assert number_of(0) not in out
    assert files(data) == before


def test_list_is_written_with_yes_and_the_same_file_twice_changes_nothing(
    data: Path, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data, "import", office, "--yes") == 0
    assert "已写入：新增 3 位，改了 0 位，人脸 0 位" in capsys.readouterr().out
    assert listed(data) == [(name_of(0), ("face",), 0), (name_of(1), (), 0), (name_of(2), ("face",), 0)]
    assert run(data, "import", office, "--yes") == 0
    out = capsys.readouterr().out
    assert "新增 0，没变 3，有改动 0" in out
    assert "没有任何改变" in out
    assert run(data, "imports") == 0
    assert "共 1 次" in capsys.readouterr().out


def test_nobody_is_asked_without_a_keyboard_and_nothing_is_written(
    data: Path, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data, "import", office) == 1
    assert capsys.readouterr().err == "没有写入：看过预览、确实要写入，请加上 --yes。\n"
    assert listed(data) == []


@pytest.mark.parametrize(("typed", "code", "people"), [("是\n", 0, 3), ("", 1, 0)])
def test_at_a_keyboard_it_is_asked_first(
    data: Path, office: Path, typed: str, code: int, people: int, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    keyboard = io.StringIO(typed)
    monkeypatch.setattr(keyboard, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", keyboard)
    assert run(data, "import", office) == code
    assert "确实要写入吗" in capsys.readouterr().err
    assert len(listed(data)) == people


def test_changes_and_problems_stand_with_their_row(
    data: Path, office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(data, "import", office, "--yes")
    capsys.readouterr()
    wrong = number_of(3)[:-1] + ("1" if number_of(3)[-1] != "1" else "2")
    newer = write(tmp_path / "二.csv", line(0, building="9号楼"), line(1, name="王小", face="", paper="", signed=""),
                  line(3, number=wrong))  # fmt: skip
    assert run(data, "import", newer, "--dry-run") == 0
    out = capsys.readouterr().out
    assert "第 2 行 张*：楼栋 3号楼 → 9号楼" in out
    assert "第 3 行：这个证件号码已经登记给 张*，和这一行的姓名不一样：请核对证件。" in out
    assert "第 4 行：证件号最后一位算不对" in out


def test_error_sheet_is_private_whole_and_never_over_another_file(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path / "名单.csv", line(0), line(1, number="123"))
    out = tmp_path / "没收.xlsx"
    assert run(data, "import", file, "--dry-run", "--errors", out) == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    rows = [[cell.value for cell in row] for row in load_workbook(out).active.iter_rows()]
    assert [row[0] for row in rows] == ["行", "3"]
    assert name_of(1) not in str(rows)
    assert run(data, "import", file, "--yes", "--errors", out) == 1
    assert "没收.xlsx" in capsys.readouterr().err
    assert listed(data) == []


def test_error_sheet_that_cannot_be_written_leaves_nothing_written(data: Path, tmp_path: Path) -> None:
    file = write(tmp_path / "名单.csv", line(0), line(1, number="123"))
    assert run(data, "import", file, "--yes", "--errors", tmp_path / "gone" / "没收.xlsx") == 1
    assert listed(data) == []


def test_column_nobody_knows_is_mapped_by_its_name(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path / "名单.csv", f"{name_of(0)},{number_of(0)},A-7", head="姓名,身份证号,门牌代码")
    assert run(data, "import", file, "--dry-run", "--map", "没有=家庭") == 1
    assert "“没有”的列" in capsys.readouterr().err
    assert run(data, "import", file, "--map", "门牌代码=家庭", "--yes") == 0
    with Archive.open(data, SystemClock()) as store:
        assert [one.resident.address.home for one in store.whitelist.entries()] == ["A-7"]
    capsys.readouterr()
    assert run(data, "import", file, "--map", "门牌代码=颜色", "--yes") == 1
    assert "没有“颜色”这个字段" in capsys.readouterr().err


def test_json_says_the_same_and_nothing_else(data: Path, office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(data, "import", office, "--dry-run", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["rows"], told["counts"]["new"], told["dry_run"], told["dropped"]) == (3, 3, True, ["民族"])
    assert run(data, "import", office, "--yes", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["added"], told["dry_run"], len(told["import"])) == (3, False, 36)
    assert run(data, "imports", "--json") == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["id"], one["file"], one["added"]) == (told["import"], "名单.csv", 3)


def test_whole_import_is_taken_back(data: Path, office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(data, "import", office, "--yes", "--json")
    import_id = json.loads(capsys.readouterr().out)["import"]
    assert run(data, "undo-import", import_id) == 0
    assert capsys.readouterr().out == "已撤销：移出 3 位，改回 0 位\n"
    assert listed(data) == []
    assert run(data, "undo-import", import_id) == 1
    assert capsys.readouterr().err == "这一次导入已经撤销了。\n"


def test_file_that_is_no_list_and_a_data_folder_that_is_none_are_refused(
    data: Path, tmp_path: Path, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "图.xlsx").write_bytes(b"\x89PNG")
    assert run(data, "import", tmp_path / "图.xlsx", "--yes") == 1
    assert run(tmp_path / "none", "import", office, "--yes") == 1
    assert not (tmp_path / "none").exists()
    assert len(capsys.readouterr().err.splitlines()) == 2


# --- photos -----------------------------------------------------------------------------------------------------
@pytest.fixture
def photos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of photos, looked at by a process that knows each by its last bytes."""
    monkeypatch.setattr(maker, "FaceMaker", partial(maker.FaceMaker, command=FAKE))
    folder = tmp_path / "photos"
    folder.mkdir()
    return folder


def put_photo(folder: Path, name: str, person: int) -> None:
    picture = cv2.imencode(".jpg", np.zeros((64, 48, 3), np.uint8))[1].tobytes()
    (folder / name).write_bytes(picture[:-2] + bytes([person]) + picture[-2:])


def faces(told: Sequence[tuple[str | None, tuple[str, ...], int]]) -> list[int]:
    return [templates for _, _, templates in told]


def test_photos_of_those_who_agreed_become_faces_and_are_kept_nowhere(
    data: Path, office: Path, photos: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put_photo(photos, f"{number_of(0)}.jpg", 10)
    put_photo(photos, f"{number_of(1)}.jpg", 11)
    put_photo(photos, f"{name_of(2)}_{number_of(2)[-4:]}.jpg", 12)
    assert run(data, "import", office, "--photos", photos, "--yes") == 0
    out = capsys.readouterr().out
    assert "照片 2 张" in out
    assert "人脸 2 位" in out
    assert faces(listed(data)) == [1, 0, 1]
    jpeg = b"\xff\xd8\xff"
    assert [name for name, content in files(data).items() if content.startswith(jpeg)] == []
    assert run(data, "import", office, "--photos", photos, "--yes") == 0
    assert "没有任何改变" in capsys.readouterr().out


def test_photos_that_are_nobodys_are_named_without_a_number(
    data: Path, office: Path, photos: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for at, name in enumerate((number_of(0), number_of(700), "IMG_7")):
        put_photo(photos, f"{name}.jpg", at)
    out, other = tmp_path / "没收.xlsx", number_of(700)
    assert run(data, "import", office, "--photos", photos, "--dry-run", "--errors", out) == 0
    shown = capsys.readouterr().out
    assert "有 2 张照片对不上名单里的人，没有用：" in shown
    assert f"  {other[:3]}{'*' * 11}{other[-4:]}.jpg" in shown
    assert other not in shown
    cells = [row[5].value for row in load_workbook(out).active.iter_rows(min_row=2)]
    assert "照片文件：IMG_7.jpg" in cells


def test_two_people_with_one_face_are_listed_without_it(
    data: Path, office: Path, photos: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for at in (0, 2):
        put_photo(photos, f"{number_of(at)}.jpg", 10)
    out = tmp_path / "没收.xlsx"
    assert run(data, "import", office, "--photos", photos, "--yes", "--errors", out) == 0
    assert "第 2 行：与第 4 行的 张* 相似，请核对" in capsys.readouterr().out
    assert faces(listed(data)) == [0, 0, 0]
    rows = [[cell.value for cell in row] for row in load_workbook(out).active.iter_rows()]
    assert [row[4] for row in rows[1:]] == ["换一张照片", "换一张照片"]
