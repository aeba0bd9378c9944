"""Writes the table of supported hardware into README.md, from the catalogue. With --check only compares."""

from __future__ import annotations

import sys
from pathlib import Path

from devices.catalogue import MODELS

README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN, END = "<!-- hardware table: made by .ci/hardware_table.py -->", "<!-- end of hardware table -->"


def table() -> str:
    """Markdown, one row a model."""
    rows = ["| model | device | wire | tested on |", "|---|---|---|---|"]
    rows += [f"| `{m.name}` | {m.title} | {m.wire} | {m.tested_on} |" for m in MODELS.values()]
    return "\n".join(rows)


def main() -> int:
    """Write or compare."""
    text = README.read_text()
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    made = f"{head}{BEGIN}\n{table()}\n{END}{tail}"
    if "--check" in sys.argv:
        return 0 if made == text else 1
    README.write_text(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
