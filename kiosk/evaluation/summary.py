"""The evaluation in a dozen lines, for who typed the command."""

from __future__ import annotations

from kiosk.evaluation.figures import AtPolicy, Evaluation, GroupIdentification, Identification, answers_by
from kiosk.evaluation.verdict import MOST_BPCER, judgements
from kiosk.evaluation.words import between, images, number, percent, reasons, stage, variant


def summary(result: Evaluation) -> list[str]:
    """Lines to print."""
    second = f"＋{result.second_opinion}" if result.second_opinion else ""
    pictures = f"建档照片 {result.enrolment.pictures} 张，搜索照片 {result.probes.pictures} 张"
    lines = [f"引擎 {result.engine}{second}；{result.people} 人，{pictures}", _acquisition(result)]
    lines += [
        f"一对一：FMR {row.fmr:g} 时 FNMR {percent(row.fnmr)}{between(row.fnmr_low, row.fnmr_high)}，"
        f"界限 {number(row.threshold)}"
        for row in result.verification
    ]
    lines += [_identification(row) for row in result.fnir_at_fpir if _is_used(result, row)]
    lines += [_policy(row) for row in result.policy if _is_used(result, row)]
    lines += [
        f"组“{row.group}”（{row.people} 人）{variant(row.variant)}，名单 {row.gallery} 人，"
        f"FPIR {percent(row.fpir)} 的界限：FNIR {percent(row.fnir)}，这一组的 FPIR {percent(row.observed_fpir)}"
        for row in result.groups
        if _is_used(result, row)
    ]
    lines += [
        f"组“{row.group}”内部互认（FMR {row.fmr:g} 的界限）：{percent(row.fmr_within)}"
        for row in result.group_verification
    ]
    lines += [
        f"攻击“{row.species}”：{_at(row.bpcer_target)} APCER {percent(row.apcer)}"
        f"{between(row.apcer_low, row.apcer_high)}，BPCER {percent(row.bpcer)}，界限 {number(row.threshold)}"
        for row in result.attacks
        if "/" not in row.species and row.bpcer_target in (None, MOST_BPCER)
    ]
    if result.latency:
        lines.append("用时（中位数）：" + "，".join(f"{stage(s.stage)} {s.p50_ms:.1f} ms" for s in result.latency))
    lines += [f"{judged.verdict.value}：{judged.aim}（{judged.seen}）" for judged in judgements(result)]
    return lines + [f"注意：{note}" for note in result.notes]


def _is_used(result: Evaluation, row: Identification | AtPolicy | GroupIdentification) -> bool:
    """Other ways of scoring stand in the report and the JSON."""
    return row.variant == answers_by(result, row.gallery, row.enrol_images)


def _acquisition(result: Evaluation) -> str:
    why = f"；{reasons(result.probes.reasons)}" if result.probes.failures else ""
    line = f"用不了的搜索照片（FTA）：{percent(result.probes.fta)}{why}"
    if result.enrolment.failures and not result.one_pool:
        line += f"；用不了的建档照片：{percent(result.enrolment.fta)}；{reasons(result.enrolment.reasons)}"
    return line


def _identification(row: Identification) -> str:
    return (
        f"一对多：名单 {row.gallery} 人，每人 {images(row.enrol_images)}，{variant(row.variant)}："
        f"FPIR {percent(row.fpir)} 时 FNIR {percent(row.fnir)}{between(row.fnir_low, row.fnir_high)}，"
        f"界限 {number(row.threshold)}，认成别人 {percent(row.wrong_person)}"
    )


def _policy(row: AtPolicy) -> str:
    where = f"名单 {row.gallery} 人，每人 {images(row.enrol_images)}，{variant(row.variant)}"
    return (
        f"本机自定的界限 {number(row.accept)}（请确认 {number(row.doubt)}），{where}："
        f"名单外的人被认错 {percent(row.fpir)}{between(row.fpir_low, row.fpir_high)}，"
        f"被问“是不是您” {percent(row.fpir_asked)}；"
        f"成员直接认出 {percent(row.sure)}，请确认 {percent(row.confirm)}，认不出 {percent(row.fnir)}"
    )


def _at(target: float | None) -> str:
    return "现用界限" if target is None else f"BPCER {percent(target)} 的界限"
