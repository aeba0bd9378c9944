"""A resident, and where they live on the six levels a Shanghai hall works with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, repr=False)
class Address:
    """区 · 街道 · 居村委 · 小区 · 楼栋 · 家庭. The last two say whose door it is and are sealed in the store."""

    district: str | None = None
    street: str | None = None
    committee: str | None = None
    community: str | None = None
    building: str | None = None
    home: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Resident:
    """Somebody the register knows. The repr shows the id only.

    Attributes:
        number: In its long form; None for somebody known by a card reference alone.
        sex: GB/T 2261.1 code.
        nation: GB/T 3304 code.
        nationality: Three-letter code, None for citizens.
    """

    id: str
    name: str | None
    number: str | None
    sex: str = "0"
    birth: date | None = None
    name_foreign: str | None = None
    nation: str | None = None
    nationality: str | None = None
    phone: str | None = None
    address: Address = field(default_factory=Address)

    def __repr__(self) -> str:
        return f"<Resident {self.id}>"
