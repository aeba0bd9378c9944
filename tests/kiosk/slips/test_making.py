"""What stands on a slip, and what never does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from kiosk.calibration.records import CertificateMark
from kiosk.measurements.measurement import OVERRIDE, Source
from kiosk.slips.making import Taken
from kiosk.slips.qr_text import MOST_BYTES
from kiosk.slips.slip import Figure
from tests.kiosk.slips.slips import HALL, pressure, value, wang

LAST_TIME = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)


def test_pressure_has_its_numbers_the_word_of_its_band_and_last_time_s() -> None:
    last = (value("sys", 138, at=LAST_TIME), value("dia", 82, at=LAST_TIME))
    slip = wang(pressure(146, 84, 72), last=last)
    (line,) = slip.lines
    assert (line.title, line.word) == ("血压", "高于参考范围")
    assert line.figures == (
        Figure("高压", "146", "mmHg"), Figure("低压", "84", "mmHg"), Figure("脉搏", "72", "次/分")
    )  # fmt: skip
    assert line.notes == ("9:20 量的", "上次 138/82（11 月 3 日）")


def test_it_says_where_when_whose_and_what_it_is_not() -> None:
    slip = wang()
    assert (slip.hall, slip.name, slip.when) == ("梧桐里社区服务中心", "王*英", "2026 年 11 月 22 日 9:20")
    assert slip.rests_on[0] == "筛查参考，不能用于诊断"
    assert any("中国高血压防治指南（2024 年修订版）" in source for source in slip.rests_on[1:])
    assert (repr(slip), slip.demonstration) == (object.__repr__(slip), "")


def test_the_newer_of_two_stands_in_the_place_of_the_first() -> None:
    slip = wang(pressure(180, 100, 80), Taken((value("weight", 62.5),)), pressure(150, 90, 78))
    assert [(line.title, line.figures[0].number) for line in slip.lines] == [("血压", "150"), ("体重", "62.5")]


def test_what_only_a_device_understands_stays_in_the_record() -> None:
    slip = wang(Taken((value("spo2", 97), value("perfusion", 3.0), value("pulse", 70))))
    assert (slip.lines[0].title, [f.caption for f in slip.lines[0].figures]) == ("血氧", ["血氧", "脉搏"])
    assert wang(Taken((value("impedance", 480),)), pressure(120, 70, 60)).lines[0].title == "血压"


def test_a_value_in_doubt_is_printed_without_a_word_on_it() -> None:
    (line,) = wang(Taken((value("sys", 150, valid=False), value("dia", 84)))).lines
    assert (line.word, line.notes[1]) == ("", "这次没量稳，请再量一次")


def test_a_mean_says_of_how_many_it_is_one() -> None:
    flags = ("mean-of-2", "part:a", "part:b")
    (line,) = wang(Taken((value("sys", 140, flags=flags), value("dia", 84, flags=flags)))).lines
    assert line.notes == ("9:20 量的", "2 次的平均")


def test_the_calibration_in_force_is_named_and_one_that_is_not_is_no_mark() -> None:
    mark = CertificateMark("JZ-2026-0007", 0.2, "kg", date(2027, 1, 31))
    (held,) = wang(Taken((value("weight", 62.5, certificate=mark),))).lines
    (kept,) = wang(Taken((value("weight", 62.5, calibration_id="c"),))).lines
    (allowed,) = wang(Taken((value("weight", 62.5, flags=(OVERRIDE,), calibration_id="c"),))).lines
    (none,) = wang(Taken((value("weight", 62.5, source=Source.SELF_REPORTED),))).lines
    assert (held.notes[1], kept.notes[1]) == ("仪器已校准，证书 JZ-2026-0007", "仪器已校准")
    assert (allowed.notes[1], none.notes) == ("设备待校准，仅供参考", ("9:20 自己点的",))


def test_the_telephone_reads_the_same_in_a_few_lines() -> None:
    assert wang(pressure(146, 84, 72), follow_up="过三天再来量一次").qr_text.split("\n") == [
        "梧桐里社区服务中心",
        "王*英 2026 年 11 月 22 日 9:20",
        "血压 146/84 mmHg 脉搏 72 次/分 高于参考范围",
        "过三天再来量一次",
        "筛查参考，不能用于诊断",
    ]


def test_what_the_code_has_no_room_for_is_counted_and_the_follow_up_goes_first() -> None:
    names = ("weight", "spo2", "glucose_fasting", "glucose_random", "temp_clinical", "waist", "body_fat", "bmi")
    many = (pressure(146, 84, 72), *(Taken((value(name, 30.0),)) for name in names), Taken((value("height", 150),)))
    text = wang(*many, follow_up="过三天再来量一次" * 6, place=replace(HALL, demonstration=True)).qr_text
    assert len(text.encode()) <= MOST_BYTES
    assert text.split("\n")[0] == "演示：人和数字都是编的"
    assert text.split("\n")[-1] == "筛查参考，不能用于诊断"
    assert ("样见单子" in text, "过三天" in text) == (True, False)
