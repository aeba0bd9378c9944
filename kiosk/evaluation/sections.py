"""The report's sections of figures, each a heading and a table; empty where nothing was measured."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kiosk.evaluation.figures import Evaluation
from kiosk.evaluation.words import between, images, number, percent, reasons, stage, variant


def identification(result: Evaluation) -> str:
    """Open-set search: FNIR at FPIR."""
    rows = [
        [
            f"{row.gallery} 人",
            images(row.enrol_images),
            f"{row.probe_images} 帧",
            variant(row.variant),
            percent(row.fpir),
            number(row.threshold),
            percent(row.fnir) + between(row.fnir_low, row.fnir_high),
            _change(row.change_low, row.change_high),
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
        "比只比相似度",
        "各次抽样相差",
        "认成别人",
        "第一名不对",
        "成员／陌生人搜索",
    )
    text = "<p>FPIR：名单外的人被当成某个成员的比例。FNIR：成员没有被认出的比例，用不了的照片也算。"
    text += "括号里是 95% 的范围。</p>"
    return section("在名单里找人（一对多）", text + table(head, rows))


def _change(low: float | None, high: float | None) -> str:
    """Whether a way of scoring misses fewer or more than similarity alone."""
    if low is None or high is None:
        return "—"
    said = "少漏" if high < 0 else "多漏" if low > 0 else "分不出"
    return f"{said}（{100 * low:+.1f}～{100 * high:+.1f} 个百分点）"


def policy(result: Evaluation) -> str:
    """What the product would have done by its own thresholds."""
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
    return section("按本机自定的界限", text + table(head, rows)) if rows else ""


def groups(result: Evaluation) -> str:
    """Figures of each group."""
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
    pairs = table(("组", "总 FMR", "界限", "组内两人互认", "组内与组外互认", "本人不认"), inside)
    return section("分组", table(head, rows) + pairs)


def verification(result: Evaluation) -> str:
    """Two pictures compared."""
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
    return section("两张照片相比（一对一）", table(head, rows)) if rows else ""


def attacks(result: Evaluation) -> str:
    """Presentation attacks."""
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
    return section("假脸攻击", table(head, rows)) if rows else ""


def acquisition(result: Evaluation) -> str:
    """Pictures that gave nothing."""
    rows = [
        [name, str(part.pictures), str(part.failures), percent(part.fta), reasons(part.reasons) or "—"]
        for name, part in (("建档", result.enrolment), ("搜索", result.probes))
    ]
    return section("用不了的照片（FTA）", table(("照片", "张数", "用不了", "FTA", "原因"), rows))


def latency(result: Evaluation) -> str:
    """Milliseconds of each stage."""
    rows = [[stage(row.stage), f"{row.p50_ms:.2f}", f"{row.p95_ms:.2f}"] for row in result.latency]
    body = table(("步骤", "中位数，毫秒", "95% 不超过，毫秒"), rows)
    return section("用时", "<p>在这台机器上，一张照片，一个线程。</p>" + body) if rows else ""


def section(title: str, body: str) -> str:
    """A heading and what is under it, mark-up already."""
    return f"<h2>{escape(title)}</h2>\n{body}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Cells are mark-up already."""
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td class='n'>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{top}</tr>{body}</table>"


def bullets(sentences: Sequence[str]) -> str:
    """Sentences, one under the other."""
    return "<ul>" + "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences) + "</ul>"
