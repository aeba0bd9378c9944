// 您还在吗？ over the screen: the seconds left, one big answer. Any touch elsewhere is an answer too.
import QtQuick
import ui.theme
import ui.controls
import kiosk.screen

Rectangle {
    id: overlay

    visible: Visit.warningSeconds >= 0
    color: Theme.paper

    Moon {
        id: moon
        width: Visit.portrait ? 480 : 560
        x: Visit.portrait ? (parent.width - width) / 2 : 180
        y: Visit.portrait ? 620 : (parent.height - height) / 2
        progress: Math.min(1, Visit.warningSeconds / 30)
        NumberText {
            anchors.centerIn: parent
            role: "number-xl"
            value: Visit.warningSeconds
        }
    }
    Column {
        x: Visit.portrait ? 72 : 984
        y: Visit.portrait ? 164 : 200
        width: Visit.portrait ? parent.width - 144 : 864
        spacing: 12
        Label { role: "headline"; bold: true; text: Visit.words.warning.headline; width: parent.width; wraps: true; Accessible.role: Accessible.Heading }
        Label { role: "lead"; color: Theme.inkSoft; text: Visit.words.warning.lead; width: parent.width; wraps: true }
    }
    LippedButton {
        x: Visit.portrait ? 72 : 984
        y: (Visit.portrait ? 1640 : 884) - height
        width: Visit.portrait ? 936 : 864
        height: 220
        buttonId: "still-here"
        kind: "primary"
        role: "act"
        icon: "check"
    }
}
