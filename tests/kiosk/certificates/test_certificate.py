"""A signed record becomes a certificate: every field that ISO/IEC 17025 asks for, and nothing that is not so."""

from __future__ import annotations

import dataclasses

import pytest

from kiosk.calibration.refusals import CalibrationRefused
from kiosk.calibration.runs import SetPoint
from kiosk.certificates.certificate import sheet_of
from kiosk.certificates.dcc import dcc_of
from kiosk.certificates.figures import as_read, decimals, number, signed
from kiosk.certificates.sheet import Sheet, words_of
from kiosk.paper.sheet import Facts, Table
from tests.kiosk.calibration.thermometer import black_body, run
from tests.kiosk.certificates import thermometer
from tests.kiosk.certificates.thermometer import PARTICULARS


def facts(sheet: Sheet, title: str) -> dict[str, str]:
    block = next(block for block in sheet.blocks if isinstance(block, Facts) and block.title == title)
    return dict(block.rows)


def results(sheet: Sheet, title: str) -> Table:
    return next(block for block in sheet.blocks if isinstance(block, Table) and block.title == title)


def test_who_what_when_and_for_whom_are_named() -> None:
    sheet = sheet_of(thermometer.signed(), PARTICULARS)
    assert (sheet.title, sheet.number_line, sheet.end, sheet.watermark) == (
        "校准证书",
        "证书编号 JZ-2026-0007",
        "以下空白",
        "",
    )
    item = facts(sheet, "委托方和被校设备")
    assert (item["委托方"], item["校准地点"]) == ("梧桐里社区服务中心", "梧桐里 12 号")
    assert (item["型号"], item["序列号"], item["固件"]) == ("PG-IRX100", "FT-00231", "1.8")
    assert (item["接收日期"], item["校准日期"], item["签发日期"]) == ("2026-11-27", "2026-11-28", "2026-11-28")
    assert facts(sheet, "方法")["程序和版本"] == "black-body，kiosk 0.9"
    reference = facts(sheet, "标准器和溯源")
    assert (reference["标准器证书"], reference["发证机构"], reference["证书有效到"]) == (
        "RG-2026-0117",
        "市计量院",
        "2027-01-11",
    )
    assert reference["证书不确定度"] == "U = 0.1 ℃，k = 2"
    assert facts(sheet, "环境和条件") == {
        "室温": "23 ℃",
        "湿度": "45 %",
        "距离": "3 cm",
        "发射率": "0.95",
        "开机时间": "40 min",
    }
    assert facts(sheet, "批准") == {"校准并批准": "唐建国（tang）", "签字时间": "2026-11-28 09:30:00 +0800"}


def test_results_before_and_after_the_adjustment_have_their_uncertainty() -> None:
    sheet = sheet_of(thermometer.signed(), PARTICULARS)
    found, left = results(sheet, "结果：调整前"), results(sheet, "结果：调整后")
    assert found.rows[2] == ("41", "40.53", "0.048", "10", "−0.47", "0.17", "±0.30", "不合格")
    assert left.rows[1] == ("37", "36.61", "0.057", "10", "0.00", "0.17", "±0.30", "合格")
    assert "k = 2.00，包含概率 95.45 %" in found.note
    assert facts(sheet, "调整")["调整后的修正"] == "校准值 = 1.018921 × 原始值，再加 −0.29834 ℃"
    raw = results(sheet, "原始读数：调整前（2026-11-28 09:00 到 09:08 +0800）")
    assert raw.rows[0] == ("35", "34.6  34.7  34.6  34.6  34.7  34.6  34.7  34.6  34.6  34.7")


def test_conformity_names_rule_limit_and_risk_and_a_limit_from_memory_says_so() -> None:
    said = facts(sheet_of(thermometer.signed(), PARTICULARS), "结论")
    assert said["最大允许误差"] == "±0.30 ℃（JJF 1107-2003 第 5 条，首次和使用中） 待核"
    assert said["接受限"] == "±0.13 ℃"
    assert "误判合格的风险是 2.3%" in said["判定规则"]
    assert said["调整前"].startswith("不合格：最大误差 −0.47 ℃，U 0.17 ℃")
    assert said["调整后"].startswith("合格：最大误差 0.00 ℃，U 0.17 ℃")


def test_no_next_date_stands_on_it_and_what_it_does_not_claim_does() -> None:
    words = "".join(words_of(sheet_of(thermometer.signed(), PARTICULARS)))
    assert "2027-11-27" not in words
    assert "没有实验室认可（CNAS）标志" in words
    assert "额温换算成体温是统计得来的，不在校准里" in words


def test_a_reading_that_does_not_count_is_printed_in_brackets() -> None:
    points = tuple(
        dataclasses.replace(point, readings=(*point.readings[:9], 35.9), left_out=(9,))
        if point.reference == 35
        else point
        for point in run().points
    )
    record = thermometer.signed(as_found=run(points))
    raw = results(sheet_of(record, PARTICULARS), "原始读数：调整前（2026-11-28 09:00 到 09:08 +0800）")
    assert raw.rows[0][1].endswith("34.6  [35.9]")
    assert "方括号里的读数经技术员确认不算" in raw.note


def test_points_read_once_have_no_standard_deviation_and_nothing_was_adjusted() -> None:
    values = {0.0: 0.0, 50.0: 51.0, 100.0: 102.0, 150.0: 152.0, 200.0: 203.0, 250.0: 253.0}
    up = tuple(SetPoint(at, (raw,)) for at, raw in values.items())
    down = tuple(SetPoint(at, (raw,), falling=True) for at, raw in reversed(values.items()))
    read = run((*up, *down), metric="sys", unit="mm[Hg]", method="cuff-static", resolution=1.0, leak_per_min=1.0)
    gauge = black_body(kind="manometer", unit="mm[Hg]", low=0.0, high=300.0, expanded_u=0.8, stability=0.0)
    record = thermometer.signed(
        method="cuff-static", metric="sys", unit="mm[Hg]", limit_id="cuff-in-service", reference=gauge, as_found=read,
        as_left=None, as_left_error=None, as_left_u=None, as_left_verdict=None, after=(1.0, 0.0),
    )  # fmt: skip
    sheet = sheet_of(record, PARTICULARS)
    assert [row[2] for row in results(sheet, "结果").rows] == ["—"] * 6
    words = "".join(words_of(sheet))
    assert "每个点每个方向只读一次，没有评定重复性" in words
    assert "只读一次时，还要另加" not in words
    assert facts(sheet, "结论")["漏气"] == "每分钟 1 mmHg，最多允许 6 mmHg"


def test_a_second_signature_and_a_demonstration_are_said() -> None:
    particulars = dataclasses.replace(PARTICULARS, second_by="沈梅", demonstration=True)
    sheet = sheet_of(thermometer.signed(second="shen"), particulars)
    assert facts(sheet, "批准")["第二人签字"] == "沈梅（shen）"
    assert sheet.watermark == "演示"
    assert "设备都是模拟的" in sheet.head


def test_a_function_test_has_a_record_and_no_certificate() -> None:
    simulator = black_body(kind="oximeter-simulator", unit="%", low=70.0, high=100.0, expanded_u=0.5, stability=0.0)
    points = tuple(SetPoint(at, (at, at - 1, at, at, at, at)) for at in (80.0, 90.0, 97.0))
    tested = run(points, metric="spo2", unit="%", method="oximeter-simulator", resolution=1.0)
    record = thermometer.signed(
        method="oximeter-simulator", metric="spo2", unit="%", limit_id="oximeter-simulated", reference=simulator,
        as_found=tested, as_left=None, as_left_error=None, as_left_u=None, as_left_verdict=None, after=(1.0, 0.0),
        drift=0.0,
    )  # fmt: skip
    sheet = sheet_of(record, PARTICULARS)
    assert (sheet.title, sheet.number_line) == ("检查记录", "记录编号 JZ-2026-0007")
    assert "这不是校准证书" in sheet.head
    assert "不能用来证明量值准确" in "".join(words_of(sheet))
    with pytest.raises(CalibrationRefused) as refused:
        dcc_of(record, PARTICULARS)
    assert refused.value.code == "no-certificate"


@pytest.mark.parametrize(("u", "places"), [(0.169, 2), (0.0996, 2), (1.19, 1), (12.0, 0), (123.0, 0), (0.005, 4)])
def test_an_uncertainty_has_two_digits(u: float, places: int) -> None:
    assert decimals(u) == places


def test_numbers_have_a_wide_minus_and_no_negative_nothing() -> None:
    assert (number(-0.3, 2), number(-0.001, 2), signed(0.08, 2), signed(0.0, 1)) == ("−0.30", "0.00", "+0.08", "0.0")


@pytest.mark.parametrize(
    ("value", "step", "shown"),
    [(36.0, 0.1, "36.0"), (36.62, 0.1, "36.62"), (120.0, 1.0, "120"), (-0.5, 0.01, "−0.50"), (0.0, 0.0, "0")],
)
def test_a_reading_is_shown_as_its_display_shows_it(value: float, step: float, shown: str) -> None:
    assert as_read(value, step) == shown
