// The card could not be read: where it goes, shown once more; or, where no card will do, the window.
import QtQuick
import ui.visitor.parts
import kiosk.panel
import kiosk.visitor

StagedPage {
    id: page

    bleed: true

    sight: [
        CardBand { anchors.fill: parent; visible: Visit.tips.length > 0 },
        WindowClerk { anchors.fill: parent; visible: Visit.tips.length === 0 }
    ]
    words: Ways { width: parent.width }
    acts: VisitButton {
        width: parent.width
        height: Panel.portrait ? 152 : 132
        buttonId: "look"
        kind: "secondary"
        role: "lead"
        icon: "face"
    }
}
