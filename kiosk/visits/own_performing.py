"""Carries out what the table asks for at somebody's own word, each off the visit's thread and within a deadline."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from devices.clock import Clock
from devices.printers.printer import Printed
from kiosk.settings import Settings
from kiosk.slips.making import SHOWN
from kiosk.visits import effects as fx
from kiosk.visits.answers import Asking, Post
from kiosk.visits.events import HelperFound, OwnDone, OwnFound, RenewalsFound, VisitEvent
from kiosk.visits.own_slip import own_slip
from kiosk.visits.own_visit import OwnAct
from kiosk.visits.ports import OwnDesk, SlipDesk
from kiosk.visits.slip_maker import place_of

SEE_S = 10.0
DO_S = 15.0
"""A deletion empties the write-ahead log as well."""
PRINT_S = 30.0


class OwnPerformer:
    """See the module.

    Args:
        desk: None where nothing is kept: all of it fails, calmly.
    """

    def __init__(
        self, desk: OwnDesk | None, slips: SlipDesk | None, asking: Asking, post: Post, settings: Settings, clock: Clock
    ) -> None:
        self._desk, self._slips, self._asking, self._post, self._clock = desk, slips, asking, post, clock
        self._place = place_of(settings)
        self.ways: dict[type, Callable[[Any], None]] = {
            fx.LookUpOwn: self._look_up,
            fx.LookUpRenewals: self._look_up_renewals,
            fx.DoOwn: self._do,
            fx.PrintOwn: self._print,
            fx.LookUpHelper: self._look_up_helper,
            fx.NoteHelper: self._note_helper,
        }

    def _at_work(self, effect: fx.Effect, seconds: float, call: Callable[[OwnDesk], VisitEvent]) -> None:
        desk = self._desk
        if desk is None:
            self._asking.fail(effect)
        else:
            self._asking.ask(effect, seconds, lambda: call(desk))

    def _look_up(self, effect: fx.LookUpOwn) -> None:
        self._at_work(effect, SEE_S, lambda desk: OwnFound(effect.visit_id, desk.facts(effect.resident_id)))

    def _look_up_renewals(self, effect: fx.LookUpRenewals) -> None:
        self._at_work(effect, SEE_S, lambda desk: RenewalsFound(effect.visit_id, desk.renewals(effect.resident_id)))

    def _do(self, effect: fx.DoOwn) -> None:
        def call(desk: OwnDesk) -> VisitEvent:
            desk.do(effect)
            return OwnDone(effect.visit_id, effect.act, True)

        self._at_work(effect, DO_S, call)

    def _look_up_helper(self, effect: fx.LookUpHelper) -> None:
        def call(desk: OwnDesk) -> VisitEvent:
            known = desk.helper(effect.document, self._clock.now())
            if known is None:
                return HelperFound(effect.visit_id, effect.token)
            return HelperFound(effect.visit_id, effect.token, known.resident_id, known.account, known.name)

        self._at_work(effect, SEE_S, call)

    def _note_helper(self, effect: fx.NoteHelper) -> None:
        def call(desk: OwnDesk) -> VisitEvent:
            desk.note_helper(effect.visit_id, effect.resident_id, effect.helper, effect.relation)
            return OwnDone(effect.visit_id, OwnAct.HELPER, True)

        self._at_work(effect, SEE_S, call)

    def _print(self, effect: fx.PrintOwn) -> None:
        """Drawn off the thread; the printer tells in its own time, and is waited for."""
        slips = self._slips

        def told(outcome: Printed) -> None:
            self._post(OwnDone(effect.visit_id, OwnAct.COPY, outcome is Printed.DONE))

        def call(desk: OwnDesk) -> VisitEvent | None:
            now = self._clock.now()
            values = desk.copy(effect.resident.resident_id, SHOWN, now)
            slip = own_slip(effect.resident, effect.facts, values, self._place, now.utc)
            if slips is None:
                told(Printed.AWAY)
            else:
                slips.print(slip, told)
            return None

        desk = self._desk
        if desk is None:
            self._asking.fail(effect)
        else:
            self._asking.ask(effect, PRINT_S, lambda: call(desk))
