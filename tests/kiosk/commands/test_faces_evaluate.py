"""`kiosk faces evaluate` as it is typed, on folders of people who do not exist."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

import resources
from devices.simulators.people import Holding, Standing, picture_of
from devices.simulators.profile import load_cast
from kiosk.cli import main
from kiosk.evaluation import extraction
from kiosk.evaluation.extraction import CRASHED, extract
from kiosk.evaluation.finding import Plan
from kiosk.evaluation.kept import last_kept

pytestmark = pytest.mark.usefixtures("sface_once")

MEMBERS, STRANGERS = 5, 3


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Drawn people: five members with two pictures to enrol and two to search with, three strangers with two each."""
    root = tmp_path_factory.mktemp("people")
    cast = [person for person in load_cast(resources.path("cast")).values() if person.face is not None]
    for number, person in enumerate(cast[: MEMBERS + STRANGERS]):
        assert person.face is not None
        for at, head in enumerate((0.55, 0.50, 0.46, 0.52)):
            if at < 2 and number >= MEMBERS:
                continue
            folder = root / ("enrol" if at < 2 else "probe") / person.id
            folder.mkdir(parents=True, exist_ok=True)
            image = picture_of([Standing(person.face, head=head)], noise_seed=10 * number + at)
            assert cv2.imwrite(str(folder / f"{at}.jpg"), image)
    return root


def typed(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, dict[str, Any]]:
    """Exit code and what was printed as JSON."""
    capsys.readouterr()
    code = main(["faces", "evaluate", *map(str, words), "--json", "--workers", "1", "--bootstrap", "50"])
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.slow
def test_members_are_found_and_strangers_are_not(hall: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, report = typed(capsys, "--enrol", hall / "enrol", "--probe", hall / "probe", "--draws", "2")
    assert code == 0
    assert (report["people"], report["mated_people"], report["engine"]) == (8, 5, "sface")
    assert (report["enrolment"]["pictures"], report["probes"]["pictures"], report["probes"]["fta"]) == (10, 16, 0.0)
    row = report["fnir_at_fpir"][0]
    assert (row["gallery"], row["enrol_images"], row["fpir"]) == (5, None, 0.001)
    assert (row["mated_searches"], row["stranger_searches"]) == (20, 12)
    assert (row["fnir"], row["observed_fpir"]) == (0.0, 0.0)
    assert 0.2 < row["threshold"] < 0.75
    assert row["resolved"] is False
    assert report["policy"][0]["target_fpir"] == 0.001
    assert {stage["stage"] for stage in report["latency"]} >= {"read", "detect", "align", "embed", "search-5"}


@pytest.mark.slow
def test_report_is_written_where_asked_without_anybodys_name(
    hall: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "groups.txt").write_text("wang-guiying,older\nchen-deming,older\nghost\n")
    out = tmp_path / "new" / "report"
    words = ["--enrol", hall / "enrol", "--probe", hall / "probe", "-N", "3", "-N", "5", "-K", "1", "-K", "2"]
    code, report = typed(capsys, *words, "--out", out, "--groups", tmp_path / "groups.txt", "--pick", "random")
    assert code == 0
    assert [(row["gallery"], row["enrol_images"]) for row in report["policy"]] == [(3, 1), (3, 2), (5, 1), (5, 2)]
    assert report["groups"][0]["people"] == 2
    assert "分组文件里有 1 行写的人不在这些文件夹里，没有算" in report["notes"]
    assert json.loads((out / "report.json").read_text()) == report
    for file in out.iterdir():
        content = file.read_bytes()
        assert not [name for name in ("wang", "guiying", "ghost", str(hall)) if name.encode() in content], file.name


@pytest.mark.slow
def test_the_same_seed_gives_the_same_figures(hall: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--enrol", hall / "probe", "--probe", hall / "probe", "-N", "4", "--draws", "3", "--pick", "random"]
    first, again = typed(capsys, *words)[1], typed(capsys, *words)[1]
    first.pop("latency"), again.pop("latency")
    assert first == again
    assert first["one_pool"] is True
    assert first["fnir_at_fpir"][0]["enrol_images"] == 1


@pytest.mark.slow
def test_held_up_photographs_are_measured_by_species(
    hall: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cast = [person.face for person in load_cast(resources.path("cast")).values() if person.face is not None]
    for number in range(3):
        folder = tmp_path / "paper" / f"secret-{number}"
        folder.mkdir(parents=True)
        for at in range(2):
            sheet = Holding(cast[number], cast[number + 3], head=0.46 + 0.03 * at)
            assert cv2.imwrite(str(folder / f"{at}.jpg"), picture_of([sheet], noise_seed=at))
    (tmp_path / "hall.toml").write_text("[camera]\nlive_from = 0.65\n")
    words = ["--enrol", hall / "enrol", "--probe", hall / "probe", "--draws", "1", "--config", tmp_path / "hall.toml"]
    data = tmp_path / "data"
    data.mkdir()
    keeping: list[str | Path] = ["--keep", "--data", data]
    code, report = typed(capsys, *words, "--attack", tmp_path / "paper", "--probe-images", "2", *keeping)
    assert code == 0
    content, kept = (data / "face-evaluation.json").read_text(), last_kept(data)
    assert kept is not None
    assert (kept.engine, kept.people, kept.pictures, kept.liveness) == ("sface", 8, 26, "minifasnet v2+v1se/1")
    worst = next(row for row in report["attacks"] if (row["species"], row["bpcer_target"]) == ("worst", 0.02))
    assert 0 <= worst["threshold"] - (kept.live_from or 0) < 0.01
    assert kept.threshold == pytest.approx(report["fnir_at_fpir"][0]["threshold"], abs=1e-4)
    assert not [name for name in ("wang", "secret", "paper", str(tmp_path)) if name in content]
    rows = {(row["species"], row["bpcer_target"]): row for row in report["attacks"]}
    assert {species for species, _ in rows} == {"paper", "paper/1", "paper/2", "paper/3", "worst"}
    assert {target for _, target in rows} == {None, 0.01, 0.02, 0.05}
    own, strict = rows["paper", None], rows["paper", 0.02]
    assert (own["presentations"], own["live_presentations"], own["frames"], own["threshold"]) == (3, 8, 2, 0.65)
    assert own["no_response"] == own["live_no_response"] == 0
    assert strict["bpcer"] <= 0.02
    assert "secret" not in json.dumps(report)
    assert [row["probe_images"] for row in report["fnir_at_fpir"]] == [2, 2]
    assert {"embed-frame", "liveness"} <= {stage["stage"] for stage in report["latency"]}
    (data / "face-evaluation.json").unlink()
    code, report = typed(capsys, *words, "--attack", tmp_path / "paper", "--live", hall / "enrol", "--data", data)
    assert list(data.iterdir()) == []  # it makes no file that was not asked for
    assert code == 0
    assert {row["live_presentations"] for row in report["attacks"]} == {10}


@pytest.mark.slow
def test_the_gate_counts_what_would_not_be_enrolled_from(
    hall: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    image = cv2.imread(str(next((hall / "probe").rglob("*.jpg"))))
    folder = tmp_path / "probe" / "li"
    folder.mkdir(parents=True)
    cv2.imwrite(str(folder / "dark.png"), (image * 0.15).astype(np.uint8))
    words = ["--enrol", hall / "enrol", "--probe", tmp_path / "probe", "--draws", "1"]
    assert typed(capsys, *words, "--gate")[1]["probes"]["reasons"] == {"too-dark": 1}
    assert typed(capsys, *words)[1]["probes"]["reasons"] in ({}, {"no-face": 1})


def test_hostile_and_broken_pictures_are_failures_to_acquire(
    hall: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    probe = tmp_path / "probe" / "li"
    probe.mkdir(parents=True)
    good = next((hall / "probe").rglob("*.jpg")).read_bytes()
    (probe / "cut.jpg").write_bytes(good[:200])
    (probe / "text.png").write_text("not a picture")
    (probe / "bomb.png").write_bytes(
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00\x00\xff\xff" * 2 + b"\x08\x02\0\0\0"
    )
    (probe / "folder.jpg").mkdir()
    (probe / "gone.jpg").symlink_to(tmp_path / "nowhere")
    cv2.imwrite(str(probe / "grey.png"), np.full((480, 640, 3), 128, np.uint8))
    code, report = typed(capsys, "--enrol", hall / "enrol", "--probe", tmp_path / "probe")
    assert code == 0
    assert report["probes"]["fta"] == 1.0
    assert report["probes"]["reasons"]["no-face"] == 1
    assert report["probes"]["reasons"]["too-large"] == 1
    assert sum(report["probes"]["reasons"].values()) == report["probes"]["failures"] == 6


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--probe", "{hall}/none"], "没有文件夹"),
        (["--probe", "{hall}/probe", "-N", "50"], "名单要 50 人，但这里能建档的只有 5 人"),
        (["--probe", "{hall}/probe", "-K", "9"], "没有人有 9 张可以建档的照片"),
        (["--probe", "{hall}/probe", "--engine", "magic"], "没有叫 magic 的引擎"),
        (["--probe", "{hall}/probe", "--sessions", "("], "正则"),
        (["--probe", "{hall}/probe", "--groups", "{hall}/none.txt"], "分组文件读不出来"),
        (["--probe", "{hall}/probe", "--live", "{hall}/probe"], "--live 只和 --attack 一起用"),
        (["--probe", "{hall}/probe", "--out", "/dev/null/report"], "报告文件夹"),
        (["--probe", "{hall}/probe", "--keep", "--data", "{hall}/none"], "--keep 没有地方留结果"),
    ],
)
def test_what_cannot_be_measured_is_refused_with_a_sentence(
    hall: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, report = typed(capsys, "--enrol", hall / "enrol", *(word.format(hall=hall) for word in words))
    assert code == 1
    assert said in report["refused"]


@pytest.mark.slow
def test_a_full_disk_is_a_sentence(hall: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "report.json").symlink_to("/dev/full")
    code, report = typed(capsys, "--enrol", hall / "enrol", "--probe", hall / "probe", "--draws", "1", "--out", out)
    assert code == 1
    assert report["refused"].startswith(f"报告写不进 {out}")


@pytest.mark.parametrize(
    "wrong", [["--draws", "0"], ["--fpir", "2"], ["--fpir", "a"], ["-N", "-1"], ["--pick", "best"]]
)
def test_numbers_out_of_bounds_are_wrong_usage(
    hall: Path, wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["faces", "evaluate", "--enrol", str(hall), "--probe", str(hall), *wrong])
    assert ended.value.code == 2
    capsys.readouterr()


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few pictures are enough to start children, in chunks of two."""
    monkeypatch.setattr(extraction, "WORTH_CHILDREN", 2)
    monkeypatch.setattr(extraction, "CHUNK", 2)


@pytest.mark.usefixtures("children")
def test_children_give_what_one_process_gives(hall: Path) -> None:
    paths = sorted(hall.rglob("*.jpg"))[:5]
    alone, shared = extract(paths, Plan("sface"), 1), extract(paths, Plan("sface"), 2)
    assert [finding.reason for finding in shared] == [None] * 5
    assert all(np.array_equal(a.vector, b.vector) for a, b in zip(alone, shared, strict=True))


@pytest.mark.usefixtures("children")
def test_a_picture_that_kills_the_decoder_costs_one_picture(
    hall: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import os, pathlib\n"
        "read = pathlib.Path.open\n"
        "pathlib.Path.open = lambda self, *a, **k: os._exit(9) if self.name == 'deadly.jpg' else read(self, *a, **k)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    paths = sorted(hall.rglob("*.jpg"))[:4]
    deadly = tmp_path / "deadly.jpg"
    deadly.write_bytes(paths[0].read_bytes())
    findings = extract([*paths[:3], deadly, paths[3]], Plan("sface"), 2)
    assert [finding.reason for finding in findings] == [None, None, None, CRASHED, None]


@pytest.mark.slow
def test_ctrl_c_ends_it_and_its_children_without_a_traceback(hall: Path) -> None:
    words = ["faces", "evaluate", "--enrol", hall / "enrol", "--probe", hall / "probe", "--workers", "2"]
    # A suite that a shell runs in the background ignores Ctrl-C, and so would everything it starts.
    started = subprocess.Popen(
        ["env", "--default-signal=INT", sys.executable, "-m", "kiosk.cli", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert started.stderr is not None
    try:
        deadline = time.monotonic() + 60
        while len(children := children_of(started.pid)) < 2 and time.monotonic() < deadline and started.poll() is None:
            select.select([started.stderr], [], [], 0.05)
        assert len(children) >= 2
        os.killpg(started.pid, signal.SIGINT)
        _, said = started.communicate(timeout=60)
    finally:
        started.kill()
    assert started.returncode == 130
    assert "Traceback" not in said
    assert not [pid for pid in children if is_at_work(pid)]


def children_of(pid: int) -> list[int]:
    """Processes this one has begun and that still run."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_at_work(pid: int) -> bool:
    """Whether a process of this evaluation still runs pictures; its book-keeper ends a moment after its parent."""
    try:
        return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
