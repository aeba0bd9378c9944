"""What the demonstration saw, visit by visit, as JSON and as text."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class StepSeen:
    """One transition: the state entered, why, and seconds since the visit's script began."""

    state: str
    reason: str
    at_s: float


@dataclass
class VisitSeen:
    """One scripted visit as it went. Names of the cast are fictitious and masked all the same.

    Attributes:
        ok: True when every step came about and the records agree with the script.
        problems: What did not.
        rows: Rows written to each table during the visit.
    """

    id: str
    title: str
    ok: bool = True
    skipped: str | None = None
    problems: list[str] = field(default_factory=list)
    identified_by: str | None = None
    masked_name: str | None = None
    code: str | None = None
    code_source: str | None = None
    temperature_c: float | None = None
    outcome: str | None = None
    path: list[StepSeen] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    alerts: list[str] = field(default_factory=list)
    measured: list[str] = field(default_factory=list)
    screenshots: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def fail(self, problem: str) -> None:
        """Note what was not as expected."""
        self.ok = False
        self.problems.append(problem)


@dataclass
class DemonstrationReport:
    """The whole run."""

    visits: list[VisitSeen] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    notes: dict[str, Any] = field(default_factory=dict)
    upkeep: dict[str, Any] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether every visit that was played ended as expected."""
        return all(visit.ok for visit in self.visits) and any(not visit.skipped for visit in self.visits)

    def as_json(self) -> str:
        """One JSON document."""
        return json.dumps({"ok": self.ok} | asdict(self), ensure_ascii=False, indent=2)

    def as_text(self) -> str:
        """A page to read."""
        lines: list[str] = []
        for visit in self.visits:
            mark = "跳过" if visit.skipped else "通过" if visit.ok else "不对"
            lines.append(f"[{mark}] {visit.title}（{visit.seconds:.1f} 秒）")
            if visit.skipped:
                lines.append(f"       {visit.skipped}")
                continue
            facts = [
                ("怎么认出", visit.identified_by),
                ("谁", visit.masked_name),
                ("码", visit.code),
                ("体温", visit.temperature_c),
                ("结束", visit.outcome),
            ]
            lines.append("       " + "  ".join(f"{name} {value}" for name, value in facts if value is not None))
            lines.append("       " + " → ".join(f"{step.state} {step.at_s:.1f}" for step in visit.path))
            if visit.rows:
                lines.append("       写下 " + "  ".join(f"{table} {count}" for table, count in visit.rows.items()))
            lines += [f"       ！{problem}" for problem in visit.problems]
        lines += [f"没有演示：{what}" for what in self.left_out]
        played = [visit for visit in self.visits if not visit.skipped]
        lines.append(f"{sum(v.ok for v in played)} / {len(played)} 次访问如预期")
        lines += _upkeep_lines(self.upkeep)
        lines += [f"{name}：{value}" for name, value in self.notes.items()]
        return "\n".join(lines)


def _upkeep_lines(upkeep: dict[str, Any]) -> list[str]:
    """After the warm-up → at the end (the most in between)."""
    if not upkeep:
        return []
    warm, end, most = upkeep["warm"], upkeep["end"], upkeep["most"]
    names = (
        ("screen_mb", "界面进程内存，MB"),
        ("vision_mb", "识别进程内存，MB"),
        ("screen_fds", "界面进程打开的文件"),
        ("vision_fds", "识别进程打开的文件"),
        ("threads", "界面进程线程"),
        ("vision_threads", "识别进程线程"),
        ("log_kb", "日志，KB"),
        ("records_kb", "记录，KB"),
    )
    lines = [f"第 {warm['visits']} 次之后 → 第 {end['visits']} 次之后（其间最多）："]
    return lines + [f"  {word} {_text(warm[n])} → {_text(end[n])}（{_text(most[n])}）" for n, word in names]


def _text(figure: float | int | None) -> str:
    if figure is None:
        return "看不到"
    return f"{figure:.1f}" if isinstance(figure, float) else str(figure)
