"""The text of a slip's QR code: words a telephone shows without a network, short enough for 58 mm of paper."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.sentences import sentence
from kiosk.slips.slip import Line

MOST_BYTES = 412
"""UTF-8. Version 15 at level M: 77 squares, 85 with their quiet edge, half a millimetre each on 48 mm of dots."""


def qr_text(
    hall: str, name: str, when: str, lines: Sequence[Line], follow_up: str = "", *, demonstration: bool = False
) -> str:
    """What fits, values first: those left out are counted, and the follow-up gives way to a value."""
    head: list[str] = [sentence("slips.demonstration")] if demonstration else []
    head += [hall, f"{name} {when}"]
    tail = [sentence("slips.screening")]
    values = [_short(line) for line in lines]
    for kept in range(len(values), -1, -1):
        left = [sentence("slips.more", count=len(values) - kept)] if kept < len(values) else []
        for wish in ([follow_up] if follow_up else [], []):
            text = "\n".join((*head, *values[:kept], *left, *wish, *tail))
            if len(text.encode()) <= MOST_BYTES:
                return text
    return "\n".join(tail)


def _short(line: Line) -> str:
    """血压 128/82 mmHg 脉搏 72 次/分 在参考范围内."""
    words: list[str] = [line.title]
    pending: list[str] = []
    for at, figure in enumerate(line.figures):
        pending.append(figure.number)
        following = line.figures[at + 1] if at + 1 < len(line.figures) else None
        if following is None or following.unit != figure.unit:
            if at and len(pending) == 1:
                words.append(figure.caption)
            words.append(f"{'/'.join(pending)} {figure.unit}")
            pending = []
    return " ".join((*words, line.word) if line.word else words)
