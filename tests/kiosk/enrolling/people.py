"""People, samples and a driver for walking an enrolment without a camera, a card or a file."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from kiosk.archive.applicants import OnRecord, Place
from kiosk.enrolling import events as e
from kiosk.enrolling.applicant import Applicant
from kiosk.enrolling.checking import Findings
from kiosk.enrolling.effects import Effect
from kiosk.enrolling.flow import At, Flow, Rules
from kiosk.enrolling.table import advanced
from kiosk.faces.protocol.messages import Sample
from kiosk.people.resident import Resident
from kiosk.whitelist.consent import ConsentHow, ConsentKind

TODAY = date(2026, 11, 28)
FACE, HEALTH, ADAPTATION = ConsentKind.FACE, ConsentKind.HEALTH, ConsentKind.ADAPTATION
KINDS = (FACE, HEALTH, ADAPTATION)
RULES = Rules(kinds=KINDS, text_version="2026-11-28", min_age=60)


def wang(**changes: Any) -> Applicant:
    """王桂英, 82."""
    fields: dict[str, Any] = {
        "id": "fresh-1", "name": "王桂英", "number": "310100194403120020", "birth": date(1944, 3, 12), "sex": "2",
        "address": "上海市黄浦区某路 1 弄 2 号",
    }  # fmt: skip
    return Applicant(**(fields | changes))


def li(**changes: Any) -> Applicant:
    """李建国, 48: her son."""
    fields: dict[str, Any] = {
        "id": "fresh-2", "name": "李建国", "number": "310100197801010017", "birth": date(1978, 1, 1), "sex": "1",
    }  # fmt: skip
    return Applicant(**(fields | changes))


def samples() -> tuple[Sample, ...]:
    """Three of one person."""
    return tuple(Sample("sface", "1", np.full(4, 0.5, np.float32), 0.9) for _ in range(3))


def on_record(place: Place = Place.LISTED, templates: int = 5) -> OnRecord:
    """王桂英 as the hall knows her."""
    resident = Resident(id="known-1", name="王桂英", number="310100194403120020", birth=date(1944, 3, 12))
    return OnRecord(resident, place, frozenset({FACE}), templates)


class Desk:
    """Plays events one after the other and keeps what was to be done.

    Attributes:
        done: Effects, newest last.
    """

    def __init__(self, rules: Rules = RULES) -> None:
        self.flow = Flow(rules)
        self.done: list[Effect] = []
        self.now_s = 100.0

    def __call__(self, *events: e.Event) -> Flow:
        for event in events:
            self.flow, effects = advanced(self.flow, event, At(self.now_s, TODAY))
            self.done += effects
        return self.flow

    def did(self, kind: type) -> list[Any]:
        """The effects of one kind."""
        return [effect for effect in self.done if isinstance(effect, kind)]

    # --- short cuts -----------------------------------------------------------------------------------------------
    def to_consents(self, holder: Applicant | None = None, record: OnRecord | None = None) -> Flow:
        """A card was read and looked up."""
        self(e.CardRead(holder or wang()))
        return self(e.LookedUp(self.flow.ticket, record or OnRecord()))

    def answer(self, *yes: bool, how: ConsentHow = ConsentHow.SCREEN) -> Flow:
        """Everything that is asked, answered."""
        self(e.Asked(how))
        for agreed in yes:
            assert self.flow.asking is not None
            self(e.Answered(self.flow.asking, agreed))
        return self.flow

    def to_looking(self, holder: Applicant | None = None, record: OnRecord | None = None) -> Flow:
        """The camera is open."""
        self.to_consents(holder, record)
        self.answer(True, True, False)
        return self(e.CameraWanted())

    def to_check(self, findings: Findings | None = None, **who: Any) -> Flow:
        """The face was taken and compared."""
        self.to_looking(**who)
        self(e.Taken(self.flow.session, samples()))
        return self(e.Compared(self.flow.ticket, findings or Findings()))
