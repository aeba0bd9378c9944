"""The properties of `Visit` by name and type, each with its own notify signal. What they mean stands in
`kiosk.visits.view`; the maps are made in `ui.visitor.plain`.
"""

from __future__ import annotations

from PySide6.QtCore import Property, Signal

from ui.meta_types import LIST, MAP, STRINGS
from ui.qml_values import read
from ui.window.wing import WingModel


class VisitProperties(WingModel):
    """What `Visit` shows."""

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
    tilesChanged = Signal()
    codeChanged = Signal()
    temperatureChanged = Signal()
    valueChanged = Signal()
    trendChanged = Signal()
    entryChanged = Signal()
    countdownChanged = Signal()
    guidanceChanged = Signal()
    facilitiesChanged = Signal()
    summaryChanged = Signal()
    tipsChanged = Signal()
    windowChanged = Signal()
    queueChanged = Signal()
    cardKindChanged = Signal()
    pictureChanged = Signal()
    followUpChanged = Signal()
    postureChanged = Signal()
    armInChanged = Signal()
    arrowsChanged = Signal()
    leftwardChanged = Signal()
    cardLiesChanged = Signal()
    helpCalledChanged = Signal()
    helpLabelChanged = Signal()
    warningSecondsChanged = Signal()
    wordsChanged = Signal()

    state = Property(str, read("state"), notify=stateChanged)
    serial = Property(int, read("serial"), notify=serialChanged)
    headline = Property(str, read("headline"), notify=headlineChanged)
    lead = Property(str, read("lead"), notify=leadChanged)
    notice = Property(str, read("notice"), notify=noticeChanged)
    bannerKind = Property(str, read("bannerKind"), notify=bannerKindChanged)
    bannerTitle = Property(str, read("bannerTitle"), notify=bannerTitleChanged)
    bannerBody = Property(str, read("bannerBody"), notify=bannerBodyChanged)
    buttons = Property(STRINGS, read("buttons"), notify=buttonsChanged)
    labels = Property(MAP, read("labels"), notify=labelsChanged)
    details = Property(MAP, read("details"), notify=detailsChanged)
    tiles = Property(LIST, read("tiles"), notify=tilesChanged)
    code = Property(MAP, read("code"), notify=codeChanged)
    temperature = Property(MAP, read("temperature"), notify=temperatureChanged)
    value = Property(MAP, read("value"), notify=valueChanged)
    trend = Property(MAP, read("trend"), notify=trendChanged)
    entry = Property(MAP, read("entry"), notify=entryChanged)
    countdown = Property(MAP, read("countdown"), notify=countdownChanged)
    guidance = Property(MAP, read("guidance"), notify=guidanceChanged)
    facilities = Property(LIST, read("facilities"), notify=facilitiesChanged)
    summary = Property(LIST, read("summary"), notify=summaryChanged)
    tips = Property(LIST, read("tips"), notify=tipsChanged)
    window = Property(str, read("window"), notify=windowChanged)
    queue = Property(str, read("queue"), notify=queueChanged)
    cardKind = Property(str, read("cardKind"), notify=cardKindChanged)
    picture = Property(str, read("picture"), notify=pictureChanged)
    followUp = Property(str, read("followUp"), notify=followUpChanged)
    posture = Property(bool, read("posture"), notify=postureChanged)
    armIn = Property(bool, read("armIn"), notify=armInChanged)
    arrows = Property(MAP, read("arrows"), notify=arrowsChanged)
    leftward = Property(bool, read("leftward"), notify=leftwardChanged)
    cardLies = Property(bool, read("cardLies"), notify=cardLiesChanged)
    helpCalled = Property(bool, read("helpCalled"), notify=helpCalledChanged)
    helpLabel = Property(str, read("helpLabel"), notify=helpLabelChanged)
    warningSeconds = Property(int, read("warningSeconds"), notify=warningSecondsChanged)
    words = Property(MAP, read("words"), notify=wordsChanged)
