"""The composition root: settings become a running kiosk. Nothing here decides anything; it only joins parts."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, time
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from devices import catalogue
from devices.clock import Clock, Instant
from devices.device import Device, DeviceKind
from devices.errors import DeviceNotAvailable
from devices.events import DeviceEvent, DeviceState, DeviceStateChanged
from kiosk.announcing.showing import Showing
from kiosk.archive.archive import Archive
from kiosk.archive.own_desk import own_desk_of
from kiosk.attention.calling_journal import CallingJournal
from kiosk.attention.calls import Calls
from kiosk.attention.making import channels_of, outboxes_of
from kiosk.certificates.port import CertificatePrinter
from kiosk.certifying import calibration_rules, certificates_of
from kiosk.clerk_page.making import clerk_page_of
from kiosk.code_service import CodeService
from kiosk.configuring.last_good import say_refused
from kiosk.daily import newest_due
from kiosk.desk.view import StaffView
from kiosk.desk_parts import Parts
from kiosk.device_feed import DeviceFeed
from kiosk.doctor.run_lock import RunLock, since_text, write_status
from kiosk.faces.client.vision_client import VisionClient
from kiosk.faces.events import PersonLeft, SomebodyNear
from kiosk.facility_watch import FacilityWatch
from kiosk.gallery.service import GalleryService
from kiosk.instruments.fitness import Fitness
from kiosk.instruments.instruments import Instruments
from kiosk.instruments.routing import Router
from kiosk.instruments.rows import STEPS
from kiosk.instruments.warmth import Warmth
from kiosk.measurements.bands import band_choice
from kiosk.measurements.temperature import temperature_settings
from kiosk.onlookers import Onlookers
from kiosk.own_log.log import OwnLog
from kiosk.paper.port import Paper
from kiosk.retention.nightly import NightlyPurge
from kiosk.sentences import NO_WORDS, Text
from kiosk.settings import Settings
from kiosk.slip_desk import DrawSlip, SlipPrinters
from kiosk.staff_desk import make_desk
from kiosk.store.errors import StoreError
from kiosk.visits.conductor import Conductor
from kiosk.visits.effects import Waiting
from kiosk.visits.events import Resumed, SetAside, VisitEvent
from kiosk.visits.face_finder import LeasedFaceFinder
from kiosk.visits.performer import OnVisitorWaits
from kiosk.visits.states import State
from kiosk.visits.view import VisitView
from kiosk.visits.visitor_words import load_alert_words
from kiosk.voice.aloud import AloudPressed
from kiosk.voice.making import read_aloud_of
from kiosk.whitelist.admission import AdmissionRules

log = logging.getLogger("kiosk")

STATUS_EVERY_S = 2.0

Publish = Callable[[VisitView], None]
OnTransition = Callable[[State, str, Instant], None]


class Kiosk:
    """One terminal without its screen: store, devices, vision process, code service and the visit.

    `start` opens everything; a part that does not open is a facility that does not work. Only the store must open.

    Args:
        publish: Given every new view, on the visit's thread.
        on_transition: Given every change of state with its reason.
        on_visitor_waits: Told that somebody waits while an inner wing is shown (between `SetAside` and `Resumed`).
        publish_staff: Given every new view of the staff wing, on the desk's thread.
        show_wing: Told which wing the window is to show.
        config_file: Where the settings were read from; None when there was no file.
        certificate_drawer, slip_drawer, paper: Draw certificates, slips and pages of A4; None where nobody can.
        restart: Ends the terminal and starts it anew; must not block. None where nothing can.
        settings_refused: Why `settings` are those before and not the file's; empty when they are the file's.

    Raises (from `start`):
        kiosk.store.errors.StoreError: records cannot be kept; the terminal must not serve anybody.
        kiosk.doctor.run_lock.AlreadyRunning: another terminal uses this data folder.
    """

    def __init__(
        self,
        settings: Settings,
        data_dir: Path,
        clock: Clock,
        publish: Publish,
        *,
        on_transition: OnTransition | None = None,
        on_visitor_waits: OnVisitorWaits = lambda _: None,
        publish_staff: Callable[[StaffView], None] = lambda _: None,
        show_wing: Callable[[str], None] = lambda _: None,
        config_file: Path | None = None,
        certificate_drawer: CertificatePrinter | None = None,
        slip_drawer: DrawSlip | None = None,
        paper: Paper | None = None,
        restart: Callable[[], None] | None = None,
        settings_refused: Text = NO_WORDS,
    ) -> None:
        self.settings, self.data_dir, self.clock = settings, data_dir, clock
        self._certificate_drawer, self._slip_drawer, self._paper = certificate_drawer, slip_drawer, paper
        self._publish, self._on_transition, self._on_visitor_waits = publish, on_transition, on_visitor_waits
        self._publish_staff, self._show_wing = publish_staff, show_wing
        self._config_file, self._restart, self._settings_refused = config_file, restart, settings_refused
        self._nobody_served, self._somebody_waits, self._somebody_near = True, False, False
        self._lock = RunLock(data_dir)
        self._zone = ZoneInfo(settings.hall.time_zone)
        self.own_log = OwnLog(data_dir, clock, self._zone)
        self._stopping = threading.Event()
        self._undo = contextlib.ExitStack()
        self._not_made: dict[str, str] = {}
        self._devices: dict[str, Device] = {}
        self._onlookers = Onlookers()
        self.inboxes: dict[str, Callable[[Any], None]] = {VisitView.wing: self.post}

    def start(self) -> None:
        """Open the store, then everything else. When that fails, what was opened is closed again."""
        self._lock.take()
        self._undo.callback(self._lock.release)
        self.own_log.attach(version("kiosk"))
        self._undo.callback(self.own_log.detach)
        try:
            self._open_all()
        except BaseException:
            self._undo.close()
            raise

    def _open_all(self) -> None:
        self.store = Archive.open(
            self.data_dir,
            self.clock,
            rules=AdmissionRules(min_age=self.settings.whitelist.min_age),
            zone=self._zone,
            calibration=calibration_rules(self.settings),
        )
        self._undo.callback(self.store.close)
        self._devices = self._make_devices()
        kinds = {name: device.kind for name, device in self._devices.items()}
        self.fitness = Fitness(self.store.calibrations, kinds, required=self.settings.calibration.required)
        say_refused(self._config_file, self._settings_refused, self.store.audit)
        self._make_calls()
        self.aloud = read_aloud_of(self.settings.voice, self._publish, self.post, self.clock)
        self.showing = Showing(self.store.announcements, self.clock, self.aloud.show)
        self.facilities = FacilityWatch(
            lambda alert: self.journal.save_alert(alert, lambda _: None), load_alert_words(), self.clock
        )
        self.codes = CodeService(self.settings, self.store, self.clock, self.post)
        self.vision = VisionClient(
            self.settings.camera,
            self.settings.faces,
            self.clock,
            self.post,
            on_holder_vector=lambda holder: self.gallery.offer(holder),
            on_policy=lambda said: self.gallery.heard(said),
        )
        self._undo.callback(self.vision.shut_down)
        self.face_finder = LeasedFaceFinder(self.vision, self.post)
        warm_up_s = self.settings.temperature.warm_up_min * 60
        thermometers = [name for name, kind in kinds.items() if kind is DeviceKind.THERMOMETER]
        self.warmth = Warmth(dict.fromkeys(thermometers, warm_up_s), self.clock)
        self.instruments = Instruments(
            self._devices.values(),
            calibrations=self.store.calibrations,
            temperature=temperature_settings(self.settings.temperature),
            zone=self._zone,
            clock=self.clock,
            post=self.post,
            quarantine=self.journal.quarantine,
            unfit=self.fitness.fault,
            people=self.store.register,
            choice=band_choice(self.settings.measurements),
            warm_s=self.warmth.warm_s,
        )
        self.conductor = Conductor(
            self.settings,
            codes=self.codes.desk,
            register=self.store.register,
            journal=self.journal,
            faces=self.face_finder,
            steps=STEPS,
            instruments=self.instruments,
            slips=SlipPrinters(self._devices.values(), self._slip_drawer),
            own=own_desk_of(self.settings, self.store),
            clock=self.clock,
            publish=self._show,
            on_transition=self._on_transition,
            on_visitor_waits=self._waits,
            last_queue_number=self.store.alerts.last_queue_number(self._day_began()),
        )
        self.router = Router(
            self.post,
            kinds,
            self.instruments,
            unfit=lambda name: self.fitness.fault(name, self.clock.now()),
            warmth=self.warmth,
        )
        self.store.calibrations.on_change(self.router.look)
        self.desk = make_desk(self._parts(), self._publish_staff, self._show_wing)
        self.inboxes[StaffView.wing] = self.desk.post
        self.feed = DeviceFeed(
            self.data_dir,
            lambda: dict(self.router.states),
            {name: device.wire_log for name, device in self._devices.items()},
            self.clock,
        )
        self.gallery = GalleryService(
            self.store, self.vision.gallery, self.settings, self.clock, self._zone, is_idle=lambda: self._nobody_served
        )
        self.purge = NightlyPurge(
            self.store, self.settings.retention, self.clock, self._zone, is_idle=lambda: self._nobody_served
        )
        self._begin()

    def _begin(self) -> None:
        """Set everything going. Devices end first and the store last, with everything handed to it committed."""
        self._undo.callback(self.calls.stop)
        self.calls.start()
        self._undo.callback(self.codes.stop)
        self.conductor.start()
        self._undo.callback(self.conductor.stop)
        self._undo.callback(self.aloud.close)
        self.aloud.start()
        self.router.announce(self._not_made.values())
        self._undo.callback(self.gallery.stop)
        self.gallery.start()
        self._undo.callback(self.vision.shut_down)
        self.vision.launch()
        self._undo.callback(self.desk.stop)
        self.desk.start()
        self._undo.callback(self.feed.stop)
        self.feed.start()
        for device in self._devices.values():
            self._undo.callback(device.stop)
            device.start(self._hear)
        self.codes.start()
        self._undo.callback(self.purge.stop)
        self.purge.start()
        if self.clerk_page is not None:
            self._undo.callback(self.clerk_page.stop)
            self.clerk_page.start()
        status = threading.Thread(target=self._tell_status, name="status", daemon=True)
        status.start()
        self._undo.callback(self._end_status, status)

    def _parts(self) -> Parts:
        return Parts(
            self.settings,
            self.store,
            self.calls,
            self.vision,
            states=self.router.states_for_people,
            clock=self.clock,
            devices=self._devices,
            hear=self._onlookers.add,
            data_dir=self.data_dir,
            config_file=self._config_file,
            calibrations=self.store.calibrations,
            certificates=certificates_of(self.settings, self.store, self.data_dir, self._certificate_drawer),
            paper=self._paper,
            log=self.own_log,
            restart=self._restart,
            served=self.served,
            settings_refused=self._settings_refused,
            announced=self.showing.board.read,
        )

    def _day_began(self) -> datetime:
        """Of this day in the hall: queue numbers begin anew each day, not at each start."""
        return newest_due(self.clock.now().utc, time(), self._zone)

    def _hear(self, event: DeviceEvent) -> None:
        if self.conductor.reads_a_helper(event) or not self.desk.takes(event):
            self.router(event)
        self.feed.tell(event)
        self._onlookers.tell(event)

    def post(self, event: VisitEvent | AloudPressed) -> None:
        """Something happened; safe from any thread."""
        if isinstance(event, AloudPressed):
            self.aloud.pressed(event)
            return
        if isinstance(event, SomebodyNear | PersonLeft):
            self._somebody_near = isinstance(event, SomebodyNear)
            self._expect()
        if isinstance(event, SetAside | Resumed):
            self._somebody_waits = False
            self.aloud.hush()
        self.facilities.hear(event)
        self.conductor.post(event)

    def served(self) -> bool:
        """Whether a visitor is served, or waits for the screen that an inner wing has."""
        return self._somebody_waits or not self._nobody_served

    def _waits(self, how: Waiting) -> None:
        self._somebody_waits = self._somebody_waits or how is not Waiting.NEAR
        self._on_visitor_waits(how)

    def stop(self) -> None:
        """Close everything in good order. Safe to call again."""
        self._undo.close()

    def status(self) -> dict[str, Any]:
        """How the parts are; nothing personal."""
        health = self.store.health()
        states: dict[str, DeviceStateChanged] = self.router.states
        devices = {
            name: {
                "state": device.state.value,
                "fault": device.fault or self.fitness.fault(name, self.clock.now()),
                "remark": asdict(remark) if (remark := device.remark or self.router.remark(name)) else None,
                "since": since_text(states.get(name)),
            }
            for name, device in self._devices.items()
        }
        missing = {name: {"state": DeviceState.FAULT.value, "fault": "device-not-available"} for name in self._not_made}
        return {
            "at": self.clock.now().utc.isoformat(timespec="seconds"),
            "settings": {"before": bool(self._settings_refused)},
            "devices": devices | missing,
            "camera": {"works": self.vision.is_working, "restarts": self.vision.restarts},
            "faces": self.gallery.status() | {"vision": self.vision.figures.as_dict()},
            "calls": self.calls.faults(),
            "clerk_page": self.clerk_page.status() if self.clerk_page is not None else None,
            "voice": {"works": self.aloud.works()},
            "store": {"fault": health.fault, "unsaved": health.unsaved},
        }

    def _show(self, view: VisitView) -> None:
        self._nobody_served = view.state is State.ATTRACT
        self._expect()
        self.showing.show(view)

    def _expect(self) -> None:
        """Tell the devices whether a card may come at any moment."""
        for device in self._devices.values():
            device.expect(self._somebody_near or not self._nobody_served)

    def _make_calls(self) -> None:
        """Who waits for staff, the ways out of the terminal, and the journal through which every alert takes them."""
        self.calls = Calls(
            self.store.alerts,
            channels_of(self.settings, self._devices.values(), self.store.call_outbox, self.clock),
            self.clock,
            self.post,
            answer_within_s=self.settings.calls.answer_within_s,
        )
        outboxes = partial(outboxes_of, self.settings)
        self.journal = CallingJournal(self.store.journal, self.calls, outboxes)
        self.clerk_page = clerk_page_of(self.settings, self.store, self.calls, self.data_dir, self.clock)

    def _make_devices(self) -> dict[str, Device]:
        made: dict[str, Device] = {}
        for one in self.settings.devices:
            try:
                made[one.name] = catalogue.create(one.model, one.name, dict(one.options), self.clock, self._zone)
            except DeviceNotAvailable as error:
                log.warning("%s: %s", one.name, error)
                self._not_made[one.name] = one.model
        return made

    def _look_at_calibrations(self) -> None:
        """A day ends, or a command signs, while no device says anything."""
        try:
            self.store.calibrations.look()
        except StoreError as error:
            log.error("what was calibrated meanwhile is not known: %s", error.code)
        self.router.look()

    def _end_status(self, thread: threading.Thread) -> None:
        self._stopping.set()
        thread.join(STATUS_EVERY_S + 1)

    def _tell_status(self) -> None:
        while True:
            write_status(self.data_dir, self.status())
            self._look_at_calibrations()
            self.facilities.look()
            self.calls.look()
            self.showing.look(near=self._somebody_near)
            if self.clock.wait(self._stopping, STATUS_EVERY_S):
                return
