"""The page of a resident's own rights on a desk without threads, over a real store. `li` is in."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from devices.events import CardArrived, CardKind, CardLeft, CardToken, IdentityRead
from devices.identity import IdentityDocument
from kiosk.desk.pages import PageMaker
from kiosk.members.room import Room
from kiosk.rights_desk.edit_page import RightsEditPage
from kiosk.rights_desk.page import RightsPage
from kiosk.rights_desk.parts import RightsParts
from kiosk.rights_desk.views import RightsView
from kiosk.sticks import Stick
from tests.kiosk.members.wing import Wing


def stick_at(folder: Path) -> Stick:
    folder.mkdir(exist_ok=True)
    return Stick(folder, "WANG", 10**9, folder.stat().st_dev)


@dataclass
class RightsWing(Wing):
    """As the wing of the whitelist, with the pages of the rights under it."""

    plugged: list[Stick] = field(default_factory=list)

    def pages(self, room: Room) -> tuple[PageMaker, ...]:
        self.parts = RightsParts(room, find_sticks=lambda: tuple(self.plugged))
        return (
            PageMaker(RightsPage, lambda context: RightsPage(context, self.parts)),
            PageMaker(RightsEditPage, lambda context: RightsEditPage(context, self.parts)),
        )

    def serves(self, resident: str = "") -> RightsView:
        """By the member's page, or by the list."""
        self.goes("members")
        if resident:
            self.does("choose", resident=resident)
        self.does("rights")
        return self.shown

    def card(self, document: IdentityDocument, count: int = 1) -> RightsView:
        """A card is laid on the reader, read, and taken away."""
        token = CardToken("id-card", count)
        at = self.clock.now()
        events: list[Any] = [
            CardArrived(token, CardKind.ID_CARD, at),
            IdentityRead(token, document, at),
            CardLeft(token, at),
        ]
        for event in events:
            self.desk.takes(event)
        self.happens()
        return self.shown

    @property
    def shown(self) -> RightsView:
        content = self.view.content
        assert isinstance(content, RightsView), content
        return content
