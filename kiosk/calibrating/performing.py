"""Does what the table of a calibration wants done, on the threads it belongs on, and tells what came of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from devices.device import where_it_broke
from kiosk.accounts.permissions import Permission
from kiosk.accounts.session import Session
from kiosk.calibrating import effects as x
from kiosk.calibrating import events as e
from kiosk.calibrating.parts import CalibrateParts, CertificatePrinter, Requestable
from kiosk.calibrating.scheduling import due_of
from kiosk.calibration.channels import channel
from kiosk.calibration.refusals import CalibrationRefused
from kiosk.calibration.words import of_refusal
from kiosk.desk.page import Context
from kiosk.sentences import Refusal, Text, fault_sentences, sentence, table
from kiosk.store.errors import StoreError

log = logging.getLogger("kiosk.calibrating")

T = TypeVar("T")


class Performer:
    """Runs on the desk's thread; what is slow is done beside it.

    Args:
        happens: Is told what came of an effect.
    """

    def __init__(self, context: Context, parts: CalibrateParts, happens: Callable[[e.Event], None]) -> None:
        self._context, self._parts, self._happens = context, parts, happens

    @property
    def today(self) -> date:
        """In the hall."""
        return self._context.clock.now().utc.astimezone(self._parts.zone).date()

    def perform(self, effect: x.Effect) -> None:
        """Do one effect."""
        keeping, by = self._parts.keeping, self._context.session.login
        match effect:
            case x.AskDevice():
                self._ask(effect.device)
            case x.AskSecond():
                self._ask_second(effect.number)
            case x.LookUp():
                self._work(effect.ticket, lambda: self._looked_up(effect))
            case x.KeepReference():
                reference = effect.reference

                def keep() -> e.Event:
                    keeping.keep_reference(reference, by)
                    return e.ReferencesKnown(effect.ticket, keeping.references(), reference.id)

                self._work(effect.ticket, keep)
            case x.KeepRun():
                self._keep(effect.ticket, lambda: keeping.keep_run(effect.run), e.Kept(effect.ticket, effect.run))
            case x.KeepCheck():
                done = e.CheckKept(effect.ticket, effect.check)
                self._keep(effect.ticket, lambda: self._parts.checks.keep(effect.check), done)
            case x.GiveUp():
                why = table("calibrating.give-up")[effect.reason]
                done_up = e.GivenUp(effect.ticket)
                self._keep(effect.ticket, lambda: keeping.give_up(effect.calibration_id, by, why), done_up)
            case x.Prepare():
                self._work(effect.ticket, lambda: self._prepared(effect))
            case x.Sign():
                record = effect.record

                def sign() -> e.Event:
                    keeping.sign(record)
                    return e.Signed(effect.ticket, record, self._parts.affected(record.id))

                self._work(effect.ticket, sign)

    def certify(self, record_id: str, how: Callable[[CertificatePrinter, str, str], Text]) -> None:
        """Have a certificate made, and say what came of it."""
        printer, by, tell = self._parts.certificates, self._context.session.login, self._context.tell
        if printer is not None:
            tell(sentence("calibrating.certificate.working"))
            self._context.work(lambda: how(printer, record_id, by), tell, lambda error: tell(why_not(error)))

    def _ask(self, name: str) -> None:
        device = self._parts.devices.get(name)
        if isinstance(device, Requestable):
            device.request()

    def _ask_second(self, number: str) -> None:
        def signed(second: Session) -> None:
            self._happens(e.SecondSigned(second.login))

        what = sentence("calibrating.second", number=number)
        self._context.second_signature(Permission.CALIBRATION_SIGN, what, signed)

    def _looked_up(self, effect: x.LookUp) -> e.Event:
        keeping, target = self._parts.keeping, effect.target
        return e.LookedUp(
            effect.ticket,
            keeping.in_force(target.device, channel(target.metric), self._context.clock.now()),
            keeping.references(),
            keeping.open_runs(target.device, target.metric),
            keeping.site(),
        )

    def _prepared(self, effect: x.Prepare) -> e.Event:
        keeping, target, today = self._parts.keeping, effect.target, self.today
        history = keeping.history(target.device, target.metric)
        return e.Prepared(effect.ticket, keeping.next_number(today), due_of(history, effect.verdict, today))

    def _keep(self, ticket: int, job: Callable[[], object], done: e.Event) -> None:
        def kept() -> e.Event:
            job()
            return done

        self._work(ticket, kept)

    def _work(self, ticket: int, job: Callable[[], e.Event]) -> None:
        def failed(error: Exception) -> None:
            self._happens(e.WentWrong(ticket, why_not(error)))

        self._context.work(job, self._happens, failed)


def why_not(error: Exception) -> Text:
    """What went wrong, for a technician."""
    if isinstance(error, CalibrationRefused):
        return of_refusal(error)
    if isinstance(error, Refusal):
        return error.sentence
    if isinstance(error, StoreError):
        return fault_sentences(error.code).technician
    log.error("a calibration was not brought on: %s", where_it_broke(error))
    return sentence("calibrating.problems.not-done")
