"""Cells of a stranger's list as they may stand on a screen: enough to tell a column by, not to know anybody."""

from __future__ import annotations

import unicodedata

from kiosk.people.names import mask_id_number, mask_name

FEW = 4
NUMBER_DIGITS = 12
"""So many digits are no telephone and no date."""


def masked_cell(text: str) -> str:
    """A cell of a column nobody knows the meaning of."""
    plain = " ".join("".join(c for c in text if unicodedata.category(c)[0] != "C" or c in "\t\n").split())
    if len(plain) < 2:
        return plain
    digits = sum(c.isdigit() for c in plain)
    if digits >= NUMBER_DIGITS:
        return mask_id_number(plain)
    if not digits and len(plain) <= FEW:
        return mask_name(plain)
    shown = min(FEW, len(plain) // 2)
    return plain[:shown] + "*" * min(6, len(plain) - shown)
