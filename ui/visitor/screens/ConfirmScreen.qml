// 您是王奶奶吗？ The person in the doorway, and two answers. Where the camera is not sure the card is the second one.
import QtQuick
import ui.controls
import ui.visitor.parts
import kiosk.panel
import kiosk.visitor

StagedPage {
    id: page

    gap: 60

    sight: Doorway {
        id: door
        height: parent.height - (Panel.portrait ? 0 : 52)
        width: Math.min(parent.width - 160, height * (Panel.portrait ? 0.843 : 0.765))
        x: (parent.width - width) / 2
        progress: 1
        good: !Visit.guidance.present || Visit.guidance.good
        previewSource: Visit.previewSource
        showsPreview: true
        GuidanceChip {
            visible: Visit.guidance.present && door.width > 380
            anchors.horizontalCenter: parent.horizontalCenter
            y: parent.height - height - 22
        }
    }
    acts: [
        VisitButton {
            width: parent.width
            height: page.primaryHeight
            buttonId: "yes"
            kind: "primary"
            role: "act"
            icon: "check"
        },
        VisitButton {
            width: parent.width
            height: Panel.portrait ? 172 : 148
            buttonId: "no"
            kind: "secondary"
            role: "button"
            icon: "cross"
        },
        VisitButton {
            width: parent.width
            height: Panel.portrait ? 172 : 148
            buttonId: "use-card"
            kind: "secondary"
            role: "button"
            icon: "card"
        }
    ]
}
