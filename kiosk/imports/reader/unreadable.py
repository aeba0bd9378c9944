"""Why a file is not read."""

from __future__ import annotations


class Unreadable(Exception):
    """A file that is not read.

    Attributes:
        code: Last part of a key below `imports.file`.
        blanks: What fills the sentence: figures and names of sheets, never what stands in a cell.
    """

    def __init__(self, code: str, **blanks: object) -> None:
        super().__init__(code)
        self.code = code
        self.blanks = {name: str(value)[:300] for name, value in blanks.items()}
