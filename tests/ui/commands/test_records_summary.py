"""`kiosk records summary` as it is typed, and what stands on the page."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest

from devices.clock import Instant, SystemClock
from kiosk.archive.archive import Archive
from kiosk.archive.audit_log import Chosen
from kiosk.certificates.folding import folded
from kiosk.cli import main
from kiosk.commands import records_summary
from kiosk.commands.context import Context, Refused
from kiosk.commands.storing import operator
from kiosk.ids import new_id
from tests.kiosk.slips.slips import pressure
from tests.kiosk.slips.slips import wang as slip_of_wang
from tests.support.store_rows import WANG_NUMBER, Answer, measurement, wang
from ui.slips.page import page_of

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def kept(tmp_path: Path) -> tuple[str, list[str]]:
    """王桂英, who measured her weight on two days; her id, and where the records are."""
    clock, done = SystemClock(), Answer()
    with Archive.open(tmp_path / "data", clock) as store:
        person = store.register.meet(wang(), clock.now())
        assert person is not None
        for day, value in ((3, 63.0), (22, 62.5)):
            at = Instant(datetime(2026, 11, day, 1, 20, tzinfo=UTC), 5.0)
            row = measurement(clock, person.resident_id, metric="weight", unit="kg", value=value, taken_at=at)
            store.journal.save_measurements((row,), done)
        assert done.wait(2) == [True] * 2
    return person.resident_id, ["--data", str(tmp_path / "data")]


def words(pdf: bytes) -> str:
    return folded("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages))


def test_last_day_with_the_time_before_it_masked_and_audited(
    kept: tuple[str, list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    who, data = kept
    out = tmp_path / "wang.pdf"
    assert main(["records", "summary", "--resident", who, "--out", str(out), *data]) == 0
    assert capsys.readouterr().out == f"已写到 {out}\n"
    text = words(out.read_bytes())
    for said in (
        "梧桐里社区服务中心",
        "王*英",
        "2026年11月22日9:20",
        "体重",
        "62.5",
        "公斤",
        "上次63.0（11月3日）",
        "筛查参考，不能用于诊断",
    ):
        assert folded(said) in text
    assert WANG_NUMBER not in text
    assert "王桂英" not in text
    with Archive.open(tmp_path / "data", SystemClock()) as store:
        entry = store.audit_log.entries(Chosen(), most=1)[0]
    assert (entry.action, entry.subject, entry.actor) == (
        "records.summary",
        who,
        operator(),
    )


def test_a_mean_is_told_and_its_parts_are_not(tmp_path: Path) -> None:
    clock, done = SystemClock(), Answer()
    at = Instant(datetime(2026, 11, 22, 1, 20, tzinfo=UTC), 5.0)
    with Archive.open(tmp_path / "data", clock) as store:
        person = store.register.meet(wang(), clock.now())
        assert person is not None
        ids = [new_id() for _ in range(3)]
        flags = ("mean-of-2", f"part:{ids[1]}", f"part:{ids[2]}")
        for group, number, marks in ((ids[0], 140.0, flags), (ids[1], 144.0, ()), (ids[2], 136.0, ())):
            row = measurement(
                clock, person.resident_id, metric="sys", unit="mm[Hg]", value=number, taken_at=at, group_id=group,
                flags=marks,
            )  # fmt: skip
            store.journal.save_measurements((row,), done)
        assert done.wait(3) == [True] * 3
        resident = store.register.resident(person.resident_id)
        assert resident is not None
        slip = records_summary.slip_of_records(store, resident, Context(None, tmp_path))
    assert slip is not None
    assert [line.figures[0].number for line in slip.lines] == ["140"]


def test_nobody_and_nothing_measured_are_refused(
    kept: tuple[str, list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "nobody.pdf"
    assert main(["records", "summary", "--resident", "nobody", "--out", str(out), *kept[1]]) == 1
    assert "没有编号为 nobody 的居民" in capsys.readouterr().err
    assert not out.exists()


def test_where_nobody_can_draw_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有画图的部件"):
        records_summary.run(None, Context(None, tmp_path), None)  # type: ignore[arg-type]


def test_long_slip_goes_on_on_another_page_and_loses_nothing() -> None:
    slip = slip_of_wang(pressure(146, 84, 72))
    many = slip.__class__(**{f: getattr(slip, f) for f in slip.__slots__} | {"lines": slip.lines * 5})
    pdf = page_of(many)
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) > 1
    assert words(pdf).count("高于参考范围") == 5
