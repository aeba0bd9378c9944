"""Writes what was found: `report.html`, `report.json`, and each plot as SVG and PNG."""

from __future__ import annotations

import json
from pathlib import Path

from kiosk.evaluation.figures import Evaluation, as_builtins
from kiosk.evaluation.page import page
from kiosk.evaluation.plots import Plot, PlotsMissing, plots
from kiosk.sentences import sentence


def write_report(result: Evaluation, folder: Path) -> None:
    """Write the report into a folder that exists; files of an earlier one are replaced. Raises OSError."""
    drawn: list[Plot] = []
    try:
        drawn = plots(result)
    except PlotsMissing:
        if str(sentence("evaluation.notes.no-plots")) not in result.notes:
            result.notes.append(str(sentence("evaluation.notes.no-plots")))
    numbers = json.dumps(as_builtins(result), ensure_ascii=False, indent=2)
    (folder / "report.json").write_text(numbers + "\n", "utf-8")
    for plot in drawn:
        (folder / f"{plot.name}.svg").write_bytes(plot.svg)
        if plot.png:
            (folder / f"{plot.name}.png").write_bytes(plot.png)
    (folder / "report.html").write_text(page(result, drawn), "utf-8")
