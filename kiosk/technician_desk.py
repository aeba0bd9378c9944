"""The technician's pages in the inner wing of one terminal, with a line for each."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from kiosk.calibrating.calendar_page import CalendarParts, CalibrationsPage
from kiosk.calibrating.page import CalibratePage, CalibrateParts
from kiosk.calibrating.targets import targets_of
from kiosk.camera_bench.camera_page import CameraPage, CameraParts
from kiosk.configuring.page import ConfigPage, ConfigParts
from kiosk.desk.pages import PageMaker
from kiosk.desk_parts import Parts


def technician_pages(parts: Parts) -> tuple[PageMaker, ...]:
    """Every page, in the order of the navigation."""
    zone = ZoneInfo(parts.settings.hall.time_zone)
    camera = CameraParts(parts.archive, parts.vision, parts.settings, zone)
    config = ConfigParts(parts.settings, parts.config_file, parts.data_dir, parts.archive.audit)
    return (
        *calibration_pages(parts, zone),
        PageMaker(CameraPage, lambda context: CameraPage(context, camera), under="gallery"),
        PageMaker(ConfigPage, lambda context: ConfigPage(context, config), icon="settings"),
    )


def calibration_pages(parts: Parts, zone: ZoneInfo) -> tuple[PageMaker, ...]:
    """The calendar and the wizard; none where nobody keeps calibrations."""
    keeping = parts.calibrations
    if keeping is None:
        return ()
    targets = targets_of(parts.devices.values(), {entry.name: entry.model for entry in parts.settings.devices})
    calendar = CalendarParts(targets, keeping, zone)
    wizard = CalibrateParts(targets, parts.devices, parts.hear, keeping, zone)
    return (
        PageMaker(CalibrationsPage, lambda context: CalibrationsPage(context, calendar), icon="thermo"),
        PageMaker(CalibratePage, lambda context: CalibratePage(context, wizard), under="calibrations"),
    )
