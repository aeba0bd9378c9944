"""Pictures that stand in a sheet: anchored over it, in a cell of WPS, in a cell of Excel 365."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from kiosk.imports.photos import photo_bytes
from kiosk.imports.rows import PhotoPlace, Sheet
from tests.support.lists import HEAD, MAIN, OFFICE, WANG, checked, made_up, package, png, read, relations, text_row

DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
LI, SUN = made_up(sequence=248), made_up(sequence=252)
PEOPLE = text_row(1, *HEAD) + text_row(2, "王秀英", WANG) + text_row(3, "李阿婆", LI) + text_row(4, "孙大妹", SUN)


def shown(sheet: Sheet) -> dict[int, bytes | None]:
    """By row, the picture that stands in it."""
    return {row.number: photo_bytes(row.photo) if row.photo else None for row in sheet.rows}


# --- Excel: anchors ---------------------------------------------------------------------------------------------------
EMU_OF_A_ROW = 15 * 12_700


def anchor(picture: str, row: int, offset: int = 0, to: tuple[int, int] | None = None, height: int = 100_000) -> str:
    """A picture from a row on, which counts from 0 as the file does."""
    begin = f"<xdr:from><xdr:col>4</xdr:col><xdr:row>{row}</xdr:row><xdr:rowOff>{offset}</xdr:rowOff></xdr:from>"
    kind, size = "oneCellAnchor", f'<xdr:ext cx="90000" cy="{height}"/>'
    if to:
        kind = "twoCellAnchor"
        size = f"<xdr:to><xdr:col>5</xdr:col><xdr:row>{to[0]}</xdr:row><xdr:rowOff>{to[1]}</xdr:rowOff></xdr:to>"
    blip = f'<xdr:pic><xdr:blipFill><a:blip r:embed="{picture}"/></xdr:blipFill></xdr:pic>'
    return f"<xdr:{kind}>{begin}{size}{blip}</xdr:{kind}>"


DRAWING = f'xmlns:xdr="{DRAWN}/spreadsheetDrawing" xmlns:a="{DRAWN}/main" xmlns:r="{OFFICE}"'


def drawn(
    anchors: str, pictures: Mapping[str, bytes], rows: str = PEOPLE, more: Mapping[str, str] | None = None
) -> bytes:
    """A workbook with a drawing."""
    links = relations(*((name, "image", f"/xl/media/{name}.png") for name in pictures))
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations(("r7", "drawing", "../drawings/drawing1.xml")),
        "xl/drawings/drawing1.xml": f"<xdr:wsDr {DRAWING}>{anchors}</xdr:wsDr>",
        "xl/drawings/_rels/drawing1.xml.rels": links,
        **{f"xl/media/{name}.png": content for name, content in pictures.items()},
    }
    return package(rows, {**parts, **(more or {})}, around='<drawing r:id="r7"/>')


def test_anchored_picture_belongs_to_the_row_in_which_its_middle_lies(tmp_path: Path) -> None:
    one, two, three = png(8, 9), png(10, 11), png(12, 13)
    anchors = (
        anchor("a", 1, to=(1, EMU_OF_A_ROW - 1))
        + anchor("b", 1, EMU_OF_A_ROW - 9_000, to=(2, EMU_OF_A_ROW - 9_000))  # begins a little above its row
        + anchor("c", 3)
    )
    sheet = read(drawn(anchors, {"a": one, "b": two, "c": three}), tmp_path)
    assert shown(sheet) == {2: one, 3: two, 4: three}
    assert [row.photo.place for row in sheet.rows if row.photo] == [PhotoPlace.SHEET] * 3


def test_height_of_its_own_row_decides_too(tmp_path: Path) -> None:
    tall = PEOPLE.replace('<row r="2">', '<row r="2" ht="80" customHeight="1">')
    sheet = read(drawn(anchor("a", 1, 100_000, height=800_000), {"a": png(8, 9)}, tall), tmp_path)
    assert shown(sheet) == {2: png(8, 9), 3: None, 4: None}


def test_two_pictures_in_one_row_are_nobodys_and_it_is_said(tmp_path: Path) -> None:
    sheet = read(drawn(anchor("a", 1) + anchor("b", 1), {"a": png(8, 9), "b": png(8, 8)}), tmp_path)
    row = checked(sheet).candidates[0]
    assert (row.photo, row.warnings) == (None, ("这一行有 2 张照片，没有用",))


def test_picture_beside_no_row_is_told_and_one_in_the_title_is_not(tmp_path: Path) -> None:
    anchors = anchor("a", 0) + anchor("a", 9) + anchor("a", 4_000_000_000)
    sheet = read(drawn(anchors, {"a": png(8, 9)}), tmp_path)
    assert (shown(sheet), sheet.notices) == ({2: None, 3: None, 4: None}, ("有 2 张照片不在名单的行里，没有用",))


def test_relation_that_leads_out_of_the_file_leads_nowhere(tmp_path: Path) -> None:
    anchors = anchor("a", 1) + anchor("b", 2)
    assert shown(read(drawn(anchors, {"a": png(8, 9)}), tmp_path)) == {2: png(8, 9), 3: None, 4: None}
    away = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Target="/xl/media/a.png" TargetMode="External"/>'
        '<Relationship Id="b" Target="../../../../etc/passwd"/></Relationships>'
    )
    data = drawn(anchors, {"a": png(8, 9)}, more={"xl/drawings/_rels/drawing1.xml.rels": away})
    assert shown(read(data, tmp_path)) == {2: None, 3: None, 4: None}


# --- WPS: DISPIMG -----------------------------------------------------------------------------------------------------
def wps_row(row: int, name: str, number: str, picture: str) -> str:
    """A row of WPS: the third cell is a formula that names a picture."""
    formula = f'_xlfn.DISPIMG("{picture}",1)'.replace('"', "&quot;")
    cell = f'<c r="C{row}" t="str"><f>{formula}</f><v>={formula}</v></c>'
    return text_row(row, name, number).replace("</row>", f"{cell}</row>")


def of_wps(rows: str, names: Mapping[str, str], pictures: Mapping[str, bytes]) -> bytes:
    """A workbook of WPS with its pictures by name."""
    images = "".join(
        f'<etc:cellImage><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="{name}"/></xdr:nvPicPr><xdr:blipFill>'
        f'<a:blip r:embed="{part}"/></xdr:blipFill></xdr:pic></etc:cellImage>'
        for name, part in names.items()
    )
    wps = 'xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"'
    parts = {
        "xl/cellimages.xml": f"<etc:cellImages {wps} {DRAWING}>{images}</etc:cellImages>",
        "xl/_rels/cellimages.xml.rels": relations(*((name, "image", f"media/{name}.png") for name in pictures)),
        **{f"xl/media/{name}.png": content for name, content in pictures.items()},
    }
    return package(rows, parts)


def test_picture_in_a_cell_of_wps_belongs_to_its_row(tmp_path: Path) -> None:
    rows = (
        text_row(1, *HEAD, "照片")
        + wps_row(2, "王秀英", WANG, "ID_AAA")
        + wps_row(3, "李阿婆", LI, "ID_BBB")
        + wps_row(4, "孙大妹", SUN, "ID_NOWHERE")
    )
    pictures = {"rId1": png(8, 9), "rId2": png(10, 11)}
    sheet = read(of_wps(rows, {"ID_AAA": "rId2", "ID_BBB": "rId1"}, pictures), tmp_path)
    assert shown(sheet) == {2: png(10, 11), 3: png(8, 9), 4: None}
    assert [row.resident.number for row in checked(sheet).candidates] == [WANG, LI, SUN]


def test_document_type_among_the_pictures_of_wps_is_refused(tmp_path: Path) -> None:
    from kiosk.imports.reader.unreadable import Unreadable

    evil = '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>'
    with pytest.raises(Unreadable, match="dtd"):
        read(package(PEOPLE, {"xl/cellimages.xml": evil}), tmp_path)


# --- Excel 365: rich values -------------------------------------------------------------------------------------------
def test_picture_in_a_cell_of_excel_365_belongs_to_its_row(tmp_path: Path) -> None:
    """As remembered of MS-XLSX: vm counts from 1, all other numbers from 0."""
    third = '<c r="C{row}" t="e" vm="{vm}"><v>#VALUE!</v></c></row>'
    rows = (
        text_row(1, *HEAD, "照片")
        + text_row(2, "王秀英", WANG).replace("</row>", third.format(row=2, vm=2))
        + text_row(3, "李阿婆", LI).replace("</row>", third.format(row=3, vm=1))
        + text_row(4, "孙大妹", SUN).replace("</row>", third.format(row=4, vm=9))
    )
    rich = "http://schemas.microsoft.com/office/spreadsheetml/2017/richdata"
    blocks = "".join(f'<bk><extLst><ext><xlrd:rvb i="{n}"/></ext></extLst></bk>' for n in (0, 1))
    data = package(
        rows,
        {
            "xl/metadata.xml": f'<metadata xmlns="{MAIN}" xmlns:xlrd="{rich}"><futureMetadata name="XLRICHVALUE">'
            f'{blocks}</futureMetadata><valueMetadata count="2"><bk><rc t="1" v="0"/></bk><bk><rc t="1" v="1"/></bk>'
            "</valueMetadata></metadata>",
            "xl/richData/rdrichvalue.xml": f'<rvData xmlns="{rich}"><rv s="0"><v>0</v><v>5</v></rv><rv s="0"><v>1</v>'
            "<v>5</v></rv></rvData>",
            "xl/richData/richValueRel.xml": f'<richValueRels xmlns="{rich}2" xmlns:r="{OFFICE}"><rel r:id="a"/>'
            '<rel r:id="b"/></richValueRels>',
            "xl/richData/_rels/richValueRel.xml.rels": relations(
                ("a", "image", "../media/1.png"), ("b", "image", "../media/2.png")
            ),
            "xl/media/1.png": png(8, 9),
            "xl/media/2.png": png(10, 11),
        },
    )
    sheet = read(data, tmp_path)
    assert shown(sheet) == {2: png(10, 11), 3: png(8, 9), 4: None}
    assert len(checked(sheet).candidates) == 3
