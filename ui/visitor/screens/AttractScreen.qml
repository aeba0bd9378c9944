// Nobody is here: the lane-house door stands open, and the ways in stand below it. With no way in, the window.
import QtQuick
import ui.theme
import ui.controls
import ui.visitor.parts
import kiosk.panel
import kiosk.visitor

StagedPage {
    id: page

    bleed: true

    sight: [
        Lane {
            visible: Visit.tips.length > 0 && !Visit.cardLies && (!told.shown || (!told.showsPicture && told.room > 240))
            breathes: Visit.state === "attract"
            width: parent.width
            height: told.shown ? told.room : parent.height
        },
        AnnouncementSight {
            id: told
            readonly property bool shown: visible
            visible: Visit.announcement.present && Visit.tips.length > 0 && !Visit.cardLies && fits
            anchors.fill: parent
            inset: Panel.portrait ? Metrics.columnX : 36
            foot: Panel.portrait ? 0 : 24
            heading: Visit.announcement.title
            body: Visit.announcement.body
            picture: Visit.announcement.picture
        },
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
