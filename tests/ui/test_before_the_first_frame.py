"""What `kiosk run` imports before its first frame: every module more is a dark screen for longer."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("sqlite_utils", "sqlcipher3", "numpy", "cv2", "asyncio", "tornado", "cryptography", "bleak", "serial", "ssl")

ASK = f"""
import sys
import ui.commands.run, ui.terminal, ui.window.bridge, ui.window.gui_calls, ui.window.shell, ui.wings
print(*[name for name in {HEAVY!r} if name in sys.modules])
"""


def test_neither_the_database_nor_a_network_is_imported_before_the_first_frame() -> None:
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == []
