// What is kept of the person, after their card; before it, the card.
import QtQuick
import ui.visitor.parts
import kiosk.panel
import kiosk.visitor

StagedPage {
    id: page

    readonly property bool known: Visit.kept.length > 0

    readonly property bool toWindow: Visit.window !== ""
    readonly property bool waits: Visit.picture === "wait"

    bleed: !page.known

    sight: [
        KeptCard {
            visible: page.known
            width: parent.width
            room: page.sightH
        },
        CardBand { anchors.fill: parent; visible: !page.known && !page.toWindow && !page.waits },
        WindowClerk { anchors.fill: parent; visible: page.toWindow },
        WaitSign { visible: page.waits }
    ]
    acts: [
        VisitButton {
            width: parent.width
            height: Panel.portrait ? 164 : 148
            buttonId: "print"
            kind: "secondary"
            role: "button"
            icon: "printer"
        },
        VisitButton {
            width: parent.width
            height: Panel.portrait ? 164 : 148
            buttonId: "to-window"
            kind: "secondary"
            role: "button"
            icon: "desk"
        },
        VisitButton {
            width: parent.width
            height: Panel.portrait ? 164 : 148
            buttonId: "change"
            kind: "secondary"
            role: "button"
            icon: "next"
        }
    ]
}
