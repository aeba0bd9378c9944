"""The terminal started anew from the page: asked twice, never while a visitor is there, and noted."""

from __future__ import annotations

from kiosk.configuring.parts import ConfigParts
from kiosk.desk.page import Context
from kiosk.desk.view import QuestionView
from kiosk.sentences import sentence, table


class Restart:
    """On the desk's thread only."""

    def __init__(self, context: Context, parts: ConfigParts) -> None:
        self._context, self._parts = context, parts

    def ask(self, *, unsaved: bool) -> None:
        """Ask for the first time. `unsaved`: something would be lost."""
        if self._parts.restart is not None and self._nobody_there():
            words = table("config.restart")
            body = words["unsaved"] if unsaved else words["body"]
            question = QuestionView(words["headline"], body, words["confirm"], words["cancel"], grave=True)
            self._context.ask(question, self._ask_again)

    def _ask_again(self) -> None:
        words = table("config.restart.again")
        question = QuestionView(words["headline"], words["body"], words["confirm"], words["cancel"], grave=True)
        self._context.ask(question, self._do)

    def _do(self) -> None:
        restart, trail, by = self._parts.restart, self._parts.trail, self._context.session.login
        if restart is not None and self._nobody_there():
            self._context.work(
                lambda: trail.note(by, "terminal.restarted", None), lambda _: restart(), lambda _: restart()
            )

    def _nobody_there(self) -> bool:
        served = self._parts.served()
        if served:
            self._context.tell(sentence("config.restart.served"))
        return not served
