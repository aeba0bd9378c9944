"""Carries out what the table asks for. Whatever fails becomes an event that leads somewhere calm."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from devices.clock import Clock
from devices.device import where_it_broke
from devices.printers.printer import Printed
from kiosk.health_code.profile import Profile
from kiosk.health_code.unavailable import CodeUnavailable
from kiosk.ids import new_id
from kiosk.measurements.about import about
from kiosk.measurements.bands import band_choice
from kiosk.measurements.entries import EntryProblem, self_reported
from kiosk.measurements.measurement import Measurement
from kiosk.settings import Settings
from kiosk.visits import effects as fx
from kiosk.visits.answers import Asking, Post
from kiosk.visits.chip_photo import ChipPhoto
from kiosk.visits.events import (
    CodeArrived,
    CodeFailed,
    EntryRefused,
    EntryTaken,
    FollowUpsFound,
    HistoryFound,
    HolderFound,
    HolderUnknown,
    LastFound,
    MatchResolved,
    Saved,
    SaveFailed,
    SlipFailed,
    SlipPrinted,
    VisitEvent,
)
from kiosk.visits.logbook import Logbook
from kiosk.visits.own_performing import OwnPerformer
from kiosk.visits.ports import (
    CodeDesk,
    FaceFinder,
    Instruments,
    Journal,
    OwnDesk,
    Register,
    SlipDesk,
    StaffAlert,
)
from kiosk.visits.slip_maker import SlipMaker
from kiosk.visits.visitor_words import AlertWords, VisitorWords
from kiosk.visits.workers import Executor

log = logging.getLogger("kiosk.visits")

OnVisitorWaits = Callable[[fx.Waiting], None]
REGISTER_S = 10.0
SLIP_S = 20.0
"""For the drawing; how long the printer takes is the printer's."""
CODE_S = 60.0
"""A thread that waits longer for a code is given up; the table has gone on without it long before."""


@dataclass(frozen=True, slots=True)
class Ports:
    """The rest of the kiosk, as a visit sees it."""

    codes: CodeDesk
    register: Register
    journal: Journal
    faces: FaceFinder
    instruments: Instruments
    slips: SlipDesk | None = None
    own: OwnDesk | None = None


def _nothing(_: bool) -> None:
    """Nobody waits for this one."""


class Performer:
    """See the module."""

    def __init__(
        self,
        ports: Ports,
        settings: Settings,
        profile: Profile,
        words: VisitorWords,
        alert_words: AlertWords,
        clock: Clock,
        executor: Executor,
        post: Post,
        on_visitor_waits: OnVisitorWaits,
    ) -> None:
        self._ports, self._profile = ports, profile
        self._hall = settings.hall
        self._slips = SlipMaker(settings)
        self._zone, self._choice = ZoneInfo(settings.hall.time_zone), band_choice(settings.measurements)
        self._words, self._alert_words = words, alert_words
        self._clock, self._executor, self._post = clock, executor, post
        self.logbook = Logbook()
        self._photo = ChipPhoto(ports.register, ports.faces)
        self._asked = Asking(executor, post, clock, words)
        self._ways: dict[type, Callable[[Any], None]] = {
            fx.LookUpHolder: self._look_up_holder,
            fx.ResolveMatch: self._resolve_match,
            fx.StartFaces: lambda e: ports.faces.start(e.session),
            fx.StopFaces: lambda _: self._stop_faces(),
            fx.CompareHolder: self._compare_holder,
            fx.NoteStep: lambda e: self.logbook.note(e.visit_id, e.state, e.reason, self._clock.now()),
            fx.QueryCode: self._query_code,
            fx.RequestReading: lambda e: ports.instruments.request(e.facility, e.visit_id, e.resident_id),
            fx.OpenInstrument: lambda e: ports.instruments.open(e.facility, e.visit_id, e.resident_id),
            fx.CloseInstrument: lambda e: ports.instruments.close(e.facility),
            fx.LookUpLast: self._look_up_last,
            fx.LookUpFollowUps: self._look_up_follow_ups,
            fx.LookUpHistory: self._look_up_history,
            fx.TakeEntry: self._take_entry,
            fx.SaveVisit: self._save_visit,
            fx.DropVisit: self._drop_visit,
            fx.SaveMeasurements: self._save_measurements,
            fx.SaveCode: self._save_code,
            fx.PrintSlip: self._print_slip,
            fx.Alert: self._alert,
            fx.VisitorWaits: lambda e: on_visitor_waits(e.how),
            fx.Quarantine: lambda e: ports.journal.quarantine(e.measurements, e.reason),
        }

        own = OwnPerformer(ports.own, ports.slips, self._asked, post, settings, clock)
        self._ways |= own.ways

    def perform(self, effect: fx.Effect) -> None:
        """Carry out one effect. Never raises."""
        try:
            self._ways[type(effect)](effect)
        except Exception as error:  # noqa: BLE001 - a terminal goes on, whatever a port does
            log.error("%s failed: %s", type(effect).__name__, where_it_broke(error))
            self._asked.fail(effect)

    # --- asked of others, off this thread -----------------------------------------------------------------------
    def _look_up_holder(self, effect: fx.LookUpHolder) -> None:
        self._photo.drop()

        def call() -> VisitEvent:
            person = self._ports.register.meet(effect.document, self._clock.now())
            if person is None:
                return HolderUnknown(effect.token)
            self._photo.consider(person, effect.document.photo)
            return HolderFound(effect.token, person)

        self._asked.ask(effect, REGISTER_S, call)

    def _resolve_match(self, effect: fx.ResolveMatch) -> None:
        self._asked.ask(
            effect,
            REGISTER_S,
            lambda: MatchResolved(effect.session, self._ports.register.find(effect.resident_id)),
        )

    def _query_code(self, effect: fx.QueryCode) -> None:
        def call() -> VisitEvent:
            try:
                return CodeArrived(effect.visit_id, self._ports.codes.query(effect.resident_id))
            except CodeUnavailable as unavailable:
                return CodeFailed(effect.visit_id, unavailable.reason)

        self._asked.ask(effect, CODE_S, call)

    def _look_up_last(self, effect: fx.LookUpLast) -> None:
        def call() -> VisitEvent:
            found = (self._ports.register.last_measurement(effect.resident_id, metric) for metric in effect.metrics)
            return LastFound(effect.visit_id, tuple(m for m in found if m is not None))

        self._asked.ask(effect, REGISTER_S, call)

    def _look_up_follow_ups(self, effect: fx.LookUpFollowUps) -> None:
        register, who = self._ports.register, effect.resident_id
        self._asked.ask(
            effect,
            REGISTER_S,
            lambda: FollowUpsFound(effect.visit_id, register.follow_ups(who), register.goals(who)),
        )

    def _look_up_history(self, effect: fx.LookUpHistory) -> None:
        since = self._clock.now().utc - timedelta(days=effect.days)

        def call() -> VisitEvent:
            found = self._ports.register.history(effect.resident_id, effect.metrics, since)
            return HistoryFound(effect.visit_id, effect.metrics, found)

        self._asked.ask(effect, REGISTER_S, call)

    # --- done here ----------------------------------------------------------------------------------------------
    def _take_entry(self, effect: fx.TakeEntry) -> None:
        now = self._clock.now()
        whose = about(effect.birth_year, effect.sex, now.utc.astimezone(self._zone).year)
        taken = self_reported(effect.metric, effect.text, now, about=whose, choice=self._choice)
        if isinstance(taken, EntryProblem):
            self._post(EntryRefused(effect.visit_id, effect.metric, taken.sentence))
            return
        theirs: Measurement = taken.belonging_to(effect.resident_id, effect.visit_id)
        self._post(EntryTaken(effect.visit_id, (theirs,)))

    def _compare_holder(self, effect: fx.CompareHolder) -> None:
        self._ports.faces.compare(effect.session, effect.resident_id, self._photo.take(effect.resident_id))

    def _stop_faces(self) -> None:
        self._photo.drop()
        self._ports.faces.stop()

    def _drop_visit(self, effect: fx.DropVisit) -> None:
        self._photo.drop()
        self.logbook.drop(effect.visit_id)

    def _save_visit(self, effect: fx.SaveVisit) -> None:
        if effect.outcome is not None:
            self._photo.drop()
        record = self.logbook.record(effect, self._clock.now())
        self._ports.journal.save_visit(record, lambda _: None)

    def _save_measurements(self, effect: fx.SaveMeasurements) -> None:
        self._ports.journal.save_measurements(effect.measurements, self._when_saved(effect.visit_id, effect.key))

    def _save_code(self, effect: fx.SaveCode) -> None:
        done = self._when_saved(effect.visit_id, effect.key)
        self._ports.journal.save_code(effect.visit_id, effect.resident_id, effect.code, done)

    def _print_slip(self, effect: fx.PrintSlip) -> None:
        """Drawn off this thread; the printer tells in its own time."""
        desk = self._ports.slips

        def told(outcome: Printed) -> None:
            done = outcome is Printed.DONE
            known = (effect.visit_id, effect.key)
            self._post(SlipPrinted(*known) if done else SlipFailed(*known, outcome))

        if desk is None:
            told(Printed.AWAY)
            return

        def job() -> None:
            try:
                desk.print(self._slips.of(effect.visit, self._clock.now().utc), told)
            except Exception as error:  # noqa: BLE001 - see `perform`
                log.error("PrintSlip failed: %s", where_it_broke(error))
                told(Printed.FAILED)

        self._executor.submit(job, lambda: told(Printed.LOST), SLIP_S)

    def _when_saved(self, visit_id: str, key: str) -> Callable[[bool], None]:
        def done(ok: bool) -> None:
            self._post(Saved(visit_id, key) if ok else SaveFailed(visit_id, key))

        return done

    def _alert(self, effect: fx.Alert) -> None:
        queue = self._queue(effect)
        alert = StaffAlert(
            alert_id=new_id(),
            visit_id=effect.visit_id,
            resident_id=effect.resident_id,
            kind=effect.kind,
            text=self._alert_text(effect, queue or ""),
            raised=self._clock.now(),
            queue=queue,
            queue_number=effect.queue,
        )
        done = self._when_saved(effect.visit_id, fx.alert_key(effect.words)) if effect.visit_id else _nothing
        self._ports.journal.save_alert(alert, done)

    def _what_is_red(self, detail: str) -> str:
        """高压很高、头很痛: red rules and symptoms by their ids, in words for staff."""
        names = [self._alert_words.red[name] for name in detail.split(",") if name in self._alert_words.red]
        return self._words.notices["either"].join(names)

    def _queue(self, effect: fx.Alert) -> str | None:
        if effect.queue is None:
            return None
        return self._words.notices["queue"].format(word=self._hall.queue_word, number=effect.queue)

    def _alert_text(self, effect: fx.Alert, queue: str) -> str:
        staff = ""
        if effect.words == "code" and self._profile.has(effect.detail):
            staff = self._profile.level(effect.detail).staff
        return self._alert_words.texts[effect.words].format(
            who=effect.who or self._alert_words.nobody,
            queue=queue,
            staff=staff,
            what=self._what_is_red(effect.detail),
            device=self._alert_words.devices.get(effect.detail, ""),
        )
