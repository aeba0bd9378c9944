"""The report as one self-contained page in Chinese: verdicts first, then the figures, then what they do not say."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape

from kiosk.faces.evaluation.figures import Evaluation
from kiosk.faces.evaluation.plots import Plot
from kiosk.faces.evaluation.verdict import Verdict, judgements
from kiosk.faces.evaluation.words import between, images, number, percent, reasons, stage, variant

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
        *(_section(plot.title, _image(plot)) for plot in plots),
        _identification(result),
        _policy(result),
        _groups(result),
        _verification(result),
        _attacks(result),
        _acquisition(result),
        _latency(result),
        _section("没有测到的", _list(result.notes)) if result.notes else "",
        _section("这些数字没有说的", _list(LIMITS)),
        "<p class='note'>名称按 ISO/IEC 19795-1 和 ISO/IEC 30107-3。报告里没有任何人的姓名、照片或特征。</p>",
        "</body></html>",
    ]
    return "\n".join(part for part in parts if part)


def _verdicts(result: Evaluation) -> str:
    rows = [
        [escape(judged.aim), judged.seen, f"<span class='{CLASSES[judged.verdict]}'>{judged.verdict.value}</span>"]
        for judged in judgements(result)
    ]
    return _section("结论", _table(("要求", "测得", "结论"), rows))


def _identification(result: Evaluation) -> str:
    rows = [
        [
            f"{row.gallery} 人",
            images(row.enrol_images),
            f"{row.probe_images} 帧",
            variant(row.variant),
            percent(row.fpir),
            number(row.threshold),
            percent(row.fnir) + between(row.fnir_low, row.fnir_high),
            percent(row.fnir_sd),
            percent(row.wrong_person),
            percent(row.rank1_miss),
            f"{row.mated_searches} / {row.stranger_searches}",
        ]
        for row in result.fnir_at_fpir
    ]
    head = (
        "名单",
        "建档",
        "搜索",
        "打分",
        "FPIR",
        "界限",
        "FNIR",
        "各次抽样相差",
        "认成别人",
        "第一名不对",
        "成员／陌生人搜索",
    )
    text = "<p>FPIR：名单外的人被当成某个成员的比例。FNIR：成员没有被认出的比例，用不了的照片也算。"
    text += "括号里是 95% 的范围。</p>"
    return _section("在名单里找人（一对多）", text + _table(head, rows))


def _policy(result: Evaluation) -> str:
    rows = [
        [
            f"{row.gallery} 人",
            images(row.enrol_images),
            variant(row.variant),
            f"{number(row.accept)} / {number(row.doubt)}",
            percent(row.fpir) + between(row.fpir_low, row.fpir_high),
            percent(row.fpir_asked),
            percent(row.sure),
            percent(row.confirm),
            percent(row.card),
            percent(row.fnir) + between(row.fnir_low, row.fnir_high),
            percent(row.wrong_person),
        ]
        for row in result.policy
    ]
    head = (
        "名单",
        "建档",
        "打分",
        "认出／请确认的界限",
        "陌生人被认错",
        "陌生人被问",
        "成员直接认出",
        "请确认",
        "请刷卡",
        "认不出",
        "认成别人",
    )
    text = "<p>本机会给每一份名单自己定界限；这里用它给这些名单定的界限重做同样的搜索。</p>"
    return _section("按本机自定的界限", text + _table(head, rows)) if rows else ""


def _groups(result: Evaluation) -> str:
    rows = [
        [
            f"{escape(row.group)}（{row.people} 人）",
            f"{row.gallery} 人，{images(row.enrol_images)}",
            variant(row.variant),
            percent(row.fpir),
            percent(row.fnir) + between(row.fnir_low, row.fnir_high),
            percent(row.observed_fpir),
            percent(row.own_threshold_fnir),
            percent(row.policy_fpir),
            percent(row.policy_fnir),
        ]
        for row in result.groups
    ]
    if not rows:
        return ""
    head = (
        "组",
        "名单",
        "打分",
        "总 FPIR",
        "这组的 FNIR",
        "这组的 FPIR",
        "按这组自己定界限的 FNIR",
        "自定界限：FPIR",
        "FNIR",
    )
    inside = [
        [
            f"{escape(row.group)}（{row.people} 人）",
            f"{row.fmr:g}",
            number(row.threshold),
            percent(row.fmr_within),
            percent(row.fmr_across),
            percent(row.fnmr),
        ]
        for row in result.group_verification
    ]
    pairs = _table(("组", "总 FMR", "界限", "组内两人互认", "组内与组外互认", "本人不认"), inside)
    return _section("分组", _table(head, rows) + pairs)


def _verification(result: Evaluation) -> str:
    rows = [
        [
            f"{row.fmr:g}",
            number(row.threshold),
            percent(row.fnmr) + between(row.fnmr_low, row.fnmr_high),
            f"{row.genuine_pairs} / {row.impostor_pairs}",
            str(row.impostor_pairs_accepted),
        ]
        for row in result.verification
    ]
    head = ("FMR", "界限（相似度）", "FNMR", "本人／他人照片对", "通过的他人对")
    return _section("两张照片相比（一对一）", _table(head, rows)) if rows else ""


def _attacks(result: Evaluation) -> str:
    rows = [
        [
            escape("最差的一种" if row.species == "worst" else row.species),
            "现用界限" if row.bpcer_target is None else f"BPCER ≤ {percent(row.bpcer_target)}",
            number(row.threshold),
            percent(row.apcer) + between(row.apcer_low, row.apcer_high),
            percent(row.bpcer),
            f"{row.presentations}（{row.no_response} 次没有脸）",
            f"{row.live_presentations}（{row.live_no_response} 次没有脸）",
        ]
        for row in result.attacks
    ]
    head = ("攻击", "界限怎么定", "界限", "APCER：攻击被当成活人", "BPCER：活人被当成攻击", "攻击次数", "活人次数")
    return _section("假脸攻击", _table(head, rows)) if rows else ""


def _acquisition(result: Evaluation) -> str:
    rows = [
        [name, str(part.pictures), str(part.failures), percent(part.fta), reasons(part.reasons) or "—"]
        for name, part in (("建档", result.enrolment), ("搜索", result.probes))
    ]
    return _section("用不了的照片（FTA）", _table(("照片", "张数", "用不了", "FTA", "原因"), rows))


def _latency(result: Evaluation) -> str:
    rows = [[stage(row.stage), f"{row.p50_ms:.2f}", f"{row.p95_ms:.2f}"] for row in result.latency]
    table = _table(("步骤", "中位数，毫秒", "95% 不超过，毫秒"), rows)
    return _section("用时", "<p>在这台机器上，一张照片，一个线程。</p>" + table) if rows else ""


def _image(plot: Plot) -> str:
    """As a picture, not as mark-up: two SVGs in one page would share their inner names."""
    data = base64.b64encode(plot.svg).decode("ascii")
    return f"<p><img alt='{escape(plot.title)}' src='data:image/svg+xml;base64,{data}'></p>"


def _section(title: str, body: str) -> str:
    return f"<h2>{escape(title)}</h2>\n{body}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Cells are mark-up already."""
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td class='n'>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{top}</tr>{body}</table>"


def _list(sentences: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences) + "</ul>"
