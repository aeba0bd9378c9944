"""The technician's pages in the inner wing of one terminal, with a line for each."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from kiosk.camera_bench.camera_page import CameraPage, CameraParts
from kiosk.desk.pages import PageMaker
from kiosk.desk_parts import Parts


def technician_pages(parts: Parts) -> tuple[PageMaker, ...]:
    """Every page, in the order of the navigation."""
    zone = ZoneInfo(parts.settings.hall.time_zone)
    camera = CameraParts(parts.archive, parts.vision, parts.settings, zone)
    return (PageMaker(CameraPage, lambda context: CameraPage(context, camera), under="gallery"),)
