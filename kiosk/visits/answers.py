"""What is asked of others off the visit's thread, and the event that stands for a call that failed or came too late."""

from __future__ import annotations

import logging
from collections.abc import Callable

from devices.clock import Clock
from devices.device import where_it_broke
from devices.events import ReadFailed, ReadFailure
from devices.printers.printer import Printed
from kiosk.faces.events import FaceUnknown, HolderCompared, Likeness
from kiosk.visits import effects as fx
from kiosk.visits.events import (
    CodeFailed,
    EntryRefused,
    FollowUpsFound,
    HelperFound,
    HistoryFound,
    LastFound,
    OwnDone,
    OwnFound,
    ReadingsArrived,
    SaveFailed,
    SlipFailed,
    VisitEvent,
)
from kiosk.visits.own_visit import OwnAct
from kiosk.visits.service import CODE_TIMED_OUT
from kiosk.visits.visitor_words import VisitorWords
from kiosk.visits.workers import Executor

log = logging.getLogger("kiosk.visits")

Post = Callable[[VisitEvent], None]


class Asking:
    """Gives calls to the workers and posts what comes of them."""

    def __init__(self, executor: Executor, post: Post, clock: Clock, words: VisitorWords) -> None:
        self._executor, self._post, self._clock, self._words = executor, post, clock, words

    def ask(self, effect: fx.Effect, deadline_s: float, call: Callable[[], VisitEvent | None]) -> None:
        """Call off this thread; its answer is posted, if it is here, or the one that stands for its failure."""

        def job() -> None:
            try:
                answer = call()
            except Exception as error:  # noqa: BLE001 - a terminal goes on, whatever a port does
                log.error("%s failed: %s", type(effect).__name__, where_it_broke(error))
                self.fail(effect)
            else:
                if answer is not None:
                    self._post(answer)

        self._executor.submit(job, lambda: self.fail(effect), deadline_s)

    def fail(self, effect: fx.Effect) -> None:
        """Post the event that stands for its failure, if one does."""
        answer = self._answer_of_failure(effect)
        if answer is not None:
            self._post(answer)

    def _answer_of_failure(self, effect: fx.Effect) -> VisitEvent | None:
        match effect:
            case fx.LookUpHolder():
                return ReadFailed(effect.token, ReadFailure.READER, True, self._clock.now())
            case fx.ResolveMatch() | fx.StartFaces():
                return FaceUnknown(effect.session)
            case fx.CompareHolder():
                return HolderCompared(effect.session, Likeness.UNSURE)
            case fx.QueryCode():
                return CodeFailed(effect.visit_id, CODE_TIMED_OUT)
            case fx.RequestReading():
                return ReadingsArrived(effect.facility, effect.visit_id, ())
            case fx.LookUpLast():
                return LastFound(effect.visit_id, ())
            case fx.LookUpFollowUps():
                return FollowUpsFound(effect.visit_id, (), ())
            case fx.LookUpHistory():
                return HistoryFound(effect.visit_id, effect.metrics, ())
            case fx.LookUpOwn():
                return OwnFound(effect.visit_id, None)
            case fx.DoOwn():
                return OwnDone(effect.visit_id, effect.act, False)
            case fx.PrintOwn():
                return OwnDone(effect.visit_id, OwnAct.COPY, False)
            case fx.NoteHelper():
                return OwnDone(effect.visit_id, OwnAct.HELPER, False)
            case fx.LookUpHelper():
                return HelperFound(effect.visit_id, effect.token)
            case fx.TakeEntry():
                return EntryRefused(effect.visit_id, effect.metric, self._words.notices["entry-failed"])
            case fx.SaveMeasurements() | fx.SaveCode():
                return SaveFailed(effect.visit_id, effect.key)
            case fx.PrintSlip():
                return SlipFailed(effect.visit_id, effect.key, Printed.FAILED)
            case _:
                return None
