// 您是王奶奶吗？ The person in the doorway, and two answers. Where the camera is not sure the card is the second one.
import QtQuick
import ui.controls
import kiosk.screen

StagedPage {
    id: page

    gap: 60

    sight: Doorway {
        id: door
        height: parent.height - (Visit.portrait ? 0 : 52)
        width: Math.min(parent.width - 160, height * (Visit.portrait ? 0.843 : 0.765))
        x: (parent.width - width) / 2
        progress: 1
        good: !Visit.guidance.present || Visit.guidance.good
        showsPreview: true
        GuidanceChip {
            visible: Visit.guidance.present && door.width > 380
            anchors.horizontalCenter: parent.horizontalCenter
            y: parent.height - height - 22
        }
    }
    acts: [
        LippedButton {
            width: parent.width
            height: page.primaryHeight
            buttonId: "yes"
            kind: "primary"
            role: "act"
            icon: "check"
        },
        LippedButton {
            width: parent.width
            height: Visit.portrait ? 172 : 148
            buttonId: "no"
            kind: "secondary"
            role: "button"
            icon: "cross"
        },
        LippedButton {
            width: parent.width
            height: Visit.portrait ? 172 : 148
            buttonId: "use-card"
            kind: "secondary"
            role: "button"
            icon: "card"
        }
    ]
}
