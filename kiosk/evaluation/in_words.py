"""Words and numbers as a technician reads them, for the summary and the report."""

from __future__ import annotations

from kiosk.sentences import listed, sentence, table


def percent(rate: float | None) -> str:
    """A rate with the digits it deserves; 测不了 when there is none."""
    if rate is None:
        return sentence("evaluation.not-measured")
    digits = 3 if 0 < rate < 0.001 else 2
    return f"{100 * rate:.{digits}f}%"


def between(low: float | None, high: float | None) -> str:
    """An interval in brackets, empty when there is none."""
    return "" if low is None or high is None else sentence("evaluation.between", low=percent(low), high=percent(high))


def number(value: float | None) -> str:
    """A threshold."""
    return sentence("evaluation.not-measured") if value is None or abs(value) > 1e300 else f"{value:.3f}"


def images(count: int | None) -> str:
    """How many pictures a member is enrolled with."""
    return sentence("evaluation.pictures.all") if count is None else sentence("evaluation.pictures.count", count=count)


def variant(name: str) -> str:
    """What a way of scoring is called."""
    return table("evaluation.ways").get(name, name)


def reasons(found: dict[str, int]) -> str:
    """Failures to acquire, by reason."""
    said, other = table("evaluation.reasons"), sentence("evaluation.reason-other")
    each = (sentence("evaluation.reason", reason=said.get(name, other), pictures=n) for name, n in found.items())
    return listed(each)


def stage(name: str) -> str:
    """What a stage is called."""
    return (
        sentence("evaluation.search-among", people=name.removeprefix("search-"))
        if name.startswith("search-")
        else table("evaluation.stages").get(name, name)
    )
