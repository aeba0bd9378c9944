"""Zip files that are not what they seem. Each is made by hand where no program would make it."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.imports.reader.unreadable import Unreadable
from kiosk.imports.reader.zip_scan import MIB, ZipLimits, members
from tests.support.lists import HEAD, WANG, package, read, text_row, zipped


def scanned(data: bytes, limits: ZipLimits | None = None) -> list[str]:
    file = io.BytesIO(data)
    with zipfile.ZipFile(file) as book:
        return list(members(file, book, limits or ZipLimits()))


def why(data: bytes, limits: ZipLimits | None = None) -> str:
    with pytest.raises(Unreadable) as refusal:
        scanned(data, limits)
    return refusal.value.code


def named(name: str) -> bytes:
    """A zip whose one member has just this name: the library would mend some."""
    info = zipfile.ZipInfo("x")
    info.filename = name
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as book:
        book.writestr(info, b"content")
    return file.getvalue()


@pytest.mark.parametrize(
    "name",
    ["../escape", "a/../../b", "/etc/passwd", "C:/x", "c:x", "..\\up", "a\\b", "./a", "a//b", "a/."],
)
def test_name_that_leads_out_of_the_folder_is_refused(name: str) -> None:
    assert why(named(name)) == "unsafe-names"


def test_name_with_nul_is_refused() -> None:
    assert why(named("a__b").replace(b"a__b", b"a\0_b")) == "unsafe-names"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused_in_capitals_too() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as book:
        book.writestr("xl/sheet.xml", b"one")
        book.writestr("XL/Sheet.xml", b"other")
    assert why(file.getvalue()) == "unsafe-names"


def test_member_that_unpacks_to_a_hundred_times_its_size_is_refused() -> None:
    assert scanned(zipped({"a": b"\0" * MIB})) == ["a"]
    assert why(zipped({"a": b"\0" * (MIB + 1)})) == "unpacked-too-large"


def test_whole_that_unpacks_to_more_than_the_limit_is_refused() -> None:
    data = zipped({str(number): b"\0" * MIB for number in range(5)})
    assert len(scanned(data, ZipLimits(whole=5 * MIB))) == 5
    assert why(data, ZipLimits(whole=5 * MIB - 1)) == "unpacked-too-large"


def test_more_members_than_the_limit_are_refused() -> None:
    data = zipped({str(number): b"" for number in range(2001)})
    assert why(data) == "too-many-parts"
    assert len(scanned(data, ZipLimits(entries=2001))) == 2001


def changed(data: bytes, at: int, value: bytes, *, central: bool = False) -> bytes:
    """With other bytes in the local header, or the central directory's entry."""
    begin = data.index(b"PK\1\2") if central else 0
    return data[: begin + at] + value + data[begin + at + len(value) :]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: changed(data, 30, b"y"), "damaged"),
        (lambda data: changed(data, 8, b"\0\0"), "damaged"),
        (lambda data: changed(data, 14, b"abcd"), "damaged"),
        (lambda data: changed(data, 22, struct.pack("<I", 9)), "damaged"),
        (lambda data: changed(data, 0, b"PX"), "damaged"),
        (lambda data: changed(data, 6, b"\1\0"), "locked"),
        (lambda data: changed(data, 8, b"\1\0", central=True), "locked"),
    ],
    ids=["name", "method", "checksum", "size", "sign", "locked", "locked-in-the-directory"],
)
def test_directories_that_disagree_are_refused(change: Callable[[bytes], bytes], code: str) -> None:
    assert why(change(zipped({"x.xml": b"content" * 9}))) == code


def test_members_that_lie_over_one_another_are_refused() -> None:
    """The second one's header and data lie whole in the first one's: both directories agree, and it unpacks twice."""
    inner = zipped({"b": b"content"})
    inner = inner[: inner.index(b"PK\1\2")]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as book:
        book.writestr("a", inner)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("b", b"content")
    data = file.getvalue()
    assert scanned(data) == ["a", "b"]
    entry = data.rindex(b"PK\1\2")
    assert why(data[: entry + 42] + struct.pack("<I", data.index(b"PK\3\4", 4)) + data[entry + 46 :]) == "damaged"


def test_name_without_the_mark_for_utf8_is_what_a_chinese_windows_wrote() -> None:
    name = "王秀英_2462.jpg"
    stand_in = "x" * len(name.encode("gb18030"))
    data = named(stand_in).replace(stand_in.encode(), name.encode("gb18030"))
    assert scanned(data) == [name]


# --- a workbook's parts -----------------------------------------------------------------------------------------------
def reading(data: bytes, tmp_path: Path) -> str:
    with pytest.raises(Unreadable) as refusal:
        read(data, tmp_path)
    return refusal.value.code


ROWS = text_row(1, *HEAD) + text_row(2, "王秀英", WANG)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"xl/vbaProject.bin": b"\xd0\xcf"}, "macros"),
        ({"xl/macrosheets/sheet1.xml": "<m/>"}, "macros"),
        ({"[Content_Types].xml": "<Types a='application/vnd.ms-excel.sheet.macroEnabled.main+xml'/>"}, "macros"),
        ({"xl/externalLinks/externalLink1.xml": "<externalLink/>"}, "external-links"),
        ({"xl/sharedStrings.xml": "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"}, "dtd"),
        ({"xl/theme.dat": "\ufeff <!DOCTYPE a><a/>"}, "dtd"),
        ({"xl/evil.png": "<!DOCTYPE a>".encode("utf-16")}, "dtd"),
        ({"docProps/core.xml": "<a>"}, "damaged"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "opendocument"),
        ({"xl/workbook.bin": b"\1"}, "old-excel"),
    ],
)
def test_part_that_could_do_something_or_is_of_another_format_is_refused(
    tmp_path: Path, parts: dict[str, str | bytes], code: str
) -> None:
    assert len(read(package(ROWS), tmp_path).rows) == 1
    assert reading(package(ROWS, parts), tmp_path) == code


BILLION = "<!DOCTYPE a [<!ENTITY a '1234567890'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
)


def test_entities_that_grow_to_gigabytes_are_refused_before_the_first(tmp_path: Path) -> None:
    data = package(ROWS, {"xl/worksheets/sheet1.xml": f"{BILLION}]><worksheet>&j;</worksheet>"})
    assert reading(data, tmp_path) == "dtd"


def test_zip_in_a_zip_is_not_opened(tmp_path: Path) -> None:
    inner = zipped({"../../escape": b"x" * 100, "bomb": b"\0" * 100_000})
    sheet = read(package(ROWS, {"xl/embeddings/inner.zip": inner, "xl/embeddings/book.xlsx": package(ROWS)}), tmp_path)
    assert len(sheet.rows) == 1
    assert reading(zipped({"名单.xlsx": package(ROWS)}), tmp_path) == "not-a-list"


def test_hyperlinks_are_not_followed_and_do_not_matter(tmp_path: Path) -> None:
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r9" '
        'Type="http://x/hyperlink" Target="http://192.0.2.1/" TargetMode="External"/></Relationships>'
    )
    assert len(read(package(ROWS, {"xl/worksheets/_rels/sheet1.xml.rels": link}), tmp_path).rows) == 1
