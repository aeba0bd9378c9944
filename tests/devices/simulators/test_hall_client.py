"""The simulated hall as the program that begins it sees it."""

from __future__ import annotations

from pathlib import Path

import resources
from devices.simulators.hall_client import HallClient


def test_hall_that_is_cut_off_leaves_no_name_that_leads_to_somebody_elses_wire(tmp_path: Path) -> None:
    wires = tmp_path / "wires"
    wires.mkdir()
    (wires / "thermometer").symlink_to("/dev/pts/0")
    HallClient(tmp_path, resources.path("cast")).kill()
    assert list(wires.iterdir()) == []
