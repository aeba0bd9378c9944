"""The report as one self-contained page in Chinese: verdicts first, then the figures, then what they do not say."""

from __future__ import annotations

import base64
from html import escape

from kiosk.evaluation import sections
from kiosk.evaluation.figures import Evaluation
from kiosk.evaluation.plots import Plot
from kiosk.evaluation.sections import bullets, section, table
from kiosk.evaluation.verdict import Verdict, judgements

STYLE = """
body{font:16px/1.65 'Noto Sans CJK SC','Noto Sans SC',sans-serif;color:#1f2933}
body{max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.2rem;border-bottom:1px solid #c9d1d9;padding-bottom:.2rem}
table{border-collapse:collapse;width:100%;font-size:.92rem;margin:.6rem 0}
th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #e4e8ec;vertical-align:top}
th{font-weight:600;background:#f4f6f8}td.n{font-variant-numeric:tabular-nums;white-space:nowrap}
.达到{color:#1b6e2f;font-weight:600}.没有达到{color:#b3261e;font-weight:600}.不能确认{color:#9a6700;font-weight:600}
img{max-width:100%;height:auto}small,.note{color:#52606d}@media print{body{margin:0}}
"""
CLASSES = {Verdict.PASSED: "达到", Verdict.FAILED: "没有达到", Verdict.OPEN: "不能确认", Verdict.UNKNOWN: ""}
LIMITS = (
    "这些数字说的是这些照片上的人、这一个镜头和这样的光线，不是别的人群。老年人、少数民族、戴口罩的人没有单独测，就不知道。",
    "陌生人只有这么多：几百个人里没有认错，不等于永远不会认错。括号里是 95% 的范围，看上端。",
    "名单越大越容易认错。名单长大以后要重新测。",
    "攻击只测了给出的那几种；没有给出的（屏幕翻拍、面具、视频注入）没有测。",
    "双胞胎和长得很像的亲属不在平均数里：看白名单自检给出的“长得像的人”。",
    "照片是一张一张测的，没有测站位、走近、转头和等待；用时不包括摄像头。",
)


def page(result: Evaluation, plots: list[Plot]) -> str:
    """The whole page as HTML."""
    second = f"，第二意见 {escape(result.second_opinion)}" if result.second_opinion else ""
    pool = "建档和搜索用同一批照片（建过档的不再用来搜索）" if result.one_pool else "建档和搜索的照片分开"
    parts = [
        "<!DOCTYPE html><html lang='zh-CN'><head><meta charset='utf-8'><title>人脸识别验收报告</title>",
        f"<style>{STYLE}</style></head><body><h1>人脸识别验收报告</h1>",
        f"<p>引擎 {escape(result.engine)}（{escape(result.engine_version)}）{second}。",
        f"共 {result.people} 人，其中 {result.mated_people} 人既能建档也能搜索；{pool}。随机种子 {result.seed}。</p>",
        _verdicts(result),
        *(section(plot.title, _image(plot)) for plot in plots),
        sections.identification(result),
        sections.policy(result),
        sections.groups(result),
        sections.verification(result),
        sections.attacks(result),
        sections.acquisition(result),
        sections.latency(result),
        section("没有测到的", bullets(result.notes)) if result.notes else "",
        section("这些数字没有说的", bullets(LIMITS)),
        "<p class='note'>名称按 ISO/IEC 19795-1 和 ISO/IEC 30107-3。报告里没有任何人的姓名、照片或特征。</p>",
        "</body></html>",
    ]
    return "\n".join(part for part in parts if part)


def _verdicts(result: Evaluation) -> str:
    rows = [
        [escape(judged.aim), judged.seen, f"<span class='{CLASSES[judged.verdict]}'>{judged.verdict.value}</span>"]
        for judged in judgements(result)
    ]
    return section("结论", table(("要求", "测得", "结论"), rows))


def _image(plot: Plot) -> str:
    """As a picture, not as mark-up: two SVGs in one page would share their inner names."""
    data = base64.b64encode(plot.svg).decode("ascii")
    return f"<p><img alt='{escape(plot.title)}' src='data:image/svg+xml;base64,{data}'></p>"
