"""`Staff`, the one object the staff wing's pages read: how far somebody was let in, and what the open page shows.

Read-only for QML. Nothing of a page stays in it once the wing is shut or another wing is shown. GUI thread only.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QJSValue, QmlNamedElement, QmlSingleton, QQmlEngine

from kiosk.desk.view import StaffView, Stage
from ui.meta_types import LIST, MAP
from ui.panel import DEAF_S
from ui.qml_values import laid, read
from ui.staff.fields import Fields
from ui.staff.plain import plain
from ui.staff.words import page_words
from ui.window.wing import Surroundings, WingModel

QML_IMPORT_NAME = "kiosk.staff"
QML_IMPORT_MAJOR_VERSION = 1

SHUT = StaffView(Stage.SHUT, serial=0)
FOLLOWING_DEAF_S = 0.8
"""Of a question that follows another one at once: after a slow frame it has still stood on the glass for 0.7 s."""


@QmlNamedElement("Staff")
@QmlSingleton
class StaffModel(WingModel):  # type: ignore[operator]  # PySide's stub: QmlNamedElement without __call__
    """See the module. QML knows it as `Staff`. The maps are those of `kiosk.desk.view`, see `ui.staff.plain`."""

    stageChanged = Signal()
    serialChanged = Signal()
    accountsChanged = Signal()
    padChanged = Signal()
    sessionChanged = Signal()
    whoChanged = Signal()
    roleChanged = Signal()
    secondsLeftChanged = Signal()
    navigationChanged = Signal()
    pageChanged = Signal()
    underChanged = Signal()
    contentChanged = Signal()
    presentChanged = Signal()
    liveChanged = Signal()
    waitingChanged = Signal()
    noticeChanged = Signal()
    questionChanged = Signal()
    signatureChanged = Signal()
    wordsChanged = Signal()

    stage = Property(str, read("stage"), notify=stageChanged)
    serial = Property(int, read("serial"), notify=serialChanged)
    accounts = Property(LIST, read("accounts"), notify=accountsChanged)
    pad = Property(MAP, read("pad"), notify=padChanged)
    session = Property(str, read("session"), notify=sessionChanged)
    who = Property(str, read("who"), notify=whoChanged)
    role = Property(str, read("role"), notify=roleChanged)
    secondsLeft = Property(int, read("secondsLeft"), notify=secondsLeftChanged)
    navigation = Property(LIST, read("navigation"), notify=navigationChanged)
    page = Property(str, read("page"), notify=pageChanged)
    under = Property(str, read("under"), notify=underChanged)
    content = Property(MAP, read("content"), notify=contentChanged)
    present = Property(bool, read("present"), notify=presentChanged)
    waiting = Property(str, read("waiting"), notify=waitingChanged)
    notice = Property(str, read("notice"), notify=noticeChanged)
    question = Property(MAP, read("question"), notify=questionChanged)
    signature = Property(MAP, read("signature"), notify=signatureChanged)
    words = Property(MAP, read("words"), notify=wordsChanged)

    def __init__(self, surroundings: Surroundings) -> None:
        from kiosk.sentences import table

        self._preview = surroundings.preview
        self._fields: Fields | None = None
        super().__init__(surroundings, {**_values(SHUT), "words": {**table("staff.words"), **page_words()}})

    @staticmethod
    def create(engine: QQmlEngine) -> QObject:
        """The model of this engine; called by QML once an engine."""
        return laid(engine, StaffModel)

    def apply(self, view: StaffView) -> None:
        """Show this view from now on."""
        values = _values(view)
        moved = values["serial"] != self._now["serial"]
        if moved:
            follows = view.question is not None and view.question.follows
            self._panel.turn_page(FOLLOWING_DEAF_S if follows else DEAF_S)
        # First no page at all: none ever reads another one's view.
        if values["page"] != self._now["page"]:
            self._take({"page": "", "content": {}})
            self._let_go()
        self._take(values)
        if self._fields is not None:
            if self._fields.fits(self._now["content"]):
                self._fields.take(self._now["content"])
            else:
                self._let_go()
        if moved:
            self.screenChanged.emit()

    def set_aside(self) -> None:
        """Nothing of the wing stays while another one is shown."""
        from kiosk.desk.events import WingHidden

        self.apply(SHUT)
        self._send(WingHidden())

    def visitor_waits(self, how: str) -> bool:
        """Said on the wing; it gives way only when somebody touches it: work is never lost to a visitor."""
        from kiosk.desk.events import VisitorThere

        self._send(VisitorThere(how))
        return False

    def is_at_rest(self) -> bool:
        """When nobody is in."""
        return bool(self._now["stage"] == Stage.SHUT.value)

    def _preview_source(self) -> QObject | None:
        return self._preview

    def _live(self) -> QObject:
        """Made when a page first asks for it: pages that stand still do not pay for it."""
        if self._fields is None:
            self._fields = Fields(self._now["content"], self)
        return self._fields.map

    live = Property(QObject, _live, notify=liveChanged)
    """The content of the page, each field telling of itself: for pages whose values move while they are looked at."""

    def _let_go(self) -> None:
        """Another view has other fields; the page that reads these goes first."""
        if self._fields is not None:
            old, self._fields = self._fields, None
            self.liveChanged.emit()
            old.map.deleteLater()

    previewSource = Property(QObject, _preview_source, constant=True)

    # --- what people do -----------------------------------------------------------------------------------------
    @Slot()
    def touch(self) -> None:
        """The wing was touched somewhere."""
        from kiosk.desk.events import Touched

        self._send(Touched())

    @Slot(str)
    def choose(self, login: str) -> None:
        """Who it is; "" for somebody else."""
        from kiosk.desk.events import AccountChosen

        if not self._panel.is_deaf():
            self._send(AccountChosen(login, self._now["serial"]))

    @Slot(str)
    def enter(self, digits: str) -> None:
        """确定 on the digit pad."""
        from kiosk.desk.events import DigitsEntered

        if not self._panel.is_deaf():
            self._send(DigitsEntered(digits, self._now["serial"]))

    @Slot(str)
    @Slot(str, "QJSValue")
    def act(self, action: str, values: QJSValue | dict[str, Any] | None = None) -> None:
        """Something is done on the open page. `values` holds what the action is given, by name."""
        from kiosk.desk.events import Acted

        given = values.toVariant() if isinstance(values, QJSValue) else values
        if not self._panel.is_deaf():
            self._send(Acted(self._now["session"], self._now["page"], action, given or {}))

    @Slot(str)
    def open(self, page: str) -> None:
        """Another page of the navigation."""
        from kiosk.desk.events import PageChosen

        if not self._panel.is_deaf():
            self._send(PageChosen(self._now["session"], page))

    @Slot(bool)
    def answer(self, confirmed: bool) -> None:
        """The sheet before the page is confirmed or put away."""
        from kiosk.desk.events import Answered

        if not self._panel.is_deaf():
            self._send(Answered(self._now["session"], confirmed, self._now["serial"]))

    @Slot()
    def lock(self) -> None:
        """上锁, or 返回 before anybody was let in. Counts at once, deaf or not."""
        from kiosk.desk.events import LockPressed

        self._send(LockPressed())

    @Slot()
    def giveWay(self) -> None:
        """The visitor who waits is to be served; the work is kept. Counts at once."""
        from kiosk.desk.events import GiveWay

        self._send(GiveWay())


def _values(view: StaffView) -> dict[str, Any]:
    values: dict[str, Any] = {"present": view.content is not None, **plain(view)}
    for name in ("pad", "content", "question", "signature"):
        values[name] = {"present": values[name] is not None, **(values[name] or {})}
    return values
