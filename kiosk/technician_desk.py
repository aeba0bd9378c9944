"""The technician's pages in the inner wing of one terminal, with a line for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from devices.sound.chime import chime
from devices.sound.player import SoundPlayer
from kiosk.archive.audit_trail import AuditTrail
from kiosk.calibrating.calendar_page import CalendarParts, CalibrationsPage
from kiosk.calibrating.looking_back import Affected, affected_of
from kiosk.calibrating.page import CalibratePage
from kiosk.calibrating.parts import CalibrateParts
from kiosk.calibrating.targets import by_hand, targets_of
from kiosk.calibration.in_force import Uncalibrated
from kiosk.camera_bench.camera_page import CameraPage, CameraParts
from kiosk.camera_bench.gallery_page import GalleryPage, GalleryParts
from kiosk.camera_bench.gallery_room import GalleryRoom
from kiosk.configuring.appending import append
from kiosk.configuring.changing import planned, save
from kiosk.configuring.file import ConfigFile
from kiosk.configuring.page import ConfigPage
from kiosk.configuring.parts import ConfigParts
from kiosk.desk.page import Context
from kiosk.desk.pages import PageMaker
from kiosk.desk_parts import Parts
from kiosk.device_bench.device_page import DevicePage
from kiosk.device_bench.devices_page import DevicesPage
from kiosk.device_bench.last_test import last_of_each, last_test
from kiosk.device_bench.parts import BenchParts, CameraState
from kiosk.device_bench.self_test_page import SelfTestPage
from kiosk.device_bench.watching import DeviceWatch
from kiosk.diagnostics.gathering import Source
from kiosk.diagnostics.page import LogsPage, LogsParts
from kiosk.diagnostics.states import states_of
from kiosk.doctor.checks import examine
from kiosk.doctor.own_settings import Start
from kiosk.evaluation.kept import last_kept
from kiosk.faces.client.vision_client import VisionClient
from kiosk.gallery.narrowing import Narrowing
from kiosk.learning.listening import Listening
from kiosk.learning.page import LearnPage
from kiosk.learning.parts import LearnParts
from kiosk.learning.ports import LINKS, free
from kiosk.learning.saving import FOLDER as PROFILES


def technician_pages(parts: Parts) -> tuple[PageMaker, ...]:
    """Every page, in the order of the navigation."""
    zone = ZoneInfo(parts.settings.hall.time_zone)
    config = ConfigParts(
        parts.settings,
        parts.config_file,
        parts.data_dir,
        parts.archive.audit,
        two_sign=parts.settings.calibration.second_signature,
        restart=parts.restart,
        served=parts.served,
        refused=parts.settings_refused,
    )
    bench = bench_of(parts)
    return (
        *device_pages(parts, bench),
        *calibration_pages(parts, zone),
        *face_pages(parts, zone),
        *log_pages(parts, bench),
        PageMaker(ConfigPage, lambda context: ConfigPage(context, config), icon="settings"),
        learn_page(parts),
    )


def learn_page(parts: Parts) -> PageMaker:
    """Learning a device no driver knows. Until it is written into the configuration file nothing uses its port."""

    def listen(url: str, rate: int | None, told: Callable[[], None]) -> Listening:
        return Listening(url, parts.clock, rate=rate, told=told)

    def add(lines: str, by: str) -> None:
        assert parts.config_file is not None
        append(ConfigFile(parts.config_file), lines, parts.archive.audit, by)

    learn = LearnParts(
        ports=lambda: free(parts.settings, links=parts.data_dir / LINKS),
        listen=listen,
        folder=parts.data_dir / PROFILES,
        note=parts.archive.audit.note,
        add=add if parts.config_file is not None else None,
    )
    return PageMaker(LearnPage, lambda context: LearnPage(context, learn), under="devices")


def bench_of(parts: Parts) -> BenchParts:
    """What is known of the devices. From now on it is heard what they tell."""
    watch = DeviceWatch(parts.devices)
    parts.hear(watch.hear)
    return BenchParts(
        parts.settings,
        parts.devices,
        watch,
        parts.states,
        calibrations=parts.calibrations or Uncalibrated(),
        camera=lambda: camera_state(parts.vision),
        chime_fault=lambda: parts.calls.faults().get("chime"),
        trail=parts.archive.audit,
        sticks=parts.find_sticks,
    )


def device_pages(parts: Parts, bench: BenchParts) -> tuple[PageMaker, ...]:
    """All devices, one of them, and the self-test."""
    player, trail = SoundPlayer(parts.settings.calls.chime_device), parts.archive.audit_log

    def self_test(context: Context) -> SelfTestPage:
        return SelfTestPage(
            context, bench, ring=lambda: player.play(chime()), last=lambda: last_test(trail, bench.zone)
        )

    def devices(context: Context) -> DevicesPage:
        return DevicesPage(
            context, bench, ("self-test", "learn", "camera"), tested=lambda: last_of_each(trail, bench.zone)
        )

    return (
        PageMaker(DevicesPage, devices, icon="chip"),
        PageMaker(SelfTestPage, self_test, under="devices"),
        PageMaker(DevicePage, lambda context: DevicePage(context, bench), under="devices"),
    )


def camera_state(vision: VisionClient) -> CameraState:
    """How the camera is."""
    last = vision.figures.last
    return CameraState(vision.is_working, vision.restarts, None if last is None else last.seconds)


def calibration_pages(parts: Parts, zone: ZoneInfo) -> tuple[PageMaker, ...]:
    """The calendar and the wizard; none where nobody keeps calibrations."""
    keeping = parts.calibrations
    if keeping is None:
        return ()
    devices = parts.devices.values()
    targets = (*targets_of(devices, parts.settings.devices), *by_hand(devices))
    asked = parts.settings.calibration

    def affected(record_id: str) -> Affected | None:
        return affected_of(parts.archive.look_backs.of(record_id))

    calendar = CalendarParts(targets, keeping, parts.archive.device_checks, zone, asked.warn_days, affected)
    wizard = CalibrateParts(
        targets,
        parts.devices,
        parts.hear,
        keeping,
        parts.archive.device_checks,
        zone,
        two_sign=asked.second_signature,
        decision=asked.decision_rule,
        temperature=parts.archive.temperature,
        certificates=parts.certificates,
        affected=affected,
    )
    return (
        PageMaker(CalibrationsPage, lambda context: CalibrationsPage(context, calendar), icon="thermo"),
        PageMaker(CalibratePage, lambda context: CalibratePage(context, wizard), under="calibrations"),
    )


def face_pages(parts: Parts, zone: ZoneInfo) -> tuple[PageMaker, ...]:
    """The thresholds of the gallery, and the camera."""
    settings = parts.settings
    saving = None if parts.config_file is None else FileSaving(parts.config_file, parts.archive.audit)
    narrowing = Narrowing(parts.archive.whereabouts, settings.faces, settings.hall, parts.clock)
    room = GalleryRoom(parts.archive, settings.faces, narrowing)
    gallery = GalleryParts(parts.archive, parts.vision, settings, room, zone, saving)
    camera = CameraParts(parts.archive, parts.vision, settings, zone, saving, lambda: last_kept(parts.data_dir))
    return (
        PageMaker(GalleryPage, lambda context: GalleryPage(context, gallery), icon="people"),
        PageMaker(CameraPage, lambda context: CameraPage(context, camera), under="gallery"),
    )


def log_pages(parts: Parts, bench: BenchParts) -> tuple[PageMaker, ...]:
    """The log with the bundle; none where nobody keeps a log."""
    log, keeping = parts.log, parts.calibrations
    if log is None:
        return ()
    targets = targets_of(parts.devices.values(), parts.settings.devices)
    pairs = tuple(dict.fromkeys((target.device, target.metric) for target in targets))
    start = Start(parts.config_file is not None, parts.settings_refused)
    source = Source(
        parts.settings,
        parts.data_dir,
        parts.clock,
        examine=lambda: examine(parts.settings, parts.data_dir, parts.clock, start=start, device_wait_s=0),
        states=lambda: states_of(bench),
        due=lambda: None if keeping is None else keeping.calendar(pairs, parts.clock.now()),
        devices=parts.devices,
    )
    logs = LogsParts(source, log, parts.archive.audit, bench.sticks)
    return (PageMaker(LogsPage, lambda context: LogsPage(context, logs), icon="list"),)


class FileSaving:
    """Implements `kiosk.camera_bench.saving.SettingsSaving`."""

    def __init__(self, file: Path, trail: AuditTrail) -> None:
        self._file, self._trail = ConfigFile(file), trail

    def save(self, values: Mapping[str, str], by: str, second: str = "") -> None:
        """See `SettingsSaving`."""
        save(self._file, planned(self._file, values), self._trail, by, second)
