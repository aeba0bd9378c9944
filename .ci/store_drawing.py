"""Draws the tables of the store anew in docs/data.md, after a migration: PYTHONPATH=. python .ci/store_drawing.py"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from devices.clock import SystemClock
from kiosk.archive.archive import Archive

MANUAL = Path(__file__).parent.parent / "docs" / "data.md"
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '*sqlite_*' ORDER BY rowid"
_UNIQUE = """SELECT i.name FROM pragma_index_list(?) l JOIN pragma_index_info(l.name) i
WHERE l."unique" = 1 AND l.partial = 0 AND (SELECT count(*) FROM pragma_index_info(l.name)) = 1"""


def drawing() -> str:
    """The references and tables of a new file, as Mermaid."""
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder), SystemClock()) as store:  # noqa: SIM117
        with store._core.readers.db() as db:
            tables = [row[0] for row in db.execute(_TABLES)]
            references, blocks = [], []
            for table in tables:
                keys = {row[3]: row[2] for row in db.execute(f"PRAGMA foreign_key_list({table})")}
                references += [f"  {to} ||--o{{ {table} : {column}" for column, to in keys.items()]
                unique = {row[0] for row in db.execute(_UNIQUE, [table])}
                lines = []
                for row in db.execute(f"PRAGMA table_info({table})"):
                    mark = " PK" if row[5] else " FK" if row[1] in keys else " UK" if row[1] in unique else ""
                    lines.append(f"    {row[2].lower()} {row[1]}{mark}")
                blocks.append(f"  {table} {{\n" + "\n".join(lines) + "\n  }")
    return "erDiagram\n" + "\n".join([*references, *blocks]) + "\n"


text = MANUAL.read_text("utf-8")
MANUAL.write_text(
    re.sub(r"```mermaid\n.*?```", lambda _: f"```mermaid\n{drawing()}```", text, count=1, flags=re.S), "utf-8"
)
