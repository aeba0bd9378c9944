// Nobody is here: the lane-house door stands open, and the ways in stand below it. With no way in, the window.
import QtQuick
import ui.visitor.parts
import kiosk.panel
import kiosk.visitor

StagedPage {
    id: page

    bleed: true

    sight: [
        Lane { anchors.fill: parent; visible: Visit.tips.length > 0 && !Visit.cardLies },
        CardBand { anchors.fill: parent; arrow: "up"; visible: Visit.cardLies },
        WindowClerk { anchors.fill: parent; visible: Visit.tips.length === 0 && !Visit.cardLies }
    ]
    words: [
        Ways { width: parent.width },
        CameraNotice { width: parent.width; present: Panel.portrait }
    ]
    // In landscape the column is full, and the floor beside the person's button is free.
    floor: CameraNotice {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        present: !Panel.portrait
        low: true
    }
    acts: VisitButton {
        width: parent.width
        height: 136
        buttonId: "look"
        kind: "secondary"
        role: "lead"
        icon: "face"
    }
}
