"""The technician's page of the thresholds, at its usual and at its hard variants. The scores are drawn by lot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast
from zoneinfo import ZoneInfo

import numpy as np

from kiosk.camera_bench.gallery_page import GalleryPage, GalleryParts
from kiosk.camera_bench.gallery_room import Looked
from kiosk.camera_bench.gallery_view import GalleryView
from kiosk.faces.client.tuned import Tuned
from kiosk.faces.matching.thresholds import strangers_like
from kiosk.gallery.curves import Curves
from kiosk.settings import Settings


def gallery_views() -> Iterator[tuple[str, GalleryView]]:
    """Name and view of each picture."""
    yield "technician-gallery-usual", _page(_curves(812)).view()
    changed = _page(_curves(812))
    changed.rate(1)
    changed.rate(1)
    changed.rate(1)
    yield "technician-gallery-changed", changed.view()
    changed.look(True)
    yield "technician-gallery-det", changed.view()
    yield "technician-gallery-one-picture", _page(_curves(240, own=False)).view()
    small = _page(_curves(24))
    yield "technician-gallery-small", small.view()
    one = _page(_curves(240, own=False))
    one.look(True)
    yield "technician-gallery-no-det", one.view()
    yield "technician-gallery-empty", _page(_nothing(1)).view()
    yield "technician-gallery-too-many", _page(_nothing(100_000)).view()
    yield "technician-gallery-measuring", _page(None).view()


def _page(curves: Curves | None) -> GalleryPage:
    """The page itself shows what was found; nothing else of the terminal is there."""
    vision = SimpleNamespace(tuned=Tuned(0, 0.36, 0.32, 0.001))
    saving = SimpleNamespace()
    found = None if curves is None else Looked(curves, _kept(curves.people))

    def work(job: Any, then: Any, failed: Any) -> None:
        if found is not None:
            then(found)

    context = cast(Any, SimpleNamespace(work=work, session=SimpleNamespace(login="zhou")))
    parts = GalleryParts(
        cast(Any, None), cast(Any, vision), Settings(), cast(Any, SimpleNamespace(look=None)),
        ZoneInfo("Asia/Shanghai"), cast(Any, saving),
    )  # fmt: skip
    page = GalleryPage(context, parts)
    page.opened()
    return page


def _kept(people: int) -> Any:
    return SimpleNamespace(
        made=datetime(2026, 11, 27, 19, 10, tzinfo=UTC), policy=SimpleNamespace(people=people)
    )  # fmt: skip


def _curves(people: int, *, own: bool = True) -> Curves:
    drawn = np.random.default_rng(10)
    small = people < 60
    best = drawn.gumbel(*((0.24, 0.05) if small else (3.4, 0.66)), people).astype(np.float32)
    back = drawn.normal(*((0.78, 0.08) if small else (14.5, 2.2)), people).astype(np.float32)
    if not small:
        back[:9] = drawn.uniform(5.0, 10.0, 9)
        best[:2] = (9.4, 8.6)
    strangers = strangers_like(people, best, "sface")
    own_scores = np.sort(back) if own else np.empty(0, np.float32)
    return Curves(people, 4, strangers, own_scores, np.sort(best[best > strangers.alike(0.05)]))


def _nothing(people: int) -> Curves:
    nothing = np.empty(0, np.float32)
    return Curves(people, 4, None, nothing, nothing)
