"""The enrolment page at every step, with its hard variants, walked through its own table. All people are invented."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from kiosk.archive.applicants import OnRecord, Place
from kiosk.archive.asked import Helped
from kiosk.archive.enrolment import Entered
from kiosk.enrolling import events as e
from kiosk.enrolling.applicant import Applicant
from kiosk.enrolling.checking import Alike, Findings
from kiosk.enrolling.flow import At, Flow, Rules
from kiosk.enrolling.table import advanced
from kiosk.enrolling.view import EnrolView
from kiosk.enrolling.view_builder import enrol_view
from kiosk.faces.events import FaceChecks, FaceHint
from kiosk.faces.protocol.messages import EnrolmentFault, Sample
from kiosk.helping.view_builder import helps_now, shown
from kiosk.helping.who import Helper
from kiosk.people.names import mask_name
from kiosk.people.resident import Resident
from kiosk.sentences import fault_sentences
from kiosk.visits.own_visit import Relation
from kiosk.whitelist.consent import NEWEST_TEXT, ConsentHow, ConsentKind

TODAY = date(2026, 11, 22)
RULES = Rules((ConsentKind.FACE, ConsentKind.HEALTH, ConsentKind.HOME_CALLS, ConsentKind.ADAPTATION), NEWEST_TEXT)
TOLD = tomllib.loads(Path(__file__).with_name("enrol.toml").read_text("utf-8"))
WANG, LONG, CHILD, SON = (Applicant(**TOLD[who]) for who in ("wang", "long", "child", "son"))


class Walk:
    """One enrolment, event by event."""

    def __init__(self, rules: Rules = RULES) -> None:
        self.flow = Flow(rules)
        self._at = At(100.0, TODAY)

    def __call__(self, *events: e.Event) -> Walk:
        for event in events:
            self.flow, _ = advanced(self.flow, event, self._at)
        return self

    def card(self, holder: Applicant = WANG, record: OnRecord | None = None) -> Walk:
        """A card was read and looked up."""
        self(e.CardRead(holder))
        return self(e.LookedUp(self.flow.ticket, record or OnRecord()))

    def answer(self, *yes: bool) -> Walk:
        """What is asked is answered."""
        self(e.Asked(ConsentHow.SCREEN))
        for agreed in yes:
            assert self.flow.asking is not None
            self(e.Answered(self.flow.asking, agreed))
        return self

    def look(self) -> Walk:
        """The camera is open."""
        return self.answer(True, True, True, False)(e.CameraWanted())

    def seen(self, hint: FaceHint, progress: float, checks: FaceChecks | None = None) -> Walk:
        """The camera says something."""
        return self(e.Seen(self.flow.session, hint, progress, checks or FaceChecks(True, True, True)))

    def check(self, findings: Findings | None = None) -> Walk:
        """The face was taken and compared."""
        sample = Sample("sface", "1", np.zeros(4, np.float32), 0.9)
        self(e.Taken(self.flow.session, (sample,) * 3))
        return self(e.Compared(self.flow.ticket, findings or Findings()))

    def saved(self, templates: int = 3) -> Walk:
        """It is on the disk."""
        self(e.SaveWanted())
        return self(e.Saved(self.flow.ticket, Entered("entry", "w", True, templates=templates)))

    @property
    def view(self) -> EnrolView:
        """What is shown."""
        return enrol_view(self.flow, TODAY, 365)


def enrol_views() -> Iterator[tuple[str, EnrolView]]:
    """Name and view of each picture."""
    known = OnRecord(Resident(id="w", name=WANG.name, number=WANG.number), Place.LISTED, frozenset(), 5)
    crooked = FaceChecks(near=True, lit=True, straight=False)
    alike = Findings(alike=(Alike("o", TOLD["alike"]),))
    yield "card", Walk().view
    yield "too-young", Walk()(e.CardRead(SON)).view
    yield "consents", Walk().card().view
    renewed = replace(Walk().card(WANG, known).view, may_be_helped=True)
    yield "consents-again", renewed
    helped = helps_now(Helped("r", "screen", Relation.NEIGHBOUR))
    yield "consents-helped", replace(renewed, helped=helped, has_helper=True)
    yield "helper-ask", replace(renewed, helper=shown("ask", 1, Helper(mask_name(SON.name))))
    yield "consents-half", Walk().card(LONG, known).answer(True, False)(e.PutAside()).view
    yield "guardian", Walk(replace(RULES, min_age=0)).card(CHILD).view
    named = Walk(replace(RULES, min_age=0)).card(CHILD)(e.CardRead(SON), e.RelationChosen(TOLD["relation"]))
    yield "guardian-named", named.view
    for index, kind in enumerate(RULES.kinds):
        yield f"asking-{kind.value}", Walk().card().answer(*(True,) * index).view
    yield "asking-until", Walk(replace(RULES, consent_years=3)).card()(e.Asked(ConsentHow.SCREEN)).view
    notice = Walk().card().answer(True, True, True, False)
    yield "notice", notice.view
    yield "opening", Walk().card().look().view
    yield "looking", Walk().card().look().seen(FaceHint.LOOK_HERE, 0.4, crooked).view
    yield "turning", Walk().card().look().seen(FaceHint.TURN_LEFT, 0.6).view
    yield "alone", Walk().card().look().seen(FaceHint.ALONE, 0.2).view
    failed = Walk().card().look()
    yield "interrupted", failed(e.Failed(failed.flow.session, EnrolmentFault.NOT_LIVE)).view
    taken = Walk().card().look()
    yield "comparing", taken(e.Taken(taken.flow.session, ())).view
    yield "check", Walk().card().look().check().view
    yield "alike", Walk().card(LONG).look().check(alike).view
    yield "unlike", Walk().card(WANG, known).look().check(Findings(own_compared=True, unlike_own=True)).view
    full = Walk().card().look().check()
    full(e.SaveWanted())
    yield "saving", full.view
    yield "not-saved", full(e.WentWrong(full.flow.ticket, fault_sentences("store-full").staff)).view
    yield "refused-face", Walk().card().answer(False, True, False).view
    yield "done", Walk().card().look().check().saved().view
    yield "done-without-face", Walk().card().answer(False, True, False).saved(0).view
    yield "done-nothing", Walk().card().answer(False, False, False)(e.SaveWanted()).view
    other = Walk().card().look()
    yield "other-card", other(e.CardRead(replace(SON, birth=date(1950, 1, 1)))).view
