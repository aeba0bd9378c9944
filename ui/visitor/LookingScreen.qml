// The camera session: the doorway is the guidance, one chip says the one act.
import QtQuick
import ui.controls
import kiosk.screen

StagedPage {
    id: page

    sight: Doorway {
        id: door
        height: parent.height - 52
        width: Math.min(parent.width - 160, height * 0.804)
        x: (parent.width - width) / 2
        progress: Visit.guidance.progress
        good: Visit.guidance.good
        showsPreview: true
        guide: !Visit.guidance.good
        GuidanceChip {
            anchors.horizontalCenter: parent.horizontalCenter
            y: parent.height - height - 28
        }
    }
    acts: LippedButton {
        width: parent.width
        height: 152
        buttonId: "use-card"
        kind: "secondary"
        role: "lead"
        icon: "card"
    }
}
