"""The properties of `Visit` by name and type, each with its own notify signal. What they mean stands in
`kiosk.visits.view` and `kiosk.settings.Screen`; the maps are made in `ui.visitor.plain`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Property, QObject, Signal

from ui.meta_types import LIST, MAP, STRINGS


def _read(name: str) -> Callable[[VisitProperties], Any]:
    return lambda self: self._now[name]


class VisitProperties(QObject):
    """Values by name, told to QML. `_now` holds every value; `_take` changes some of them at once."""

    stateChanged = Signal()
    serialChanged = Signal()
    headlineChanged = Signal()
    leadChanged = Signal()
    noticeChanged = Signal()
    bannerKindChanged = Signal()
    bannerTitleChanged = Signal()
    bannerBodyChanged = Signal()
    buttonsChanged = Signal()
    labelsChanged = Signal()
    detailsChanged = Signal()
    codeChanged = Signal()
    temperatureChanged = Signal()
    valueChanged = Signal()
    entryChanged = Signal()
    countdownChanged = Signal()
    guidanceChanged = Signal()
    facilitiesChanged = Signal()
    summaryChanged = Signal()
    tipsChanged = Signal()
    windowChanged = Signal()
    queueChanged = Signal()
    cardKindChanged = Signal()
    armInChanged = Signal()
    arrowsChanged = Signal()
    leftwardChanged = Signal()
    cardLiesChanged = Signal()
    helpCalledChanged = Signal()
    warningSecondsChanged = Signal()
    portraitChanged = Signal()
    textScaleChanged = Signal()
    highContrastChanged = Signal()
    lessMotionChanged = Signal()
    hallNameChanged = Signal()
    timeTextChanged = Signal()
    demoChanged = Signal()
    wordsChanged = Signal()
    deafChanged = Signal()

    state = Property(str, _read("state"), notify=stateChanged)
    serial = Property(int, _read("serial"), notify=serialChanged)
    headline = Property(str, _read("headline"), notify=headlineChanged)
    lead = Property(str, _read("lead"), notify=leadChanged)
    notice = Property(str, _read("notice"), notify=noticeChanged)
    bannerKind = Property(str, _read("bannerKind"), notify=bannerKindChanged)
    bannerTitle = Property(str, _read("bannerTitle"), notify=bannerTitleChanged)
    bannerBody = Property(str, _read("bannerBody"), notify=bannerBodyChanged)
    buttons = Property(STRINGS, _read("buttons"), notify=buttonsChanged)
    labels = Property(MAP, _read("labels"), notify=labelsChanged)
    details = Property(MAP, _read("details"), notify=detailsChanged)
    code = Property(MAP, _read("code"), notify=codeChanged)
    temperature = Property(MAP, _read("temperature"), notify=temperatureChanged)
    value = Property(MAP, _read("value"), notify=valueChanged)
    entry = Property(MAP, _read("entry"), notify=entryChanged)
    countdown = Property(MAP, _read("countdown"), notify=countdownChanged)
    guidance = Property(MAP, _read("guidance"), notify=guidanceChanged)
    facilities = Property(LIST, _read("facilities"), notify=facilitiesChanged)
    summary = Property(LIST, _read("summary"), notify=summaryChanged)
    tips = Property(LIST, _read("tips"), notify=tipsChanged)
    window = Property(str, _read("window"), notify=windowChanged)
    queue = Property(str, _read("queue"), notify=queueChanged)
    cardKind = Property(str, _read("cardKind"), notify=cardKindChanged)
    armIn = Property(bool, _read("armIn"), notify=armInChanged)
    arrows = Property(MAP, _read("arrows"), notify=arrowsChanged)
    leftward = Property(bool, _read("leftward"), notify=leftwardChanged)
    cardLies = Property(bool, _read("cardLies"), notify=cardLiesChanged)
    helpCalled = Property(bool, _read("helpCalled"), notify=helpCalledChanged)
    warningSeconds = Property(int, _read("warningSeconds"), notify=warningSecondsChanged)
    portrait = Property(bool, _read("portrait"), notify=portraitChanged)
    textScale = Property(float, _read("textScale"), notify=textScaleChanged)
    highContrast = Property(bool, _read("highContrast"), notify=highContrastChanged)
    lessMotion = Property(bool, _read("lessMotion"), notify=lessMotionChanged)
    hallName = Property(str, _read("hallName"), notify=hallNameChanged)
    timeText = Property(str, _read("timeText"), notify=timeTextChanged)
    demo = Property(bool, _read("demo"), notify=demoChanged)
    words = Property(MAP, _read("words"), notify=wordsChanged)
    deaf = Property(bool, _read("deaf"), notify=deafChanged)

    def __init__(self, values: dict[str, Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = values

    def _take(self, values: dict[str, Any]) -> set[str]:
        """Take over all values, then announce those that differ; their names."""
        different = {name for name, value in values.items() if self._now[name] != value}
        self._now.update(values)
        for name in values:
            if name in different:
                getattr(self, f"{name}Changed").emit()
        return different
