"""Writes docs/bands.zh.md: every limit by which a value is kept, judged or calls somebody, for the clinic to approve.
With --check only compares.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from kiosk.measurements import baseline, red, temperature
from kiosk.measurements.bands import Row, Table, band_file
from kiosk.measurements.catalogue import Metric, metric, metrics
from kiosk.measurements.red import RedRule, Repeat
from kiosk.settings import Temperature

PAGE = Path(__file__).resolve().parent.parent / "docs" / "bands.zh.md"
UNSURE = "（待核）"
LEVELS = {"ok": "绿", "info": "蓝", "window": "黄，请人来"}
REPEATS = {Repeat.REST: "歇一分钟再量一次", Repeat.RESEAT: "重新戴好再量一次", Repeat.NO: "不再量"}
SEXES = {"1": "男性", "2": "女性"}
HEAD = """# 参考范围与限值：请社区医生审定

由 `.ci/bands_page.py` 从程序用的表生成：`resources/codes/bands.toml`、`red.toml`、`metrics.toml`
和 `kiosk/measurements/`。
标着“待核”的凭经验或只有一个来源，正式使用前请审定；要改，就改表，不改这一页。

屏幕上只说“高于参考范围”“低于参考范围”这样的话，带“筛查参考，不能用于诊断”，
不说病名、级别和用药。只用于成人：知道未满 18 岁的，照记，不判。
"""


def _page() -> str:
    return "\n".join([HEAD, *_bands(), *_temperature(), *_red(), *_limits()]) + "\n"


def _bands() -> Iterator[str]:
    for table in band_file().table:
        names = "、".join(metric(each).plain for each in table.metrics)
        yield f"## {names}：{_who(table)}\n"
        yield f"来源：{table.source}{UNSURE if table.from_memory else ''}。表 `{table.id}`。\n"
        yield "| 范围 | 屏幕上的话 | 建议 | 再量 | 记录里 |\n|---|---|---|---|---|"
        for row in table.row:
            again = "" if row.again_after_days is None else f"{row.again_after_days} 天后；{row.again_source}"
            yield f"| {_limits_of(row)} | {row.words}（{LEVELS[row.level]}） | {row.advice} | {again} | `{row.id}` |"
        yield ""


def _who(table: Table) -> str:
    said = []
    if table.guideline is not None:
        said.append(f"设置 `measurements.guideline` 为 `{table.guideline}` 时")
    if table.altitude_from:
        said.append(f"海拔 {table.altitude_from:g} 米及以上")
    if table.age_from is not None:
        said.append(f"{table.age_from} 岁及以上")
    if table.age_below is not None:
        said.append(f"未满 {table.age_below} 岁" + ("，和不知道年龄的" if table.unknown else ""))
    if table.sex is not None:
        said.append(f"{SEXES[table.sex]}（不知道性别的不判）")
    return "；".join(said) or "所有成人"


def _limits_of(row: Row) -> str:
    high = [f"{metric(name).plain} ≥ {metric(name).shown(limit)}" for name, limit in row.at_least.items()]
    low = [f"{metric(name).plain} ≤ {metric(name).shown(limit)}" for name, limit in row.at_most.items()]
    return " 或 ".join((*high, *low)) or "其余"


def _temperature() -> Iterator[str]:
    usual = Temperature()
    site = temperature.temperature_settings(usual)
    low, high = temperature.SKIN_RANGE_C
    cold, hot = temperature.ROOM_RANGE_C
    days = baseline.BASELINE_FOR.days
    yield "## 额温\n"
    yield "| 条件 | 怎么办 |\n|---|---|"
    yield f"| 体温计通电不足 {usual.warm_up_min:g} 分钟{UNSURE} | 不报数，先看随申码 |"
    yield f"| 室温不在 {cold:g}–{hot:g} ℃ | 不报数，请到窗口量 |"
    yield f"| 额头皮肤不在 {low:g}–{high:g} ℃{UNSURE} | 不报数，再量 |"
    yield f"| 阵列的光斑里额头不足 {temperature.FILLED_FROM:.0%}{UNSURE} | 不报数，再量 |"
    yield "| 校准到期、失效或不合格 | 不量 |"
    yield f"| 低于 {site.low_c:g} ℃ | 坐一会儿再量；还低，请到窗口用接触式体温计 |"
    yield f"| {site.raised_c:g} ℃ 及以上 | 坐一会儿再量；还高，请到窗口用接触式体温计 |"
    yield f"| {site.high_c:g} ℃ 及以上 | 立即告诉工作人员 |"
    yield (
        f"| 比本人近 {days} 天的中位数高 {temperature.RISE_C:g} ℃ 及以上"
        f"（至少 {baseline.LEAST_DAYS} 天 {baseline.LEAST_READINGS} 次）{UNSURE} | 同 {site.raised_c:g} ℃ 及以上 |"
    )
    yield ""


def _red() -> Iterator[str]:
    yield "## 立即叫人\n"
    yield "| 量 | 限值 | 叫人之前 | 来源 | 规则 |\n|---|---|---|---|---|"
    for rule in red.rules():
        before = REPEATS[rule.repeat] + ("，且只在本人说不舒服时" if rule.unwell_only else "")
        source = rule.source + (UNSURE if rule.from_memory else "")
        yield f"| {metric(rule.metric).name} | {_red_limit(rule)} | {before} | {source} | `{rule.id}` |"
    yield ""


def _red_limit(rule: RedRule) -> str:
    known = metric(rule.metric)
    said = [f"≥ {known.shown(rule.at_least)}"] if rule.at_least is not None else []
    said += [f"≤ {known.shown(rule.at_most)}"] if rule.at_most is not None else []
    return " 或 ".join(said)


def _limits() -> Iterator[str]:
    yield "## 每个量的限值和编码\n"
    yield "超出“可信”的读数记为无效，留下原始数据，屏幕上请重测。手输的只收“手输”之内的。\n"
    yield "| 量 | 单位 | 常见 | 可信 | 手输 | LOINC | 数据元 | 名称 |\n|---|---|---|---|---|---|---|---|"
    for name, known in metrics().items():
        cells = (known.name, known.unit_shown, _span(known, known.soft), _span(known, known.hard),
                 _span(known, known.entry), _code(known, "loinc"), _code(known, "de"), f"`{name}`")  # fmt: skip
        yield f"| {' | '.join(cells)} |"


def _span(known: Metric, limits: tuple[float, float] | None) -> str:
    return "" if limits is None else f"{known.shown(limits[0])}–{known.shown(limits[1])}"


def _code(known: Metric, which: str) -> str:
    code: str = getattr(known, which)
    return code + (UNSURE if code and which in known.unsure else "")


def main() -> int:
    page = _page()
    if "--check" in sys.argv:
        return 0 if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page else 1
    PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
