"""What a bench brings back: figures, each with the aim it has, if any."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kiosk.sentences import Text, sentence, table


@dataclass(frozen=True, slots=True)
class Figure:
    """One number.

    Attributes:
        name: Key in the document, such as `own_share_ms`.
        label: What it is, for the technician.
        unit: Of `value`; empty for a ratio.
        aim: The most it should be; None for a figure that only explains another.
    """

    name: str
    label: str
    value: float
    unit: str = ""
    aim: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether the aim was met; None without one."""
        return None if self.aim is None else self.value <= self.aim

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "name": self.name,
            "label": self.label,
            "value": round(self.value, 4),
            "unit": self.unit,
            "aim": self.aim,
            "met": self.met,
        }

    def as_text(self) -> str:
        """One line."""
        number = f"{self.value:.3g}" if abs(self.value) < 100 else f"{self.value:.0f}"
        value = f"{number} {self.unit}".rstrip()
        if self.aim is None:
            return sentence("bench.figure.plain", label=self.label, value=value)
        met = sentence("bench.figure.met" if self.met else "bench.figure.not-met")
        return sentence("bench.figure.with-aim", label=self.label, value=value, aim=self.aim, met=met)


@dataclass(frozen=True, slots=True)
class Result:
    """One bench.

    Attributes:
        runs: How many times the thing was done.
        skipped: Why there are no figures; None when there are.
    """

    name: str
    figures: tuple[Figure, ...] = ()
    runs: int = 0
    skipped: str | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def title(self) -> Text:
        """What was measured, in words."""
        return table("bench.titles")[self.name]

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "name": self.name,
            "title": self.title,
            "runs": self.runs,
            "skipped": self.skipped,
            "figures": [figure.as_dict() for figure in self.figures],
            "notes": list(self.notes),
        }

    def as_text(self) -> str:
        """A paragraph."""
        if self.skipped is not None:
            return sentence("bench.result.skipped", title=self.title, name=self.name, why=self.skipped)
        lines = [
            sentence("bench.result.head", title=self.title, name=self.name, runs=self.runs),
            *(f"  {figure.as_text()}" for figure in self.figures),
        ]
        return "\n".join(lines + [f"  {note}" for note in self.notes])
