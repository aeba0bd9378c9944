"""What an examination finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARNING = "warning"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One part of the terminal: what was found, and what to do about it.

    Attributes:
        key: Stable name for programs, such as "device.id-reader".
        part, found, advice: Chinese, for the technician; no personal data. `advice` is empty when all is well.
    """

    key: str
    part: str
    verdict: Verdict
    found: str
    advice: str = ""

    def as_dict(self) -> dict[str, str]:
        """As plain data."""
        return {
            "key": self.key,
            "part": self.part,
            "verdict": self.verdict.value,
            "found": self.found,
            "advice": self.advice,
        }
