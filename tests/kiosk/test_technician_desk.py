"""The technician's pages as the terminal makes them: what the hall asks for reaches the page."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest

from kiosk.configuring.page import ConfigPage
from kiosk.desk.events import AccountChosen
from kiosk.desk.page import Page
from kiosk.desk.pages import PageMaker
from kiosk.desk_parts import Parts
from kiosk.diagnostics.page import LogsPage
from kiosk.sentences import NO_WORDS, Text
from kiosk.settings import load
from kiosk.technician_desk import technician_pages
from tests.kiosk.configuring.bench import PIN, SECOND, Bench
from tests.support.clock import ManualClock


def page_maker(kind: type[Page], file: Path, **more: object) -> PageMaker:
    """A page as a terminal with this file makes it."""
    given: dict[str, Any] = {field.name: MagicMock() for field in fields(Parts)}
    given |= {"settings": load(file), "config_file": file, "data_dir": file.parent, "devices": {}} | more
    (maker,) = [page for page in technician_pages(Parts(**given)) if page.kind is kind]
    return maker


@pytest.mark.parametrize("two", [True, False], ids=["two-sign", "one-signs"])
def test_key_of_safety_is_signed_by_two_where_the_hall_asks_for_two_and_only_there(
    two: bool, clock: ManualClock, tmp_path: Path
) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(f"[calibration]\nsecond_signature = {str(two).lower()}\n", "utf-8")
    maker = page_maker(ConfigPage, file)
    file.write_text("", "utf-8")  # whoever changes the file meanwhile does not change what the terminal runs with
    bench = Bench(clock, folder=tmp_path, file=file, maker=maker)
    bench.let_in("ma")
    bench.change("faces.fpir", "0.002")
    bench.does("review")
    assert bench.page.two is two
    bench.does("save")
    assert (bench.view.signature is not None) is two
    assert load(file).faces.fpir == (0.001 if two else 0.002)
    if two:
        bench.happens(AccountChosen(SECOND, bench.view.serial))
        bench.digits(PIN)
        if bench.view.signature is not None:
            bench.digits("123456")
        assert load(file).faces.fpir == 0.002


@pytest.mark.parametrize(
    ("refused", "said"),
    [(Text("没有这个方案"), "用它打不开终端，终端用的是之前的设置。原因：没有这个方案"), (NO_WORDS, "能用")],
)
def test_page_of_the_log_says_whether_the_terminal_runs_with_its_file(
    refused: Text, said: str, clock: ManualClock, tmp_path: Path
) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text("", "utf-8")
    page: Any = page_maker(LogsPage, file, clock=clock, settings_refused=refused).make(MagicMock())
    assert [found.found for found in page._parts.source.examine() if found.key == "settings"] == [said]
