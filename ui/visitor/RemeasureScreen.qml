// The first reading asks for a second one: sit for a while (the moon gate), then look at the camera (the doorway).
import QtQuick
import ui.controls
import kiosk.screen

StagedPage {
    id: page

    sight: [
        CountdownMoon {
            visible: Visit.countdown.present
            anchors.centerIn: parent
            width: Math.min(parent.width, parent.height, Visit.portrait ? 540 : 600)
        },
        Doorway {
            visible: !Visit.countdown.present
            height: parent.height - 52
            width: Math.min(parent.width - 160, height * 0.804)
            x: (parent.width - width) / 2
            progress: 0
            guide: true
            showsPreview: true
        }
    ]
    words: Row {
        id: discs
        visible: Visit.tips.length > 0
        width: parent.width
        Repeater {
            model: Visit.tips
            TipDisc {
                required property var modelData
                width: discs.width / Visit.tips.length
                icon: modelData.icon
                text: modelData.text
            }
        }
    }
    acts: LippedButton {
        width: parent.width
        height: 160
        buttonId: "call-staff"
        kind: "people"
        role: "button"
        icon: "person"
    }
}
