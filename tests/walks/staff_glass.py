"""The staff wing on its real screen, walked by touches alone: window, desk, accounts in a store; the clock stands still
until a walk lets time pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QPointF
from PySide6.QtQml import QQmlEngine, QQmlExpression
from PySide6.QtQuick import QQuickItem

from devices.identity import IdentityDocument
from kiosk.accounts.guard import Trail
from kiosk.archive.archive import Archive
from kiosk.desk.desk import Desk
from kiosk.desk.pages import PageMaker
from kiosk.desk.view import StaffView
from kiosk.settings import Screen, Settings
from kiosk.visits.workers import Inline
from tests.support.accounts import door
from tests.support.clock import ManualClock
from tests.support.glass_items import awaited
from ui.application.event_loop import wait_ms
from ui.window.shell import Shell
from ui.window.touching import Finger, centre_of, visible_item, visible_items
from ui.wings import WINGS

CORNER = QPointF(60, 60)


_HELD = """(function () {
    const held = [], kinds = {};
    function names(thing) { // of what may hold words; captions are everybody's, palettes are colours
        const kind = String(thing).split("(")[0];
        if (!(kind in kinds)) {
            kinds[kind] = [];
            for (const name in thing)
                if (name !== "words" && name !== "palette" && typeof thing[name] !== "function")
                    kinds[kind].push(name);
        }
        return kinds[kind];
    }
    function look(thing) {
        for (const name of names(thing)) {
            const value = thing[name];
            if (typeof value === "string")
                held.push(value);
            else if (Array.isArray(value) || (value && Object.getPrototypeOf(value) === Object.prototype))
                try { held.push(JSON.stringify(value)); } catch (circular) {}
        }
        for (const list of [thing.children ?? [], thing.resources ?? []])
            for (let i = 0; i < list.length; i++)
                look(list[i]);
    }
    look(this);
    return held;
}).call(this)"""
"""Walked in QML itself: in Python every object looked at would leave a wrapper that outlives it."""


class NoCards:
    """No card is an account's."""

    def account_of(self, document: IdentityDocument) -> str | None:
        return None


class StaffGlass:
    """One terminal's window and its desk, on the GUI thread.

    Attributes:
        sent: What people did, with the wing they did it in.
        touches: How many times the glass was touched.
        wings: Which wing was shown, one after the other.
    """

    def __init__(
        self,
        store: Archive,
        clock: ManualClock,
        pages: tuple[PageMaker, ...],
        *,
        orientation: str = "portrait",
        text_scale: float = 1.0,
        trail: Trail | None = None,
    ) -> None:
        self.clock = clock
        self.sent: list[tuple[str, Any]] = []
        self.wings: list[str] = []
        self.touches = 0
        screen = Screen(
            orientation=orientation,  # type: ignore[arg-type]
            text_scale=text_scale,
            less_motion=True,
            full_screen=False,
        )
        self._view: StaffView | None = None
        self.shell = Shell(
            Settings(screen=screen),
            WINGS,
            self._took,
            on_wing=self.wings.append,
            on_knock=self._knocked,
            clock=clock,
            single_shot=lambda _, __: None,
        )
        self.desk = Desk(
            pages,
            keeper=door(store, clock),
            staff_cards=NoCards(),
            trail=trail or store.audit,
            clock=clock,
            executor=Inline(),
            publish=self._published,
            show_wing=self._show_wing,
        )
        self.shell.show(self.shell.size.width(), self.shell.size.height())
        self.finger = Finger(self.shell.window)
        wait_ms(50)

    # --- hands --------------------------------------------------------------------------------------------------
    def knock(self) -> None:
        """Five quick taps in the corner."""
        for _ in range(5):
            self.clock.advance(0.2)
            self.finger.touch(CORNER)
            self.touches += 1
        self.settle()

    def press(self, name: str) -> None:
        """A touch in the middle of what has this name, when it hears. KeyError when it does not come."""
        self.finger.touch(centre_of(awaited(self.shell.root, name)))
        self.touches += 1
        self.settle()

    def type(self, digits: str, then: str = "ok") -> None:
        """Digits on the pad, then 确定."""
        for digit in (*digits, *((then,) if then else ())):
            self.press(f"digit-{digit}")

    def asks_for_the_pin(self, login: str = "li") -> None:
        """From the visitor's screen to the pad of an account."""
        self.knock()
        if self.sees(f"button-account-{login}"):
            self.press(f"button-account-{login}")

    def let_in(self, login: str, pin: str, code: str = "") -> None:
        """From the visitor's screen to the first page."""
        self.asks_for_the_pin(login)
        self.type(pin)
        if code:
            self.type(code)

    def passes(self, seconds: float) -> None:
        """Time, looked at by the desk as it does four times a second."""
        self.clock.advance(seconds)
        self.desk.tick()
        self.settle()

    def settle(self) -> None:
        """What was asked for is done and drawn, and the page hears again."""
        for _ in range(3):
            self.desk.drain()
        wait_ms(1)
        self.clock.advance(0.4)
        self.shell.panel._hear()

    # --- eyes ---------------------------------------------------------------------------------------------------
    @property
    def view(self) -> StaffView:
        """What the desk published last."""
        assert self._view is not None
        return self._view

    def item(self, name: str) -> QQuickItem:
        return visible_item(self.shell.root, name)

    def sees(self, name: str) -> bool:
        """Whether there is something of this name to touch."""
        try:
            self.item(name)
        except KeyError:
            return False
        return True

    def texts(self) -> list[str]:
        """Everything that can be read on the glass."""
        seen = (str(item.property("text")) for item in visible_items(self.shell.root) if item.inherits("QQuickText"))
        return [text for text in seen if text]

    def strings(self, wing: str = "staff") -> Iterator[str]:
        """Every string that any object of a wing's pages, or its model, still holds, seen or not. Captions left out."""
        opened = self.shell._open[wing]
        context = QQmlEngine.contextForObject(opened.root)
        expression = QQmlExpression(context, opened.root, _HELD)
        found: Any = expression.evaluate()
        value = found[0] if isinstance(found, tuple) else found
        assert not expression.hasError(), expression.error().toString()
        yield from (value.toVariant() if hasattr(value, "toVariant") else value)
        yield from (str(value) for name, value in opened.model._now.items() if name != "words")

    # --- inside -------------------------------------------------------------------------------------------------
    def _took(self, wing: str, event: Any) -> None:
        self.sent.append((wing, event))
        if wing == StaffView.wing:
            self.desk.post(event)

    def _knocked(self) -> None:
        from kiosk.desk.events import Knock

        self.desk.post(Knock())

    def _show_wing(self, wing: str) -> None:
        assert self.shell.show_wing(wing)

    def _published(self, view: StaffView) -> None:
        self._view = view
        self.shell.apply(view)

    def close(self) -> None:
        """Close the window."""
        self.desk.stop()
        self.shell.close()
        wait_ms(1)
