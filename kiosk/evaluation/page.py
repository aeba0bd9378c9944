"""The report as one self-contained page in Chinese: verdicts first, then the figures, then what they do not say."""

from __future__ import annotations

import base64
from html import escape

from kiosk.evaluation import sections
from kiosk.evaluation.figures import Evaluation
from kiosk.evaluation.plots import Plot
from kiosk.evaluation.sections import bullets, html_table, section
from kiosk.evaluation.verdict import judgements
from kiosk.sentences import sentence, table

STYLE = """
body{font:16px/1.65 'Noto Sans CJK SC','Noto Sans SC',sans-serif;color:#1f2933}
body{max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.2rem;border-bottom:1px solid #c9d1d9;padding-bottom:.2rem}
table{border-collapse:collapse;width:100%;font-size:.92rem;margin:.6rem 0}
th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #e4e8ec;vertical-align:top}
th{font-weight:600;background:#f4f6f8}td.n{font-variant-numeric:tabular-nums;white-space:nowrap}
.passed{color:#1b6e2f;font-weight:600}.failed{color:#b3261e;font-weight:600}.open{color:#9a6700;font-weight:600}
img{max-width:100%;height:auto}small,.note{color:#52606d}@media print{body{margin:0}}
"""


def page(result: Evaluation, plots: list[Plot]) -> str:
    """The whole page as HTML."""
    second = sentence("evaluation.page.second", engine=escape(result.second_opinion)) if result.second_opinion else ""
    pool = sentence("evaluation.page.one-pool") if result.one_pool else sentence("evaluation.page.two-pools")
    title = sentence("evaluation.page.title")
    engine = sentence(
        "evaluation.page.engine", engine=escape(result.engine), version=escape(result.engine_version), second=second
    )
    people = sentence(
        "evaluation.page.people", people=result.people, mated=result.mated_people, pool=pool, seed=result.seed
    )
    parts = [
        f"<!DOCTYPE html><html lang='zh-CN'><head><meta charset='utf-8'><title>{title}</title>",
        f"<style>{STYLE}</style></head><body><h1>{title}</h1>",
        f"<p>{engine}\n{people}</p>",
        _verdicts(result),
        *(section(plot.title, _image(plot)) for plot in plots),
        sections.identification(result),
        sections.policy(result),
        sections.groups(result),
        sections.verification(result),
        sections.attacks(result),
        sections.acquisition(result),
        sections.latency(result),
        section(sentence("evaluation.page.not-measured"), bullets(result.notes)) if result.notes else "",
        section(sentence("evaluation.page.not-said"), bullets(list(table("evaluation.limits").values()))),
        f"<p class='note'>{sentence('evaluation.page.standards')}</p>",
        "</body></html>",
    ]
    return "\n".join(part for part in parts if part)


def _verdicts(result: Evaluation) -> str:
    said = table("evaluation.verdicts")
    rows = [
        [escape(judged.aim), judged.seen, f"<span class='{judged.verdict.value}'>{said[judged.verdict.value]}</span>"]
        for judged in judgements(result)
    ]
    columns = list(table("evaluation.columns.verdicts").values())
    return section(sentence("evaluation.page.verdicts"), html_table(columns, rows))


def _image(plot: Plot) -> str:
    """As a picture, not as mark-up: two SVGs in one page would share their inner names."""
    data = base64.b64encode(plot.svg).decode("ascii")
    return f"<p><img alt='{escape(plot.title)}' src='data:image/svg+xml;base64,{data}'></p>"
