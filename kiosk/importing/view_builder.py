"""From an import to what is shown of it. Nothing leaves here that is not masked."""

from __future__ import annotations

from datetime import tzinfo

from kiosk.importing import choosing_views, ending_views, preview_views
from kiosk.importing.flow import RUNNING, Flow, Step
from kiosk.importing.meter import Went
from kiosk.importing.view import ImportView
from kiosk.sentences import sentence


def import_view(flow: Flow, went: Went | None, zone: tzinfo, who: str) -> ImportView:
    """The page at this moment.

    Args:
        went: How far is what runs.
        who: Masked name of the clerk.
    """
    step = flow.step
    return ImportView(
        step=step.value,
        about=_about(flow),
        note=flow.note,
        choose=choosing_views.choose_view(flow, zone) if step in (Step.CHOOSE, Step.PHOTOS) else None,
        ready=choosing_views.ready_view(flow, zone) if step is Step.READY else None,
        progress=choosing_views.progress_view(flow, went) if step in RUNNING else None,
        unread=flow.ending,
        columns=preview_views.columns_view(flow) if step is Step.COLUMNS else None,
        meaning=preview_views.meaning_view(flow) if step is Step.MEANING else None,
        preview=preview_views.preview_view(flow) if step in (Step.PREVIEW, Step.DONE) else None,
        row=preview_views.row_view(flow) if step is Step.ROW else None,
        how_read=preview_views.how_read(flow) if step is Step.HOW_READ else (),
        consent=ending_views.consent_view(flow, who) if step is Step.CONSENT else None,
        confirm=ending_views.confirm_view(flow) if step is Step.CONFIRM else None,
        done=ending_views.done_view(flow) if step is Step.DONE else None,
        recent=ending_views.recent_view(flow, zone) if step is Step.RECENT else None,
    )


def _about(flow: Flow) -> str:
    """The list beside the title."""
    if flow.file is None or flow.step in (Step.CHOOSE, Step.READY, Step.PHOTOS, Step.RECENT):
        return ""
    if flow.sheet is None:
        return flow.file.shown
    return sentence("importing.about", file=flow.file.shown, rows=len(flow.sheet.rows))
