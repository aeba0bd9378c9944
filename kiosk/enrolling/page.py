"""The staff wing's page on which somebody is enrolled: does what the table wants, and tells it what came of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from typing import Protocol, TypeVar

from devices.clock import Instant
from devices.device import where_it_broke
from devices.events import IdentityRead, ReadFailed
from kiosk.accounts.permissions import Permission
from kiosk.archive.archive import Archive
from kiosk.archive.asked import Helped
from kiosk.desk.events import CardEvent
from kiosk.desk.page import Context, action
from kiosk.desk.view import QuestionView
from kiosk.enrolling import effects as x
from kiosk.enrolling import events as e
from kiosk.enrolling.applicant import UnfitCard, applicant_of
from kiosk.enrolling.camera import EnrolmentCamera, Lending
from kiosk.enrolling.checking import findings_of
from kiosk.enrolling.flow import At, Flow, Rules, Step
from kiosk.enrolling.table import advanced
from kiosk.enrolling.view import EnrolView
from kiosk.enrolling.view_builder import enrol_view
from kiosk.faces.enrolment.enrol import EnrolledTemplate
from kiosk.gallery.stored import for_store
from kiosk.helping.page import HelpedPage
from kiosk.ids import new_id
from kiosk.sentences import Refusal, Text, fault_sentences, sentence, table
from kiosk.settings import Settings
from kiosk.store.errors import StoreError
from kiosk.whitelist.consent import NEWEST_TEXT, ConsentHow, ConsentKind, consent_texts

log = logging.getLogger("kiosk.enrolling")

T = TypeVar("T")

_ENROL = Permission.WHITELIST_ENROL


class Cameras(Lending, Protocol):
    """The vision process, as far as an enrolment wants it (`kiosk.faces.client.vision_client.VisionClient`)."""

    def wants_photo(self, resident_id: str) -> bool:
        """Whether the picture on a card could be compared."""


@dataclass(frozen=True, slots=True)
class EnrolParts:
    """What the page is made of."""

    archive: Archive
    vision: Cameras
    settings: Settings
    zone: tzinfo


def rules_of(settings: Settings) -> Rules:
    """What is asked at this hall. What this program would not do with a consent is not asked for."""
    offered = consent_texts(NEWEST_TEXT)
    return Rules(
        kinds=tuple(kind for kind in ConsentKind if kind.value in offered and _does(kind, settings)),
        text_version=NEWEST_TEXT,
        min_age=settings.whitelist.min_age,
        consent_years=settings.whitelist.consent_years,
        takes_faces=bool(settings.camera.source) and settings.faces.enabled,
    )


def _does(kind: ConsentKind, settings: Settings) -> bool:
    if kind is ConsentKind.ADAPTATION:
        return settings.faces.adapt
    return kind is not ConsentKind.HOME_CALLS or settings.home_calls.counts_days


class EnrolPage(HelpedPage):
    """See the module."""

    name = "enrol"
    needs = _ENROL

    def __init__(self, context: Context, parts: EnrolParts) -> None:
        super().__init__(context)
        self.helped_by(context, parts.archive)
        self._parts = parts
        self._helped: Helped | None = None
        self._flow = Flow(rules_of(parts.settings))
        self._camera = EnrolmentCamera(parts.vision, lambda event: context.later(lambda: self._happens(event)))

    def opened(self, **values: object) -> None:
        """Cards come here from now on. Whoever is named by `values` lays their own card down all the same."""
        self.context.cards(self._card)

    # --- what staff, or the person, press -------------------------------------------------------------------------
    @action(needs=_ENROL)
    def ask(self, how: str, kind: str = "") -> None:
        """Show the words of one consent, or of the first one without an answer."""
        self._happens(e.Asked(ConsentHow(how), ConsentKind(kind) if kind else None))

    @action(needs=_ENROL)
    def answer(self, kind: str, agreed: bool) -> None:
        """听清了、同意, or 不同意."""
        self._happens(e.Answered(ConsentKind(kind), agreed))

    @action(needs=_ENROL)
    def put_aside(self) -> None:
        """The words are put away."""
        self._happens(e.PutAside())

    @action(needs=_ENROL)
    def guardian(self, wanted: bool) -> None:
        """Somebody consents in the person's place."""
        self._happens(e.GuardianWanted(wanted))

    @action(needs=_ENROL)
    def relation(self, relation: str) -> None:
        """What the guardian is to the person."""
        self._happens(e.RelationChosen(relation))

    @action(needs=_ENROL)
    def look(self) -> None:
        """Open the camera."""
        self._happens(e.CameraWanted())

    @action(needs=_ENROL)
    def stop_looking(self) -> None:
        """Shut it again."""
        self._happens(e.SetAside())

    @action(needs=_ENROL)
    def without_face(self) -> None:
        """The face is not taken today."""
        self._happens(e.WithoutFace())

    @action(needs=_ENROL)
    def judge(self, same_person: bool) -> None:
        """Whether who looks alike is one person."""
        self._happens(e.Judged(same_person))

    @action(needs=_ENROL)
    def vouch(self, reason: str) -> None:
        """Why it is the person though they look unlike before."""
        self._happens(e.Vouched(reason))

    @action(needs=_ENROL)
    def save(self) -> None:
        """保存."""
        self._happens(e.SaveWanted())

    @action(needs=_ENROL)
    def begin_anew(self) -> None:
        """The next person."""
        self._happens(e.BegunAnew())

    # --- who helps ------------------------------------------------------------------------------------------------
    def may_be_helped(self) -> str | None:
        """See `HelpedPage`. Somebody who is known, before they are asked themselves."""
        flow = self._flow
        before = flow.step is Step.CONSENTS and not flow.answers and not flow.by_guardian
        return flow.resident_id if before else None

    def helper_noted(self, helped: Helped | None) -> None:
        """See `HelpedPage`. They stand with what is saved."""
        had, self._helped = self._helped, helped
        if helped is not None:
            self.context.tell(sentence("helping.noted", who=self.helps(helped)))
        elif had is not None:
            self.context.tell(sentence("helping.ended"))

    # --- what the desk says ---------------------------------------------------------------------------------------
    def view(self) -> EnrolView:
        """What it shows."""
        shown = enrol_view(self._flow, self._today(), self._parts.settings.retention.health_days)
        return replace(
            shown,
            may_be_helped=self.may_be_helped() is not None,
            helped=self.helps(self._helped),
            has_helper=self._helped is not None,
            helper=self.helper.view(),
        )

    def tick(self, now: Instant) -> None:
        """Nothing waits for ever."""
        self._happens(e.Ticked())

    def set_aside(self) -> None:
        """The camera is given back; what was said and taken stays, with who helped to say it."""
        self.helper.put_away()
        self._happens(e.SetAside())

    def taken_up(self) -> None:
        """Where it was left."""
        self._happens(e.TakenUp())

    def unsaved(self) -> QuestionView | None:
        """See `Page`. Before the card and after the end there is nothing to lose."""
        if self._flow.step in (Step.CARD, Step.REFUSED, Step.DONE):
            return None
        words = table("enrolling.drop")
        return QuestionView(words["headline"], words["body"], words["confirm"], words["cancel"])

    def left(self) -> None:
        """Nothing of anybody stays."""
        self._happens(e.BegunAnew())
        self._camera.let_go()

    def _card(self, event: CardEvent) -> None:
        if self.helper.is_open:
            self.helper.card(event)
            return
        if isinstance(event, ReadFailed):
            self._happens(e.CardUnfit(sentence("enrolling.card.unreadable")))
        if not isinstance(event, IdentityRead):
            return
        fresh_id = new_id()
        try:
            holder = applicant_of(event.document, fresh_id, self._today())
        except UnfitCard as unfit:
            self._happens(e.CardUnfit(unfit.sentence))
            return
        if not self._parts.vision.wants_photo(fresh_id):
            holder = replace(holder, photo=None)
        self._happens(e.CardRead(holder))

    # --- the table and its effects --------------------------------------------------------------------------------
    def _happens(self, event: e.Event) -> None:
        before = self._flow
        at = At(self.context.clock.now().monotonic_s, self._today())
        self._flow, effects = advanced(before, event, at)
        if _number(before) != _number(self._flow):
            self._helped = None  # it is another person's now, or nobody's
            self.helper.put_away()
        if (before.step, before.asking) != (self._flow.step, self._flow.asking):
            self.context.turn()
        for effect in effects:
            self._perform(effect)

    def _perform(self, effect: x.Effect) -> None:
        match effect:
            case x.LookUp():
                number = effect.number
                self._work(
                    effect.ticket,
                    lambda: self._parts.archive.applicants.of_number(number),
                    lambda found: e.LookedUp(effect.ticket, found),
                )
            case x.TakeCamera():
                self._camera.enrol(effect.session)
            case x.ComparePhoto():
                self._camera.compare(effect.session, effect.resident_id, effect.photo)
            case x.LetGo():
                self._camera.let_go()
            case x.Compare():
                self._compare(effect)
            case x.Save():
                self._save(effect)
            case x.Withdraw():
                self._withdraw(effect)
            case x.Wipe():
                for sample in effect.samples:
                    sample.vector.fill(0.0)

    def _compare(self, effect: x.Compare) -> None:
        archive, faces = self._parts.archive, self._parts.settings.faces
        self._work(
            effect.ticket,
            lambda: findings_of(effect.samples, effect.resident_id, archive, faces),
            lambda found: e.Compared(effect.ticket, found),
        )

    def _save(self, effect: x.Save) -> None:
        # Copied here: a sample may be overwritten while the worker has not begun.
        made = (EnrolledTemplate(s.engine, s.version, s.vector, s.quality) for s in effect.samples)
        plan = replace(effect.plan, templates=for_store(made), helped=self._helped)
        whitelist, actor = self._parts.archive.whitelist, self.context.session.login
        self._work(effect.ticket, lambda: whitelist.enter(plan, actor), lambda entered: e.Saved(effect.ticket, entered))

    def _withdraw(self, effect: x.Withdraw) -> None:
        whitelist, actor, helped = self._parts.archive.whitelist, self.context.session.login, self._helped

        def work() -> None:
            why = sentence("enrolling.why-withdrawn")
            whitelist.revoke(effect.resident_id, actor, why, health=True, helped=helped)

        self._work(effect.ticket, work, lambda _: e.Saved(effect.ticket, None))

    def _work(self, ticket: int, job: Callable[[], T], then: Callable[[T], e.Event]) -> None:
        def failed(error: Exception) -> None:
            self._happens(e.WentWrong(ticket, _why(error, self._flow.step)))

        self.context.work(job, lambda outcome: self._happens(then(outcome)), failed)

    def _today(self) -> date:
        return self.context.clock.now().utc.astimezone(self._parts.zone).date()


def _number(flow: Flow) -> str:
    return "" if flow.applicant is None else flow.applicant.number


def _why(error: Exception, step: Step) -> Text:
    """What went wrong, for staff."""
    if isinstance(error, Refusal):
        return error.sentence
    if isinstance(error, StoreError):
        return fault_sentences(error.code).staff
    log.error("an enrolment was not brought on: %s", where_it_broke(error))
    return table("enrolling.failed")[step.value if step.value in table("enrolling.failed") else "saving"]
