"""ESC/POS as far as a slip needs it: a picture, a cut, and how the printer is.

Each answer is known by its fixed bits: a printer also answers a question that stands by chance among a picture's dots.
Source: Epson, ESC/POS command reference (GS v 0, GS V, ESC d, DLE EOT, GS r). The bytes sent are those of
python-escpos, which is not used to send them: docs/decisions.md says why.
"""

from __future__ import annotations

from dataclasses import dataclass

from devices.evidence import Evidence, Fact
from devices.printers.raster import Raster

RESTS_ON = (
    Fact("picture, feed and cut", Evidence.SEVERAL, "python-escpos 3.1, whose bytes are the same; Epson's reference"),
    Fact("the bits of DLE EOT", Evidence.SEVERAL, "hardless-http-dialects; node-escpos"),
    Fact("GS r waits its turn behind a slip", Evidence.MEMORY, "pull the paper out while a slip is printed"),
)

ASK_PAPER_WHEN_DONE = b"\x1dr\x01"
"""GS r 1: answered after everything sent before it was printed."""

_FEED_LINES = 4
"""Between the last row and the knife; a knife stands some 12 mm behind the head."""


def ask(what: int) -> bytes:
    """DLE EOT: answered at once, whatever waits to be printed. 1 printer, 2 why it is off line, 4 paper."""
    return bytes((0x10, 0x04, what))


ASKED = (1, 2, 4)


@dataclass(frozen=True, slots=True)
class Condition:
    """How a printer is.

    Attributes:
        off_line: It prints nothing now.
        failed: Its knife is stuck, or it is too hot.
    """

    off_line: bool = False
    cover_open: bool = False
    no_paper: bool = False
    paper_low: bool = False
    failed: bool = False


def is_status(byte: int) -> bool:
    """Whether a byte can be the answer to DLE EOT: bits 7 and 0 clear, 4 and 1 set."""
    return byte & 0b1001_0011 == 0b0001_0010


def is_done(byte: int) -> bool:
    """Whether a byte can be the answer to GS r: bits 7 and 4 clear."""
    return byte & 0b1001_0000 == 0


def condition(printer: int, cause: int, paper: int) -> Condition:
    """What the answers to DLE EOT 1, 2 and 4 say together."""
    return Condition(
        off_line=bool(printer & 0x08),
        cover_open=bool(cause & 0x04),
        no_paper=bool(cause & 0x20 or paper & 0x60),
        paper_low=bool(paper & 0x0C),
        failed=bool(cause & 0x40),
    )


def begin() -> bytes:
    """ESC @: what was set or half sent before is forgotten."""
    return b"\x1b@"


def picture(band: Raster) -> bytes:
    """GS v 0 with these dots, at full density."""
    across, down = band.width // 8, band.height
    return b"\x1dv0\x00" + across.to_bytes(2, "little") + down.to_bytes(2, "little") + band.data


def end(*, cut: bool) -> bytes:
    """ESC d: feed the slip out; GS V: cut it but for a point, where the printer has a knife."""
    return bytes((0x1B, 0x64, _FEED_LINES)) + (b"\x1dVB\x00" if cut else b"")
