"""DET curve and error rates against the threshold, drawn by matplotlib without a display (the extra `evaluation`)."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Any

from kiosk.evaluation.figures import AtPolicy, Curve, Evaluation
from kiosk.evaluation.in_words import images, variant
from kiosk.evaluation.verdict import MOST_FNIR, MOST_FPIR
from kiosk.sentences import sentence

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FONTS = ("Noto Sans CJK SC", "Noto Sans CJK JP")
INK, FAINT, AIM = "#1f2933", "#c9d1d9", "#9a6700"
COLOURS = ("#0b6e99", "#c2410c", "#2f7d32", "#7a3e9d", "#8a6d00", "#b0245a", "#3b5bdb", "#5c5f66")
LEAST_RATE = 1e-4
"""What the logarithmic axes begin at."""
DASHED, DOTTED = (0, (5, 2)), (0, (1, 2))
STYLES: tuple[Any, ...] = ("-", DASHED, DOTTED)
"""Of the ways of scoring in the DET plot, the fullest way first."""
PNG_DPI = 130


class PlotsMissing(Exception):
    """matplotlib is not installed."""


@dataclass(frozen=True, slots=True, repr=False)
class Plot:
    """One plot in both forms. `svg` has its text as text."""

    name: str
    title: str
    svg: bytes
    png: bytes


def plots(result: Evaluation) -> list[Plot]:
    """All plots there is something to show in. Raises PlotsMissing."""
    try:
        import matplotlib as mpl
        from matplotlib import font_manager
    except ImportError as error:
        raise PlotsMissing(str(error)) from error
    if not result.curves:
        return []
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it tells of every font it does not find
    there = set(font_manager.get_font_names())
    chinese = [name for name in FONTS if name in there]
    style = {
        "font.family": [*(chinese or FONTS[:1]), "DejaVu Sans"],
        "font.size": 10,
        "svg.fonttype": "none",
        "svg.hashsalt": "kiosk",
        "axes.edgecolor": FAINT,
        "axes.labelcolor": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "text.color": INK,
        "axes.unicode_minus": False,
    }
    with mpl.rc_context(style):
        return [
            _saved("det", sentence("evaluation.plots.det"), _det(result), png=bool(chinese)),
            _saved(
                "thresholds", sentence("evaluation.plots.thresholds"), _against_threshold(result), png=bool(chinese)
            ),
        ]


def _saved(name: str, title: str, figure: Figure, *, png: bool) -> Plot:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    vector, pixels = io.BytesIO(), io.BytesIO()
    if png:  # without a Chinese font the pixels would say nothing; in the SVG the reader's own font serves
        FigureCanvasAgg(figure).print_png(pixels)
    FigureCanvasSVG(figure).print_svg(vector, metadata={"Date": None, "Creator": None})
    return Plot(name, title, vector.getvalue(), pixels.getvalue())


def _figure(panels: int) -> tuple[Figure, list[Axes]]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.6, 4.6 if panels == 1 else 3.7 * panels), layout="constrained", dpi=PNG_DPI)
    axes = [figure.add_subplot(panels, 1, 1 + at) for at in range(panels)]
    for axis in axes:
        axis.grid(True, color=FAINT, linewidth=0.6, alpha=0.7)
        axis.set_axisbelow(True)
        axis.tick_params(length=0)
        for side in ("top", "right"):
            axis.spines[side].set_visible(False)
    return figure, axes


def _label(line: Curve) -> str:
    frames = sentence("evaluation.plots.frames", frames=line.probe_images) if line.probe_images > 1 else ""
    return sentence("evaluation.plots.curve", people=line.gallery, pictures=images(line.enrol_images), frames=frames)


def _colours(result: Evaluation) -> dict[str, str]:
    """One colour for each gallery size and number of pictures, the same in every plot."""
    labels = dict.fromkeys(_label(line) for line in result.curves)
    return {label: COLOURS[at % len(COLOURS)] for at, label in enumerate(labels)}


def _shown(rates: list[float]) -> list[float]:
    """For a logarithmic axis: what lies below its beginning is not drawn."""
    return [rate if rate >= LEAST_RATE else nan for rate in rates]


def _det(result: Evaluation) -> Figure:
    figure, (axis,) = _figure(1)
    colours, variants = _colours(result), list(dict.fromkeys(line.variant for line in result.curves))
    for line in result.curves:
        style = STYLES[len(variants) - 1 - variants.index(line.variant)]
        colour = colours[_label(line)]
        axis.plot(_shown(line.fpir), _shown(line.fnir), color=colour, linewidth=1.8, linestyle=style)
    axis.set_xscale("log")
    axis.set_yscale("log")
    axis.set_xlim(LEAST_RATE, 1)
    axis.set_ylim(min(1e-3, MOST_FNIR / 10), 1)
    _percent(axis, "both")
    axis.axvline(MOST_FPIR, color=AIM, linewidth=1, linestyle=(0, (4, 3)))
    axis.axhline(MOST_FNIR, color=AIM, linewidth=1, linestyle=(0, (4, 3)))
    axis.annotate(
        sentence("evaluation.plots.aim"),
        (MOST_FPIR, MOST_FNIR),
        (4, 4),
        textcoords="offset points",
        color=AIM,
        fontsize=9,
    )
    axis.set_xlabel(sentence("evaluation.plots.fpir"))
    axis.set_ylabel(sentence("evaluation.plots.fnir"))
    handles: list[Any] = [_sample(colour, "-") for colour in colours.values()]
    handles += [_sample(INK, STYLES[len(variants) - 1 - at]) for at in range(len(variants))]
    names = [*colours, *(variant(name) for name in variants)]
    axis.legend(handles, names, loc="center left", bbox_to_anchor=(1.01, 0.5), frameon=False, fontsize=8.5)
    return figure


def _against_threshold(result: Evaluation) -> Figure:
    colours, variants = _colours(result), list(dict.fromkeys(line.variant for line in result.curves))
    figure, axes = _figure(len(variants))
    for axis, name in zip(axes, variants, strict=True):
        lines = [line for line in result.curves if line.variant == name]
        for line in lines:
            colour = colours[_label(line)]
            axis.plot(line.threshold, _shown(line.fpir), color=colour, linewidth=1.8)
            axis.plot(line.threshold, _shown(line.fnir), color=colour, linewidth=1.8, linestyle=DASHED)
            for row in result.policy:
                if _is_of(row, line):
                    axis.axvline(row.accept, color=colour, linewidth=1, linestyle=DOTTED)
        axis.set_yscale("log")
        axis.set_ylim(LEAST_RATE, 1)
        _percent(axis, "y")
        axis.set_title(variant(name), loc="left", fontsize=10.5, fontweight="bold")
        axis.set_ylabel(sentence("evaluation.plots.rate"))
    handles = [_sample(colour, "-") for colour in colours.values()]
    handles += [_sample(INK, style) for style in ("-", DASHED, DOTTED)]
    names = [
        *colours,
        sentence("evaluation.plots.solid"),
        sentence("evaluation.plots.dashed"),
        sentence("evaluation.plots.dotted"),
    ]
    axes[0].legend(handles, names, loc="center left", bbox_to_anchor=(1.01, 0.5), frameon=False, fontsize=8.5)
    axes[-1].set_xlabel(sentence("evaluation.plots.threshold"))
    return figure


def _is_of(row: AtPolicy, line: Curve) -> bool:
    return (row.variant, row.gallery, row.enrol_images) == (line.variant, line.gallery, line.enrol_images)


def _sample(colour: str, style: Any) -> Any:
    """A short line for the key."""
    from matplotlib.lines import Line2D

    return Line2D([], [], color=colour, linewidth=1.6, linestyle=style)


def _percent(axis: Axes, which: str) -> None:
    from matplotlib.ticker import FuncFormatter, NullFormatter

    def said(value: float, _: int | None = None) -> str:
        return f"{100 * value:g}%"

    for name in ("x", "y"):
        if which in (name, "both"):
            scale = getattr(axis, f"{name}axis")
            scale.set_major_formatter(FuncFormatter(said))
            scale.set_minor_formatter(NullFormatter())
