"""What the demonstration saw, visit by visit, as JSON and as text."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from kiosk.sentences import sentence, table


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
            lines += _visit_lines(visit)
        lines += [sentence("demonstration.report.left-out", what=what) for what in self.left_out]
        played = [visit for visit in self.visits if not visit.skipped]
        good = sum(visit.ok for visit in played)
        lines.append(sentence("demonstration.report.as-expected", good=good, played=len(played)))
        lines += _upkeep_lines(self.upkeep)
        lines += [sentence("demonstration.report.note", name=n, value=value) for n, value in self.notes.items()]
        return "\n".join(lines)


def _visit_lines(visit: VisitSeen) -> list[str]:
    words, named = table("demonstration.report"), table("demonstration.report.facts")
    mark = words["skipped" if visit.skipped else "passed" if visit.ok else "wrong"]
    head = sentence("demonstration.report.visit", mark=mark, title=visit.title, seconds=visit.seconds)
    if visit.skipped:
        return [head, f"       {visit.skipped}"]
    facts = {
        "identified-by": visit.identified_by,
        "who": visit.masked_name,
        "code": visit.code,
        "temperature": visit.temperature_c,
        "outcome": visit.outcome,
    }
    lines: list[str] = [head]
    lines.append("       " + "  ".join(f"{named[name]} {value}" for name, value in facts.items() if value is not None))
    lines.append("       " + " → ".join(f"{step.state} {step.at_s:.1f}" for step in visit.path))
    if visit.rows:
        rows = "  ".join(f"{name} {count}" for name, count in visit.rows.items())
        lines.append(sentence("demonstration.report.rows", rows=rows))
    return lines + [sentence("demonstration.report.problem", problem=problem) for problem in visit.problems]


def _upkeep_lines(upkeep: dict[str, Any]) -> list[str]:
    """After the warm-up → at the end (the most in between)."""
    if not upkeep:
        return []
    warm, end, most = upkeep["warm"], upkeep["end"], upkeep["most"]
    lines: list[str] = [sentence("demonstration.report.upkeep", warm=warm["visits"], end=end["visits"])]
    for key, name in table("demonstration.report.figures").items():
        figures = {"warm": _text(warm[key]), "end": _text(end[key]), "most": _text(most[key])}
        lines.append(table("demonstration.report")["figure"].fill(name=name, **figures))
    return lines


def _text(figure: float | int | None) -> str:
    if figure is None:
        return sentence("demonstration.report.unknown")
    return f"{figure:.1f}" if isinstance(figure, float) else str(figure)
