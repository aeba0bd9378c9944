"""`kiosk faces thresholds` as it is typed, on real stores."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from devices.clock import SystemClock
from kiosk.archive.archive import Archive
from kiosk.cli import main
from tests.kiosk.gallery.conftest import Members, direction, like, part


def fill(folder: Path, people: int) -> None:
    with Archive.open(folder, SystemClock()) as store:
        members = Members(store)
        for number in range(people):
            members.add(*(part(like(direction(number), 0.9, 1000 + 10 * number + n)) for n in range(2)))


def typed(folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> Any:
    assert main(["faces", "thresholds", "--data", str(folder), *more]) == 0
    out = capsys.readouterr().out
    return json.loads(out) if "--json" in more else out


def test_every_rate_that_can_be_chosen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path / "data", 4)
    said = typed(tmp_path / "data", capsys, "--json")
    assert (said["people"], said["searched"], said["in_force"]) == (4, 4, 0.001)
    assert [row["wanted"] for row in said["rates"]] == [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05]
    assert said["rates"][3] == {
        "wanted": 0.001, "accept": 0.5, "doubt": 0.4194, "fpir": 0.001, "fnir": 0.0, "fnir_upper": 0.40352,
        "asked": 0.0, "pairs": 0,
    }  # fmt: skip


def test_one_rate_beside_the_one_in_force_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path / "data", 4)
    assert typed(tmp_path / "data", capsys, "--fpir", "0.002").splitlines() == [
        "在库 4 人",
        "现在 · 允许误认 0.1 %：T 0.50，请确认从 0.42 起，误认 0.1 %，漏认 0 %，只能刷卡 0 对",
        "允许误认 0.2 %：T 0.48，请确认从 0.40 起，误认 0.2 %，漏认 0 %，只能刷卡 0 对",
    ]


def test_gallery_of_nobody_says_how_many_are_needed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path / "data", 0)
    assert typed(tmp_path / "data", capsys) == (
        "在库 0 人有模板。少于 2 人，没有东西可比；登记够 60 人才用本库自己定阈值\n"
    )
    assert typed(tmp_path / "data", capsys, "--json")["rates"] == []


def test_it_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path / "data", 4)
    before = {path.name: path.read_bytes() for path in (tmp_path / "data").iterdir() if path.is_file()}
    typed(tmp_path / "data", capsys, "--fpir", "0.01")
    assert {path.name: path.read_bytes() for path in (tmp_path / "data").iterdir() if path.is_file()} == before


@pytest.mark.parametrize("rate", ["0", "0.06", "much"])
def test_rate_out_of_bounds_is_a_wrong_use(tmp_path: Path, rate: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["faces", "thresholds", "--fpir", rate, "--data", str(tmp_path)])
    assert ended.value.code == 2
    assert rate in capsys.readouterr().err
