// Help was asked for: the window where it is, and what to do for one who cannot walk there; or somebody who comes.
import QtQuick
import ui.visitor.parts
import kiosk.visitor

StagedPage {
    id: page

    bleed: true

    sight: [
        WindowClerk { anchors.fill: parent; visible: Visit.window !== "" },
        PersonComing { anchors.fill: parent; visible: Visit.window === "" }
    ]
    words: TipSheet { width: parent.width }
}
