"""Every class that QML knows as a singleton, imported before a test makes an engine.

A singleton that is registered after the first engine of a process spoils QML's own types for all that follow ("Cannot
assign object of type QQuickText to list property data; expected QObject"), see docs/decisions.md. The terminal imports
them with its window; a test that imports one in its own body would come too late for the tests after it.
"""

from __future__ import annotations

import ui.items.pinyin
import ui.panel
import ui.wings

__all__ = ["ui"]
