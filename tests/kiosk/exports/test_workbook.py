"""The workbook of measurements: what a clerk opens in Excel or WPS."""

from __future__ import annotations

import gc
import io
import zipfile
from collections.abc import Iterator
from datetime import datetime

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kiosk.archive.measurement_log import LoggedMeasurement
from kiosk.archive.traced import Traced
from kiosk.calibration.records import Standing
from kiosk.exports import workbook
from kiosk.exports.workbook import write_workbook
from kiosk.measurements.measurement import Source, Validity
from kiosk.measurements.plausibility import Reason
from tests.kiosk.exports.test_fhir_bundle import SHANGHAI, logged


def sheets(*records: LoggedMeasurement, unmasked: bool = False) -> list[Worksheet]:
    file = io.BytesIO()
    write_workbook(file, records, SHANGHAI, unmasked=unmasked)
    return load_workbook(file).worksheets  # type: ignore[no-any-return]


def rows(sheet: Worksheet) -> list[tuple[object, ...]]:
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def test_row_as_a_clerk_reads_it() -> None:
    made = logged("temp_body", 36.5, "Cel", 1, calibration_id="c-1")
    record = LoggedMeasurement(
        made.measurement, "王桂英", "310100194403120020", False, Traced(Standing.IN_FORCE, "KC-1", 0.169)
    )
    (sheet,) = sheets(record)
    head, row = rows(sheet)
    assert head == ("时间（大厅当地）", "姓名", "证件号码", "项目", "数值", "单位", "来源", "设备", "是否有效",
                    "无效原因", "校准证书", "U（k=2）", "校准状态", "记录编号")  # fmt: skip
    assert row == (datetime(2026, 11, 22, 9, 20), "王*英", "310***********0020", "体温", 36.5, "℃", "设备测量", "desk",
                   "有效", None, "KC-1", 0.169, "有效", "01936f2a-0000-7000-8000-000000000101")  # fmt: skip
    assert (sheet.title, sheet.freeze_panes) == ("测量 1", "A2")
    assert sheet["E2"].data_type == "n"


def test_in_full_only_when_asked() -> None:
    (sheet,) = sheets(logged("pulse", 72.0, "/min", 1), unmasked=True)
    assert rows(sheet)[1][1:3] == ("王桂英", "310100194403120020")
    assert sheet["C2"].data_type in ("s", "inlineStr")


@pytest.mark.parametrize(
    "device", ["=cmd|'/c calc'!A1", "+1", "-1", "@x", "2026-11-22", "00012", "#REF!", "TRUE", " x "]
)
def test_what_looks_like_a_formula_or_a_number_stays_a_text(device: str) -> None:
    (sheet,) = sheets(logged("pulse", 72.0, "/min", 1, device=device))
    assert (sheet["H2"].value, sheet["H2"].data_type in ("s", "inlineStr")) == (device, True)


def test_controls_and_endless_texts_do_not_break_the_file() -> None:
    (sheet,) = sheets(
        logged("pulse", 72.0, "/min", 1, device="a\x00b\x1b<&>]]>\n𬭎"),
        logged("pulse", 72.0, "/min", 2, device="长" * 40_000),
    )
    assert sheet["H2"].value == "a b <&>]]>\n𬭎"
    assert len(sheet["H3"].value) == 32_767


def test_text_that_excel_would_take_for_an_escape_is_escaped() -> None:
    file = io.BytesIO()
    write_workbook(file, [logged("pulse", 72.0, "/min", 1, device="_x0041_")], SHANGHAI)
    with zipfile.ZipFile(file) as book:
        assert b">_x005F_x0041_<" in book.read("xl/worksheets/sheet1.xml")


def test_implausible_value_is_an_empty_cell_with_its_reason() -> None:
    absent = logged("temp_body", None, "Cel", 1, validity=Validity.INVALID, reason=Reason.OUT_OF_RANGE, raw_value=99.0)
    told = logged("weight", 60.0, "kg", 2, source=Source.SELF_REPORTED, device=None)
    (sheet,) = sheets(absent, told)
    assert (sheet["E2"].value, sheet["I2"].value) == (None, "无效")
    assert sheet["J2"].value
    assert rows(sheet)[2][4:9] == (60, "公斤", "本人填写", None, "有效")


def test_rows_go_on_on_the_next_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "SHEET_ROWS", 2)
    first, second, third = sheets(*(logged("pulse", 60.0 + n, "/min", n) for n in range(5)))
    assert [[row[4] for row in rows(sheet)[1:]] for sheet in (first, second, third)] == [[60, 61], [62, 63], [64]]
    assert third.title == "测量 3"
    assert rows(third)[0][0] == "时间（大厅当地）"


def test_nothing_measured_is_a_sheet_with_its_headings() -> None:
    (sheet,) = sheets()
    assert len(rows(sheet)) == 1


class FullDisk(io.BytesIO):
    """Takes a few bytes and no more."""

    def write(self, data: object) -> int:  # type: ignore[override]
        if self.tell() > 60:
            raise OSError(28, "No space left on device")
        return super().write(data)  # type: ignore[arg-type]


@pytest.mark.parametrize("rows_before", [0, 5, 3_000])
def test_full_disk_is_told_and_the_file_let_go(rows_before: int) -> None:
    record, file = logged("pulse", 72.0, "/min", 1), FullDisk()
    with pytest.raises(OSError, match="No space"):
        write_workbook(file, (record for _ in range(rows_before)), SHANGHAI)
    gc.collect()
    assert not file.closed


def test_reading_that_breaks_off_leaves_no_readable_half() -> None:
    def broken() -> Iterator[LoggedMeasurement]:
        yield logged("pulse", 72.0, "/min", 1)
        raise RuntimeError("the store went away")

    file = io.BytesIO()
    with pytest.raises(RuntimeError, match="went away"):
        write_workbook(file, broken(), SHANGHAI)
    gc.collect()
    assert not zipfile.is_zipfile(file)
