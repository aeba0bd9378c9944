"""What lies on the stick of the demonstration: a list to try an import with, wrong in two rows."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

from devices.clock import Instant
from kiosk.desk_parts import Parts
from kiosk.settings import Settings
from kiosk.staff_desk import import_parts, staff_pages
from kiosk.sticks import finder, the_stick, write
from kiosk.technician_desk import bench_of
from tests.support.lists import checked, read
from ui.demonstration.demo_stick import lay_out

TODAY = date(2026, 11, 29)


def test_its_list_has_five_good_rows_and_two_to_be_mended(tmp_path: Path) -> None:
    file = lay_out(tmp_path / "data", TODAY)
    found = checked(read(file.read_bytes(), tmp_path))
    assert [row.resident.name for row in found.candidates] == ["孙玉珍", "马德福", "朱凤英", "胡志明", "罗永昌"]
    assert [(row.row, str(row.problem)) for row in found.refused] == [
        (6, "证件号最后一位算不对"),
        (8, "证件号是数字，末几位已丢"),
    ]
    assert file.read_text("utf-8").count("2026-11-09") == 6


def test_second_demonstration_in_the_same_folder_leaves_it_as_it_is(tmp_path: Path) -> None:
    file = lay_out(tmp_path, TODAY)
    file.write_text("已经改过")
    assert lay_out(tmp_path, TODAY).read_text() == "已经改过"


def test_only_a_demonstration_takes_the_folder_for_a_stick(tmp_path: Path) -> None:
    lay_out(tmp_path, TODAY)
    assert [stick for stick in finder(False, tmp_path)() if stick.path == tmp_path / "stick"] == []
    stick = finder(True, tmp_path)()[0]
    assert (stick.path, stick.label) == (tmp_path / "stick", "演示 U 盘")
    assert write(stick, "报表.pdf", b"%PDF").read_bytes() == b"%PDF"


def test_folder_that_is_gone_is_a_stick_that_was_pulled(tmp_path: Path) -> None:
    assert finder(True, tmp_path)() == finder(False, tmp_path)()
    folder = lay_out(tmp_path, TODAY).parent
    assert the_stick(finder(True, tmp_path)()[:1]).path == folder


def test_import_reports_announcements_and_bench_of_a_demonstration_find_it(tmp_path: Path) -> None:
    given: dict[str, Any] = {field.name: MagicMock() for field in fields(Parts)}
    given |= {"settings": Settings(demonstration=True), "data_dir": tmp_path}
    parts = Parts(**given)
    folder = lay_out(tmp_path, TODAY).parent
    assert import_parts(parts).sticks()[0].path == folder
    assert bench_of(parts).sticks()[0].path == folder
    context = MagicMock()
    context.clock.now.return_value = Instant(datetime(2026, 11, 29, tzinfo=UTC), 5.0)
    makers = {maker.name: maker for maker in staff_pages(parts)}
    assert makers["reports"].make(context)._sticks()[0].path == folder  # type: ignore[attr-defined]
    assert makers["announcements"].make(context)._find_sticks()[0].path == folder  # type: ignore[attr-defined]
