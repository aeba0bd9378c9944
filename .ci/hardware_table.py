"""Writes the table of supported hardware into README.md, from the catalogue. With --check only compares."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from devices.catalogue import MODELS
from devices.evidence import Evidence
from devices.model import Model

README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN, END = "<!-- hardware table: made by .ci/hardware_table.py -->", "<!-- end of hardware table -->"


def table() -> str:
    """Markdown, one row a model."""
    rows = ["| model | device | wire | tested on | to be proved on the first box |", "|---|---|---|---|---|"]
    rows += [f"| `{m.name}` | {m.title} | {m.wire} | {m.tested_on} | {unproved(m)} |" for m in MODELS.values()]
    return "\n".join(rows)


def unproved(model: Model) -> str:
    """What in a model's format rests on a single source or on none."""
    module, _, which = model.format.partition(":")
    held = importlib.import_module(module).RESTS_ON if module else ()
    facts = held[which] if which else held
    weak = {Evidence.ONE: "one source", Evidence.MEMORY: "no source"}
    return "; ".join(f"{fact.what} ({weak[fact.evidence]})" for fact in facts if fact.evidence in weak)


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
