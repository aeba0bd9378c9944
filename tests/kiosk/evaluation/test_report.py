"""The report as a technician finds it: complete without a network, with nobody's name in it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from kiosk.evaluation.bootstrap import People
from kiosk.evaluation.figures import Acquisition, Attack, Evaluation, Stage, as_builtins
from kiosk.evaluation.groups import group_identification
from kiosk.evaluation.identification import Draws, at_policy, curve, identification
from kiosk.evaluation.report import write_report
from kiosk.evaluation.searching import SIMILARITY, search
from kiosk.evaluation.summary import summary
from kiosk.evaluation.trials import Design, draw
from kiosk.evaluation.verdict import Verdict, judgements
from kiosk.evaluation.verification import all_pairs, group_verification, verification
from tests.kiosk.evaluation.made_up import likenesses, one_pool


@pytest.fixture(scope="module")
def result() -> Evaluation:
    """Figures of forty people made of numbers."""
    people, replicates, design = one_pool([4] * 40), People(40, 60, seed=1), Design(20, 1)
    vectors, dice = likenesses(people, 1, noise=1.9), np.random.default_rng(1)
    found = [search(draw(people, design, dice), vectors, None, 0.01, 1) for _ in range(3)]
    policies = [f.policies[SIMILARITY] for f in found]
    draws = Draws(design, 20, SIMILARITY, [f.searches[SIMILARITY] for f in found], policies, 0, 0.01)
    rows, line, answered = identification(draws, (0.001, 0.01), replicates), curve(draws), at_policy(draws, replicates)
    pairs = all_pairs(people, vectors, 0.01)
    pictures = Acquisition(pictures=160, failures=2, fta=0.0125, reasons={"no-face": 1, "unreadable": 1})
    one_to_one = verification(pairs, (0.01,), replicates)
    inside = np.arange(40) < 12
    assert line is not None
    assert answered is not None
    return Evaluation(
        engine="sface",
        engine_version="1",
        second_opinion=None,
        quality_gate=False,
        people=40,
        enrol_people=40,
        probe_people=40,
        mated_people=40,
        one_pool=True,
        sessions=False,
        seed=1,
        enrolment=pictures,
        probes=pictures,
        verification=one_to_one,
        fnir_at_fpir=rows,
        policy=[answered],
        groups=[group_identification(draws, rows[0], "<b>80+</b>", inside, replicates)],
        group_verification=group_verification(pairs, one_to_one, "<b>80+</b>", inside),
        attacks=[attack("print", 0.02, 0.0), attack("worst", 0.02, 0.0), attack("worst", None, 0.5)],
        latency=[Stage(stage="embed", p50_ms=20.0, p95_ms=25.0), Stage(stage="search-20", p50_ms=0.01, p95_ms=0.02)],
        curves=[line],
        notes=["<只是一句话>"],
    )


def attack(species: str, target: float | None, apcer: float) -> Attack:
    return Attack(
        species=species, frames=4, bpcer_target=target, threshold=0.7, apcer=apcer, apcer_low=apcer, apcer_high=apcer,
        bpcer=0.01, presentations=10, no_response=0, live_presentations=10, live_no_response=0,
    )  # fmt: skip


@pytest.mark.slow
def test_the_page_is_whole_and_plots_are_drawings_with_text(result: Evaluation, tmp_path: Path) -> None:
    write_report(result, tmp_path)
    assert sorted(f.name for f in tmp_path.iterdir()) == [
        "det.png", "det.svg", "report.html", "report.json", "thresholds.png", "thresholds.svg"
    ]  # fmt: skip
    page = (tmp_path / "report.html").read_text()
    assert "http" not in page.replace("http-equiv", "")
    assert page.count("data:image/svg+xml;base64,") == 2
    assert "&lt;b&gt;80+&lt;/b&gt;" in page
    assert "<b>80+" not in page
    assert "&lt;只是一句话&gt;" in page
    for name in ("det", "thresholds"):
        words = "".join(ElementTree.parse(tmp_path / f"{name}.svg").getroot().itertext())
        assert "名单外的人被当成某个成员" in words or "认不出成员" in words
        assert (tmp_path / f"{name}.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert json.loads((tmp_path / "report.json").read_text()) == as_builtins(result)


@pytest.mark.slow
def test_the_same_figures_make_the_same_files(result: Evaluation, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        write_report(result, tmp_path / folder)
    for name in ("report.html", "det.svg", "thresholds.svg"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_without_the_plotting_library_the_report_says_so(
    result: Evaluation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    write_report(result, tmp_path)
    assert sorted(f.name for f in tmp_path.iterdir()) == ["report.html", "report.json"]
    no_plots = "没有安装 matplotlib（evaluation 附加包），图没有画"
    assert no_plots in (tmp_path / "report.html").read_text()
    result.notes.remove(no_plots)


def test_json_has_no_number_that_is_not_one(result: Evaluation) -> None:
    text = json.dumps(as_builtins(result))
    assert "NaN" not in text
    assert "Infinity" not in text


def test_a_verdict_needs_more_than_a_lucky_figure(result: Evaluation) -> None:
    verdicts = {judged.aim[:3]: judged.verdict for judged in judgements(result)}
    assert verdicts["用不了"] is Verdict.FAILED
    assert [judged.verdict for judged in judgements(result)][-1] is Verdict.PASSED
    open_ended = [judged for judged in judgements(result) if "名单外的人当成别人" in judged.aim]
    assert [judged.verdict for judged in open_ended] == [Verdict.OPEN]


def test_the_summary_is_short_and_says_what_was_seen(result: Evaluation) -> None:
    lines = summary(result)
    assert len(lines) < 25
    assert lines[0] == "引擎 sface；40 人，建档照片 160 张，搜索照片 160 张"
    assert lines[1] == "用不了的搜索照片（FTA）：1.25%；没有找到脸 1、打不开 1"
    assert any(line.startswith("攻击“worst”：现用界限 APCER 50.00%") for line in lines)
    assert lines[-1] == "注意：<只是一句话>"
