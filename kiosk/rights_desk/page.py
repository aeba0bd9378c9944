"""A resident's own rights at the desk. First it is known that the person is there, by their card or by two clerks; then
they see, correct, take along, take back, have deleted what is kept of them.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from devices.clock import Instant
from devices.events import IdentityRead, ReadFailed
from kiosk.accounts.permissions import Permission
from kiosk.accounts.session import Session
from kiosk.archive.asked import Asked, ByWhom, Helped
from kiosk.archive.own_rights import OwnSummary, TakenBack
from kiosk.desk.events import CardEvent
from kiosk.desk.page import Context, action
from kiosk.desk.view import QuestionView
from kiosk.helping.page import HelpedPage
from kiosk.members.reasons import Asking
from kiosk.members.room_page import RoomPage, said_of
from kiosk.members.words import shown_name
from kiosk.rights_desk.copies import Copy, put_on_stick
from kiosk.rights_desk.parts import STAYS_S, Known, RightsParts
from kiosk.rights_desk.seen import Seen
from kiosk.rights_desk.told import parts_of
from kiosk.rights_desk.view_builder import copy_view, helped_today, present_view, rights_view
from kiosk.rights_desk.views import RightsView
from kiosk.sentences import NO_WORDS, Refusal, Text, sentence, table
from kiosk.store.errors import StoreError
from kiosk.whitelist.admission import WhitelistRefused
from kiosk.whitelist.consent import ConsentKind

_SERVE = Permission.RIGHTS_SERVE


class RightsPage(HelpedPage, RoomPage):
    """See the module."""

    name = "rights"
    needs = _SERVE

    def __init__(self, context: Context, parts: RightsParts) -> None:
        super().__init__(context, parts.room)
        self.helped_by(context, parts.room.archive)
        self._parts = parts
        self._resident = ""
        self._from_list = True
        self._asked: Asked | None = None
        self._summary: OwnSummary | None = None
        self._problem: Text = NO_WORDS
        self._seen: Seen | None = None
        self._copying = False
        self._helped: str = ""
        self._helping: str = ""

    # --- coming and going ---------------------------------------------------------------------------------------
    def opened(self, **values: object) -> None:
        """See `Page`. `resident` is whose page it is; without it the first card says so. `from_list`: there it leads
        back.
        """
        super().opened()
        self._resident = str(values.get("resident", ""))
        self._from_list = bool(values.get("from_list", not self._resident))
        self._asked = self._parts.take_known(self._resident, self.context.session.token, self.now_s())
        self.context.cards(self._card)
        self._read()

    def taken_up(self) -> None:
        """See `Page`. Whoever was there may have gone: their card is asked for anew."""
        super().taken_up()
        self._read()

    def set_aside(self) -> None:
        """See `Page`."""
        super().set_aside()
        self._forget_person()

    def left(self) -> None:
        """See `Page`."""
        super().left()
        self._forget_person()

    def tick(self, now: Instant) -> None:
        """See `Page`."""
        if self._seen is not None and self._seen.left_s(now.monotonic_s) <= 0:
            self._mask()

    def changed(self, resident_id: str) -> None:
        """See `RoomPage`."""
        if resident_id == self._resident and not self.busy:
            self._read()

    def refused(self, said: Text) -> None:
        """See `RoomPage`."""
        self._problem = said
        self.context.tell(said)

    def _forget_person(self) -> None:
        self.helper.put_away()
        self._asked = self._seen = self._summary = None
        self._problem, self._copying, self._helped, self._helping = NO_WORDS, False, "", ""

    # --- who is there -------------------------------------------------------------------------------------------
    def _card(self, event: CardEvent) -> None:
        if self.helper.is_open:
            self.helper.card(event)
            return
        if isinstance(event, ReadFailed) and self._asked is None:
            self._problem = sentence("rights.card.unreadable")
        if isinstance(event, IdentityRead) and not self.busy:
            document = event.document
            self.do(lambda: self.room.archive.own_rights.holder(document), self._holder)

    def _holder(self, holder: str | None) -> None:
        if self._asked is not None:
            if holder != self._resident:
                self.context.tell(sentence("rights.card.other"))
            return
        if holder is None:
            self._turn_away(sentence("rights.card.nothing-kept"))
        elif self._resident not in ("", holder):
            self._turn_away(sentence("rights.card.other"))
        else:
            self._resident = holder
            self._is_there(Asked(ByWhom.WITH_CARD))

    def _turn_away(self, why: Text) -> None:
        self._problem = why
        self.context.turn()

    @action(needs=_SERVE)
    def vouch(self) -> None:
        """The person has no card with them: a reason, and a colleague's PIN."""
        if self._asked is None and self._summary is not None:
            self.ask_why(Asking("vouch", {"name": self._name()}, self._names(), self._sign))

    def _sign(self, reason: str) -> None:
        what = sentence("rights.sign", name=self._name())
        self.context.second_signature(_SERVE, what, partial(self._vouched, reason))

    def _vouched(self, reason: str, second: Session) -> None:
        self._is_there(Asked(ByWhom.VOUCHED, reason, second.login))

    def _is_there(self, asked: Asked) -> None:
        """They are there once the trail says so."""

        def noted(_: None) -> None:
            self._asked, self._problem = asked, NO_WORDS
            self._read()
            self.context.turn()

        present = self.room.archive.own_rights.present
        self.do(partial(present, self._resident, self.actor(), asked), noted)

    # --- who helps ----------------------------------------------------------------------------------------------
    def may_be_helped(self) -> str | None:
        """See `HelpedPage`. Before anything is done for them, once they are there."""
        free = self._asked is not None and self._seen is None and not self._copying and not self.busy
        return self._resident if free else None

    def helper_noted(self, helped: Helped | None) -> None:
        """See `HelpedPage`. From now on they stand with whatever is done."""
        if self._asked is not None:
            had = self._asked.helped
            self._asked = replace(self._asked, helped=helped)
            self._read()
            if helped is not None:
                self.context.tell(sentence("helping.noted", who=self._helping))
            elif had is not None:
                self.context.tell(sentence("helping.ended"))

    @property
    def _served(self) -> Asked | None:
        """On whose word something may be done now; None while somebody who helps is being noted."""
        return None if self.helper.is_open else self._asked

    @action(needs=_SERVE)
    def begin_anew(self) -> None:
        """The next person, or the next card."""
        self._forget_person()
        if self._from_list:
            self._resident = ""
        self._read()
        self.context.turn()

    @action(needs=_SERVE)
    def back(self) -> None:
        """From what is seen or copied to the rights; from there to where the page was opened."""
        if self.helper.is_open:
            self.without_helper()
        elif self._seen is not None or self._copying:
            self._mask()
            self._copying = False
            self.context.turn()
        elif self._from_list:
            self.go("members")
        else:
            self.go("member", resident=self._resident)

    # --- seeing and correcting ----------------------------------------------------------------------------------
    @action(needs=_SERVE)
    def see(self) -> None:
        """Show everything, unmasked, for a while."""
        asked = self._served
        if asked is None:
            return
        show, zone = self.room.archive.rights.show, self._zone()

        def shown(kept: dict[str, Any]) -> None:
            if self._asked is not None:  # nobody locked meanwhile
                self._seen = Seen(parts_of(kept, zone), self.now_s())
                self.context.turn()

        self.do(partial(show, self._resident, self.actor(), masked=False, asked=asked), shown)

    @action(needs=_SERVE)
    def part(self, key: str) -> None:
        """Another part of it."""
        if self._seen is not None:
            self._seen.choose(key)

    @action(needs=_SERVE)
    def leaf(self, pages: int) -> None:
        """Older lines, or newer ones."""
        if self._seen is not None:
            self._seen.leaf(pages)

    def _mask(self) -> None:
        if self._seen is not None:
            self._seen = None
            self.context.turn()

    @action(needs=Permission.WHITELIST_EDIT)
    def correct(self) -> None:
        """Change what is known of them."""
        asked = self._served
        if asked is not None:
            token = self.context.session.token
            self._parts.known = Known(self._resident, asked, token, self.now_s() + STAYS_S)
            self.go("rights-edit", resident=self._resident, from_list=self._from_list)

    # --- taking along -------------------------------------------------------------------------------------------
    @action(needs=_SERVE)
    def copy(self) -> None:
        """Which form is the copy to have?"""
        if self._served is not None:
            self._copying = True
            self.context.turn()

    @action(needs=_SERVE)
    def copy_as(self, form: str) -> None:
        """Put a copy on the stick."""
        asked, plugged = self._served, self._parts.find_sticks()
        if asked is None or form not in self._parts.formats:
            return
        if not plugged:
            self.refused(sentence("sticks.refused.none"))
            return
        copy = Copy(self._resident, form, self.context.session, asked, self.context.clock.now().utc)
        job = partial(put_on_stick, self.room.archive, self.room.settings, copy, plugged[-1],
                      self._parts.paper)  # fmt: skip
        self.do(job, lambda file: self._done(sentence("rights.copy.done", file=file)))

    # --- taking back and deleting -------------------------------------------------------------------------------
    @action(needs=_SERVE)
    def withdraw(self, kind: str) -> None:
        """Take one consent back, once it was said what comes of it."""
        asked = self._served
        if asked is None or kind not in {one.value for one in ConsentKind}:
            return
        words, chosen = table("rights.withdraw"), ConsentKind(kind)
        question = QuestionView(
            words[f"{kind}-headline"], words[f"{kind}-body"], words["confirm"], words["cancel"], grave=True
        )
        self.context.ask(question, partial(self._withdraw, chosen, asked))

    def _withdraw(self, kind: ConsentKind, asked: Asked) -> None:
        own = self.room.archive.own_rights

        def done(outcome: TakenBack) -> None:
            self._done(table("rights.withdraw")[f"{kind.value}-done" if outcome.kinds else "nothing"])

        self.do(partial(own.withdraw, self._resident, kind, self.actor(), by_whom=asked), done)

    @action(needs=_SERVE)
    def delete_health(self) -> None:
        """Delete the health records, once it was said which."""
        asked = self._served
        if asked is None or self._summary is None:
            return
        words = table("rights.delete-health")
        question = QuestionView(words["headline"], words["body"], words["confirm"], words["cancel"], grave=True)
        own = self.room.archive.own_rights
        job = partial(own.delete_health, self._resident, self.actor(), by_whom=asked)
        self.context.ask(question, lambda: self.do(job, lambda _: self._done(words["done"])))

    @action(needs=_SERVE)
    def forget(self) -> None:
        """Delete everything: first what goes and what stays, then once more."""
        asked = self._served
        if asked is None:
            return
        words = table("rights.forget")
        first = QuestionView(words["headline"].fill(name=self._name()), words["body"], words["next"], words["cancel"])
        last = QuestionView(words["sure-headline"], words["sure-body"], words["confirm"], words["cancel"], grave=True)
        self.context.ask(first, lambda: self.context.ask(last, partial(self._forget, asked)))

    def _forget(self, asked: Asked) -> None:
        forget, reason = self.room.archive.rights.forget, sentence("rights.forget.reason")

        def done(_: object) -> None:
            self._forget_person()
            self._resident, self._from_list = "", True
            self.context.tell(table("rights.forget")["done"])
            self.context.turn()

        self.do(partial(forget, self._resident, self.actor(), reason, asked=asked), done)

    def _done(self, said: Text) -> None:
        self._problem = NO_WORDS
        self.context.tell(said)
        self._read()

    # --- the view -----------------------------------------------------------------------------------------------
    def view(self) -> RightsView:
        """See `Page`."""
        more: dict[str, Any] = {"busy": self.busy, "asking": self.asking_view(), "problem": self._problem}
        if self._asked is None or self._summary is None:
            return present_view(self._name(), may_vouch=self._summary is not None, **more)
        if self._seen is not None:
            return self._seen.view(self._name(), self.now_s(), **more)
        if self._copying:
            return copy_view(self._name(), self._parts.formats, self._parts.find_sticks(), **more)
        more |= {
            "helped": self._helping or self._helped,
            "has_helper": bool(self._helping),
            "helper": self.helper.view(),
        }
        return rights_view(self._summary, self._asked, self.room.archive.members.today(), self._zone(), **more)

    # --- reading ------------------------------------------------------------------------------------------------
    def _read(self) -> None:
        self._summary, self._helping = None, ""
        if not self._resident:
            return
        days = self.room.settings.retention.health_days
        try:
            self._summary = self.room.archive.own_rights.summary(self._resident, days)
            self._helped = helped_today(
                self.room.archive.companions.of(self._resident), self.room.archive.members.today(), self._zone()
            )
            self._helping = self.helps(None if self._asked is None else self._asked.helped)
        except (WhitelistRefused, StoreError, Refusal) as error:
            self._asked = None
            self._problem = said_of(error)

    def _name(self) -> str:
        return "" if self._summary is None else shown_name(self._summary.resident)

    def _names(self) -> tuple[str | None, ...]:
        return () if self._summary is None else (self._summary.resident.name, self._summary.resident.name_foreign)

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.room.settings.hall.time_zone)
