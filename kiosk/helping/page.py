"""A page of the desk on which somebody who helps may be noted before anything is done for the person."""

from __future__ import annotations

from typing import ClassVar

from kiosk.accounts.permissions import Permission
from kiosk.archive.archive import Archive
from kiosk.archive.asked import Helped
from kiosk.desk.page import Context, Page, action
from kiosk.helping.desk_helper import DeskHelper
from kiosk.helping.view_builder import helps_now
from kiosk.people.names import mask_name
from kiosk.sentences import NO_WORDS, Text
from kiosk.visits.own_visit import Relation

_SERVE = Permission.RIGHTS_SERVE


class HelpedPage(Page):
    """Its acts. A page says who is there to be helped, and does with the helper what it does.

    Attributes:
        helper: Made by `helped_by`.
    """

    needs: ClassVar[Permission] = _SERVE
    helper: DeskHelper

    def helped_by(self, context: Context, archive: Archive) -> None:
        """Called once, before anything else."""
        self._kept_by = archive
        self.helper = DeskHelper(context, archive, self.helper_noted)

    def may_be_helped(self) -> str | None:
        """Id of the person who is there and may be helped now; None for nobody."""
        raise NotImplementedError

    def helper_noted(self, helped: Helped | None) -> None:
        """Somebody helps from now on; None: nobody any more."""
        raise NotImplementedError

    def helps(self, helped: Helped | None) -> Text:
        """One line on who helps; "" nobody."""
        if helped is None:
            return NO_WORDS
        if helped.relation is not Relation.STAFF:
            return helps_now(helped)
        names = self._kept_by.audit_log.account_names()
        return helps_now(helped, mask_name(names.get(helped.companion, helped.companion)))

    @action(needs=_SERVE)
    def note_helper(self) -> None:
        """有人帮: their card, please."""
        who = self.may_be_helped()
        if who is not None:
            self.helper.begin(who)

    @action(needs=_SERVE)
    def clerk_helps(self) -> None:
        """Whoever is in is the helper."""
        self.helper.clerk_helps()

    @action(needs=_SERVE)
    def helper_agreed(self, turn: int) -> None:
        """The person wants it."""
        self.helper.agreed(turn)

    @action(needs=_SERVE)
    def helper_is(self, turn: int, relation: str) -> None:
        """What the helper is to the person."""
        self.helper.related(turn, relation)

    @action(needs=_SERVE)
    def without_helper(self) -> None:
        """The person does not want it, or not any more."""
        if self.helper.is_open:
            self.helper.put_away()
        else:
            self.helper_noted(None)
        self.context.turn()
