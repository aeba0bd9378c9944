"""The page of the settings at a desk without threads, over a file of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kiosk.accounts.permissions import Role
from kiosk.configuring.page import ConfigPage
from kiosk.configuring.parts import ConfigParts
from kiosk.configuring.view import ConfigView
from kiosk.desk.desk import Desk
from kiosk.desk.pages import PageMaker
from kiosk.sentences import NO_WORDS, Text
from kiosk.settings import Settings, load
from kiosk.visits.workers import Inline
from tests.kiosk.desk import place
from tests.kiosk.desk.place import Place

SECOND = "qian"
PIN = "729368"


@dataclass
class Bench(Place):
    """A technician before the page. `restarts` counts the restarts asked for; `maker` is another page's, or the same
    as the terminal makes it.
    """

    folder: Path = Path()
    file: Path | None = None
    two_sign: bool = False
    restarts: list[bool] = field(default_factory=list)
    maker: PageMaker | None = None
    served: bool = False
    refused: Text = NO_WORDS

    def __post_init__(self) -> None:
        place.PINS.setdefault(SECOND, PIN)
        place.NAMES.setdefault(SECOND, "钱卫东")
        place.ROLES.setdefault(SECOND, Role.TECHNICIAN)
        self.accounts.logins = (*self.accounts.logins, SECOND)
        running = Settings() if self.file is None else load(self.file)
        parts = ConfigParts(
            running, self.file, self.folder, self.trail, self.two_sign, lambda: self.restarts.append(True),
            lambda: self.served, self.refused,
        )  # fmt: skip
        self.desk = Desk(
            (self.maker or PageMaker(ConfigPage, lambda context: ConfigPage(context, parts), icon="settings"),),
            keeper=self.accounts,
            staff_cards=self.cards,
            trail=self.trail,
            clock=self.clock,
            executor=Inline(),
            publish=self.views.append,
            show_wing=self.wings.append,
        )

    @property
    def page(self) -> ConfigView:
        content = self.view.content
        assert isinstance(content, ConfigView)
        return content

    def change(self, key: str, text: str) -> None:
        self.does("look", key=key)
        self.does("put", text=text)
