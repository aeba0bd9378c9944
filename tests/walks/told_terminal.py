"""`kiosk run` that tells what it shows, a line `VIEW state headline` each (`python -m tests.walks.told_terminal`).

Told `restart` on its standard input it does what the technician's page does when that was confirmed.
"""

from __future__ import annotations

import sys
import threading
from typing import Any

from kiosk.assemble import Kiosk
from kiosk.cli import main
from kiosk.desk_parts import Parts
from ui.visitor.visit_model import VisitModel

_apply = VisitModel.apply
_make = Kiosk._parts


def tell(model: VisitModel, view: Any) -> None:
    """Show a view, and say so."""
    print("VIEW", view.state.value, view.headline.replace("\n", ""), flush=True)
    _apply(model, view)


def parts_of(kiosk: Kiosk) -> Parts:
    """What pages are made of; whoever asks for a restart may from now on."""
    parts = _make(kiosk)

    def listen() -> None:
        for line in sys.stdin:
            if line == "restart\n" and parts.restart is not None and not parts.served():
                parts.restart()
                return

    threading.Thread(target=listen, daemon=True).start()
    return parts


if __name__ == "__main__":
    Kiosk._parts = parts_of  # type: ignore[method-assign, assignment]
    VisitModel.apply = tell  # type: ignore[method-assign, assignment]
    sys.exit(main())
