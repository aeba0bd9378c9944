"""Words and numbers as a technician reads them, for the summary and the report."""

from __future__ import annotations

from kiosk.evaluation.searching import NORMALISED, SECOND_OPINION, SIMILARITY

VARIANTS = {SIMILARITY: "只比相似度", NORMALISED: "按名单归一化", SECOND_OPINION: "归一化＋第二意见"}
REASONS = {
    "no-face": "没有找到脸",
    "two-faces": "不止一张脸",
    "too-small": "脸太小",
    "unreadable": "打不开",
    "too-large": "文件太大",
    "missing": "不是文件",
    "crashed": "解码时崩溃",
    "tilted": "头歪",
    "turned": "脸侧",
    "nodding": "抬头或低头",
    "too-dark": "太暗",
    "too-bright": "太亮",
    "one-sided": "一半亮一半暗",
    "cut-off": "没照全",
    "blurred": "模糊",
    "unclear": "看不清五官",
}
STAGES = {
    "read": "读图",
    "detect": "找脸",
    "align": "摆正",
    "quality": "质量",
    "embed": "特征",
    "embed-frame": "特征（一帧）",
    "second-opinion": "第二意见",
    "second-opinion-frame": "第二意见（一帧）",
    "liveness": "活体",
}


def percent(rate: float | None) -> str:
    """A rate with the digits it deserves; 「测不了」 when there is none."""
    if rate is None:
        return "测不了"
    digits = 3 if 0 < rate < 0.001 else 2
    return f"{100 * rate:.{digits}f}%"


def between(low: float | None, high: float | None) -> str:
    """An interval in brackets, empty when there is none."""
    return "" if low is None or high is None else f"（{percent(low)}～{percent(high)}）"


def number(value: float | None) -> str:
    """A threshold."""
    return "测不了" if value is None or abs(value) > 1e300 else f"{value:.3f}"


def images(count: int | None) -> str:
    """How many pictures a member is enrolled with."""
    return "全部照片" if count is None else f"{count} 张"


def variant(name: str) -> str:
    """What a way of scoring is called."""
    return VARIANTS.get(name, name)


def reasons(found: dict[str, int]) -> str:
    """Failures to acquire, by reason."""
    return "、".join(f"{REASONS.get(reason, '处理失败')} {count}" for reason, count in found.items())


def stage(name: str) -> str:
    """What a stage is called."""
    return f"在 {name.removeprefix('search-')} 人里搜索" if name.startswith("search-") else STAGES.get(name, name)
