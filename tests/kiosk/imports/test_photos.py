"""Photos on a stick: whose they are, and what a stranger may have put in their place."""

from __future__ import annotations

import gzip
import os
import struct
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.imports import photos as photos_module
from kiosk.imports.photo_names import masked
from kiosk.imports.photos import MOST_PHOTO_BYTES, find_photos, photo_bytes
from kiosk.imports.rows import Candidate, ImportRefused, PhotoPlace, PhotoRef
from tests.support.clock import ManualClock
from tests.support.lists import HEAD, WANG, checked, made_up, png, read, workbook, zipped
from tests.support.office_list import number_of

SUN = made_up(sequence=252)
JPEG = b"\xff\xd8\xff\xc0\x00\x0b\x08" + struct.pack(">HH", 600, 480) + b"\x01\x11\0\xff\xd9"
not_windows = pytest.mark.skipif(sys.platform == "win32", reason="no links, FIFOs and folders as descriptors there")


def folder(tmp_path: Path, *names: str) -> Path:
    """A folder with a photo of each name."""
    at = tmp_path / "照片"
    at.mkdir()
    for name in names:
        (at / name).write_bytes(JPEG)
    return at


def candidates(tmp_path: Path, at: Path, *rows: tuple[str, str]) -> tuple[Candidate, ...]:
    return checked(read(workbook([HEAD, *rows]), tmp_path), photos=find_photos(at)).candidates


def why(ref: PhotoRef) -> str:
    with pytest.raises(ImportRefused) as refusal:
        photo_bytes(ref)
    return str(refusal.value.sentence)


# --- whose ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "name",
    [
        f"{WANG}.jpg",
        f"{WANG}_王秀英.JPG",
        f"王秀英{WANG}.jpeg",
        "310107450315246.png",
        "王秀英_2462.jpg",
        "王秀英-2462.jpg",
        "王 秀英2462.jpg",
    ],
)
def test_photo_is_found_by_number_or_by_name_and_last_four(tmp_path: Path, name: str) -> None:
    (wang,) = candidates(tmp_path, folder(tmp_path, name, f"{SUN}.jpg"), ("王秀英", WANG))
    assert wang.photo is not None
    assert (wang.photo.place, wang.photo.member) == (PhotoPlace.FOLDER, name)
    assert photo_bytes(wang.photo) == JPEG


def test_two_people_of_one_name_and_last_four_get_no_photo_by_name(tmp_path: Path) -> None:
    """Theirs would be anybody's guess; the number tells."""
    days = (made_up(f"1946{month:02d}{day:02d}") for month in range(1, 13) for day in range(1, 29))
    other = next(number for number in days if number.endswith("2462"))
    at = folder(tmp_path, "王秀英_2462.jpg")
    both = candidates(tmp_path, at, ("王秀英", WANG), ("王秀英", other))
    assert [(each.photo, each.warnings) for each in both] == [
        (None, ("有人同名同末四位，照片没有用，请用证件号命名",))
    ] * 2
    (at / f"{other}.jpg").write_bytes(JPEG)
    first, second = candidates(tmp_path, at, ("王秀英", WANG), ("王秀英", other))
    assert (first.photo, second.photo.member if second.photo else None) == (None, f"{other}.jpg")


def test_two_photos_of_one_person_are_not_chosen_between(tmp_path: Path) -> None:
    (wang,) = candidates(tmp_path, folder(tmp_path, f"{WANG}.jpg", f"王秀英{WANG}.png"), ("王秀英", WANG))
    assert (wang.photo, wang.warnings) == (None, ("有两张照片，没有用",))


def test_files_that_name_nobody_are_counted_and_not_used(tmp_path: Path) -> None:
    at = folder(tmp_path, f"{WANG}.jpg", "合影.jpg", "IMG_0001.jpg", f"{SUN}.svg", f"{SUN}.tif", ".hidden_1234.jpg")
    found = find_photos(at)
    assert (found.count, found.strange) == (2, 3)  # IMG_0001 could be somebody's name and last four


def test_pictures_that_are_nobodys_of_the_list_are_named_masked(tmp_path: Path) -> None:
    other = made_up("19460310")
    others = ("IMG_0001.jpg", "合影.jpg", "李秀兰.HEIC", "Thumbs.db", "名单.xlsx")
    at = folder(tmp_path, f"{WANG}.jpg", f"{other}.jpg", *others)
    found = checked(read(workbook([HEAD, ("王秀英", WANG)]), tmp_path), photos=find_photos(at))
    assert [one.photo is not None for one in found.candidates] == [True]
    assert sorted(found.unmatched) == sorted(
        [f"{other[:3]}{'*' * 11}{other[-4:]}.jpg", "IMG_0001.jpg", "合*.jpg", "李*兰.HEIC"]
    )


def test_photo_of_a_row_that_is_refused_or_has_its_own_is_not_called_nobodys(tmp_path: Path) -> None:
    at = folder(tmp_path, f"{WANG}.jpg", f"孙大妹_{SUN[-4:]}.jpg", "a.jpg")
    rows = [(*HEAD, "性别", "照片"), ("王秀英", WANG, "男", None), ("孙大妹", SUN, None, "a.jpg")]
    found = checked(read(workbook(rows), tmp_path), photos=find_photos(at))
    assert [row.row for row in found.refused] == [2]
    assert found.unmatched == (f"孙*妹_{SUN[-4:]}.jpg",)  # the row names the other file


def test_without_photos_none_is_nobodys(tmp_path: Path) -> None:
    assert checked(read(workbook([HEAD, ("王秀英", WANG)]), tmp_path)).unmatched == ()


@pytest.mark.parametrize(("member", "shown"), [
    ("a/b/310107194603102462.jpg", "310***********2462.jpg"),
    ("３１０１０７１９４６０３１０２４６Ｘ.jpg", "310***********246X.jpg"),
    ("310107 19460310 2462.png", "310*************2462.png"),
    ("310107460310246.jpg", "310********0246.jpg"),
    ("王秀英310107194603102462.jpg", "王*英310***********2462.jpg"),
    ("王秀英_13800138000.jpg", "王*英_***********.jpg"),
    ("阿卜杜热合曼·买买提.jpg", "阿*提.jpg"),
    ("南京东路居民合影.jpg", "南**合影.jpg"),
    ("IMG_20261120_101112.jpg", "IMG_20261120_101112.jpg"),
    ("x\u202e\x1b[2J.jpg", "x[2J.jpg"),
    ("a" * 60 + ".jpeg", "a" * 35 + "….jpeg"),
])  # fmt: skip
def test_name_of_a_file_is_shown_without_whom_it_names(member: str, shown: str) -> None:
    assert masked(member) == shown


@given(at=st.integers(0, 800), before=st.text(max_size=6), after=st.text(max_size=6))
def test_no_document_number_is_ever_shown_whole(at: int, before: str, after: str) -> None:
    number = number_of(at)
    assert number not in masked(f"{before}{number}{after}.jpg")


def test_photo_whose_file_stands_in_the_row_is_that_one(tmp_path: Path) -> None:
    at = folder(tmp_path, "IMG_20261129.JPG", f"{WANG}.jpg")
    rows = [(*HEAD, "照片"), ("王秀英", WANG, "img_20261129.jpg"), ("孙大妹", SUN, "weg.jpg")]
    rows.append(("李阿婆", made_up(sequence=248), "有"))
    wang, sun, li = checked(read(workbook(rows), tmp_path), photos=find_photos(at)).candidates
    assert wang.photo is not None
    assert wang.photo.member == "IMG_20261129.JPG"
    assert (sun.photo, sun.warnings) == (None, ("“照片”一栏写的文件没有找到",))
    assert (li.photo, li.warnings) == (None, ())


def test_photo_in_a_zip_is_found_and_read(tmp_path: Path, clock: ManualClock) -> None:
    at = tmp_path / "照片.zip"
    at.write_bytes(zipped({"照片/王秀英_2462.jpg": JPEG, f"{SUN}.png": png(480, 600), "__MACOSX/x_2462.jpg": b""}))
    found = find_photos(at, clock=clock)
    assert found.count == 2
    wang, sun = found.of(WANG, "王秀英").ref, found.of(SUN, "孙大妹").ref
    assert wang is not None
    assert sun is not None
    assert (photo_bytes(wang), photo_bytes(sun)) == (JPEG, png(480, 600))
    assert wang.entry is not None
    assert why(replace(wang, entry=replace(wang.entry, crc=wang.entry.crc ^ 1))) == "照片坏了"
    at.write_bytes(zipped({"other": b"x" * 4000}))
    assert why(wang) == "照片坏了"
    at.unlink()
    assert why(sun) == "照片读不到"


def test_zip_of_photos_that_leads_out_of_its_folder_is_refused(tmp_path: Path, clock: ManualClock) -> None:
    at = tmp_path / "照片.zip"
    at.write_bytes(zipped({"../王秀英_2462.jpg": JPEG}))
    with pytest.raises(ImportRefused) as refusal:
        find_photos(at, clock=clock)
    assert refusal.value.sentence == "压缩文件里的文件名不对，没有打开"


# --- what lies there --------------------------------------------------------------------------------------------------
@not_windows
def test_links_fifos_and_folders_on_a_stick_are_no_photos(tmp_path: Path) -> None:
    at = folder(tmp_path)
    (tmp_path / "secret.jpg").write_bytes(JPEG)
    (at / f"{WANG}.jpg").symlink_to(tmp_path / "secret.jpg")
    os.mkfifo(at / f"{SUN}.jpg")
    (at / "王秀英_2462.jpg").mkdir()
    assert find_photos(at).count == 0


@not_windows
def test_photo_that_became_a_link_or_a_fifo_is_not_followed_and_not_waited_for(tmp_path: Path) -> None:
    at = folder(tmp_path, f"{WANG}.jpg", f"{SUN}.jpg")
    found = find_photos(at)
    (at / f"{WANG}.jpg").unlink()
    (at / f"{WANG}.jpg").symlink_to("/etc/passwd")
    (at / f"{SUN}.jpg").unlink()
    os.mkfifo(at / f"{SUN}.jpg")
    for number in (WANG, SUN):
        ref = found.of(number, "").ref
        assert ref is not None
        assert why(ref) == "照片读不到"


@not_windows
def test_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder(tmp_path, f"{WANG}.jpg"))
    with pytest.raises(ImportRefused):
        find_photos(tmp_path / "link")


def test_folder_without_end_is_refused_after_so_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos_module, "MOST_FILES", 3)
    assert find_photos(folder(tmp_path, "甲_1111.jpg", "乙_2222.jpg", "丙_3333.jpg")).count == 3
    (tmp_path / "照片" / "丁_4444.jpg").write_bytes(JPEG)
    with pytest.raises(ImportRefused) as refusal:
        find_photos(tmp_path / "照片")
    assert refusal.value.sentence == "文件夹里的文件太多，最多 3 个"


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>'


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (SVG, "照片不是 JPG 或 PNG"),
        (b"II*\0\x08\0\0\0" + bytes(100), "照片不是 JPG 或 PNG"),
        (b"GIF89a" + bytes(100), "照片不是 JPG 或 PNG"),
        (gzip.compress(SVG), "照片不是 JPG 或 PNG"),
        (b"", "照片不是 JPG 或 PNG"),
        (png(8, 8, claims=(60_000, 60_000)), "照片太大，最多 40 百万像素"),
        (png(8, 8, claims=(0, 8)), "照片坏了"),
        (b"\xff\xd8\xff\xe0", "照片坏了"),
        (JPEG + bytes(MOST_PHOTO_BYTES), "照片太大，最多 5 MB"),
    ],
    ids=["svg", "tiff", "gif", "svgz", "empty", "gigapixels", "no-width", "no-size", "five-megabytes"],
)
def test_photo_that_is_something_else_under_a_photos_name_is_refused_undecoded(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    at = folder(tmp_path)
    (at / f"{WANG}.jpg").write_bytes(content)
    ref = find_photos(at).of(WANG, "").ref
    assert ref is not None
    assert why(ref) == sentence


def test_photo_of_exactly_five_megabytes_is_read(tmp_path: Path) -> None:
    at = folder(tmp_path)
    (at / f"{WANG}.jpg").write_bytes(JPEG.ljust(MOST_PHOTO_BYTES, b"\0"))
    ref = find_photos(at).of(WANG, "").ref
    assert ref is not None
    assert len(photo_bytes(ref)) == MOST_PHOTO_BYTES


def test_name_of_bytes_that_are_no_utf8_is_what_an_older_machine_wrote(tmp_path: Path) -> None:
    at = folder(tmp_path)
    (Path(os.fsdecode(os.fsencode(at) + b"/" + "王秀英_2462.jpg".encode("gb18030")))).write_bytes(JPEG)
    ref = find_photos(at).of(WANG, "王秀英").ref
    assert ref is not None
    assert photo_bytes(ref) == JPEG
