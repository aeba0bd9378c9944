// Help was asked for: the window where it is, and what to do for one who cannot walk there.
import QtQuick
import ui.visitor.parts

StagedPage {
    id: page

    bleed: true

    sight: WindowClerk { anchors.fill: parent }
    words: TipSheet { width: parent.width }
}
