// How thick the upper arm is that goes into the cuff; or that no cuff here fits it.
import QtQuick
import ui.visitor.parts
import kiosk.visitor

TilesPage {
    id: page

    bleed: Visit.tiles.length === 0

    WindowClerk {
        parent: page.sightArea
        anchors.fill: parent
        visible: Visit.tiles.length === 0
    }
    acts: [
        VisitButton {
            width: parent.width
            height: 164
            buttonId: "to-window"
            kind: "primary"
            role: "act"
            icon: "check"
        },
        VisitButton {
            width: parent.width
            height: 132
            buttonId: "retry"
            kind: "secondary"
            role: "lead"
        }
    ]
}
