"""What `kiosk bench faces` makes of what was measured."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from ui.benchmarks.faces import result

STAGES = {
    "ours": {
        "opencv": {
            "frame_ms": 19.0,
            "frame_p95_ms": 23.0,
            "cpu_ms": 20.0,
            "stage_ms": {"detect": 2.0, "gate": 2.5, "embed": 12.0, "liveness": 2.5},
        },
        "openvino": {"frame_ms": 23.0, "frame_p95_ms": 25.0, "cpu_ms": 42.0, "stage_ms": {"embed": 8.0}},
    },
    "search_ms": {"1000": 0.05, "100000": 2.5},
    "recipe": {"frame_ms": 430.0, "cpu_ms": 420.0},
}


def test_figures_carry_their_aims_and_say_whether_they_were_met() -> None:
    figures = {f.name: f for f in result(STAGES, [300.0, 450.0, 1200.0], 190.0).figures}
    assert (figures["decision_p50_ms"].value, figures["decision_p50_ms"].met) == (450.0, True)
    assert (figures["decision_p95_ms"].value, figures["decision_p95_ms"].met) == (1200.0, False)
    assert figures["frame_ms"].met is True
    assert figures["cpu_share"].value == pytest.approx(0.0476, abs=1e-4)
    assert figures["cpu_share"].met is True
    assert figures["search_1000_ms"].met is None
    assert figures["search_100000_ms"].met is False
    assert figures["vision_rss_mb"].met is True
    assert (figures["frame_openvino_ms"].value, figures["frame_openvino_ms"].met) == (23.0, False)
    assert figures["embed_openvino_ms"].value == 8.0
    assert figures["cpu_share_openvino"].value == pytest.approx(0.1)
    assert [f.name for f in figures.values() if f.name.endswith("_ms")][4:8] == [
        "detect_ms",
        "gate_ms",
        "embed_ms",
        "liveness_ms",
    ]


@pytest.mark.slow
def test_stages_run_alone_and_print_one_document() -> None:
    command = [sys.executable, "-m", "ui.benchmarks.face_stages", "2", "1", "100"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=True)
    measured = json.loads(done.stdout)
    assert set(measured["ours"]) == {"opencv", "openvino"}
    for ours in measured["ours"].values():
        assert set(ours["stage_ms"]) == {"detect", "gate", "embed", "liveness"}
        assert measured["recipe"]["frame_ms"] > ours["frame_ms"]
    assert set(measured["search_ms"]) == {"100"}
