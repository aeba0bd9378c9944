"""The one guard before everything that is done on a page."""

from __future__ import annotations

import logging
from collections.abc import Callable

from kiosk.accounts.guard import Guard, NotAllowed, SessionOver
from kiosk.accounts.permissions import Permission
from kiosk.accounts.session import Session
from kiosk.desk import events as e
from kiosk.desk.page import BadValues, Page
from kiosk.sentences import Text

log = logging.getLogger("kiosk.desk")


class Acts:
    """On the desk's thread only.

    Args:
        tell: Says why something is refused.
        over: Called when the account of the session is not in force any more.
    """

    def __init__(self, guard: Guard, tell: Callable[[Text], None], over: Callable[[], None]) -> None:
        self._guard, self._tell, self._over = guard, tell, over

    def may(self, session: Session, permission: Permission) -> bool:
        """Whether it is done. A refusal is in the audit trail and on the screen."""
        try:
            self._guard.check(session, permission)
        except SessionOver:
            self._over()
            return False
        except NotAllowed as refusal:
            self._tell(refusal.sentence)
            return False
        return True

    def act(self, session: Session, page: Page | None, event: e.Acted) -> None:
        """Something was done on the open page."""
        found = page.actions.get(event.action) if page is not None else None
        if page is None or found is None:
            log.warning("no action of this name on the page %s", event.page)
            return
        if not self.may(session, found.needs):
            return
        try:
            values = found.values(event.values)
        except BadValues as error:
            log.warning("an action of the page %s: %s", event.page, error)
            return
        found.run(page, **values)
