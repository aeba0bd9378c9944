"""`kiosk run` that tells what it shows, a line `VIEW state headline` each (`python -m tests.walks.told_terminal`)."""

from __future__ import annotations

import sys
from typing import Any

from kiosk.cli import main
from ui.visitor.visit_model import VisitModel

_apply = VisitModel.apply


def tell(model: VisitModel, view: Any) -> None:
    """Show a view, and say so."""
    print("VIEW", view.state.value, view.headline.replace("\n", ""), flush=True)
    _apply(model, view)


if __name__ == "__main__":
    VisitModel.apply = tell  # type: ignore[method-assign]
    sys.exit(main())
