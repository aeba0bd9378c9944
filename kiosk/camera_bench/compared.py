"""What the camera page reads of the past when it is opened: the last check, and the last evaluation that was kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from kiosk.archive.archive import Archive
from kiosk.archive.audit_log import Chosen
from kiosk.camera_bench.camera_view import ComparisonView
from kiosk.camera_bench.comparison import InForce, comparison_view, not_evaluated, unreadable
from kiosk.evaluation.kept import EvaluationUnreadable, KeptEvaluation
from kiosk.faces.enrolment.in_use import engines_in_use
from kiosk.settings import Settings

LastKept = Callable[[], KeptEvaluation | None]


@dataclass(frozen=True, slots=True)
class Past:
    """See the module.

    Attributes:
        checked: When the camera was last checked, and whether all was right; None: never.
        called: The liveness limit that was called for; None where it was not measured.
        evaluated: When; None where no evaluation was kept.
    """

    checked: tuple[datetime, bool] | None
    comparison: ComparisonView
    called: float | None = None
    evaluated: datetime | None = None


def past_of(archive: Archive, settings: Settings, fpir: float, last_kept: LastKept, zone: tzinfo) -> Past:
    """Read it; for a worker's thread. Raises StoreError."""
    entries = archive.audit_log.entries(Chosen(kinds=("camera",)), most=20)
    found = next((entry for entry in entries if entry.action == "camera.checked"), None)
    checked = None if found is None else (found.at, found.detail.get("outcome") == "passed")
    engine = engines_in_use(settings.faces)[0]
    policy = archive.face_policies.in_force(engine.name, engine.version)
    now = InForce(
        settings.camera.live_from if settings.faces.liveness else None,
        settings.camera.doubt_from,
        engine.name,
        engine.version,
        fpir,
        None if policy is None else policy.policy,
    )
    try:
        kept = last_kept()
    except EvaluationUnreadable:
        return Past(checked, unreadable(now))
    if kept is None:
        return Past(checked, not_evaluated(now))
    called = kept.live_from if settings.faces.liveness else None
    return Past(checked, comparison_view(kept, now, zone), called, kept.made)
